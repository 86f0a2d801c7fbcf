"""``kontakt costs``: what each municipality pays."""

import csv
import io
import json
from pathlib import Path

import pytest

from .conftest import Run

REGION = """name: Nord
municipalities:
  - {number: "5544", name: Nordreisa, inhabitants: 4944}
  - {number: "5542", name: Skjervøy, inhabitants: 2925}
  - {number: "5540", name: Kåfjord, inhabitants: 2132}
  - {number: "5538", name: Storfjord, inhabitants: 1856}
  - {number: "5546", name: Kvænangen, inhabitants: 1224}
"""

PUBLISHED = {  # kroner, at 40/60; together one øre more than was to be shared
    "Nordreisa": "1676949.10",
    "Skjervøy": "1170715.14",
    "Kåfjord": "971882.29",
    "Storfjord": "902679.43",
    "Kvænangen": "744214.91",
}


@pytest.fixture
def northern(run: Run, tmp_path: Path) -> None:
    """The region of a co-operation that has published its split."""
    folder = tmp_path / "north"
    (folder / "articles").mkdir(parents=True)
    (folder / "region.yaml").write_text(REGION, encoding="utf-8")
    (folder / "themes.yaml").write_text("themes: []\n", encoding="utf-8")
    assert run("knowledge", "import", str(folder), "--replace", "--yes").code == 0


@pytest.mark.long
def test_a_published_split_is_met_but_for_the_one_oere_that_it_has_too_much(run: Run, northern: None) -> None:
    found = json.loads(run("costs", "5466440.86", "--key", "40/60", "--by", "inhabitants", "--format", "json").out)
    paid = {each["name"]: each["inhabitants"]["pays"] for each in found["municipalities"]}
    published = {name: round(float(kroner) * 100) for name, kroner in PUBLISHED.items()}
    assert sum(paid.values()) == found["amount"] == 546_644_086
    assert sum(published.values()) == 546_644_087
    assert {name: published[name] - paid[name] for name in paid} == {**dict.fromkeys(published, 0), "Kåfjord": 1}


@pytest.mark.long
def test_a_table_shows_both_weights_and_their_sums(run: Run) -> None:
    run("log", "--municipality", "4026", "--outcome", "answered")
    ended = run("costs", "5 466 440,86", "--key", "40/60")
    assert ended.code == 0
    (heading, *_rows) = ended.out.splitlines()
    assert [each in heading for each in ("By inhabitants", "By inquiries")] == [True, True]
    (sums,) = [line for line in ended.out.splitlines() if line.strip().startswith("Sum")]
    assert sums.count("5,466,440.86") == 2
    assert "40% shared equally, 60% by weight" in ended.out


@pytest.mark.long
def test_inquiries_alone_need_no_inhabitants(run: Run) -> None:
    run("log", "--municipality", "4026", "--outcome", "answered")
    found = json.loads(run("costs", "100", "--key", "0/100", "--by", "inquiries", "--format", "json").out)
    assert {
        each["name"]: each["inquiries"]["pays"] for each in found["municipalities"] if each["inquiries"]["pays"]
    } == {"Tinn": 10_000}


def test_a_period_without_inquiries_is_shared_equally_and_says_so(run: Run) -> None:
    ended = run("costs", "800", "--key", "0/100", "--by", "inquiries", "--period", "2020")
    assert ended.out.count("100.00") == 8
    assert "Where nothing weighs anything, everything is shared equally." in ended.out


@pytest.mark.long
def test_inquiries_of_unknown_municipality_are_left_out_and_that_is_said(run: Run, northern: None) -> None:
    for _ in range(2):
        assert run("log", "--outcome", "void").code == 0
    assert run("log", "--outcome", "void", "--municipality", "Storfjord").code == 0
    ended = run("costs", "100", "--key", "0/100", "--by", "inquiries")
    assert "2 inquiries of unknown municipality are left out." in ended.out
    found = json.loads(run("costs", "100", "--key", "0/100", "--by", "inquiries", "--format", "json").out)
    assert found["unknown_left_out"] == 2
    assert [each["inquiries"]["pays"] for each in found["municipalities"]] == [0, 0, 0, 10000, 0]


def test_csv_is_for_norwegian_excel(run: Run) -> None:
    out = run("costs", "100,05", "--key", "100/0", "--by", "inhabitants", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) == 8
    assert [rows[0]["Municipality number"], rows[0]["Municipality"], rows[0]["By inhabitants"]] == [
        "3303",
        "Kongsberg",
        "12,51",
    ]


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (("much", "--key", "40/60"), ("much", "5466440.86")),
        (("5.466", "--key", "40/60"), ("5.466",)),
        (("--key", "40/60", "--", "-5"), ("-5", "less than nothing")),
        (("100", "--key", "40/50"), ("--key 40/50", "100")),
        (("100", "--key", "forty"), ("--key forty",)),
        (("100", "--key", "40/60", "--period", "soon"), ("--period soon",)),
    ],
)
def test_what_is_wrong_is_one_sentence(run: Run, arguments: tuple[str, ...], parts: tuple[str, ...]) -> None:
    run("costs", *arguments).refused(*parts)


@pytest.mark.long
def test_a_municipality_without_inhabitants_is_named(run: Run, northern: None, tmp_path: Path) -> None:
    folder = tmp_path / "north"
    without = REGION.replace(", inhabitants: 2132", "")
    (folder / "region.yaml").write_text(without, encoding="utf-8")
    assert run("knowledge", "import", str(folder), "--replace", "--yes").code == 0
    run("costs", "100", "--key", "40/60").refused("Kåfjord", "--by inquiries")
