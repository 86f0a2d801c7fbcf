"""An article field by field in the words of the screen, never in those of the files."""

from dataclasses import replace
from datetime import date

import pytest

from kontakt.directory.region import Municipality, Region
from kontakt.editor.article.field_texts import FieldNaming, field_differences, field_texts
from kontakt.files.text_diff import DiffKind
from kontakt.knowledge.article import Article, FirstLine, Source, Status, Theme
from kontakt.knowledge.field_names import FIELD_NAMES
from kontakt.locale import use_language

NAMING = FieldNaming(Region("R", (Municipality(number="4026", name="Tinn"),)), (Theme("vei", "Vei og trafikk"),))
ARTICLE = Article(
    id="gatelys",
    theme="vei",
    title="Gatelys",
    answer="Meld fra.",
    audience=("cabin_owner",),
    first_line=FirstLine.NEVER,
    sources=(Source("veglova", date(2026, 11, 1)),),
    status=Status.DRAFT,
    only=("4026",),
    local={"4026": "Ring."},
    as_shared={"4026": date(2026, 9, 1)},
)


@pytest.fixture(autouse=True)
def bokmaal() -> None:
    use_language("nb")


def test_values_and_days_read_as_on_the_screen() -> None:
    texts = field_texts(ARTICLE, NAMING)
    assert texts["theme"] == "Vei og trafikk"
    assert texts["audience"] == "Hytteeier"
    assert (texts["first_line"], texts["status"], texts["national"]) == ("aldri", "utkast", "ja")
    assert texts["sources"] == "veglova | 01.11.2026"
    assert (texts["only"], texts["as_shared.4026"]) == ("Tinn", "01.09.2026")


def test_a_difference_is_told_under_the_fields_name_on_the_screen() -> None:
    after = replace(ARTICLE, title="Lys", local={"4026": "Ring vakten."}, reviewed=date(2026, 11, 2))
    differing = field_differences(ARTICLE, after, NAMING)
    assert [each.label for each in differing] == ["Tittel", "Lokal merknad: Tinn", "Kontrollert"]
    assert [(each.kind, each.text) for each in differing[0].lines] == [
        (DiffKind.REMOVED, "Gatelys"),
        (DiffKind.ADDED, "Lys"),
    ]


def test_every_field_of_an_article_has_a_name() -> None:
    assert set(FIELD_NAMES) == set(Article.__dataclass_fields__) - {"id"}


def test_a_removal_is_the_difference_to_nothing() -> None:
    assert {line.kind for each in field_differences(ARTICLE, None, NAMING) for line in each.lines} == {DiffKind.REMOVED}
