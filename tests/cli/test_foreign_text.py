"""What files, arguments, settings and rows hold never acts on the terminal."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from kontakt.visible import CONTROLS

from .conftest import Run

HOSTILE = "\x1b[2J\x1b]0;a\x07\x9b3m\u202e\u2066"
NAMED = f"a{HOSTILE}\nforged"
ARTICLE = "---\ntitle: Brøyting\nkeywords: [{}]\n---\nSvar.\n"


def acts(text: str) -> list[str]:
    """What in a command's output a terminal would obey, but for line ends."""
    return re.findall(f"[{CONTROLS}\t]", text)


@pytest.mark.parametrize(
    "arguments",
    [
        (NAMED,),
        ("search", f"--{NAMED}"),
        ("search", "brøyting", "--format", NAMED),
        ("search", "brøyting", "--limit", NAMED),
        ("search", "brøyting", "--municipality", NAMED),
        ("search", f"brøytin {HOSTILE}"),
        ("search", "brøyting", NAMED, NAMED),
        ("log", "--municipality", "4026", "--outcome", NAMED),
        ("log", "--municipality", "4026", "--outcome", "answered", "--article", NAMED),
        ("log", "--municipality", "4026", "--outcome", "answered", "--channel", NAMED),
        ("undo", NAMED),
        ("report", "--period", NAMED),
        ("report", "--theme", NAMED),
        ("report", "-o", f"/nowhere/{NAMED}"),
        ("costs", NAMED, "--key", "40/60"),
        ("costs", "100", "--key", NAMED),
        ("knowledge", "import", NAMED),
        ("knowledge", "check", NAMED),
        ("knowledge", "check", "--rule", NAMED),
        ("knowledge", "format", NAMED),
        ("knowledge", "export", f"/dev/null/{NAMED}"),
        ("knowledge", "spreadsheet", "write", NAMED),
        ("knowledge", "spreadsheet", "write", f"/nowhere/{NAMED}.csv"),
        ("vocabulary", "import", NAMED),
        ("vocabulary", "suggest", NAMED),
        ("import", "answered", NAMED),
    ],
    ids=ascii,
)
def test_an_argument_is_shown_and_not_obeyed(run: Run, arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)
    assert acts(ended.out + ended.err) == []
    assert "\nforged" not in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.long
def test_a_byte_that_is_no_text_is_shown(process: Callable[..., subprocess.CompletedProcess[bytes]]) -> None:
    ended = process("undo", b"a\xff\x1b[2J")
    assert ended.returncode == 1
    assert rb"a\xff\x1b[2J" in ended.stderr


def test_a_wrong_option_is_told_with_how_to_use_the_command(run: Run) -> None:
    ended = run("search", "--nonsense\x1b[2J")
    assert ended.code == 2
    assert "Usage: " in ended.err
    assert "kontakt search -h explains it." in ended.err
    assert r"--nonsense\x1b[2J" in ended.err


@pytest.mark.parametrize("variable", ["KONTAKT_TALLY_DAYS", "KONTAKT_CONFIG", "KONTAKT_DATABASE", "KONTAKT_THEME"])
def test_a_setting_is_shown_and_not_obeyed(run: Run, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, NAMED)
    ended = run("today")
    assert (ended.code, acts(ended.err)) == (1, [])
    assert "\nforged" not in ended.err


def test_a_key_of_the_settings_file_is_shown_and_not_obeyed(run: Run, data_dir: Path) -> None:
    (data_dir / "kontakt.toml").write_text('"a\\u001b[2J\\nforged" = 1\n')
    assert acts(run("data").refused(r"a\x1b[2J\nforged")) == []


def test_the_place_of_everything_is_shown_and_not_obeyed(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KONTAKT_DATA_DIR", str(tmp_path / NAMED))
    ended = run("data")
    assert (ended.code, acts(ended.out)) == (0, [])
    assert "\nforged" not in ended.out


@pytest.mark.parametrize("command", ["import", "check", "format"])
@pytest.mark.parametrize("key", [r'"\e[2J\0"', r'"\x9B"', r'"a\nforged"', r'"\u202E"'], ids=ascii)
def test_a_key_in_a_knowledge_file_is_shown_and_not_obeyed(run: Run, tmp_path: Path, command: str, key: str) -> None:
    article = tmp_path / "articles/vei/broeyting.md"
    article.parent.mkdir(parents=True)
    article.write_text(ARTICLE.format("snø").replace("title:", f"{key}: a\ntitle:"), encoding="utf-8")
    ended = run("knowledge", command, str(tmp_path))
    assert (ended.code, acts(ended.out + ended.err)) == (1, [])
    assert "\nforged" not in ended.out + ended.err


@pytest.mark.parametrize("command", ["import", "check", "format"])
def test_the_name_of_a_knowledge_file_is_shown_and_not_obeyed(run: Run, tmp_path: Path, command: str) -> None:
    article = tmp_path / f"articles/vei/a{HOSTILE}\nforged.md"
    article.parent.mkdir(parents=True)
    article.write_text(ARTICLE.format("snø"), encoding="utf-8")
    ended = run("knowledge", command, str(tmp_path))
    assert (ended.code, acts(ended.out + ended.err)) == (1, [])
    assert "\nforged" not in ended.out + ended.err


@pytest.mark.parametrize(
    "text",
    [
        f"dato;kommune;besvart\n{HOSTILE};Tinn;1\n",
        f"dato;kommune;besvart\n2026-11-01;{HOSTILE}\0;1\n",
        f"dato;kommune;besvart\n2026-11-01;Tinn;{HOSTILE}\n",
        f"dato;linje;besvart\n2026-11-01;{HOSTILE};1\n",
        'dato;linje;besvart\n2026-11-01;"a\nforged\r\t";1\n',
        f"{HOSTILE};b;c\n",
    ],
    ids=ascii,
)
def test_a_cell_of_a_phone_log_is_shown_and_not_obeyed(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "log.csv").write_bytes(text.encode())
    ended = run("import", "answered", str(tmp_path / "log.csv"))
    assert acts(ended.out + ended.err) == []
    assert "\nforged" not in ended.out + ended.err
    assert "Traceback" not in ended.err


@pytest.fixture
def hostile_rows(data_dir: Path, run: Run) -> None:
    """Rows that no validation stood before: another program wrote them."""
    with closing(sqlite3.connect(data_dir / "kontakt.sqlite")) as connection, connection:
        connection.execute(
            "UPDATE article SET title = ?, answer = ?, digest = 'a' WHERE id = 'broeyting'",
            (f"Brøyting {NAMED}", f"Svar a{HOSTILE}"),
        )
        connection.execute("UPDATE municipality SET name = ? WHERE number = '4026'", (NAMED,))
    (data_dir / "cache.sqlite").unlink(missing_ok=True)


@pytest.mark.long
@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "brøyting"),
        ("search", "brøyting", "--explain"),
        ("search", "brøyting", "--format", "json"),
        ("report",),
        ("report", "--format", "json"),
        ("costs", "100", "--key", "40/60"),
        ("knowledge", "check"),
        ("knowledge", "coverage"),
        ("knowledge", "coverage", "--format", "json"),
        ("knowledge", "coverage", "--municipality", "4026"),
    ],
    ids=" ".join,
)
def test_a_row_is_shown_and_not_obeyed(run: Run, hostile_rows: None, arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)
    assert acts(ended.out + ended.err) == []
    assert "\nforged" not in ended.out + ended.err


@pytest.mark.long
def test_json_holds_the_row_as_it_is(run: Run, hostile_rows: None) -> None:
    hits = json.loads(run("search", "brøyting", "--format", "json").out)["hits"]
    assert f"Brøyting {NAMED}" in [hit["title"] for hit in hits]


def test_a_dry_run_shows_a_row_and_does_not_obey_it(run: Run, hostile_rows: None, tmp_path: Path) -> None:
    article = tmp_path / "articles/vei-og-trafikk/broeyting.md"
    article.parent.mkdir(parents=True)
    article.write_text(ARTICLE.format("snø"), encoding="utf-8")
    ended = run("knowledge", "import", str(tmp_path), "--dry-run", "--theirs")
    assert r"-Svar a\x1b[2J" in ended.out
    assert acts(ended.out + ended.err) == []


def test_the_log_file_acts_on_no_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> None:
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError(NAMED)

    monkeypatch.setattr("kontakt.cli.data.config_path", broken)
    run("data")
    text = (data_dir / "kontakt.log").read_text(encoding="utf-8")
    assert "Traceback" in text
    assert acts(text) == []


NOT_PRINTED = "Not everything could be printed (No space left on device): send it elsewhere.\n"


@pytest.mark.long
def test_a_program_whose_output_cannot_be_written_says_so_once(environment: None) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "kontakt", "data"]
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False)
    assert (ended.returncode, ended.stderr.decode()) == (1, NOT_PRINTED)


@pytest.mark.parametrize(
    "arguments", [("search", "brøyting"), ("search", "brøyting", "--format", "json"), ("report",)], ids=" ".join
)
def test_output_that_cannot_be_written_is_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full, monkeypatch.context() as on_full_disk:
        on_full_disk.setattr(sys, "stdout", full)
        ended = run(*arguments)
    assert (ended.code, ended.err) == (1, NOT_PRINTED)


@pytest.mark.parametrize("format", ["text", "json", "csv"])
def test_a_report_on_a_terminal_acts_on_it_in_no_format(
    run: Run, hostile_rows: None, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    reader, writer = os.openpty()
    with os.fdopen(writer, "w", encoding="utf-8") as terminal, ThreadPoolExecutor() as beside:
        written = beside.submit(_all_of, reader)
        with monkeypatch.context() as on_terminal:
            on_terminal.setattr(sys, "stdout", terminal)
            ended = run("report", "--format", format)
        terminal.flush()
        os.write(writer, b"\x04END")
        text = written.result()
    os.close(reader)
    assert ended.code == 0
    assert "forged" in text
    assert acts(text.replace("\r\n", "\n")) == []


def _all_of(reader: int) -> str:
    """What is written to a terminal up to the mark."""
    written = b""
    while not written.endswith(b"\x04END"):
        written += os.read(reader, 65536)
    return written.removesuffix(b"\x04END").decode()
