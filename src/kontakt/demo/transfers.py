"""To which units made-up callers were put through: those that answer for what they asked; and what came of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.inquiry import Entry, TransferResult
from kontakt.knowledge.article import Article
from kontakt.library.contacts import Contacts

_RESULTS = (*[TransferResult.TAKEN] * 6, TransferResult.NO_ANSWER, TransferResult.CAME_BACK, None, None)
"""As often as each of them comes of it; None: nobody said."""


def put_through(entries: Iterable[Entry], articles: Mapping[str, Article], contacts: Contacts) -> Iterator[Entry]:
    """The same entries, those of a transfer with its unit where somebody answers for its article."""

    @cache
    def unit_for(article: str, municipality: str) -> str | None:
        tried = contacts.tried_for(articles[article], municipality)
        return tried[-1].unit_key if tried else None

    for entry in entries:
        inquiry = entry.inquiry
        if inquiry.outcome is Outcome.TRANSFERRED and inquiry.article and inquiry.municipality:
            unit = unit_for(inquiry.article, inquiry.municipality)
            result = _RESULTS[inquiry.id.int % len(_RESULTS)] if unit else None
            yield replace(entry, inquiry=replace(inquiry, unit=unit, transfer_result=result))
        else:
            yield entry
