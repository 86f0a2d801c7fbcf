"""What would resolve more inquiries at the first line."""

from enum import StrEnum
from types import MappingProxyType

from kontakt.firstline import Cause


class Lever(StrEnum):
    """What would resolve more: doing as the best does, an answer that is missing or unclear, access to a system."""

    BEST_PRACTICE = "best_practice"
    MISSING_ANSWER = "missing_answer"
    UNCLEAR_ANSWER = "unclear_answer"
    ACCESS = "access"


LEVER_OF_CAUSE = MappingProxyType({Cause.NO_ANSWER: Lever.MISSING_ANSWER, Cause.NO_ACCESS: Lever.ACCESS})
"""The lever that would have resolved the inquiries forwarded for a cause, whatever their article."""
