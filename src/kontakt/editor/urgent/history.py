"""What each kind of danger was, revision by revision of the table."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kontakt.knowledge.files.urgent import read_urgent
from kontakt.knowledge.revisions import Revision
from kontakt.knowledge.urgent.kind import UrgentKind


@dataclass(frozen=True, slots=True)
class PastUrgentKind:
    """What a kind of danger was from a revision of the table on (None: it was not there)."""

    revision: Revision
    kind: UrgentKind | None


def past_kinds(history: Iterable[Revision], id: str) -> tuple[PastUrgentKind, ...]:
    """The revisions of the table in which a kind differs from what it was before, the newest first. ``history`` is the
    table's, the newest first."""
    found: list[PastUrgentKind] = []
    before: UrgentKind | None = None
    for revision in sorted(history, key=lambda each: each.number):
        kind = read_urgent(revision.text).kind(id)
        if kind != before:
            found.append(PastUrgentKind(replace(revision, text=""), kind))
        before = kind
    return tuple(reversed(found))
