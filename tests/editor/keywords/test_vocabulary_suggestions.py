"""Labels offered as keywords: those of the concepts that an article is about, and only what it lacks."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kontakt.database import Engine, open_engine, reading, writing
from kontakt.database.migrate import bring_up_to_date
from kontakt.directory.region import Region
from kontakt.editor.keywords.vocabulary_suggestions import (
    Suggestion,
    accept,
    as_keyword,
    suggestions_for,
    with_keywords,
)
from kontakt.errors import KontaktError
from kontakt.knowledge import editing
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article, Theme
from kontakt.knowledge.revisions import RevisionKind, history
from kontakt.library.library import build_library
from kontakt.vocabulary.concept import Concept, ConceptVocabulary, Kind, Role

from ...conftest import Clock

VEI = Concept(path="tema/trafikk-og-transport", kind=Kind.THEME, name="Trafikk og transport")


def word(name: str, **values: Any) -> Concept:
    return Concept(**{"path": f"ord/{name.lower()}", "kind": Kind.WORD, "name": name, "broader": (VEI.path,)} | values)


@pytest.fixture
def offered(articles: tuple[Article, ...], themes: tuple[Theme, ...], region: Region) -> Any:
    """``offered("gatelys", word("Gatelys"))``: what is offered for an article, as ``(keyword, language)``."""

    def offered(id: str, *concepts: Any, articles: tuple[Article, ...] = articles) -> Any:
        library = build_library(articles, themes, region)
        found = suggestions_for(library.articles[id], ConceptVocabulary("Los", (*concepts, VEI)), library)
        return [(each.keyword, each.language) for each in found]

    return offered


@pytest.fixture
def stored(data_dir: Path, articles: tuple[Article, ...], themes: tuple[Theme, ...], clock: Clock) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{data_dir / 'kontakt.sqlite'}")
    bring_up_to_date(engine, data_dir, clock())
    with writing(engine) as session:
        knowledge.save(session, articles, themes, by="test", at=clock())
    yield engine
    engine.dispose()


@pytest.fixture
def lantern() -> Suggestion:
    return Suggestion("lanterne", "nb", Role.HIDDEN, word("Gatelys"))


def test_labels_of_a_concept_that_has_the_articles_title_are_offered_in_their_language(
    offered: Callable[..., Any],
) -> None:
    concept = word("Gatelys", hidden=("Lanterne",), hidden_nn=("Lampett",))
    assert offered("gatelys", concept) == [("lanterne", "nb"), ("lampett", "nn")]


def test_a_keyword_in_common_is_enough_where_the_themes_agree(offered: Callable[..., Any]) -> None:
    concept = word("Belysning", hidden=("Lyktestolpe", "Lanterne"))
    assert offered("gatelys", concept) == [("belysning", "nb"), ("lanterne", "nb")]


def test_one_search_word_in_common_is_chance_where_the_themes_differ(offered: Callable[..., Any]) -> None:
    concept = word("Belysning", hidden=("Lyktestolpe", "Lanterne"), broader=("tema/energi",))
    assert offered("gatelys", concept) == []


def test_two_labels_in_common_outweigh_the_themes(offered: Callable[..., Any]) -> None:
    concept = word("Belysning", hidden=("Lyktestolpe", "Veilys", "Lanterne"), broader=("tema/energi",))
    assert ("lanterne", "nb") in offered("gatelys", concept)


def test_a_concept_whose_name_leads_here_in_the_same_theme_is_offered(offered: Callable[..., Any]) -> None:
    assert offered("stroeing", word("Strøingen", hidden=("Sandbil",))) == [("sandbil", "nb")]


def test_a_concept_is_offered_to_the_article_with_the_best_claim_alone(offered: Callable[..., Any]) -> None:
    concept = word("Gatelys", hidden=("Glatt", "Lanterne"))
    assert ("lanterne", "nb") in offered("gatelys", concept)
    assert offered("stroeing", concept) == []


def test_what_the_article_has_is_not_offered_again_however_it_is_spelled(offered: Callable[..., Any]) -> None:
    assert offered("gatelys", word("Gatelys", hidden=("LYKTESTOLPE", "Veilys"))) == []


def test_a_label_that_the_search_finds_anyway_is_not_offered(offered: Callable[..., Any]) -> None:
    assert offered("gatelys", word("Gatelys", hidden=("Gatelysene", "Lyktestolper"))) == []


def test_a_label_that_belongs_to_another_article_is_not_offered(offered: Callable[..., Any]) -> None:
    assert offered("gatelys", word("Gatelys", hidden=("Snørydding", "Skoleskyss"))) == []


def test_a_label_is_offered_once_in_the_first_language_that_has_it(offered: Callable[..., Any]) -> None:
    assert offered("gatelys", word("Gatelys", hidden=("Lanterne",), hidden_nn=("Lanterne",))) == [("lanterne", "nb")]


def test_a_label_that_is_longer_than_a_keyword_may_be_is_not_offered(offered: Callable[..., Any]) -> None:
    assert offered("gatelys", word("Gatelys", hidden=("Lanterne " * 12,))) == []


def test_a_suggestion_says_where_it_comes_from(
    articles: tuple[Article, ...], themes: tuple[Theme, ...], region: Region
) -> None:
    library = build_library(articles, themes, region)
    concept = word("Belysning", hidden=("Lyktestolpe", "Lanterne"))
    suggestions = suggestions_for(library.articles["gatelys"], ConceptVocabulary("Los", (concept, VEI)), library)
    assert suggestions[1] == Suggestion("lanterne", "nb", Role.HIDDEN, concept, "lyktestolpe")


@pytest.mark.parametrize(
    ("label", "keyword"),
    [("Friplass", "friplass"), ("GAB-register", "GAB-register"), ("CV", "CV"), ("Å flytte", "å flytte"), ("x", "x")],
)
def test_a_keyword_has_no_capital_of_a_heading(label: str, keyword: str) -> None:
    assert as_keyword(label) == keyword


def test_accepted_labels_come_after_the_keywords_that_are_there(
    articles: tuple[Article, ...], lantern: Suggestion
) -> None:
    lights = articles[2]
    changed = with_keywords(lights, [lantern, replace(lantern, keyword="lampett", language="nn")])
    assert changed.keywords == ("lyktestolpe", "veilys", "lanterne")
    assert changed.keywords_nn == ("lampett",)


@pytest.mark.embedded
def test_accepting_stores_a_revision_that_says_keywords(stored: Engine, lantern: Suggestion, clock: Clock) -> None:
    with writing(stored) as session:
        edited = editing.read(session, "gatelys")
        number = accept(session, edited.article, [lantern], based_on=edited.revision, by="kari", at=clock())
    with reading(stored) as session:
        newest = history(session, "gatelys")[-1]
        assert (newest.number, newest.by, newest.what) == (number, "kari", RevisionKind.KEYWORDS)
        assert editing.read(session, "gatelys").article.keywords == ("lyktestolpe", "veilys", "lanterne")


@pytest.mark.embedded
def test_accepting_over_somebody_elses_change_stores_nothing_and_names_them(
    stored: Engine, lantern: Suggestion, clock: Clock
) -> None:
    with reading(stored) as session:
        edited = editing.read(session, "gatelys")
    theirs = replace(edited.article, keywords=("lys",))
    with writing(stored) as session:
        editing.store(session, theirs, based_on=edited.revision, what=RevisionKind.EDITED, by="ola", at=clock())
    with pytest.raises(KontaktError, match="ola"), writing(stored) as session:
        accept(session, edited.article, [lantern], based_on=edited.revision, by="kari", at=clock())
    with reading(stored) as session:
        assert editing.read(session, "gatelys").article == theirs
