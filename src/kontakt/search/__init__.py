"""Norwegian words to ranked articles: pure, with no I/O and nothing of the project."""

from kontakt.search.answer import Hit, Place, SearchAnswer, SearchEntry, Why
from kontakt.search.explaining import Explanation, Meeting
from kontakt.search.index import Index
from kontakt.search.words import fold

__all__ = ["Explanation", "Hit", "Index", "Meeting", "Place", "SearchAnswer", "SearchEntry", "Why", "fold"]
