"""What happens on the desk when a newer library or newer figures arrive from the back room, and with nothing typed."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kontakt.desk.figures import DeskRate, Figures, Tally
from kontakt.desk.finder import Listed
from kontakt.desk.session import DeskSession
from kontakt.directory.region import Region
from kontakt.firstline import first_line_rate
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.inquiry import LinkedBy
from kontakt.inquiries.journal.journal import Journal
from kontakt.knowledge.article import Article, Status, Theme
from kontakt.library.library import Library, build_library
from kontakt.settings import Settings

from ..conftest import Clock


@pytest.fixture
def with_changes(articles: tuple[Article, ...], themes: tuple[Theme, ...], region: Region) -> Callable[..., Library]:
    """A newer library: these articles in the place of those with their ids, others beside."""

    def build(*changed: Article) -> Library:
        by_id = {each.id: each for each in (*articles, *changed)}
        return build_library(by_id.values(), themes, region, change=2)

    return build


@pytest.fixture
def archived(articles: tuple[Article, ...]) -> Callable[[str], Article]:
    return lambda id: replace(next(each for each in articles if each.id == id), status=Status.ARCHIVED)


def figures(*suggestions: str) -> Figures:
    return Figures(Tally(0, 30, DeskRate("", first_line_rate(()))), {}, {}, suggestions)


def hit_ids(session: DeskSession) -> list[str]:
    return [each.id for each in session.call.answer.hits]


def test_a_new_library_keeps_what_is_typed(session: DeskSession, with_changes: Callable[..., Library]) -> None:
    session.finder.search("@tinn avfall")
    session.write_note("under trappa")
    session.finder.set_library(with_changes())
    assert (session.call.query, session.call.note, session.municipality) == ("@tinn avfall", "under trappa", "4026")


def test_a_new_library_finds_what_it_has_new(session: DeskSession, with_changes: Callable[..., Library]) -> None:
    session.finder.search("glassigloo")
    session.finder.set_library(
        with_changes(Article(id="glass", theme="avfall", title="Glassigloo", answer="Ved butikken."))
    )
    assert hit_ids(session) == ["glass"]


def test_a_new_library_keeps_the_article_under_the_cursor(
    session: DeskSession, with_changes: Callable[..., Library]
) -> None:
    session.finder.search("avfall")
    session.finder.move(1)
    article = session.finder.article_on_card.id
    session.finder.set_library(
        with_changes(Article(id="hageavfall", theme="avfall", title="Avfall", answer="Fra hagen."))
    )
    assert session.finder.article_on_card.id == article
    assert session.call.linked.by is LinkedBy.MOVED


def test_the_article_moved_to_is_still_linked_when_it_has_become_the_top_hit(
    session: DeskSession, with_changes: Callable[..., Library], archived: Callable[[str], Article]
) -> None:
    session.finder.search("@tinn avfall")
    first, second = hit_ids(session)[:2]
    session.finder.move(1)
    session.finder.set_library(with_changes(archived(first)))
    inquiry = session.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == (second, LinkedBy.MOVED)


def test_moving_back_to_the_top_hit_survives_a_new_library(
    session: DeskSession, with_changes: Callable[..., Library]
) -> None:
    session.finder.search("@tinn avf")
    session.finder.move(1)
    session.finder.move(-1)
    top = session.finder.article_on_card.id
    session.finder.set_library(with_changes())
    inquiry = session.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == (top, LinkedBy.MOVED)


def test_an_article_under_the_cursor_that_is_gone_is_not_linked(
    session: DeskSession, with_changes: Callable[..., Library], archived: Callable[[str], Article]
) -> None:
    session.finder.search("avfall")
    session.finder.move(1)
    gone = session.finder.article_on_card.id
    session.finder.set_library(with_changes(archived(gone)))
    assert gone not in hit_ids(session)
    assert not session.call.moved


def test_a_new_library_keeps_the_pin(session: DeskSession, with_changes: Callable[..., Library]) -> None:
    session.finder.search("@tinn gatelys")
    session.finder.toggle_pin()
    session.finder.search("@tinn avfall")
    session.finder.set_library(with_changes())
    assert session.finder.article_on_card.id == "gatelys"
    assert session.call.linked.by is LinkedBy.PINNED


def test_the_pinned_article_shows_its_new_text(
    session: DeskSession, with_changes: Callable[..., Library], library: Library
) -> None:
    session.finder.search("@tinn gatelys")
    session.finder.toggle_pin()
    session.finder.set_library(with_changes(replace(library.article("gatelys"), answer="Ring vakten.")))
    assert session.finder.article_on_card.answer == "Ring vakten."


def test_a_pinned_article_that_was_archived_is_loosened(
    session: DeskSession, with_changes: Callable[..., Library], archived: Callable[[str], Article]
) -> None:
    session.finder.search("@tinn gatelys")
    session.finder.toggle_pin()
    session.finder.set_library(with_changes(archived("gatelys")))
    assert session.call.pinned is None
    assert session.log(Outcome.ANSWERED).article is None


def test_a_pinned_article_that_was_merged_into_another_is_linked_by_it(
    session: DeskSession, with_changes: Callable[..., Library], archived: Callable[[str], Article], library: Library
) -> None:
    session.finder.search("@tinn gatelys")
    session.finder.toggle_pin()
    merged = replace(library.article("stroeing"), redirects=("gatelys",))
    session.finder.set_library(with_changes(archived("gatelys"), merged))
    inquiry = session.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == ("stroeing", LinkedBy.PINNED)


def test_a_pinned_article_that_was_merged_can_be_loosened_with_the_same_key(
    session: DeskSession, with_changes: Callable[..., Library], archived: Callable[[str], Article], library: Library
) -> None:
    session.finder.search("@tinn gatelys")
    session.finder.toggle_pin()
    session.finder.set_library(
        with_changes(archived("gatelys"), replace(library.article("stroeing"), redirects=("gatelys",)))
    )
    assert session.finder.toggle_pin() is False
    assert session.call.pinned is None


def test_a_parked_call_is_taken_up_with_the_library_on_duty(
    session: DeskSession, with_changes: Callable[..., Library], archived: Callable[[str], Article]
) -> None:
    session.finder.search("@tinn gatelys")
    session.finder.toggle_pin()
    session.new_call()
    session.finder.set_library(with_changes(archived("gatelys")))
    session.take_up(session.calls.parked[0])
    assert "gatelys" not in hit_ids(session)
    assert session.call.pinned is None


def test_a_new_library_begins_no_call(session: DeskSession, with_changes: Callable[..., Library]) -> None:
    session.finder.set_library(with_changes())
    assert not session.begun


def test_with_nothing_asked_yet_the_themes_are_offered(session: DeskSession) -> None:
    assert session.finder.listed is Listed.THEMES
    assert [each.id for each in session.finder.themes] == ["vei", "barn", "bygg", "avfall"]


def test_a_theme_without_published_articles_is_not_offered(
    session: DeskSession, with_changes: Callable[..., Library], archived: Callable[[str], Article]
) -> None:
    session.finder.set_library(with_changes(archived("soeppel"), archived("farlig-avfall")))
    assert [each.id for each in session.finder.themes] == ["vei", "barn", "bygg"]


def test_browsing_a_theme_lists_its_articles(session: DeskSession) -> None:
    session.finder.move(1)
    session.finder.open_theme()
    assert hit_ids(session) == ["barnehageplass", "barnevern", "kulturskole", "skoleskyss"]


def test_moving_stays_within_the_themes(session: DeskSession) -> None:
    session.finder.move(-1)
    assert session.finder.theme_cursor == 0
    session.finder.move(100)
    assert session.finder.theme_cursor == 3


def test_fewer_themes_leave_the_cursor_on_one_of_them(
    session: DeskSession, articles: tuple[Article, ...], themes: tuple[Theme, ...], region: Region
) -> None:
    session.finder.move(3)
    session.finder.set_library(build_library([each for each in articles if each.theme == "vei"], themes, region, 2))
    session.finder.open_theme()
    assert hit_ids(session) == ["broeyting", "gatelys", "stroeing"]


def test_browsing_an_empty_library_lists_nothing(session: DeskSession, region: Region) -> None:
    session.finder.set_library(build_library((), (), region, 2))
    session.finder.open_theme()
    assert hit_ids(session) == []


def test_a_browsed_list_stays_when_a_new_library_arrives(
    session: DeskSession, with_changes: Callable[..., Library]
) -> None:
    session.finder.open_theme()
    session.finder.move(1)
    article = session.finder.article_on_card.id
    session.finder.set_library(with_changes())
    assert session.finder.article_on_card.id == article
    assert session.call.linked.id == article


def test_a_browsed_list_stays_when_figures_arrive(session: DeskSession) -> None:
    session.finder.open_theme()
    listed = hit_ids(session)
    session.finder.set_figures(figures("soeppel"))
    assert hit_ids(session) == listed


def test_what_is_asked_is_offered_before_anything_is_typed(session: DeskSession) -> None:
    session.finder.set_figures(figures("gatelys", "soeppel"))
    assert hit_ids(session) == ["gatelys", "soeppel"]
    assert session.finder.listed is not Listed.THEMES


def test_a_suggestion_that_no_longer_exists_is_left_out(session: DeskSession) -> None:
    session.finder.set_figures(figures("gone", "gatelys"))
    assert hit_ids(session) == ["gatelys"]


def test_a_suggested_article_that_was_merged_is_offered_by_its_own_id(session: DeskSession) -> None:
    session.finder.set_figures(figures("snoerydding"))
    assert hit_ids(session) == ["broeyting"]


def test_figures_do_not_disturb_a_search(session: DeskSession) -> None:
    session.finder.search("avfall")
    session.finder.move(1)
    before = (hit_ids(session), session.call.cursor)
    session.finder.set_figures(figures("gatelys"))
    assert (hit_ids(session), session.call.cursor) == before


def test_suggestions_are_not_linked_unless_the_agent_moves_to_one(session: DeskSession) -> None:
    session.finder.set_figures(figures("gatelys", "soeppel"))
    session.choose_municipality("4026")
    assert session.log(Outcome.ANSWERED).article is None


def test_a_suggestion_that_the_agent_moved_to_is_linked(session: DeskSession) -> None:
    session.finder.set_figures(figures("gatelys", "soeppel"))
    session.finder.move(1)
    session.choose_municipality("4026")
    inquiry = session.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == ("soeppel", LinkedBy.MOVED)


def test_a_municipality_typed_before_the_first_library_is_chosen_when_it_comes(
    settings: Settings, journal: Journal, library: Library, clock: Clock
) -> None:
    session = DeskSession(settings, journal, build_library((), (), Region("", ())), clock=clock)
    session.finder.search("@tinn gatelys")
    assert session.municipality is None
    session.finder.set_library(library)
    assert session.municipality == "4026"


def test_a_municipality_chosen_meanwhile_stays_when_the_first_library_comes(
    settings: Settings, journal: Journal, library: Library, clock: Clock
) -> None:
    session = DeskSession(settings, journal, build_library((), (), Region("", ())), clock=clock)
    session.finder.search("@tinn gatelys")
    session.choose_municipality("3303")
    session.finder.set_library(library)
    assert session.municipality == "3303"
