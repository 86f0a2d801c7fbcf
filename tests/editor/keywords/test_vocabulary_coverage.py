"""Which municipal words lead to a right article, which elsewhere, and which nowhere."""

from collections.abc import Callable
from typing import Any

import pytest

from kontakt.directory.region import Region
from kontakt.editor.keywords.vocabulary_coverage import Leads, coverage, tally
from kontakt.knowledge.article import Article, Theme
from kontakt.library.library import build_library
from kontakt.vocabulary.concept import Concept, ConceptVocabulary, Kind

ROADS = Concept(path="tema/trafikk-og-transport", kind=Kind.THEME, name="Trafikk og transport")
WINTER = Concept(path="tema/vinter", kind=Kind.THEME, name="Vinter", broader=(ROADS.path,))
ENERGY = Concept(path="tema/energi", kind=Kind.THEME, name="Energi")


def word(name: str, broader: Concept = WINTER, **values: Any) -> Concept:
    given = {"path": f"ord/{name.lower()}", "kind": Kind.WORD, "name": name, "broader": (broader.path,)}
    return Concept(**given | {"municipal": True} | values)


@pytest.fixture
def covered(articles: tuple[Article, ...], themes: tuple[Theme, ...], region: Region) -> Any:
    """``covered(word("Brøyting"))``: where the words lead."""

    def covered(*concepts: Any) -> Any:
        return coverage(
            ConceptVocabulary("Los", (*concepts, ROADS, WINTER, ENERGY)), build_library(articles, themes, region)
        )

    return covered


def test_a_word_that_is_a_keyword_leads_right_whatever_its_theme(covered: Callable[..., Any]) -> None:
    (found,) = covered(word("Snørydding", ENERGY))
    assert found.leads is Leads.RIGHT
    assert found.labels[0].hits[0] == "broeyting"


def test_a_word_leads_right_by_any_label_that_the_article_has(covered: Callable[..., Any]) -> None:
    (found,) = covered(word("Snørydding på vinterveg", ENERGY, hidden=("Brøytekant",)))
    assert found.leads is Leads.RIGHT


def test_a_word_that_is_met_whole_in_a_theme_above_its_own_leads_right(covered: Callable[..., Any]) -> None:
    (found,) = covered(word("Strøing"))
    assert found.leads is Leads.RIGHT


def test_a_word_that_is_met_whole_in_another_branch_leads_elsewhere(covered: Callable[..., Any]) -> None:
    (found,) = covered(word("Strøing", ENERGY))
    assert found.leads is Leads.ELSEWHERE


def test_a_word_that_meets_nothing_leads_nowhere(covered: Callable[..., Any]) -> None:
    (found,) = covered(word("Romfart"))
    assert (found.leads, found.labels[0].hits) == (Leads.NOWHERE, ())


def test_a_word_that_is_met_in_part_alone_leads_nowhere(covered: Callable[..., Any]) -> None:
    (found,) = covered(word("Strøing av rullebane og terminal", ENERGY))
    assert found.labels[0].hits
    assert found.leads is Leads.NOWHERE


def test_a_word_counts_by_the_worse_of_its_names(covered: Callable[..., Any]) -> None:
    (found,) = covered(word("Snørydding", name_nn="Romferd"))
    assert found.leads is Leads.NOWHERE
    assert [each.leads for each in found.labels] == [Leads.RIGHT, Leads.NOWHERE]


def test_only_municipal_words_are_asked_about(covered: Callable[..., Any]) -> None:
    assert covered(word("Romfart", municipal=False)) == ()


def test_a_label_of_two_language_forms_counts_once(covered: Callable[..., Any]) -> None:
    (found,) = covered(word("Romfart", name_nn="Romfart", hidden=("Rakett",), hidden_nn=("Rakett",)))
    assert [each.label.text for each in found.labels] == ["Romfart", "Rakett"]


def test_words_come_by_the_theme_at_their_top(covered: Callable[..., Any]) -> None:
    found = covered(word("Romfart"), word("Atomkraft", ENERGY), word("Akevitt"))
    assert [(each.theme, each.concept.name) for each in found] == [
        ("tema/energi", "Atomkraft"),
        ("tema/trafikk-og-transport", "Akevitt"),
        ("tema/trafikk-og-transport", "Romfart"),
    ]


def test_words_and_labels_are_counted_by_where_they_lead(covered: Callable[..., Any]) -> None:
    counted = tally(covered(word("Snørydding", hidden=("Rakett",)), word("Romfart")))
    assert counted.words == {Leads.RIGHT: 1, Leads.NOWHERE: 1}
    assert counted.labels == {Leads.RIGHT: 1, Leads.NOWHERE: 2}
