"""Absences as a table: what a switchboard or a spreadsheet tells of who is away, without why.

The reason is read for whether the phone is closed, and dropped: nothing keeps it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from kontakt.errors import KontaktError
from kontakt.files.csv_reading import columns_of, csv_rows, wrong_row, wrong_rows
from kontakt.library.contacts import Contacts, FoundContact
from kontakt.library.reachable import key_of
from kontakt.locale import _
from kontakt.presence.absence import Absence, AbsenceSource, ContactKey, Stretch
from kontakt.presence.until import stretch_between, until_of
from kontakt.search import fold

LARGEST_FILE = 10_000_000
"""In bytes."""

_WHO, _MUNICIPALITY, _FROM, _UNTIL, _REASON = "who", "municipality", "from", "until", "reason"
_HEADINGS = {
    _WHO: ("navn", "namn", "hvem", "kven", "kontakt", "name", "who"),
    _MUNICIPALITY: ("kommune", "kommunenummer", "municipality"),
    _FROM: ("fra", "frå", "from"),
    _UNTIL: ("til", "tilbake", "until", "back"),
    _REASON: ("fravær", "fråvær", "kode", "melding", "tekst", "status", "code"),
}


@dataclass(frozen=True, slots=True)
class AbsenceTable:
    """The ``absences`` that a table tells of, and whom it is ``concerned`` with: of some of them, all that it tells of
    may have ended."""

    absences: tuple[Absence, ...]
    concerned: frozenset[ContactKey]


def phone_is_closed(text: str) -> bool:
    """What the code of a switchboard says of the phone: ``LUN:`` closes it, ``MØT;`` leaves it open; without either it
    is closed. What the code means is nobody's business."""
    mark = re.search(r"[:;]", text)
    return mark is None or mark[0] == ":"


def one_contact(text: str, contacts: Contacts, municipality: str | None) -> FoundContact:
    """The contact or unit that is called so, in the municipality with this number (None: any). Raises KontaktError
    where there is none, or where several fit."""
    found = contacts.find(text, municipality, 6)
    called_so = [each for each in found if fold(text) in (fold(each.name_in("nb")), fold(each.name_in("nn")))]
    fitting = called_so or list(found)
    if not fitting:
        raise KontaktError(_("There is no contact “{text}”: kontakt who TEXT finds them.").format(text=text))
    if len(fitting) > 1:
        names = "; ".join(each.name_in("nb") for each in fitting)
        raise KontaktError(_("“{text}” fits several: {names}. Write the whole name.").format(text=text, names=names))
    return fitting[0]


def read_absence_table(file: Path, contacts: Contacts, numbers: dict[str, str], now: datetime) -> AbsenceTable:
    """The absences in a CSV file with a row for each; ``numbers`` are those of municipalities by their folded names.
    What has ended by ``now`` (UTC) is left out. Raises KontaktError with everything that is not understood, each with
    its line: nothing is taken then."""
    rows = list(csv_rows(file, LARGEST_FILE))
    line, headings = rows[0] if rows else (1, [])
    places = columns_of(file, line, headings, _HEADINGS)
    if _WHO not in places or _UNTIL not in places:
        raise wrong_row(file, line, _("the headings must name who is away (navn) and until when (til)"))
    absences: list[Absence] = []
    problems: list[tuple[int, str]] = []
    for line, row in rows[1:]:
        cells = {column: row[place].strip() if place < len(row) else "" for column, place in places.items()}
        try:
            absences.append(_absence(cells, contacts, numbers, now))
        except (KontaktError, ValueError) as problem:
            problems.append((line, str(problem)))
    if problems:
        raise wrong_rows(file, problems)
    return AbsenceTable(tuple(each for each in absences if each.ends > now), frozenset(each.who for each in absences))


def absences_of(found: FoundContact, busy: Iterable[Stretch], now: datetime) -> tuple[Absence, ...]:
    """The absences of somebody who is busy in these stretches, as a calendar's file told ``now`` (UTC)."""
    return tuple(
        Absence(id=uuid4(), who=key_of(found), begins=begins, ends=ends, source=AbsenceSource.LIST, known_at=now)
        for begins, ends in busy
    )


def _absence(cells: Mapping[str, str], contacts: Contacts, numbers: dict[str, str], now: datetime) -> Absence:
    """The absence in the cells of a row. Raises KontaktError or ValueError with what is not understood."""
    place = cells.get(_MUNICIPALITY, "")
    found = one_contact(cells[_WHO], contacts, numbers.get(fold(place), place) or None)
    first, second = cells.get(_FROM, ""), cells[_UNTIL]
    begins, ends = stretch_between(first, second, now) if first else (now, until_of(second, now))
    return Absence(
        id=uuid4(),
        who=key_of(found),
        begins=begins,
        ends=ends,
        phone_closed=phone_is_closed(cells.get(_REASON, "")),
        source=AbsenceSource.LIST,
        known_at=now,
    )
