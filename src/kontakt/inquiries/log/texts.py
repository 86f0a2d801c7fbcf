"""Which texts of an inquiry stand: the note, and the query that found its article.

A text stands in the history as long as no later entry has another in its place. So a note that is emptied or mended,
and both texts of an inquiry that is withdrawn, are gone from every earlier entry too; and because this is asked of all
entries together, it does not matter in which order they arrive. An entry that comes later than the one that took its
text away is stored without it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from kontakt.inquiries.inquiry import Entry, EntryKind, Inquiry

TEXTS = ("query", "note")


def without_texts(inquiry: Inquiry) -> Inquiry:
    """The inquiry with nothing that anybody wrote."""
    return replace(inquiry, query="", note="")


def without_texts_of(entry: Entry) -> Entry:
    """The entry with nothing that anybody wrote."""
    return replace(entry, inquiry=without_texts(entry.inquiry))


def with_its_texts(entry: Entry) -> Entry:
    """The entry as it may stand in a history: a withdrawn inquiry has no text, whatever program withdrew it."""
    return without_texts_of(entry) if entry.kind is EntryKind.WITHDRAWN else entry


def superseded(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Those of the entries, of any number of inquiries, that hold a text which a later one of the same inquiry has not:
    without it."""
    by_inquiry: defaultdict[UUID, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_inquiry[entry.inquiry.id].append(with_its_texts(entry))
    for entries_of_one in by_inquiry.values():
        yield from _superseded_in(sorted(entries_of_one, key=lambda entry: (entry.made_at, entry.id), reverse=True))


def _superseded_in(newest_first: list[Entry]) -> Iterator[Entry]:
    later: dict[str, set[str]] = {name: set() for name in TEXTS}
    for entry in newest_first:
        taken: dict[str, Any] = {}
        for name in TEXTS:
            text = getattr(entry.inquiry, name)
            if text and later[name] - {text}:
                taken[name] = ""
            later[name].add(text)
        if taken:
            yield replace(entry, inquiry=replace(entry.inquiry, **taken))
