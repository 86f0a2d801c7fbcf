"""Norwegian words to ranked articles: pure, with no I/O and nothing of the project."""

from kontakt.search.answer import Answer, Entry, Hit, Place, Why
from kontakt.search.explaining import Explanation, Meeting
from kontakt.search.index import Index
from kontakt.search.words import fold

__all__ = ["Answer", "Entry", "Explanation", "Hit", "Index", "Meeting", "Place", "Why", "fold"]
