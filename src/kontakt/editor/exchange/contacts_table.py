"""A list of contacts as a table that people keep in a spreadsheet: a row for each contact, and for each unit by
itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

from kontakt.directory.contacts.contact_list import ContactList, Responsibility, Unit
from kontakt.directory.contacts.contact_list_input import InvalidContactList, make_contact_list, private_number
from kontakt.directory.contacts.hours import written_hours
from kontakt.errors import KontaktError
from kontakt.files.csv_reading import columns_of, unread_headings, wrong_row, wrong_rows
from kontakt.files.sheet_reading import Cell, UnreadCell, read_sheets
from kontakt.files.spreadsheets import csv_file, neutral, workbook
from kontakt.knowledge.new_id import new_id
from kontakt.locale import N_, _
from kontakt.privacy import holds_private_number

ENDINGS = (".csv", ".xlsx")
"""What the names of the files end in that a table is read from and written to."""

_UNIT, _NAME, _TITLE, _PHONE, _EMAIL, _TASKS, _SECOND = "unit", "name", "title", "phone", "email", "tasks", "second"
_WITHIN = "answer_within"
_HEADINGS = {
    _UNIT: ("enhet", "eining", "avdeling", "seksjon", "unit", "department"),
    _NAME: ("navn", "namn", "ansatt", "name"),
    _TITLE: ("tittel eller stilling", "title or position", "tittel", "stilling", "rolle", "title", "position"),
    _PHONE: ("telefon", "tlf", "mobil", "nummer", "phone"),
    _EMAIL: ("e-post", "epost", "e-mail", "email"),
    _TASKS: ("svarer for", "svarar for", "ansvar", "oppgaver", "oppgåver", "responsible for"),
    _SECOND: ("stedfortreder for", "vikar for", "vara for", "deputy for"),
    _WITHIN: ("svarer innen", "svarar innan", "svarfrist", "answers within"),
}
_COLUMNS = {
    _UNIT: N_("Unit"),
    _NAME: N_("Name"),
    _TITLE: N_("Title or position"),
    _PHONE: N_("Phone"),
    _EMAIL: N_("E-mail"),
    _TASKS: N_("Responsible for"),
    _SECOND: N_("Deputy for"),
    _WITHIN: N_("Answers within"),
}


def read_contacts_table(file: Path, before: ContactList) -> ContactList:
    """The list in a CSV file or in the first sheet of a workbook, in the place of ``before``, from which it takes what
    the table has no columns for: ids, the hours of units and contacts, what units are called in nynorsk and else, their
    bookings, and what they answer for as articles and themes.

    A row without a name is about the unit itself. Words that somebody answers or deputises for are
    separated by commas.
    Raises KontaktError with everything that is not understood, each with its line: nothing is taken then."""
    rows = next((sheet.rows for sheet in read_sheets(file)), ())
    line, headings = rows[0] if rows else (1, ())
    places = columns_of(file, line, [str(each) for each in headings], _HEADINGS)
    if _UNIT not in places or _NAME not in places:
        raise wrong_row(file, line, _("the headings must name the unit (enhet) and the name (navn)"))
    if not rows[1:]:
        raise wrong_row(file, line, _("there are no rows below the headings"))
    table = _Table(before)
    lines: dict[str, list[int]] = {"units": [], "contacts": [], "responsibilities": []}
    problems: list[tuple[int, str]] = []
    for at, row in rows[1:]:
        try:
            cells = {column: _text(column, row[place]) if place < len(row) else "" for column, place in places.items()}
            if not cells[_UNIT]:
                raise KontaktError(_("the unit is missing: write what it is called"))
        except KontaktError as problem:
            problems.append((at, str(problem)))
        else:
            if any(map(holds_private_number, cells.values())):
                problems.append((at, private_number()))
            table.take(cells, at, lines)
    lines["responsibilities"] += table.lines_of_tasks
    try:
        made = make_contact_list(table.values(), before.municipality, before.comment, _names())
    except InvalidContactList as invalid:
        found = zip(invalid.places, invalid.problems, strict=True)
        problems += [(_line_of(lines, place), sentence) for place, sentence in found]
        raise wrong_rows(file, [*dict.fromkeys(problems)]) from invalid
    if problems:
        raise wrong_rows(file, problems)
    return made


def columns_not_read(file: Path) -> tuple[str, ...]:
    """The headings in the table of which nothing is taken."""
    rows = next((sheet.rows for sheet in read_sheets(file)), ())
    return unread_headings([str(each) for each in rows[0][1]], _HEADINGS) if rows else ()


def _text(column: str, cell: Cell) -> str:
    """The text of a cell, in one line. Raises KontaktError for one that holds none."""
    match cell:
        case str():
            return " ".join(cell.split())
        case UnreadCell(problem):
            what = problem
        case _:
            what = _("it holds a date or a choice: format the cell as text, and type it again.")
    raise KontaktError(f"“{_(_COLUMNS[column])}”: {what}")


def _names() -> dict[str, str]:
    """What the columns are called, by the fields that they fill."""
    both = {f"{items}.{key}": _(_COLUMNS[key]) for items in ("units", "contacts") for key in (_NAME, _PHONE, _EMAIL)}
    return {
        **both,
        "units.name": _(_COLUMNS[_UNIT]),
        "units.answer_within": _(_COLUMNS[_WITHIN]),
        "contacts.title": _(_COLUMNS[_TITLE]),
        "responsibilities.words": _(_COLUMNS[_TASKS]),
        "responsibilities.first": _(_COLUMNS[_TASKS]),
        "responsibilities.second": _(_COLUMNS[_SECOND]),
    }


def _line_of(lines: Mapping[str, Sequence[int]], place: Sequence[str | int]) -> int:
    key, at = (*place, "", "")[:2]
    numbers = lines.get(str(key), ())
    return numbers[at] if isinstance(at, int) and at < len(numbers) else 1


class _Table:
    """The rows that were taken so far, as plain values."""

    def __init__(self, before: ContactList) -> None:
        self._before = before
        self._units: dict[str, dict[str, object]] = {}
        self._contacts: list[dict[str, object]] = []
        self._tasks: dict[tuple[str, str], dict[str, object]] = {}
        self._task_lines: dict[tuple[str, str], int] = {}

    def take(self, cells: Mapping[str, str], line: int, lines: dict[str, list[int]]) -> None:
        unit = self._unit(cells[_UNIT], line, lines)
        reached = {key: cells[key] for key in (_PHONE, _EMAIL) if cells.get(key)}
        if _WITHIN in cells and (cells[_WITHIN] or not cells[_NAME]):
            self._units[unit][_WITHIN] = cells[_WITHIN] or None
            lines["units"][list(self._units).index(unit)] = line
        if not cells[_NAME]:
            lines["units"][list(self._units).index(unit)] = line  # its own row is where it is mended
            self._units[unit] |= reached
            self._add_tasks(unit, cells.get(_TASKS, ""), {}, line)
            return
        stood = next((each for each in self._before.contacts if (each.unit, each.name) == (unit, cells[_NAME])), None)
        taken = {str(each["id"]) for each in (*self._contacts, *map(asdict, self._before.contacts))}
        id = stood.id if stood else new_id(cells[_NAME], taken)
        title = {_TITLE: cells[_TITLE]} if cells.get(_TITLE) else {}
        hours = {"hours": written_hours(stood.hours)} if stood and stood.hours else {}
        self._contacts.append({"id": id, "name": cells[_NAME], "unit": unit, **title, **reached, **hours})
        lines["contacts"].append(line)
        self._add_tasks(unit, cells.get(_TASKS, ""), {"first": id}, line)
        self._add_tasks(unit, cells.get(_SECOND, ""), {"second": id}, line)

    def _unit(self, name: str, line: int, lines: dict[str, list[int]]) -> str:
        """The id of the unit with this name, which begins with what it was before."""
        stood = next((each for each in self._before.units if each.name.casefold() == name.casefold()), None)
        id = next((id for id, each in self._units.items() if str(each["name"]).casefold() == name.casefold()), None)
        if id is None:
            id = stood.id if stood else new_id(name, {*self._units, *(each.id for each in self._before.units)})
            self._units[id] = _plain_unit(stood) if stood else {}
            self._units[id] |= {"id": id, "name": name}
            lines["units"].append(line)
        return id

    def _add_tasks(self, unit: str, words: str, who: dict[str, str], line: int) -> None:
        for word in filter(None, map(str.strip, words.split(","))):
            self._tasks.setdefault((unit, word.casefold()), {"word": word}).update(who)
            self._task_lines[unit, word.casefold()] = line

    def _together(self) -> dict[tuple[object, object, object], list[tuple[str, str]]]:
        """The tasks that the same answer for."""
        together: dict[tuple[object, object, object], list[tuple[str, str]]] = {}
        for key, task in self._tasks.items():
            together.setdefault((key[0], task.get("first"), task.get("second")), []).append(key)
        return together

    @property
    def lines_of_tasks(self) -> list[int]:
        """Where each of the responsibilities for words is mended, in their order."""
        return [self._task_lines[keys[0]] for keys in self._together().values()]

    def _worded(self) -> list[dict[str, object]]:
        """The words that the same answer for, together."""
        return [
            {"words": [self._tasks[key]["word"] for key in keys]}
            | {key: value for key, value in zip(("unit", "first", "second"), who, strict=True) if value}
            for who, keys in self._together().items()
        ]

    def values(self) -> dict[str, object]:
        contacts = {str(each["id"]) for each in self._contacts}
        others = [
            {
                key: value
                for key, value in _plain_task(each).items()
                if value in contacts or key not in ("first", "second")
            }
            for each in self._before.responsibilities
            if not each.words and each.unit in self._units
        ]
        post = {"post": self._before.post} if self._before.post else {}
        return {
            **post,
            "units": [*self._units.values()],
            "contacts": self._contacts,
            "responsibilities": [
                *self._worded(),
                *(each for each in others if "second" not in each or "first" in each),
            ],
        }


def _plain_unit(unit: Unit) -> dict[str, object]:
    kept: dict[str, object] = {"name_nn": unit.name_nn, "known_as": list(unit.known_as), "booking": unit.booking}
    shared = {"hours": written_hours(unit.hours), "municipalities": list(unit.municipalities)}
    return {key: value for key, value in (kept | shared | {_WITHIN: unit.answer_within}).items() if value}


def _plain_task(task: Responsibility) -> dict[str, object]:
    plain = {
        "article": task.article,
        "theme": task.theme,
        "unit": task.unit,
        "first": task.first,
        "second": task.second,
    }
    return {key: value for key, value in plain.items() if value}


def contacts_table(contacts: ContactList) -> bytes:
    """The list as a CSV file: what ``read_contacts_table`` reads, as Norwegian Excel opens it."""
    return csv_file([[_(title) for title in _COLUMNS.values()], *([*map(neutral, row)] for row in _rows(contacts))])


def contacts_workbook(contacts: ContactList) -> bytes:
    """The list as a workbook: what ``read_contacts_table`` reads, texts that stay texts below headings that stay."""
    target = BytesIO()
    with workbook(target) as book:
        heading, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(_("Contacts"))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(_COLUMNS) - 1, 28, text)
        for at, row in enumerate([[_(title) for title in _COLUMNS.values()], *_rows(contacts)]):
            for place, cell in enumerate(row):
                sheet.write_string(at, place, cell, text if at else heading)
    return target.getvalue()


def _rows(contacts: ContactList) -> Iterator[tuple[str, ...]]:
    for unit in contacts.units:
        alone = [task for task in contacts.responsibilities if task.unit == unit.id and not task.first]
        if (
            unit.phone
            or unit.email
            or unit.answer_within
            or alone
            or all(each.unit != unit.id for each in contacts.contacts)
        ):
            within = str(unit.answer_within or "")
            yield unit.name, "", "", unit.phone, unit.email, _words(alone), "", within
        for each in contacts.contacts:
            if each.unit == unit.id:
                first, second = (
                    [task for task in contacts.responsibilities if getattr(task, place) == each.id]
                    for place in ("first", "second")
                )
                yield unit.name, each.name, each.title, each.phone, each.email, _words(first), _words(second), ""


def _words(tasks: Iterable[Responsibility]) -> str:
    return ", ".join(word for task in tasks for word in task.words)
