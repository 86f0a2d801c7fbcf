"""What the lead says of the figures: a text in Markdown that travels with the report."""

from kontakt.errors import KontaktError
from kontakt.files.validation import paragraphs
from kontakt.locale import _
from kontakt.privacy import ACCOUNT_MASK, CARD_MASK, EMAIL_MASK, PHONE_MASK, IdentityNumberFound, guard

LONGEST_COMMENT = 5000
"""In characters: about two pages."""


def guarded_comment(text: str) -> str:
    """The comment as it may stand in a report: phone numbers, e-mail addresses, accounts and cards are masked. Raises
    KontaktError when it holds an identity number, is too long, or holds what no text may."""
    if not text.strip():
        return ""
    try:
        return guard(paragraphs(LONGEST_COMMENT)(text))
    except IdentityNumberFound:
        raise KontaktError(_("The comment holds an identity number, which is never stored: take it out.")) from None
    except ValueError as problem:
        raise KontaktError(_("The comment: {problem}").format(problem=problem)) from None


def is_masked(guarded: str, text: str) -> bool:
    """Whether the guard hid something of the ``text`` that the ``guarded`` one was made of."""
    masks = (ACCOUNT_MASK, CARD_MASK, EMAIL_MASK, PHONE_MASK)
    return any(guarded.count(mask) > text.count(mask) for mask in masks)


def masked() -> str:
    """Said where the guard hid something."""
    return _("Phone numbers, e-mail addresses and accounts in the comment are masked: a report goes to many.")
