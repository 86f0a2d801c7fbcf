"""The starter knowledge passes the checker, and the editorial guide says what the checker says."""

import re
from datetime import date
from pathlib import Path, PurePosixPath

import pytest

from kontakt.knowledge.article import Article
from kontakt.knowledge.checking import RULES, Severity, check_folder
from kontakt.knowledge.checking.finding import Rule
from kontakt.knowledge.files import format_folder, read_article, read_folder, write_folder

SHIPPED = Path(__file__).parents[3] / "knowledge"
GUIDE = (SHIPPED / "README.md").read_text(encoding="utf-8")
TODAY = date(2026, 11, 22)


@pytest.mark.long
def test_the_checker_finds_no_error_in_what_is_shipped() -> None:
    of_errors = [rule.id for rule in RULES if rule.severity is Severity.ERROR]
    checked = check_folder(SHIPPED, None, TODAY, asked=of_errors)
    errors = [each for each in checked.found if each.finding.severity is Severity.ERROR]
    assert [f"{each.file}:{each.line}: {each.finding.sentence}" for each in errors] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_guide_describes_each_rule_under_its_severity(rule: Rule) -> None:
    errors, warnings = GUIDE.split("\n### Feil\n")[1].split("\n### Advarsler\n")
    part = errors if rule.severity is Severity.ERROR else warnings
    assert re.search(rf"^\| `{rule.id}` \| \S.+ \| \S.+ \|$", part, re.MULTILINE)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.figures], ids=lambda rule: rule.id)
def test_the_guide_has_the_figures_of_each_rule(rule: Rule) -> None:
    (described,) = re.findall(rf"^\| `{rule.id}` \|.+$", GUIDE, re.MULTILINE)
    assert {str(figure) for figure in rule.figures.values()} <= set(re.findall("[0-9]+", described))
    assert not set("{}") & set(rule.meaning())


def test_the_guide_describes_no_rule_that_is_gone() -> None:
    rules = GUIDE.split("\n### Feil\n")[1]
    assert set(re.findall(r"^\| `([a-z-]+)` \|", rules, re.MULTILINE)) == {rule.id for rule in RULES}


def test_the_example_in_the_guide_is_an_article() -> None:
    (example,) = re.findall(r"```markdown\n(.*?)```", GUIDE, re.DOTALL)
    article = read_article(example, PurePosixPath("articles/vei-og-trafikk/broeyting.md"), {"4026": "Tinn"})
    assert list((SHIPPED / "articles").glob(f"*/{article.links[0].article}.md"))


def test_a_guide_beside_the_articles_is_neither_read_nor_formatted_nor_removed(tmp_path: Path, sound: Article) -> None:
    write_folder(tmp_path, [sound], None, {})
    guide = tmp_path / "README.md"
    guide.write_text(GUIDE, encoding="utf-8")
    assert read_folder(tmp_path).warnings == ()
    assert format_folder(tmp_path) == ()
    assert write_folder(tmp_path, [sound], None, {}).left_over == ()
    assert guide.read_text(encoding="utf-8") == GUIDE
