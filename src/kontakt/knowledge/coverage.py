"""Articles by municipalities: where somebody has looked, and what they found."""

from enum import StrEnum


class Looked(StrEnum):
    """What is known of an article in one municipality."""

    NOTE = "note"
    AS_SHARED = "as_shared"
    NOT_LOOKED = "not_looked"
    NOT_HERE = "not_here"
