"""Lists of contacts as files: word for word, line by line, and every mistake with its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.directory.contacts.codec import packed, unpacked
from kontakt.directory.contacts.contact_list import REGION, Contact, ContactList, Hours, Responsibility, Unit
from kontakt.directory.contacts.files import (
    format_contact_list,
    read_contact_files,
    read_contact_list,
    write_contact_file,
)
from kontakt.directory.contacts.hours import hours_of, read_span, written_span
from kontakt.errors import KontaktError
from kontakt.files.validation import Problems

TEXT = """\
# Sist gått gjennom i november.
post: postmottak@tinn.example.invalid
units:
  - id: byggesak
    name: Byggesak
    name_nn: Byggjesak
    known_as: [plan og bygg]
    phone: "35 00 00 00"
    email: byggesak@tinn.example.invalid
    hours: {mon: "09:00-15:00", fri: "09:00-11:30, 12:00-14:00"}
    booking: "https://tinn.example.invalid/time"
contacts:
  - id: saksbehandler-byggesak
    name: Saksbehandler byggesak, Tinn
    title: saksbehandler
    unit: byggesak
    phone: "35 00 00 01"
responsibilities:
  - words: [garasje, tilbygg]
    unit: byggesak
    first: saksbehandler-byggesak
  - theme: bygg
    unit: byggesak
"""

names = (
    st.text("abcæøå -«»\"'#:", min_size=1, max_size=12)
    .filter(lambda text: any(map(str.isalnum, text)))
    .map(lambda text: " ".join(text.split()))
)
ids = st.sampled_from(["a", "b-c", "d1"])
spans = st.lists(
    st.times().map(lambda at: at.replace(second=0, microsecond=0)), min_size=2, max_size=4, unique=True
).map(lambda times: tuple(zip(sorted(times)[::2], sorted(times)[1::2], strict=False)))
weeks: st.SearchStrategy[Hours] = st.dictionaries(st.sampled_from(["mon", "wed", "sun"]), spans).map(hours_of)


@st.composite
def contact_lists(draw: st.DrawFn) -> ContactList:
    unit_ids = draw(st.lists(ids, unique=True, min_size=1))
    units = tuple(
        Unit(
            id=id,
            name=draw(names),
            known_as=tuple(draw(st.lists(names, unique=True, max_size=2))),
            hours=draw(weeks),
            answer_within=draw(st.sampled_from([0, 1, 30])),
        )
        for id in unit_ids
    )
    contacts = tuple(
        Contact(id=id, name=draw(names), unit=draw(st.sampled_from(unit_ids)), hours=draw(weeks))
        for id in draw(st.lists(ids, unique=True))
    )
    tasks = tuple(
        Responsibility(unit=draw(st.sampled_from(unit_ids)), words=(word,), first=contacts[0].id if contacts else "")
        for word in draw(st.lists(names, max_size=2))
    )
    return ContactList(
        municipality="4026", units=units, contacts=contacts, responsibilities=tasks, comment=draw(st.just(""))
    )


@pytest.mark.long
@given(contact_lists())
def test_a_list_comes_back_from_its_file_and_from_its_plain_values(contacts: ContactList) -> None:
    assert read_contact_list(format_contact_list(contacts), "4026") == contacts
    assert unpacked(packed(contacts)) == contacts


def test_the_canonical_file_is_what_a_person_would_write() -> None:
    contacts = read_contact_list(TEXT, "4026")
    assert format_contact_list(contacts) == TEXT
    assert contacts.comment == "Sist gått gjennom i november."
    assert contacts.unit("byggesak").name_in("nn") == "Byggjesak"
    assert written_span(contacts.units[0].hours[4]) == "09:00-11:30, 12:00-14:00"
    assert contacts.units[0].hours[1] == ()


def test_an_empty_file_is_an_empty_list() -> None:
    assert read_contact_list("", "4026") == ContactList(municipality="4026")
    assert read_contact_list(format_contact_list(ContactList(municipality="4026")), "4026") == ContactList(
        municipality="4026"
    )


@pytest.mark.parametrize(
    ("before", "after", "line", "says"),
    [
        ('"35 00 00 01"', '"35 00 x"', 17, "no phone number"),
        ('phone: "35 00 00 01"', "phone: 35000001", 17, "must be text"),
        ("byggesak@tinn", "byggesak tinn", 9, "no e-mail address"),
        ("09:00-11:30", "09:00-08:30", 10, "no hours"),
        ("12:00-14:00", "11:00-14:00", 10, "no hours"),
        ("{mon:", "{monday:", 10, "choose"),
        ("unit: byggesak\n    phone", "unit: bygg\n    phone", 16, "no unit with the id “bygg”"),
        ("first: saksbehandler-byggesak", "first: leder", 21, "no contact with the id “leder”"),
        ("first: saksbehandler-byggesak", "second: saksbehandler-byggesak", 21, "move it there"),
        ("  - theme: bygg\n", "  - theme: bygg\n    article: garasje\n", 22, "one of the three"),
        ("  - theme: bygg\n    unit", "  - unit", 22, "one of the three"),
        ("id: saksbehandler-byggesak", "id: Saksbehandler Ås", 13, "is not an id"),
        ("name_nn", "navn", 6, "not a key that is known here"),
        ("name_nn: Byggjesak", "name_nn: Byggjesak 01017000027", 6, "identity number"),
        ("name_nn: Byggjesak", "answer_within: 0", 6, "the least is 1"),
        ("name_nn: Byggjesak", "answer_within: snart", 6, "write a whole number"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(before: str, after: str, line: int, says: str) -> None:
    text = TEXT.replace(before, after, 1)
    assert text != TEXT
    with pytest.raises(Problems) as refused:
        read_contact_list(text, "4026")
    assert any(f"people/4026.yaml, line {line}: " in each and says in each for each in refused.value.problems)


def test_what_stands_twice_is_said() -> None:
    twice = TEXT.replace(
        "responsibilities:",
        '  - id: leder\n    name: Leder\n    unit: byggesak\n    phone: "35000001"\nresponsibilities:',
    )
    with pytest.raises(Problems, match="phone “35000001” stands twice"):
        read_contact_list(twice, "4026")
    with pytest.raises(Problems, match="id “saksbehandler-byggesak” stands twice"):
        read_contact_list(twice.replace("id: leder", "id: saksbehandler-byggesak"), "4026")


def test_a_second_who_is_the_first_is_none() -> None:
    same = TEXT.replace(
        "first: saksbehandler-byggesak", "first: saksbehandler-byggesak\n    second: saksbehandler-byggesak"
    )
    with pytest.raises(Problems, match="“first” and “second” are the same"):
        read_contact_list(same, "4026")


def test_a_folder_holds_a_list_for_each_municipality_and_one_for_the_region(tmp_path: Path) -> None:
    assert read_contact_files(tmp_path) == ()
    tinn = read_contact_list(TEXT, "4026")
    shared = ContactList(municipality=REGION, units=(Unit(id="legevakt", name="Legevakt", municipalities=("4026",)),))
    assert write_contact_file(tmp_path, tinn)
    assert write_contact_file(tmp_path, shared)
    assert not write_contact_file(tmp_path, tinn)
    assert read_contact_files(tmp_path) == (tinn, shared)


def test_every_file_that_is_wrong_is_named_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "people"
    folder.mkdir()
    (folder / "4026.yaml").write_text("units: 3\n", encoding="utf-8")
    (folder / "tinn.yaml").write_text(TEXT, encoding="utf-8")
    (folder / "0301.yaml").symlink_to(folder / "4026.yaml")
    (folder / "4026.yaml~").write_text("left by an editor", encoding="utf-8")
    with pytest.raises(Problems) as refused:
        read_contact_files(tmp_path)
    first, second, third = refused.value.problems
    assert "people/0301.yaml is no list" in first
    assert "people/4026.yaml, line 1" in second
    assert "people/tinn.yaml is no list" in third


def test_a_folder_elsewhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "people").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(KontaktError, match="link to another place"):
        read_contact_files(tmp_path)


@pytest.mark.parametrize(
    "text", ["", "9-15", "09:00", "15:00-09:00", "24:00-25:00", "09:00-10:00,09:30-11:00", "åpent"]
)
def test_what_are_no_hours(text: str) -> None:
    assert read_span(text) is None


@pytest.mark.parametrize("text", ["09:00-15:00", "9.00–15.00", " 09:00 - 15:00 "])
def test_hours_as_people_write_them(text: str) -> None:
    assert written_span(read_span(text)) == "09:00-15:00"
