"""What the phone system says it answered, in the forms that phone systems write."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from _pytest.tmpdir import TempPathFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from kontakt.directory.region import Region
from kontakt.errors import KontaktError
from kontakt.inquiries.log.phone_calls import AnsweredCalls
from kontakt.lead.phone_log import read_phone_log

DAY = date(2026, 11, 20)


@pytest.fixture
def read(tmp_path: Path, region: Region) -> Callable[..., Any]:
    def read(content: str | bytes) -> tuple[AnsweredCalls, ...]:
        file = tmp_path / "phone.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_phone_log(file, region)

    return read


@pytest.mark.parametrize(
    "content",
    [
        "dato;kommune;besvart\n2026-11-20;4026;12\n",
        "Dag;Kommune;Svart\r\n20.11.2026;Tinn;12\r\n",
        "date,municipality,answered\n2026-11-20,tinn,12\n",
        "dato\tkommune\tanrop\n20.11.2026\tTinn kommune\t12\n",
        "\ufeffdato;kommune;besvart\n2026-11-20;4026;12\n",
        "\n\ndato;kommune;besvart\n\n2026-11-20; 4026 ;12\n;;\n",
        '"dato";"kommune";"besvart"\n"2026-11-20";"4026";"12"\n',
        "dato;anrop;kommune;besvart\n2026-11-20;99;4026;12\n",
    ],
)
def test_a_row_is_a_day_a_municipality_and_calls(read: Callable[..., Any], content: str) -> None:
    assert read(content) == (AnsweredCalls(DAY, "4026", "", 12),)


def test_a_line_named_like_a_municipality_belongs_to_it_and_any_other_to_the_region(read: Callable[..., Any]) -> None:
    found = read("dato;linje;besvart\n2026-11-20;Tinn;12\n2026-11-20;Felles kø;1 204\n")
    assert found == (AnsweredCalls(DAY, "4026", "Tinn", 12), AnsweredCalls(DAY, "", "Felles kø", 1204))


def test_several_lines_may_belong_to_one_municipality(read: Callable[..., Any]) -> None:
    found = read("dato;kommune;kø;besvart\n2026-11-20;4026;Legevakt;2\n2026-11-20;4026;Sentralbord;3\n")
    assert {(row.municipality, row.line, row.calls) for row in found} == {
        ("4026", "Legevakt", 2),
        ("4026", "Sentralbord", 3),
    }


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "utf-8-sig", "utf-16"])
def test_letters_are_right_in_every_encoding(read: Callable[..., Any], encoding: str) -> None:
    (row,) = read("dato;kø;besvart\n2026-11-20;Blåtind ø;1\n".encode(encoding))
    assert row.line == "Blåtind ø"


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        ("dato;kommune;besvart\n2026-11-20;4026;12\n31.11.2026;4026;1\n", 3, "31.11.2026"),
        ("dato;kommune;besvart\n20/11/26;4026;12\n", 2, "20/11/26"),
        ("dato;kommune;besvart\n2026-11-20;0301;12\n", 2, "0301"),
        ("dato;kommune;besvart\n2026-11-20;4026;-1\n", 2, "-1"),
        ("dato;kommune;besvart\n2026-11-20;4026;1,5\n", 2, "1,5"),
        ("dato;kommune;besvart\n2026-11-20;4026\n", 2, "whole number"),
        ("dato;kommune;besvart\n2026-11-20;4026;1\n\n2026-11-20;Tinn;2\n", 4, "line 2"),
        ("dato;besvart\n2026-11-20;12\n", 1, "headings"),
        ("dato;kommune;besvart;besvart\n2026-11-20;4026;1;2\n", 1, "besvart"),
        ("dato;kommune;besvart\n", 1, "no rows"),
        ("", 1, "headings"),
        (b"PK\x03\x04\x00\x00\xff\xfe", 1, "headings"),
    ],
)
def test_what_is_not_understood_is_named_by_file_and_line(
    read: Callable[..., Any], content: str | bytes, line: int, what: str
) -> None:
    with pytest.raises(KontaktError) as refused:
        read(content)
    assert f"phone.csv, line {line}:" in str(refused.value)
    assert what in str(refused.value)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, region: Region) -> None:
    with pytest.raises(KontaktError, match=r"gone\.csv"):
        read_phone_log(tmp_path / "gone.csv", region)


@settings(max_examples=60)
@given(content=st.one_of(st.binary(), st.text("dato;kommunebesvart\n\"'0123456789.-\0", min_size=1).map(str.encode)))
def test_no_file_is_worse_than_one_sentence(tmp_path_factory: TempPathFactory, region: Region, content: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.csv"
    file.write_bytes(b"dato;kommune;besvart\n" + content)
    with suppress(KontaktError):
        assert read_phone_log(file, region)


@pytest.mark.parametrize("line", ["010190 10046", "født 1. januar 1990 10046", "1234.56.78903"])
def test_a_line_that_is_the_number_of_a_person_is_refused_and_not_repeated(read: Callable[..., Any], line: str) -> None:
    with pytest.raises(KontaktError) as refused:
        read(f"dato;linje;besvart\n2026-11-20;Felles kø;3\n2026-11-20;{line};12\n")
    assert "line 3" in str(refused.value)
    assert line not in str(refused.value)


def test_a_line_may_be_the_number_that_is_dialled(read: Callable[..., Any]) -> None:
    (found,) = read("dato;linje;besvart\n2026-11-20;35 08 12 34;12\n")
    assert found.line == "35 08 12 34"
