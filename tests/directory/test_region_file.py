from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.directory.files import format_region, read_region, read_region_file, write_region_file
from kontakt.directory.region import ComingTarget, LanguageForm, Municipality, Region
from kontakt.directory.region_input import make_region
from kontakt.errors import KontaktError
from kontakt.files.validation import Problems

CANONICAL = """\
# The targets are examples.
#
# Change them.
name: "Region: nord"
inhabitants_source: SSB, folketall per 2024-01-01
municipalities:
  - number: "0301"
    name: Oslo
    language: nb
    inhabitants: 700000
    target: 80
    coming_targets: {"2027-01-01": 85, "2028-01-01": none}
    places: [Grorud, "Frogner, vest"]
  - number: "4026"
    name: Tinn
    language: neutral
"""

REGION = Region(
    "Region: nord",
    (
        Municipality(
            number="0301",
            name="Oslo",
            language=LanguageForm.BOKMAAL,
            inhabitants=700000,
            target=80,
            coming=(ComingTarget(date(2027, 1, 1), 85), ComingTarget(date(2028, 1, 1), None)),
            places=("Grorud", "Frogner, vest"),
        ),
        Municipality(number="4026", name="Tinn"),
    ),
    "SSB, folketall per 2024-01-01",
    "The targets are examples.\n\nChange them.",
)


def problems(municipality: str) -> list[str]:
    with pytest.raises(KontaktError) as caught:
        read_region(f"name: R\nmunicipalities:\n  - {municipality}\n")
    return str(caught.value).split("\n")


def test_settings_of_the_region_stand_in_its_file_where_they_are_set() -> None:
    region = replace(REGION, note_days=60, tally_days=14)
    text = format_region(region)
    assert "note_days: 60\ntally_days: 14\nmunicipalities:" in text
    assert read_region(text) == region
    with pytest.raises(KontaktError, match="note_days"):
        read_region(text.replace("note_days: 60", "note_days: 4000"))


def test_a_canonical_file_is_read_whole() -> None:
    assert read_region(CANONICAL) == REGION


def test_a_region_is_written_in_canonical_form() -> None:
    assert format_region(REGION) == CANONICAL


@pytest.mark.parametrize(
    ("municipality", "line", "named"),
    [
        ("{number: 4026, name: Tinn}", 3, "quotes"),
        ("{number: 0301, name: Oslo}", 3, "quotes"),
        ('{number: "301", name: Oslo}', 3, "four digits"),
        ('{number: "٠٣٠١", name: Oslo}', 3, "four digits"),
        ('{number: "4026"}', 3, "name"),
        ('{number: "4026", name: Tinn, colour: red}', 3, "colour"),
        ('{number: "4026", name: Tinn, language: da}', 3, "da"),
        ('{number: "4026", name: Tinn, target: 101}', 3, "target"),
        ('{number: "4026", name: Tinn, target: 79.5}', 3, "target"),
        ('{number: "4026", name: Tinn, target: "80"}', 3, "target"),
        ('{number: "4026", name: Tinn, coming_targets: {"2027-13-01": 80}}', 3, "coming_targets"),
        ('{number: "4026", name: Tinn, coming_targets: {"2027-01-01": 101}}', 3, "coming_targets"),
        ('{number: "4026", name: Tinn, inhabitants: -1}', 3, "inhabitants"),
        ('{number: "4026", name: Tinn, places: Rjukan}', 3, "places"),
        ('number: "4026"\n    name: Tinn\n    places:\n      - Rjukan\n      - 12', 7, "places"),
        ('{number: "4026", name: A}\n  - {number: "4026", name: B}', 4, "number"),
        ('{number: "4026", name: A}\n  - {number: "4027", name: a}', 4, "name"),
        ("Tinn", 3, "municipalities"),
    ],
)
def test_a_mistake_is_one_sentence_with_file_and_line(municipality: str, line: int, named: str) -> None:
    (sentence,) = problems(municipality)
    assert sentence.startswith(f"region.yaml, line {line}: ")
    assert named in sentence


@pytest.mark.parametrize(
    "text", ["", "name: R\n", "name: R\nmunicipalities: []\n", "municipalities: x\nname: R\n", "- x"]
)
def test_a_region_has_a_name_and_municipalities(text: str) -> None:
    with pytest.raises(KontaktError, match=r"^region\.yaml, line \d"):
        read_region(text)


def test_all_mistakes_are_told_together() -> None:
    with pytest.raises(Problems) as caught:
        read_region("colour: x\nname: [1]\nmunicipalities:\n  - {number: 4026, name: Tinn}\n")
    assert [sentence.split(": ")[0][-6:] for sentence in caught.value.problems] == [
        "line 1",
        "line 2",
        "line 4",
    ]


def test_a_folder_without_the_file_has_no_region(tmp_path: Path) -> None:
    assert read_region_file(tmp_path) is None


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "region.yaml").write_bytes(b"name: R\xf8ros\n")
    with pytest.raises(KontaktError, match=r"^region\.yaml, line 1: not UTF-8"):
        read_region_file(tmp_path)


def test_what_was_written_is_read_again_and_not_written_twice(tmp_path: Path) -> None:
    assert write_region_file(tmp_path / "new", REGION)
    assert read_region_file(tmp_path / "new") == REGION
    assert not write_region_file(tmp_path / "new", REGION)


def test_the_region_is_not_read_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text(CANONICAL, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "region.yaml").symlink_to(tmp_path / "outside.yaml")
    with pytest.raises(KontaktError, match="is a link"):
        read_region_file(tmp_path / "folder")


def test_the_shipped_region_is_canonical() -> None:
    folder = Path(__file__).parents[2] / "knowledge"
    region = read_region_file(folder)
    assert region
    assert format_region(region) == (folder / "region.yaml").read_text(encoding="utf-8")
    assert len(region.municipalities) == 8


lines = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
members: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"number": st.from_regex(r"[0-9]{4}", fullmatch=True), "name": lines},
    optional={
        "language": st.sampled_from(["nb", "nn", "neutral"]),
        "inhabitants": st.none() | st.integers(0, 1_000_000),
        "target": st.none() | st.integers(1, 100),
        "places": st.lists(lines, max_size=4),
    },
)


regions: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "name": lines,
        "municipalities": st.lists(
            members,
            min_size=1,
            max_size=3,
            unique_by=(lambda each: each["number"], lambda each: each["name"].casefold()),
        ),
    },
    optional={"inhabitants_source": lines},
)


@given(regions)
def test_any_region_comes_back_from_its_file(values: dict[str, object]) -> None:
    region = make_region(values, "Til orientering.")
    assert read_region(format_region(region)) == region
