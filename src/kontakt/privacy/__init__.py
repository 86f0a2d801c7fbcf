"""What may not be stored: which texts are refused, and what is masked in the others. ``docs/privacy.md`` has the table.

One file holds one kind: ``identity_numbers`` (refused), ``accounts``, ``phones`` and ``emails`` (masked). Each gives
the places it finds in a text's ``plain`` form; ``guard`` says what becomes of them.
"""

from kontakt.privacy.guard import (
    ACCOUNT_MASK,
    CARD_MASK,
    EMAIL_MASK,
    IDENTITY_MASK,
    PHONE_MASK,
    IdentityNumberFound,
    guard,
    holds_masks,
    holds_private_number,
    refuse_split,
    without_private_numbers,
)

__all__ = [
    "ACCOUNT_MASK",
    "CARD_MASK",
    "EMAIL_MASK",
    "IDENTITY_MASK",
    "PHONE_MASK",
    "IdentityNumberFound",
    "guard",
    "holds_masks",
    "holds_private_number",
    "refuse_split",
    "without_private_numbers",
]
