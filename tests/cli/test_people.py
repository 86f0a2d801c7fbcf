"""``kontakt who`` and ``kontakt people``."""

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kontakt.database import writing
from kontakt.demo.contacts import made_up_contacts
from kontakt.directory.contacts import store
from kontakt.directory.contacts.files import write_contact_file
from kontakt.directory.files import read_region_file
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.starter import starter_folder
from kontakt.settings import Settings

from ..conftest import STORED_AT, MakeOnce
from .conftest import Run

pytestmark = pytest.mark.long

TRANSFERRED = ("log", "--municipality", "4026", "--outcome", "transferred", "--cause", "decision", "--format", "json")


@pytest.fixture
def folder(lists: Path, tmp_path: Path) -> Path:
    """Lists of contacts for the shipped region."""
    return shutil.copytree(lists, tmp_path / "lists")


@pytest.fixture(scope="session")
def lists(made_once: MakeOnce) -> Path:
    def write(made: Path) -> None:
        for each in made_up_contacts(read_region_file(starter_folder())):
            write_contact_file(made, each)

    return made_once("lists of contacts", write)


@pytest.fixture(scope="session")
def peopled_folder(made_once: MakeOnce, shipped_folder: Path) -> Path:
    """A data folder whose region has them."""

    def fill(folder: Path) -> None:
        shutil.copytree(shipped_folder, folder, dirs_exist_ok=True)
        with LazyEngine(Settings(data_dir=folder)) as database, writing(database.engine) as session:
            for each in made_up_contacts(read_region_file(starter_folder())):
                store.save(session, each, by="kari", at=STORED_AT)

    return made_once("peopled", fill)


@pytest.fixture
def imported(environment: None, peopled_folder: Path, data_dir: Path) -> None:
    """The region has the lists: what reading them from files costs is paid once."""
    shutil.copytree(peopled_folder, data_dir, dirs_exist_ok=True)


def test_a_region_without_contacts_says_how_to_begin(run: Run) -> None:
    assert "kontakt people import" in run("who", "byggesak tinn").out
    assert "0 units" in run("people", "check").out
    run(*TRANSFERRED, "--unit", "byggesak").refused("--unit byggesak", "no units yet")


def test_lists_are_read_and_written_without_loss(run: Run, folder: Path, tmp_path: Path) -> None:
    assert "9 lists new or changed." in run("people", "import", str(folder)).out
    assert "0 lists new or changed." in run("people", "import", str(folder)).out
    run("people", "export", str(tmp_path / "out"))
    for each in sorted((folder / "people").iterdir()):
        assert (tmp_path / "out" / "people" / each.name).read_bytes() == each.read_bytes()
    ended = run("people", "check")
    assert (ended.code, ended.err) == (0, "")


def test_who_answers_is_said_before_who_is_found(run: Run, imported: None) -> None:
    lines = run("who", "garasje", "--municipality", "tinn").out.splitlines()
    assert lines[0] == "Tinn, Bygge uten å søke:"
    assert lines[1].lstrip("→ ").startswith("Saksbehandler byggesak, Tinn")
    answer = json.loads(run("who", "brøyting rollag", "--format", "json").out)
    assert (answer["municipality"], answer["article"]) == ("3336", "broeyting")
    assert answer["answering"][0]["unit"] == "Teknisk drift"
    assert answer["found"][0]["municipality"] == "3336"


def test_the_card_names_who_answers(run: Run, imported: None) -> None:
    (answer,) = [json.loads(run("search", "@tinn garasje", "--format", "json").out)["answer"]]
    assert answer["answering"][0]["name"] == "Saksbehandler byggesak, Tinn"
    printed = run("search", "@tinn garasje", "--limit", "1").out
    first = printed.partition("Who answers:\n")[2].partition("\n")[0]
    assert first.lstrip("→ ").startswith("Saksbehandler byggesak, Tinn")
    assert "Owner" not in printed


def test_a_municipality_s_list_goes_out_and_comes_back_as_a_table(run: Run, imported: None, tmp_path: Path) -> None:
    table = tmp_path / "tinn.csv"
    assert "15 units, 45 contacts" in run("people", "export", str(table), "--municipality", "tinn").out
    run("people", "export", str(table), "--municipality", "tinn").refused("tinn.csv", "--force")
    text = table.read_text(encoding="utf-8-sig").replace("Fagleder byggesak", "Nestleder byggesak")
    table.write_text(text, encoding="utf-8")
    assert "1 list new or changed." in run("people", "import", str(table), "--municipality", "tinn").out
    assert "Nestleder byggesak, Tinn" in run("who", "nestleder byggesak", "--municipality", "tinn").out


def test_a_workbook_goes_out_and_comes_back_and_its_difference_is_seen_before_anything_is_stored(
    run: Run, imported: None, tmp_path: Path
) -> None:
    table = tmp_path / "tinn.xlsx"
    assert "15 units, 45 contacts" in run("people", "export", str(table), "--municipality", "tinn").out
    book = load_workbook(table)
    for row in book.active.iter_rows():
        if row[1].value == "Fagleder byggesak, Tinn":
            row[1].value = "Nestleder byggesak, Tinn"
    book.save(table)
    seen = run("people", "import", str(table), "--municipality", "tinn", "--dry-run").out
    assert "+     name: Nestleder byggesak, Tinn" in seen
    assert "Nothing was stored." in seen
    assert "1 list new or changed." in run("people", "import", str(table), "--municipality", "tinn").out


def test_whose_calendar_goes_with_a_list_is_said(run: Run, imported: None, tmp_path: Path) -> None:
    run("absence", "feed", "add", "Saksbehandler byggesak, Tinn", "https://kalender.example.invalid/x.ics")
    table = tmp_path / "tinn.csv"
    table.write_text("enhet;navn\nByggesak;Kari\n", encoding="utf-8")
    said = run("people", "import", str(table), "--municipality", "tinn").out
    assert "The calendar of Saksbehandler byggesak, Tinn is read no longer." in said
    assert "is read no longer" not in run("people", "import", str(table), "--municipality", "tinn").out


def test_a_column_that_is_not_read_is_named(run: Run, imported: None, tmp_path: Path) -> None:
    table = tmp_path / "tinn.csv"
    table.write_text("Enhet;Navn;Telefonnr.;;Merknad\nByggesak;Kari;35 00 00 00;;x\n", encoding="utf-8")
    for more in ("--dry-run",), ():
        said = run("people", "import", str(table), "--municipality", "tinn", *more)
        assert "The columns “Telefonnr.” and “Merknad” are not read." in said.err
    table.write_text("Enhet;Navn;Telefon\nByggesak;Kari;35 00 00 00\n", encoding="utf-8")
    assert "not read" not in run("people", "import", str(table), "--municipality", "tinn").err


def test_what_cannot_be_read_stores_nothing(run: Run, folder: Path, tmp_path: Path) -> None:
    run("people", "import", str(tmp_path)).refused("has no people/")
    table = tmp_path / "liste.csv"
    table.write_text("Enhet;Navn;Tlf\nBygg;A;x\n", encoding="utf-8")
    run("people", "import", str(table)).refused("--municipality")
    run("people", "import", str(table), "--municipality", "tinn").refused(
        "liste.csv, line 2", "“x” in “Phone” is no phone number"
    )
    strange = folder / "people" / "0301.yaml"
    strange.write_text("units: []\n", encoding="utf-8")
    run("people", "import", str(folder)).refused("people/0301.yaml", "0301", "not in the region")
    assert "0 units" in run("people", "check").out


def test_a_folder_that_is_not_there_is_not_in_order(run: Run, tmp_path: Path) -> None:
    run("people", "check", str(tmp_path / "nowhere")).refused("nowhere has no people/")


def test_a_list_that_was_changed_here_is_not_written_over_unasked(run: Run, folder: Path) -> None:
    run("people", "import", str(folder), "--theirs", "--ours").refused("--theirs and --ours")


def test_what_leads_nowhere_is_a_line_each(run: Run, folder: Path) -> None:
    file = folder / "people" / "4026.yaml"
    text = file.read_text(encoding="utf-8").replace("theme: vei-og-trafikk", "theme: veier")
    file.write_text(text.replace("    email: byggesak@tinn.example.invalid\n", ""), encoding="utf-8")
    ended = run("people", "check", str(folder))
    assert ended.code == 0
    first, second = ended.err.splitlines()
    assert "no theme “veier”" in first
    assert "nobody reaches “Byggesak”" in second
    assert "2 things to look at." in ended.out


def test_a_transfer_is_logged_with_its_unit(run: Run, imported: None) -> None:
    for unit, key in (
        ("byggesak", "4026/byggesak"),
        ("Byggjesak", "4026/byggesak"),
        ("region/renovasjon", "region/renovasjon"),
    ):
        logged = json.loads(run(*TRANSFERRED, "--unit", unit, "--transfer-result", "taken").out)
        assert logged["unit"] == key
    told = run(*TRANSFERRED[:-2], "--unit", "byggesak").out
    assert "Transferred → Byggesak" in told


def test_a_unit_that_there_is_not_is_refused_and_nothing_logged(run: Run, imported: None) -> None:
    run(*TRANSFERRED, "--unit", "vaktmester").refused("--unit vaktmester", "byggesak (Byggesak)")
    run(*TRANSFERRED, "--unit", "3336/byggesak").refused("--unit 3336/byggesak")
    run(*TRANSFERRED, "--transfer-result", "gone").refused("--transfer-result gone", "came_back")
    answered = ("log", "--municipality", "4026", "--outcome", "answered")
    run(*answered, "--unit", "byggesak").refused("--unit", "transferred")
    run(*answered, "--transfer-result", "taken").refused("--transfer-result", "transferred")
    assert json.loads(run("today", "--format", "json").out)["own"]["inquiries"] == 0
