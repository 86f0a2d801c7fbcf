"""What happens on the desk when a newer library or newer figures arrive from the back room, and with nothing typed."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kontakt.desk.figures import DeskRate, Figures, Tally
from kontakt.desk.session import DeskSession
from kontakt.directory.region import Region
from kontakt.firstline import first_line_rate
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.inquiry import LinkedBy
from kontakt.knowledge.article import Article, Status
from kontakt.library.library import Library, build_library


@pytest.fixture
def with_changes(articles, themes, region) -> Callable[..., Library]:
    """A newer library: these articles in the place of those with their ids, others beside."""

    def build(*changed: Article) -> Library:
        by_id = {each.id: each for each in (*articles, *changed)}
        return build_library(by_id.values(), themes, region, change=2)

    return build


@pytest.fixture
def archived(articles) -> Callable[[str], Article]:
    return lambda id: replace(next(each for each in articles if each.id == id), status=Status.ARCHIVED)


def figures(*suggestions: str) -> Figures:
    return Figures(Tally(0, 30, DeskRate("", first_line_rate(()))), {}, {}, suggestions)


def hit_ids(desk) -> list[str]:
    return [each.id for each in desk.call.answer.hits]


def test_a_new_library_keeps_what_is_typed(desk, with_changes):
    desk.search("@tinn avfall")
    desk.write_note("under trappa")
    desk.take(with_changes())
    assert (desk.call.query, desk.call.note, desk.municipality) == ("@tinn avfall", "under trappa", "4026")


def test_a_new_library_finds_what_it_has_new(desk, with_changes):
    desk.search("glassigloo")
    desk.take(with_changes(Article(id="glass", theme="avfall", title="Glassigloo", answer="Ved butikken.")))
    assert hit_ids(desk) == ["glass"]


def test_a_new_library_keeps_the_article_under_the_cursor(desk, with_changes):
    desk.search("avfall")
    desk.move(1)
    article = desk.looked_at.id
    desk.take(with_changes(Article(id="hageavfall", theme="avfall", title="Avfall", answer="Fra hagen.")))
    assert desk.looked_at.id == article
    assert desk.call.linked.by is LinkedBy.MOVED


def test_the_article_moved_to_is_still_linked_when_it_has_become_the_top_hit(desk, with_changes, archived):
    desk.search("@tinn avfall")
    first, second = hit_ids(desk)[:2]
    desk.move(1)
    desk.take(with_changes(archived(first)))
    inquiry = desk.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == (second, LinkedBy.MOVED)


def test_moving_back_to_the_top_hit_survives_a_new_library(desk, with_changes):
    desk.search("@tinn avf")
    desk.move(1)
    desk.move(-1)
    top = desk.looked_at.id
    desk.take(with_changes())
    inquiry = desk.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == (top, LinkedBy.MOVED)


def test_an_article_under_the_cursor_that_is_gone_is_not_linked(desk, with_changes, archived):
    desk.search("avfall")
    desk.move(1)
    gone = desk.looked_at.id
    desk.take(with_changes(archived(gone)))
    assert gone not in hit_ids(desk)
    assert not desk.call.moved


def test_a_new_library_keeps_the_pin(desk, with_changes):
    desk.search("@tinn gatelys")
    desk.pin()
    desk.search("@tinn avfall")
    desk.take(with_changes())
    assert desk.looked_at.id == "gatelys"
    assert desk.call.linked.by is LinkedBy.PINNED


def test_the_pinned_article_shows_its_new_text(desk, with_changes, library):
    desk.search("@tinn gatelys")
    desk.pin()
    desk.take(with_changes(replace(library.article("gatelys"), answer="Ring vakten.")))
    assert desk.looked_at.answer == "Ring vakten."


def test_a_pinned_article_that_was_archived_is_loosened(desk, with_changes, archived):
    desk.search("@tinn gatelys")
    desk.pin()
    desk.take(with_changes(archived("gatelys")))
    assert desk.call.pinned is None
    assert desk.log(Outcome.ANSWERED).article is None


def test_a_pinned_article_that_was_merged_into_another_is_linked_by_it(desk, with_changes, archived, library):
    desk.search("@tinn gatelys")
    desk.pin()
    merged = replace(library.article("stroeing"), redirects=("gatelys",))
    desk.take(with_changes(archived("gatelys"), merged))
    inquiry = desk.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == ("stroeing", LinkedBy.PINNED)


def test_a_pinned_article_that_was_merged_can_be_loosened_with_the_same_key(desk, with_changes, archived, library):
    desk.search("@tinn gatelys")
    desk.pin()
    desk.take(with_changes(archived("gatelys"), replace(library.article("stroeing"), redirects=("gatelys",))))
    assert desk.pin() is False
    assert desk.call.pinned is None


def test_a_parked_call_is_taken_up_with_the_library_on_duty(desk, with_changes, archived):
    desk.search("@tinn gatelys")
    desk.pin()
    desk.new_call()
    desk.take(with_changes(archived("gatelys")))
    desk.take_up(desk.parked[0])
    assert "gatelys" not in hit_ids(desk)
    assert desk.call.pinned is None


def test_a_new_library_begins_no_call(desk, with_changes):
    desk.take(with_changes())
    assert not desk.begun


def test_with_nothing_asked_yet_the_themes_are_offered(desk):
    assert desk.offers_themes
    assert [each.id for each in desk.themes] == ["vei", "barn", "bygg", "avfall"]


def test_a_theme_without_published_articles_is_not_offered(desk, with_changes, archived):
    desk.take(with_changes(archived("soeppel"), archived("farlig-avfall")))
    assert [each.id for each in desk.themes] == ["vei", "barn", "bygg"]


def test_browsing_a_theme_lists_its_articles(desk):
    desk.move(1)
    desk.browse()
    assert hit_ids(desk) == ["barnehageplass", "barnevern", "kulturskole", "skoleskyss"]


def test_moving_stays_within_the_themes(desk):
    desk.move(-1)
    assert desk.theme_cursor == 0
    desk.move(100)
    assert desk.theme_cursor == 3


def test_fewer_themes_leave_the_cursor_on_one_of_them(desk, articles, themes, region):
    desk.move(3)
    desk.take(build_library([each for each in articles if each.theme == "vei"], themes, region, 2))
    desk.browse()
    assert hit_ids(desk) == ["broeyting", "gatelys", "stroeing"]


def test_browsing_an_empty_library_lists_nothing(desk, region):
    desk.take(build_library((), (), region, 2))
    desk.browse()
    assert hit_ids(desk) == []


def test_a_browsed_list_stays_when_a_new_library_arrives(desk, with_changes):
    desk.browse()
    desk.move(1)
    article = desk.looked_at.id
    desk.take(with_changes())
    assert desk.looked_at.id == article
    assert desk.call.linked.id == article


def test_a_browsed_list_stays_when_figures_arrive(desk):
    desk.browse()
    listed = hit_ids(desk)
    desk.use(figures("soeppel"))
    assert hit_ids(desk) == listed


def test_what_is_asked_is_offered_before_anything_is_typed(desk):
    desk.use(figures("gatelys", "soeppel"))
    assert hit_ids(desk) == ["gatelys", "soeppel"]
    assert not desk.offers_themes


def test_a_suggestion_that_no_longer_exists_is_left_out(desk):
    desk.use(figures("gone", "gatelys"))
    assert hit_ids(desk) == ["gatelys"]


def test_a_suggested_article_that_was_merged_is_offered_by_its_own_id(desk):
    desk.use(figures("snoerydding"))
    assert hit_ids(desk) == ["broeyting"]


def test_figures_do_not_disturb_a_search(desk):
    desk.search("avfall")
    desk.move(1)
    before = (hit_ids(desk), desk.call.cursor)
    desk.use(figures("gatelys"))
    assert (hit_ids(desk), desk.call.cursor) == before


def test_suggestions_are_not_linked_unless_the_agent_moves_to_one(desk):
    desk.use(figures("gatelys", "soeppel"))
    desk.choose_municipality("4026")
    assert desk.log(Outcome.ANSWERED).article is None


def test_a_suggestion_that_the_agent_moved_to_is_linked(desk):
    desk.use(figures("gatelys", "soeppel"))
    desk.move(1)
    desk.choose_municipality("4026")
    inquiry = desk.log(Outcome.ANSWERED)
    assert (inquiry.article, inquiry.linked_by) == ("soeppel", LinkedBy.MOVED)


def test_a_municipality_typed_before_the_first_library_is_chosen_when_it_comes(settings, journal, library, clock):
    desk = DeskSession(settings, journal, build_library((), (), Region("", ())), clock=clock)
    desk.search("@tinn gatelys")
    assert desk.municipality is None
    desk.take(library)
    assert desk.municipality == "4026"


def test_a_municipality_chosen_meanwhile_stays_when_the_first_library_comes(settings, journal, library, clock):
    desk = DeskSession(settings, journal, build_library((), (), Region("", ())), clock=clock)
    desk.search("@tinn gatelys")
    desk.choose_municipality("3303")
    desk.take(library)
    assert desk.municipality == "3303"
