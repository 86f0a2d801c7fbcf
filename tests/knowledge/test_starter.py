from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from kontakt.database import reading, writing
from kontakt.knowledge import store
from kontakt.knowledge.article import Article
from kontakt.knowledge.files import format_article
from kontakt.knowledge.starter import Offer, OfferKind, decline_starter, starter_offers, take_starter

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def shipped(*articles: Article) -> dict[str, str]:
    return {article.id: format_article(article, {"4026": "Tinn"}) for article in articles}


def offers(engine: Engine, *articles: Article) -> list[tuple[str, str]]:
    with reading(engine) as session:
        return [(offer.id, str(offer.kind)) for offer in starter_offers(session, shipped(*articles))]


def take(engine: Engine, *articles: Article) -> tuple[str, ...]:
    with writing(engine) as session:
        return take_starter(session, articles, shipped(*articles), by="kontakt", at=AT).articles


def edit(engine: Engine, articles: Iterable[Article]) -> None:
    with writing(engine) as session:
        store.replace_all(session, articles, by="kari", at=AT)


def test_everything_is_new_to_an_empty_database(engine: Engine, snow: Article, dog: Article) -> None:
    assert offers(engine, dog, snow) == [("broeyting", "new"), ("loes-hund", "new")]


def test_what_was_taken_is_not_offered_again(engine: Engine, snow: Article, dog: Article) -> None:
    assert take(engine, snow, dog) == ("broeyting", "loes-hund")
    assert offers(engine, snow, dog) == []
    assert take(engine, snow, dog) == ()


def test_an_untouched_article_is_offered_when_its_shipped_text_changes(engine: Engine, dog: Article) -> None:
    take(engine, dog)
    newer = replace(dog, answer="Ring politiet på 02800.")
    assert offers(engine, newer) == [("loes-hund", "updated")]
    assert take(engine, newer) == ("loes-hund",)
    with reading(engine) as session:
        assert store.load(session).articles == (newer,)
    assert offers(engine, newer) == []


@pytest.mark.parametrize("change", [{"answer": "Spør Kari."}, {"local": {"4026": "Her."}}])
def test_an_article_that_an_editor_changed_is_never_offered_nor_overwritten(
    engine: Engine, dog: Article, change: dict[str, object]
) -> None:
    take(engine, dog)
    edited = replace(dog, **change)  # type: ignore[arg-type]
    edit(engine, [edited])
    newer = replace(dog, answer="Ring politiet på 02800.")
    assert offers(engine, newer) == []
    assert take(engine, newer) == ()
    with reading(engine) as session:
        assert store.load(session).articles == (edited,)


def test_an_edit_that_was_taken_back_leaves_the_article_untouched(engine: Engine, dog: Article) -> None:
    take(engine, dog)
    edit(engine, [replace(dog, title="Bikkje")])
    edit(engine, [dog])
    assert offers(engine, replace(dog, title="Hund")) == [("loes-hund", "updated")]


def test_an_article_of_the_same_id_that_was_no_starter_is_the_editor_s(engine: Engine, dog: Article) -> None:
    edit(engine, [dog])
    assert offers(engine, replace(dog, title="Hund")) == []


def test_a_removed_article_is_offered_again_only_when_its_shipped_text_changes(engine: Engine, dog: Article) -> None:
    take(engine, dog)
    edit(engine, [])
    assert offers(engine, dog) == []
    assert offers(engine, replace(dog, title="Hund")) == [("loes-hund", "new")]


def test_a_declined_article_is_offered_again_only_when_its_shipped_text_changes(engine: Engine, dog: Article) -> None:
    with writing(engine) as session:
        decline_starter(session, ["loes-hund"], shipped(dog))
    assert offers(engine, dog) == []
    newer = replace(dog, title="Hund")
    assert offers(engine, newer) == [("loes-hund", "new")]
    assert take(engine, newer) == ("loes-hund",)


def test_a_declined_update_leaves_the_article_open_to_the_next(engine: Engine, dog: Article) -> None:
    take(engine, dog)
    second, third = replace(dog, title="Hund"), replace(dog, title="Hunder")
    with writing(engine) as session:
        decline_starter(session, ["loes-hund"], shipped(second))
    assert offers(engine, second) == []
    assert offers(engine, third) == [("loes-hund", "updated")]


def test_an_article_that_was_merged_into_another_is_not_offered(engine: Engine, dog: Article, snow: Article) -> None:
    take(engine, snow)
    assert offers(engine, replace(dog, id="snoerydding")) == []


def test_an_offer_names_the_article_and_whether_it_is_new(engine: Engine, dog: Article) -> None:
    with reading(engine) as session:
        assert starter_offers(session, shipped(dog)) == (Offer("loes-hund", OfferKind.NEW),)
