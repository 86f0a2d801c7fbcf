from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from kontakt.database import changes, reading, writing
from kontakt.errors import KontaktError
from kontakt.knowledge import revisions, store
from kontakt.knowledge.article import Article, Theme
from kontakt.knowledge.base import Knowledge
from kontakt.knowledge.files import format_article
from kontakt.knowledge.store import Saved
from kontakt.knowledge.tables import LocalNoteRevisionRow


def save(engine: Engine, *articles: Article, themes: tuple[Theme, ...] | None = None, by: str = "kari") -> Saved:
    with writing(engine) as session:
        return store.save(session, articles, themes, by=by, at=datetime(2026, 11, 21, 12, tzinfo=UTC))


def loaded(engine: Engine) -> Knowledge:
    with reading(engine) as session:
        return store.load(session)


def changed_since(engine: Engine, number: int) -> list[tuple[str, str, int]]:
    with reading(engine) as session:
        came = changes.since(session, None) or []
        return [(change.kind, change.id, change.revision) for change in came if change.number > number]


def test_an_empty_database_holds_no_knowledge(engine: Engine) -> None:
    assert loaded(engine) == Knowledge()


def test_what_was_saved_is_loaded_in_order(engine: Engine, knowledge: Knowledge) -> None:
    save(engine, *reversed(knowledge.articles), themes=knowledge.themes)
    assert loaded(engine) == knowledge


def test_some_articles_can_be_loaded_by_id(engine: Engine, snow: Article, dog: Article, waste: Article) -> None:
    save(engine, snow, dog, waste)
    with reading(engine) as session:
        assert store.articles(session, ["loes-hund", "broeyting", "ukjent"]) == (snow, dog)


def test_only_what_differs_gets_a_revision_and_a_change(engine: Engine, snow: Article, dog: Article) -> None:
    assert save(engine, snow, dog).articles == ("broeyting", "loes-hund")
    edited = replace(dog, keywords=("bikkje",))
    assert save(engine, snow, edited).articles == ("loes-hund",)
    assert changed_since(engine, 0) == [
        ("article", "broeyting", 1),
        ("article", "loes-hund", 1),
        ("article", "loes-hund", 2),
    ]
    assert loaded(engine).articles == (snow, edited)


def note_history(session: Session, article: str, municipality: str) -> list[LocalNoteRevisionRow]:
    """All revisions of one local note, oldest first."""
    of_note = select(LocalNoteRevisionRow).filter_by(article=article, municipality=municipality)
    return list(session.exec(of_note.order_by(col(LocalNoteRevisionRow.revision))))


@pytest.mark.parametrize(
    "edit",
    [
        {"title": "Snø"},
        {"keywords": ("snørydding", "brøyting", "no", "113")},
        {"keywords_nn": ()},
        {"as_shared": {"3303": date(2026, 11, 22)}},
        {"local": {}},
        {"local": {"4026": "I Tinn brøytes det først i Rjukan.", "3303": "Her."}},
        {"steps": ()},
        {"national": True},
        {"ask_nn": ()},
        {"steps_nn": ()},
        {"sources": ()},
        {"only": ()},
        {"review_by": None},
    ],
)
def test_every_part_of_an_article_can_be_edited(engine: Engine, snow: Article, edit: dict[str, object]) -> None:
    save(engine, snow)
    edited = replace(snow, **edit)  # type: ignore[arg-type]
    assert save(engine, edited).articles == ("broeyting",)
    assert loaded(engine).articles == (edited,)


def test_an_article_that_is_not_given_stays(engine: Engine, snow: Article, dog: Article) -> None:
    save(engine, snow)
    save(engine, dog)
    assert loaded(engine).articles == (snow, dog)


def test_history_tells_who_when_and_what(engine: Engine, dog: Article) -> None:
    oslo = timezone(timedelta(hours=1))
    edited = replace(dog, title="Bikkje")
    with writing(engine) as session:
        store.save(session, [dog], by="kari", at=datetime(2026, 11, 21, 12, tzinfo=oslo))
        store.save(session, [edited], by="ola", at=datetime(2026, 11, 22, 12, tzinfo=oslo))
    with reading(engine) as session:
        first, second = revisions.history(session, "loes-hund")
        assert first == revisions.Revision(
            1, "kari", datetime(2026, 11, 21, 11, tzinfo=UTC), format_article(dog), revisions.RevisionKind.EDITED
        )
        assert (second.number, second.by, second.text) == (2, "ola", format_article(edited))
        assert revisions.revision(session, "loes-hund", 2) == second
        assert revisions.revision(session, "loes-hund", 3) is None


def test_a_local_note_has_revisions_of_its_own(engine: Engine, snow: Article) -> None:
    save(engine, snow)
    save(engine, replace(snow, title="Snø"))
    save(engine, replace(snow, local={"4026": "Bare i Rjukan.", "3303": "Her."}))
    save(engine, replace(snow, local={}))
    save(engine, snow)
    with reading(engine) as session:
        tinn = note_history(session, "broeyting", "4026")
        assert [(each.revision, each.text) for each in tinn] == [
            (1, "I Tinn brøytes det først i Rjukan."),
            (2, "Bare i Rjukan."),
            (3, ""),
            (4, "I Tinn brøytes det først i Rjukan."),
        ]
        assert [each.revision for each in note_history(session, "broeyting", "3303")] == [1, 2]
    assert loaded(engine).articles == (snow,)


def test_replacing_all_removes_what_is_not_given_and_keeps_its_history(
    engine: Engine, knowledge: Knowledge, noon: datetime
) -> None:
    waste, snow, dog = knowledge.articles
    themes = knowledge.themes
    save(engine, snow, dog, themes=themes)
    with writing(engine) as session:
        number = changes.latest(session)
        saved = store.replace_all(session, [dog, waste], themes[:1], by="ola", at=noon)
    assert saved == Saved(("avfall",), ("broeyting",), ("avfall", "dyr-og-miljoe"))
    assert loaded(engine) == Knowledge((waste, dog), themes[:1])
    assert changed_since(engine, number) == [
        ("article", "broeyting", 2),
        ("article", "avfall", 1),
        ("theme", "avfall", 2),
        ("theme", "dyr-og-miljoe", 2),
    ]
    with reading(engine) as session:
        assert [each.text for each in revisions.history(session, "broeyting")] == [format_article(snow), ""]
        assert note_history(session, "broeyting", "4026")[-1].text == ""


def test_an_article_that_comes_back_goes_on_with_its_revisions(
    engine: Engine, snow: Article, dog: Article, noon: datetime
) -> None:
    save(engine, snow)
    with writing(engine) as session:
        store.replace_all(session, [dog], by="ola", at=noon)
    save(engine, snow)
    with reading(engine) as session:
        assert [each.number for each in revisions.history(session, "broeyting")] == [1, 2, 3]


def test_themes_that_are_not_given_stay(engine: Engine, themes: tuple[Theme, ...], noon: datetime) -> None:
    save(engine, themes=themes)
    with writing(engine) as session:
        store.replace_all(session, [], by="ola", at=noon)
    assert loaded(engine).themes == themes


def test_saved_themes_come_first_and_the_others_keep_their_order(engine: Engine, themes: tuple[Theme, ...]) -> None:
    save(engine, themes=themes)
    new = Theme("naering", "Næring")
    assert set(save(engine, themes=(themes[2], new)).themes) == {
        "dyr-og-miljoe",
        "naering",
        "vei-og-trafikk",
        "avfall",
    }
    assert loaded(engine).themes == (themes[2], new, themes[0], themes[1])


def test_themes_that_are_the_same_are_no_change(engine: Engine, themes: tuple[Theme, ...]) -> None:
    save(engine, themes=themes)
    assert save(engine, themes=themes) == Saved()


def test_the_comment_above_the_themes_is_kept(engine: Engine, themes: tuple[Theme, ...], noon: datetime) -> None:
    with writing(engine) as session:
        store.save(session, [], themes, by="kari", at=noon, themes_comment="For folk.")
        store.save(session, [], themes, by="kari", at=noon)
        assert store.load(session).themes_comment == "For folk."
        store.save(session, [], themes, by="kari", at=noon, themes_comment="")
        assert store.load(session).themes_comment == ""


def test_an_id_cannot_belong_to_two_articles(engine: Engine, snow: Article, dog: Article) -> None:
    save(engine, snow)
    with pytest.raises(KontaktError, match="snoerydding"):
        save(engine, dog, replace(dog, id="snoerydding"))
    with pytest.raises(KontaktError, match="broeyting"):
        save(engine, replace(dog, redirects=("broeyting",)))
    assert loaded(engine).articles == (snow,)


def test_an_article_can_be_merged_into_another_when_all_is_replaced(
    engine: Engine, snow: Article, dog: Article, noon: datetime
) -> None:
    save(engine, snow, dog)
    merged = replace(dog, redirects=("broeyting", "snoerydding"))
    with writing(engine) as session:
        store.replace_all(session, [merged], by="ola", at=noon)
    assert loaded(engine).articles == (merged,)


@pytest.mark.long
def test_more_articles_than_fit_in_one_statement_are_saved_and_loaded(engine: Engine, dog: Article) -> None:
    many = tuple(replace(dog, id=f"a{n:04}", keywords=(f"ord {n}",)) for n in range(1100))
    save(engine, *many)
    with reading(engine) as session:
        assert store.articles(session, [article.id for article in many]) == many


def test_a_save_that_is_refused_writes_nothing(engine: Engine, snow: Article, dog: Article) -> None:
    with pytest.raises(KontaktError):
        save(engine, snow, replace(dog, redirects=("broeyting",)))
    assert loaded(engine) == Knowledge()
    assert changed_since(engine, 0) == []


def test_a_number_of_a_person_is_not_saved(engine: Engine, snow: Article, dog: Article) -> None:
    with pytest.raises(KontaktError, match=f"{snow.id}, Keywords") as refused:
        save(engine, dog, replace(snow, keywords=("brøyting", "010190 10046")))
    assert "10046" not in str(refused.value)
    assert loaded(engine).articles == ()
