"""``kontakt knowledge coverage``."""

import json

from .conftest import Run


def test_every_municipality_and_theme_has_a_line(run: Run) -> None:
    ended = run("knowledge", "coverage")
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert [line.split()[0] for line in lines[1:3]] == ["Kongsberg", "Notodden"]
    assert any(line.startswith("Vei og trafikk ") for line in lines)


def test_the_figures_add_up(run: Run) -> None:
    matrix = json.loads(run("knowledge", "coverage", "--format", "json").out)
    for number, counts in matrix["municipalities"].items():
        assert sum(counts.values()) == matrix["articles"]
        by_theme = [theme["municipalities"][number]["not_looked"] for theme in matrix["themes"]]
        assert sum(by_theme) == counts["not_looked"]


def test_the_articles_that_nobody_has_looked_at_are_listed(run: Run) -> None:
    matrix = json.loads(run("knowledge", "coverage", "--format", "json").out)
    listed = json.loads(run("knowledge", "coverage", "--municipality", "4026", "--format", "json").out)
    assert len(listed["not_looked"]) == matrix["municipalities"]["4026"]["not_looked"]
    lines = run("knowledge", "coverage", "--municipality", "4026").out.splitlines()
    assert [line.split()[1] for line in lines] == [each["id"] for each in listed["not_looked"]]


def test_a_municipality_outside_the_region_is_one_sentence(run: Run) -> None:
    run("knowledge", "coverage", "--municipality", "0301").refused("0301", "4026 Tinn")
