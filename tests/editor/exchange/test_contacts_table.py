"""A list of contacts as a table: what comes back from a spreadsheet, and what is wrong with it, line by line."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from kontakt.demo.contacts import made_up_contacts
from kontakt.directory.contacts.contact_list import Contact, ContactList, Unit
from kontakt.directory.contacts.hours import hours_of, read_span
from kontakt.directory.region import Region
from kontakt.editor.exchange.contacts_table import contacts_table, contacts_workbook, read_contacts_table
from kontakt.errors import KontaktError

EMPTY = ContactList(municipality="4026")
TABLE = """\
Enhet;Navn;Stilling;Tlf;E-post;Svarer for;Stedfortreder for
Byggesak;;;35 00 00 00;byggesak@tinn.example.invalid;;
Byggesak;Saksbehandler byggesak, Tinn;saksbehandler;'+47 35 00 00 01;;garasje, tilbygg;
Byggesak;Leder byggesak, Tinn;;;;;garasje
Teknisk drift;;;;;brøyting;
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "liste.csv"


def test_a_municipality_s_own_table_becomes_a_list(file: Path) -> None:
    file.write_text(TABLE, encoding="utf-8")
    contacts = read_contacts_table(file, EMPTY)
    assert [(each.id, each.name, each.phone) for each in contacts.units] == [
        ("byggesak", "Byggesak", "35 00 00 00"),
        ("teknisk-drift", "Teknisk drift", ""),
    ]
    officer, leader = contacts.contacts
    assert (officer.id, officer.title, officer.phone) == (
        "saksbehandler-byggesak-tinn",
        "saksbehandler",
        "+47 35 00 00 01",
    )
    assert [(each.words, each.unit, each.first, each.second) for each in contacts.responsibilities] == [
        (("garasje",), "byggesak", officer.id, leader.id),
        (("tilbygg",), "byggesak", officer.id, ""),
        (("brøyting",), "teknisk-drift", "", ""),
    ]


def test_private_numbers_and_deputies_of_nobody_are_told_once_each_at_their_lines_with_what_else_is_wrong(
    file: Path,
) -> None:
    rows = "Byggesak;Kari 01017000027;;35 00 00 02;;skilt;\nTeknisk drift;;;;ingen adresse;;\n"
    file.write_text(TABLE + rows, encoding="utf-8")
    with pytest.raises(KontaktError) as wrong:
        read_contacts_table(file, EMPTY)
    _heading, *lines = str(wrong.value).splitlines()
    assert [line.split(":")[0] for line in lines] == ["Line 6", "Line 7"]
    assert "An identity number" in lines[0]
    assert "ingen adresse" in lines[1]
    rows = "Byggesak;Kari;;35 00 00 02;;skilt;\nTeknisk drift;Ola;;;;;noe annet\n"
    file.write_text(TABLE + rows, encoding="utf-8")
    with pytest.raises(KontaktError, match=r"line 7: there is a .Deputy for."):
        read_contacts_table(file, EMPTY)


def test_how_long_a_unit_takes_to_answer_is_a_column_that_need_not_be_there(file: Path) -> None:
    file.write_text("Enhet;Navn;Svarer innen\nByggesak;;3\nByggesak;Leder;\n", encoding="utf-8")
    before = read_contacts_table(file, EMPTY)
    assert before.units[0].answer_within == 3
    file.write_text("Enhet;Navn\nByggesak;Leder\n", encoding="utf-8")
    assert read_contacts_table(file, before).units == before.units
    file.write_text("Enhet;Navn;Svarfrist\nByggesak;;\n", encoding="utf-8")
    assert read_contacts_table(file, before).units[0].answer_within == 0


@pytest.mark.parametrize(("encoding", "separator"), [("utf-8-sig", ";"), ("utf-16", "\t"), ("latin-1", ";")])
def test_whatever_the_spreadsheet_wrote(file: Path, encoding: str, separator: str) -> None:
    file.write_bytes(TABLE.replace(";", separator).encode(encoding))
    assert [each.name for each in read_contacts_table(file, EMPTY).units] == ["Byggesak", "Teknisk drift"]


def test_a_list_comes_back_from_its_own_table(file: Path, region: Region) -> None:
    for before in made_up_contacts(region):
        file.write_bytes(contacts_table(before))
        after = read_contacts_table(file, before)
        assert set(after.units) == set(before.units)
        assert set(after.contacts) == set(before.contacts)
        assert set(after.responsibilities) == set(before.responsibilities)
        assert (after.municipality, after.post, after.comment) == (before.municipality, before.post, before.comment)


def test_what_a_table_has_no_column_for_stays(file: Path) -> None:
    file.write_text(TABLE, encoding="utf-8")
    first = read_contacts_table(file, EMPTY)
    hours = hours_of({"mon": read_span("09:00-15:00")})
    unit = type(first.units[0])(id="byggesak", name="Byggesak", known_as=("bygg",), hours=hours, phone="1")
    part_time = replace(first.contacts[0], hours=hours)
    before = ContactList(municipality="4026", units=(unit, *first.units[1:]), contacts=(part_time,))
    after = read_contacts_table(file, before)
    assert (after.units[0].hours, after.units[0].known_as, after.units[0].phone) == (hours, ("bygg",), "35 00 00 00")
    assert [each.hours for each in after.contacts] == [hours, ()]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "the headings must name the unit"),
        ("Navn;Telefon\nLeder;12\n", 1, "the headings must name the unit"),
        ("Enhet;Navn\n", 1, "no rows below"),
        ("Enhet;Navn\n;Leder\n", 2, "the unit is missing"),
        ("Enhet;Navn;Tlf\nByggesak;Leder;ring meg\n", 2, "“ring meg” in “Phone” is no phone number"),
        ("Enhet;Navn;E-post\nByggesak;A;a@b.no\nByggesak;Leder;leder\n", 3, "no e-mail address"),
        ("Enhet;Navn;Tlf\nBygg;A;12 34\nBygg;B;1234\n", 3, "Phone “1234” stands twice"),
        ("Enhet;Navn;Svarer innen\nBygg;;snart\n", 2, "“snart” does not fit “Answers within”"),
        ("Enhet;Navn;E-post\nBygg;A;\nBygg;;bygg@\n", 3, "no e-mail address"),
        ("Enhet;Navn;Svarer innen\nBygg;;\nBygg;A;snart\n", 3, "“snart” does not fit “Answers within”"),
        ("Enhet;Navn;Navn\nBygg;A;B\n", 1, "several columns"),
        ("Enhet;Navn;Stedfortreder for\nBygg;A;garasje\n", 2, "there is a “Deputy for”, but no “Responsible for”"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(file: Path, text: str, line: int, says: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(KontaktError) as refused:
        read_contacts_table(file, EMPTY)
    assert f"liste.csv, line {line}: " in str(refused.value)
    assert says in str(refused.value)
    assert "Nothing was imported" in str(refused.value)


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_lines(file: Path) -> None:
    file.write_text("Enhet;Navn;Tlf;E-post\nBygg;A;;leder\n;B;;\nBygg;C;ring meg;\n", encoding="utf-8")
    with pytest.raises(KontaktError) as refused:
        read_contacts_table(file, EMPTY)
    heading, *lines = str(refused.value).splitlines()
    assert heading == f"{file}: nothing was imported. Mend these lines, and read the file again."
    assert [line[:6] for line in lines] == ["Line 2", "Line 3", "Line 4"]
    assert "the unit is missing" in lines[1]


def test_a_table_holds_no_formula(region: Region) -> None:
    (first, *_others) = made_up_contacts(region)
    evil = type(first.units[0])(id="a", name="=cmd()", phone="+47 12 34")
    text = contacts_table(ContactList(municipality="4026", units=(evil,))).decode("utf-8-sig")
    assert "'=cmd()" in text
    assert "'+47 12 34" in text


@pytest.mark.long
def test_three_hundred_contacts_go_out_and_come_back_as_a_workbook(tmp_path: Path) -> None:
    units = tuple(Unit(id=f"enhet-{at}", name=f"Enhet {at}", phone=f"35 0{at} 00 00") for at in range(9))
    contacts = tuple(
        Contact(id=f"k-{at}", name=f"=Kontakt {at}", unit=f"enhet-{at % 9}", phone=f"900 00 {at:03}")
        for at in range(300)
    )
    sorted_ones = tuple(sorted(contacts, key=lambda each: each.unit))
    before = ContactList(municipality="4026", units=units, contacts=sorted_ones)
    file = tmp_path / "tinn.xlsx"
    file.write_bytes(contacts_workbook(before))
    assert read_contacts_table(file, before) == before


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("", "Leder", "", ""), "the unit is missing"),
        (("Bygg", "Leder", "12 34", ""), "Phone “12 34” stands twice"),
        (("Bygg", "Leder", "", "leder"), "“leder” in “E-mail” is no e-mail address"),
        (("Bygg", "Leder", date(2026, 1, 1), ""), "“Phone”: it holds a date"),
        (("Bygg", "Leder", "=1+1", ""), "“Phone”: it holds a formula"),
    ],
)
def test_what_is_wrong_in_a_workbook_is_said_with_its_row_and_column(
    tmp_path: Path, row: tuple[object, ...], says: str
) -> None:
    book = Workbook()
    for each in (("Enhet", "Navn", "Tlf", "E-post"), ("Bygg", "Fagleder", 1234, ""), row):
        book.active.append(each)
    file = tmp_path / "liste.xlsx"
    book.save(file)
    with pytest.raises(KontaktError) as refused:
        read_contacts_table(file, EMPTY)
    assert f"liste.xlsx, line 3: {says}" in str(refused.value)
