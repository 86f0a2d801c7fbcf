"""``people/NUMBER.yaml`` and ``people/region.yaml``: lists of contacts as files that people can read, diff and review.

The comment at a file's top is kept, in the file and in the database; other comments are lost when the file is written
anew.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kontakt.directory.contacts.contact_list import REGION, Contact, ContactList, Hours, Responsibility, Unit
from kontakt.directory.contacts.contact_list_input import InvalidContactList, make_contact_list
from kontakt.directory.contacts.hours import written_hours
from kontakt.errors import KontaktError
from kontakt.files.strict_yaml import (
    at_line,
    comment_lines,
    filled,
    flow_list,
    flow_mapping,
    load_mapping,
    of_file,
    quoted,
    read_text,
    scalar,
)
from kontakt.files.validation import Problems
from kontakt.files.writing import write_in_folder
from kontakt.locale import _

FOLDER = "people"


def file_of(municipality: str) -> str:
    """Where the list of this municipality, or of the region, stands in a knowledge folder."""
    return f"{FOLDER}/{municipality}.yaml"


def read_contact_list(text: str, municipality: str, file: str = "") -> ContactList:
    """The list in the text of a file; ``file`` is what errors call it.

    Raises Problems with everything that is wrong, each with its line, or KontaktError where it is not YAML.
    """
    file = file or file_of(municipality)
    if not text.strip():
        return ContactList(municipality=municipality)
    document = load_mapping(text, file)
    try:
        return make_contact_list(filled(document.values), municipality, document.comment)
    except InvalidContactList as invalid:
        problems = sorted(
            (document.line(place), sentence) for place, sentence in zip(invalid.places, invalid.problems, strict=True)
        )
        raise Problems(at_line(file, line, sentence) for line, sentence in problems) from invalid


def read_contact_files(folder: Path) -> tuple[ContactList, ...]:
    """The lists of a knowledge folder, in the order of their names; none where it has no ``people``. Raises Problems
    with everything that is wrong in any of them, and KontaktError for what cannot be read."""
    lists: list[ContactList] = []
    problems: list[str] = []
    if (folder / FOLDER).is_symlink():
        raise KontaktError(_("{file} is a link to another place: put the file itself there.").format(file=FOLDER))
    for path in sorted((folder / FOLDER).glob("*")):
        file = f"{FOLDER}/{path.name}"
        if path.name.startswith(".") or path.name.endswith("~"):
            continue
        if path.is_symlink() or path.suffix != ".yaml" or not re.fullmatch(f"[0-9]{{4}}|{REGION}", path.stem):
            text = _("{file} is no list of contacts: call it by the number of its municipality, or region.yaml.")
            problems.append(of_file(file, text.format(file=file)))
            continue
        try:
            lists.append(read_contact_list(read_text(path, file), path.stem))
        except Problems as found:
            problems += found.problems
        except KontaktError as found:
            problems.append(str(found))
    if problems:
        raise Problems(problems)
    return tuple(lists)


def write_contact_file(folder: Path, contacts: ContactList) -> bool:
    """Write the canonical file into a knowledge folder; False if it stood there already. Raises KontaktError."""
    return write_in_folder(folder, file_of(contacts.municipality), format_contact_list(contacts).encode())


def format_contact_list(contacts: ContactList) -> str:
    """The canonical file."""
    lines = [*comment_lines(contacts.comment)]
    if contacts.post:
        lines.append(f"post: {scalar(contacts.post)}")
    lines += _block("units", (_unit(each) for each in contacts.units))
    lines += _block("contacts", (_contact(each) for each in contacts.contacts))
    lines += _block("responsibilities", (_responsibility(each) for each in contacts.responsibilities))
    if not contacts.units and not contacts.post:
        lines.append("units: []")
    return "\n".join([*lines, ""])


def _block(key: str, items: Iterable[Iterator[str]]) -> Iterator[str]:
    for at, item in enumerate(items):
        if at == 0:
            yield f"{key}:"
        first, *others = item
        yield f"  - {first}"
        yield from (f"    {other}" for other in others)


def _unit(unit: Unit) -> Iterator[str]:
    yield f"id: {unit.id}"
    yield from _texts(("name", unit.name), ("name_nn", unit.name_nn))
    if unit.known_as:
        yield f"known_as: {flow_list(unit.known_as)}"
    yield from _reached(unit.phone, unit.email, unit.hours)
    yield from _texts(("booking", unit.booking))
    if unit.answer_within:
        yield f"answer_within: {unit.answer_within}"
    if unit.municipalities:
        yield f"municipalities: [{', '.join(map(quoted, unit.municipalities))}]"


def _contact(contact: Contact) -> Iterator[str]:
    yield f"id: {contact.id}"
    yield from _texts(("name", contact.name), ("title", contact.title))
    yield f"unit: {contact.unit}"
    yield from _reached(contact.phone, contact.email, contact.hours)


def _responsibility(task: Responsibility) -> Iterator[str]:
    if task.words:
        yield f"words: {flow_list(task.words)}"
    yield from _texts(("article", task.article), ("theme", task.theme), ("unit", task.unit))
    yield from _texts(("first", task.first), ("second", task.second))


def _reached(phone: str, email: str, hours: Hours) -> Iterator[str]:
    if phone:
        yield f"phone: {quoted(phone)}"
    yield from _texts(("email", email))
    if hours:
        yield f"hours: {flow_mapping((day, quoted(span)) for day, span in written_hours(hours).items())}"


def _texts(*texts: tuple[str, str]) -> Iterator[str]:
    yield from (f"{key}: {scalar(text)}" for key, text in texts if text)
