"""``kontakt absence``: who is away, and never why."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kontakt.demo.contacts import made_up_contacts
from kontakt.directory.contacts.files import write_contact_file
from kontakt.directory.files import read_region_file
from kontakt.installation.starter import starter_folder
from kontakt.library.absence_table import phone_is_closed

from ..calendars import calendar_server, ics
from .conftest import Run

pytestmark = pytest.mark.usefixtures("clock")
THIS_YEAR, LATER, EARLIER, LONG_AGO = "01.01.2026", "20.12.2026", "01.01.2025", "01.02.2025"
WHO = ("Saksbehandler byggesak, Tinn", "--municipality", "tinn")


@pytest.fixture
def with_contacts(run: Run, made_once: Callable[..., Path], data_dir: Path, tmp_path: Path) -> Run:
    """A region with the lists of contacts of the demo, read in once."""

    def read_in(folder: Path) -> None:
        made = tmp_path / "lists"
        made.mkdir()
        for each in made_up_contacts(read_region_file(starter_folder())):
            write_contact_file(made, each)
        assert run("people", "import", str(made)).code == 0
        shutil.copytree(data_dir, folder, dirs_exist_ok=True)

    shutil.copytree(made_once("with-contacts", read_in), data_dir, dirs_exist_ok=True)
    return run


@pytest.mark.long
def test_somebody_is_away_until_they_are_in_again(with_contacts: Run) -> None:
    run = with_contacts
    assert "Nobody is away." in run("absence", "list").out
    assert "Saksbehandler byggesak, Tinn: away until" in run("absence", "add", *WHO, "--until", "søndag").out
    assert "Saksbehandler byggesak, Tinn  Tinn  away until" in run("absence", "list", "--municipality", "tinn").out
    assert "Nobody is away." in run("absence", "list", "--municipality", "rollag").out
    assert "is in" in run("absence", "end", *WHO).out
    assert "Nobody is away." in run("absence", "list").out
    ended = run("absence", "end", *WHO)
    assert (ended.code, "Nobody told" in ended.err) == (1, True)


@pytest.mark.long
def test_what_cannot_be_understood_is_said_in_one_sentence(with_contacts: Run) -> None:
    for arguments, said in (
        (("absence", "add", *WHO, "--until", "aldri"), "24.12 12:00"),
        (("absence", "add", *WHO, "--until", "2099-01-01"), "at most 3 years"),
        (("absence", "add", "ingen som heter dette"), "There is no contact"),
        (("absence", "add", "saksbehandler"), "fits several"),
    ):
        ended = with_contacts(*arguments)
        assert (ended.code, said in ended.err) == (1, True), ended.err


def test_a_list_is_read_and_its_reasons_are_kept_nowhere(with_contacts: Run, tmp_path: Path) -> None:
    file = tmp_path / "borte.csv"
    file.write_text(
        "navn;kommune;fra;til;kode\n"
        f'"Saksbehandler byggesak, Tinn";Tinn;{THIS_YEAR};{LATER};QXSYK: zzryggplager\n'
        f'"Fagleder byggesak, Tinn";Tinn;;{LATER};LUN:\n',
        encoding="utf-8",
    )
    assert "2 absences read." in with_contacts("absence", "import", str(file)).out
    assert "2 absences read." in with_contacts("absence", "import", str(file)).out  # in the place of the first
    assert len(with_contacts("absence", "list").out.splitlines()) == 2
    kept = [each for each in tmp_path.rglob("*") if each.is_file() and each != file]
    assert kept
    assert [each for each in kept if b"QXSYK" in each.read_bytes() or b"zzryggplager" in each.read_bytes()] == []


@pytest.mark.long
def test_a_calendar_or_a_list_that_says_nothing_any_more_takes_back_what_it_told(
    with_contacts: Run, tmp_path: Path
) -> None:
    event = "BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20200101T000000Z\r\nDTEND:20200102T000000Z\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n"
    file = tmp_path / "kari.ics"
    for text in (event, ""):
        file.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{text}END:VCALENDAR\r\n", encoding="utf-8")
        with_contacts("absence", "import", str(file), "--who", *WHO)
        assert ("Nobody is away." in with_contacts("absence", "list").out) == (text == "")
    table = tmp_path / "borte.csv"
    for until in (LATER, LONG_AGO):
        table.write_text(f'navn;fra;til\n"{WHO[0]}";{EARLIER};{until}\n', encoding="utf-8")
        with_contacts("absence", "import", str(table))
        assert ("Nobody is away." in with_contacts("absence", "list").out) == (until != LATER)


def test_a_wrong_line_is_named_and_nothing_is_taken(with_contacts: Run, tmp_path: Path) -> None:
    file = tmp_path / "borte.csv"
    file.write_text(f'navn;til\n"Saksbehandler byggesak, Tinn";{LATER}\nIngen;{LATER}\n', encoding="utf-8")
    ended = with_contacts("absence", "import", str(file))
    assert (ended.code, "3" in ended.err, "Ingen" in ended.err) == (1, True, True)
    assert ".." not in ended.err
    file.write_text('navn;til\n"Saksbehandler byggesak, Tinn";40.12\nIngen;24.12\n', encoding="utf-8")
    ended = with_contacts("absence", "import", str(file))
    told = [line.split(":")[0] for line in ended.err.splitlines()]
    assert (ended.code, told[1:]) == (1, ["Line 2", "Line 3"])
    assert "Nobody is away." in with_contacts("absence", "list").out


def test_swapped_days_are_named_with_their_line_and_nothing_is_taken(with_contacts: Run, tmp_path: Path) -> None:
    file = tmp_path / "borte.csv"
    file.write_text(f'navn;fra;til\n"{WHO[0]}";3.12;1.12\n"{WHO[0]}";{LATER};{EARLIER}\n', encoding="utf-8")
    ended = with_contacts("absence", "import", str(file))
    (_heading, *told) = ended.err.splitlines()
    assert (ended.code, "Nobody is away." in with_contacts("absence", "list").out) == (1, True)
    assert told[0].startswith("Line 2: From 3.12 until 1.12 would last until 01.12.2")
    assert told[1] == f"Line 3: {EARLIER} is not after {LATER}: swap the two, or write the right days."


@pytest.mark.parametrize(
    ("text", "closed"), [("LUN:", True), ("MØT;", False), ("SYK", True), ("TJR; til 12:30", False)]
)
def test_a_code_says_of_the_phone_alone(text: str, closed: bool) -> None:
    assert phone_is_closed(text) == closed


def test_a_calendar_is_read_for_when_somebody_is_busy(with_contacts: Run, tmp_path: Path) -> None:
    file = tmp_path / "kari.ics"
    event = "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:zzryggplager\r\nDTSTART:20200101T000000Z\r\nDTEND:20200102T000000Z\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT"
    file.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{event}\r\nEND:VCALENDAR\r\n", encoding="utf-8")
    assert "--who" in with_contacts("absence", "import", str(file)).err
    assert (
        "1 absence read." in with_contacts("absence", "import", str(file), "--who", *WHO).out
    )  # one day after the other
    assert "Saksbehandler byggesak, Tinn" in with_contacts("absence", "list").out
    kept = [each for each in tmp_path.rglob("*") if each.is_file() and each != file]
    assert [each for each in kept if b"zzryggplager" in each.read_bytes()] == []


def test_nobody_is_told_of_by_how_often_they_did_not_answer(with_contacts: Run) -> None:
    assert "somebody always answered" in with_contacts("absence", "unanswered").out


@pytest.mark.long
def test_a_calendar_is_read_from_its_address_and_its_reasons_are_kept_nowhere(
    with_contacts: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = with_contacts
    with calendar_server() as server:
        server.pages["/kari.ics?hemmelig"] = ics(("20200101T000000Z", "20990101T000000Z"))
        address = server.at("/kari.ics?hemmelig")
        added = run("absence", "feed", "add", WHO[0], address, *WHO[1:])
        assert (added.code, "internal network" in added.out, server.asked) == (0, True, [])
        monkeypatch.setenv("KONTAKT_PRIVATE_CALENDARS", "true")
        assert "Saksbehandler byggesak, Tinn: read" in run("absence", "feed", "add", WHO[0], address, *WHO[1:]).out
        assert "calendar, read" in run("absence", "list").out
        listed = run("absence", "feed", "list").out
        assert ("127.0.0.1  read" in listed, "hemmelig" in listed) == (True, False)
        assert [each for each in tmp_path.rglob("*") if each.is_file() and b"zzryggplager" in each.read_bytes()] == []
        assert "no longer" in run("absence", "feed", "remove", *WHO).out
        assert "Nobody is away." in run("absence", "list").out
        run("absence", "feed", "remove", *WHO).refused("has no calendar")
        run("absence", "feed", "add", WHO[0], "file:///etc/passwd", *WHO[1:]).refused("no web address")
        assert "No calendars are read" in run("absence", "feed", "list").out


def test_the_region_s_half_days_are_set_and_the_usual_ones_taken_back(run: Run) -> None:
    assert "24.12 12:00" in run("absence", "half-days").out
    assert (
        run("absence", "half-days", "--set", "23.12 11:00", "--set", "5.1 closed").out == "05.01 closed\n23.12 11:00\n"
    )
    run("absence", "half-days", "--set", "julaften").refused("julaften")
    assert run("absence", "half-days").out == "05.01 closed\n23.12 11:00\n"
    assert "24.12 12:00" in run("absence", "half-days", "--usual").out
