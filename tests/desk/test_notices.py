"""Notices at the desk: first for their own words, below danger to life, never under the cursor by themselves; and an
answer that is logged to one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from kontakt.desk.current_card import NoCard, current_card
from kontakt.desk.notice_form import InvalidForm, NoticeForm, read_end
from kontakt.desk.notice_texts import time_of, where_it_holds
from kontakt.desk.service import DeskService
from kontakt.desk.session import DeskSession
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.codec import decode, encode
from kontakt.knowledge.urgent.kind import UrgentKind, UrgentTable
from kontakt.library import notice_changes
from kontakt.library.notices import Notices
from kontakt.library.urgent import Urgent
from kontakt.locale import use_language
from kontakt.notices.notice import Notice, NoticeKind, NoticePriority, ToldFirst

from ..conftest import Clock


def notice(clock: Clock, number: int = 1, **changes: Any) -> Notice:
    values: dict[str, Any] = {
        "kind": NoticeKind.ROAD,
        "title": "Veggli bru er stengt",
        "begins": clock() - timedelta(hours=1),
        "ends": clock() + timedelta(hours=3),
    }
    return Notice(id=UUID(int=number), **values | changes)


@pytest.fixture
def show(session: DeskSession) -> Callable[..., object]:
    """What another desk tells reaches this one."""
    return lambda *some: session.finder.set_library(replace(session.library, notices=Notices(some)))


def test_it_is_the_first_hit_for_its_own_words_and_an_answer_is_logged_to_it(
    session: DeskSession, clock: Clock, show: Callable[..., object], stored: Callable[[], list[Any]]
) -> None:
    about = notice(clock, municipalities=("4026",))
    show(about, notice(clock, 2, title="Nettet er nede"))
    session.finder.search("bru stengt @tinn")
    assert session.finder.notice_on_card == about
    session.log(Outcome.ANSWERED)
    (entry,) = stored()
    assert (entry.inquiry.notice, entry.inquiry.article, entry.inquiry.query) == (about.id, None, "bru stengt")
    assert decode(encode(entry)) == entry
    assert session.finder.notice_counts == {about.id: 1}
    assert session.finder.notice_on_card == about
    session.take_article_off()
    assert stored()[-1].inquiry.notice is None


def test_the_region_s_numbers_are_not_taken_before_it_has_all_of_one_s_own(
    service: DeskService, session: DeskSession, clock: Clock, show: Callable[..., object]
) -> None:
    about = notice_changes.write(service.engine, notice(clock), by="ola", now=clock())
    service.library()
    show(about)
    session.finder.search("bru stengt @tinn")
    session.log(Outcome.ANSWERED)
    assert service.notice_counts() is None
    session.finder.set_figures(service.figures("4026"))
    assert session.finder.notice_counts == {about.id: 1}
    service.deliver()
    assert service.notice_counts() == service.figures("4026").notice_counts == {about.id: 1}


def test_what_happened_and_where_are_said_in_one_breath(
    session: DeskSession, clock: Clock, show: Callable[..., object]
) -> None:
    title = "Vannet er borte etter brudd på hovedledning"
    about = notice(clock, title=title, municipalities=("4026",), places=("Heistadmoen",))
    show(about)
    session.finder.search("vannet er borte heistadmoen @tinn")
    assert session.finder.notice_on_card == about


def test_the_arrows_go_from_it_to_the_hits_and_back(
    session: DeskSession, clock: Clock, show: Callable[..., object], stored: Callable[[], list[Any]]
) -> None:
    about = notice(clock, title="Brøyting av vei i Veggli er innstilt")
    show(about)
    session.finder.search("brøyting @kongsberg")
    assert session.finder.notice_on_card == about
    session.finder.move(1)
    assert session.finder.notice_on_card is None
    assert session.call.cursor == 0
    session.finder.move(-1)
    assert session.finder.notice_on_card == about
    session.finder.move(-1)
    assert session.finder.notice_on_card == about
    session.finder.move(1)
    session.log(Outcome.ANSWERED)
    (entry,) = stored()
    assert (entry.inquiry.notice, entry.inquiry.article) == (None, "broeyting")


def test_one_that_comes_while_a_call_is_in_progress_waits_for_the_next_words(
    session: DeskSession, clock: Clock, show: Callable[..., object]
) -> None:
    session.finder.search("brøyting")
    before = session.finder.article_on_card
    show(notice(clock, title="Brøyting er innstilt"))
    assert (session.finder.named_notices, session.finder.article_on_card) == ((), before)
    session.finder.search("brøyting ")
    assert session.finder.notice_on_card


def test_danger_to_life_goes_before_it(session: DeskSession, clock: Clock) -> None:
    fire = UrgentKind(id="fire", says="Brann: ring 110", words=("brenner",), numbers=("110",))
    about = notice(clock, title="Det brenner i Veggli")
    library = replace(session.library, notices=Notices((about,)), urgent=Urgent(UrgentTable(kinds=(fire,))))
    session.finder.set_library(library)
    session.finder.search("det brenner i veggli")
    assert session.finder.dangers
    assert session.finder.notice_on_card is None
    assert not isinstance(current_card(session.calls, session.finder, language="nb"), Notice)
    session.finder.choose_notice(about)
    assert session.finder.notice_on_card


def test_one_of_another_municipality_or_that_has_ended_is_not_found(
    session: DeskSession, clock: Clock, show: Callable[..., object]
) -> None:
    show(notice(clock, municipalities=("4026",)), notice(clock, 2, ends=clock() - timedelta(minutes=1)))
    session.finder.search("bru stengt @kongsberg")
    assert session.finder.named_notices == ()
    session.new_call()
    session.finder.search("bru stengt")
    assert session.finder.named_notices == session.library.notices.every[:1]
    clock.forward(hours=3)
    assert session.finder.named_notices == ()


def test_one_that_is_chosen_begins_a_call_about_nothing_else(
    session: DeskSession, clock: Clock, show: Callable[..., object], stored: Callable[[], list[Any]]
) -> None:
    about = notice(clock, municipalities=("4026",))
    show(about)
    session.finder.search("brøyting @kongsberg")
    session.log(Outcome.ANSWERED)
    session.finder.choose_notice(about)
    assert session.finder.suggested_municipality == "4026"
    session.choose_municipality("3303")
    session.log(Outcome.ANSWERED)
    assert (stored()[-1].inquiry.notice, stored()[-1].inquiry.query) == (about.id, "")
    session.new_call()
    assert session.finder.notice_on_card is None


def test_one_that_is_to_come_can_be_chosen_and_is_not_found_by_its_words(
    session: DeskSession, clock: Clock, show: Callable[..., object], stored: Callable[[], list[Any]]
) -> None:
    planned = notice(clock, begins=clock() + timedelta(hours=1))
    show(planned)
    session.finder.search("bru stengt @kongsberg")
    assert session.finder.notice_on_card is None
    session.finder.choose_notice(planned)
    session.log(Outcome.ANSWERED)
    assert (stored()[-1].inquiry.notice, stored()[-1].inquiry.article) == (planned.id, None)


def test_a_wrong_number_is_about_none(
    session: DeskSession, clock: Clock, show: Callable[..., object], stored: Callable[[], list[Any]]
) -> None:
    show(notice(clock))
    session.finder.search("bru stengt @tinn")
    session.log(Outcome.VOID)
    assert stored()[-1].inquiry.notice is None


def test_those_of_the_municipality_come_first_then_the_most_urgent_then_the_latest(clock: Clock) -> None:
    elsewhere = notice(clock, 1, priority=NoticePriority.URGENT, municipalities=("3303",))
    low, earlier = notice(clock, 2, priority=NoticePriority.LOW), notice(clock, 3, municipalities=("4026",))
    later = notice(clock, 4, begins=clock() - timedelta(minutes=5))
    planned = notice(clock, 5, begins=clock() + timedelta(minutes=5))
    notices = Notices((planned, elsewhere, low, earlier, later))
    assert notices.out(clock(), "4026") == (later, earlier, low, elsewhere)
    assert notices.out(clock())[0] == elsewhere
    assert notices.to_come(clock()) == (planned,)


def test_the_card_of_an_article_that_it_concerns_says_so(
    session: DeskSession, clock: Clock, show: Callable[..., object]
) -> None:
    show(notice(clock, articles=("broeyting",), municipalities=("3303",)))
    for text, expected in (
        ("gatelys @kongsberg", 0),
        ("brøyting @tinn", 0),
        ("brøyting @kongsberg", 1),
        ("brøyting", 1),
    ):
        session.new_call()
        session.finder.search(text)
        current = current_card(session.calls, session.finder, language="nb")
        assert not isinstance(current, (Notice, NoCard))
        assert len(current.card.notices) == expected


def test_a_clock_that_is_set_back_brings_what_it_took_for_ended_and_hides_what_is_to_come(
    session: DeskSession, clock: Clock, show: Callable[..., object]
) -> None:
    due = notice(clock, ends=clock() + timedelta(hours=1), next_word=clock() + timedelta(minutes=30))
    planned = notice(clock, 2, title="Bru åpnes", begins=clock() + timedelta(hours=2))
    show(due, planned)
    clock.forward(hours=2)
    assert session.library.notices.out(clock()) == (planned,)
    clock.forward(hours=-2)
    assert (session.library.notices.out(clock()), session.library.notices.to_come(clock())) == ((due,), (planned,))
    clock.forward(minutes=45)
    assert "news was due" in time_of(due, clock())
    clock.forward(minutes=-45)
    assert "news was due" not in time_of(due, clock())


def test_the_notice_of_the_calls_municipality_is_found_among_many_of_the_same_words(
    session: DeskSession, clock: Clock, show: Callable[..., object]
) -> None:
    numbers = [each.number for each in session.library.region.municipalities]
    show(*(notice(clock, at, municipalities=(number,)) for at, number in enumerate(numbers)))
    for number in numbers:
        session.new_call()
        session.choose_municipality(number)
        session.finder.search("bru stengt")
        assert session.finder.notice_on_card is not None
        assert session.finder.notice_on_card.municipalities == (number,)


def test_one_that_begins_while_a_call_is_in_progress_does_not_come_under_the_cursor(
    session: DeskSession, clock: Clock, show: Callable[..., object]
) -> None:
    show(notice(clock, begins=clock() + timedelta(minutes=1)))
    session.finder.search("bru stengt @kongsberg")
    clock.forward(minutes=2)
    assert session.finder.notice_on_card is None
    session.finder.search("bru stengt")
    assert session.finder.notice_on_card is not None


def test_one_that_ended_while_it_is_looked_at_leaves_the_hits(
    session: DeskSession, clock: Clock, show: Callable[..., object]
) -> None:
    show(notice(clock))
    session.finder.search("bru stengt")
    show()
    assert session.finder.notice_on_card is None


# --- written ---------------------------------------------------------------------------------------------------


def test_a_title_is_enough_the_rest_has_its_defaults(session: DeskSession, clock: Clock) -> None:
    form = NoticeForm(session.library, clock(), kind=NoticeKind.WATER, municipality="4026")
    form.change({"title": "Vannet er borte"})
    made = form.notice()
    assert (made.kind, made.municipalities, made.begins) == (NoticeKind.WATER, ("4026",), clock())
    assert time_of(made, clock()) == "the rest of today"


def test_what_is_typed_is_read_and_comes_back_as_it_was(session: DeskSession, clock: Clock) -> None:
    use_language("nb")
    form = NoticeForm(session.library, clock())
    typed = {
        "title": "Strømmen er borte [/ ny]",
        "kind": "strøm",
        "priority": "haster",
        "municipalities": "kongsberg, 4026",
        "places": "Veggli, Rjukan",
        "ends": "24.12 12:00",
        "told_first": "Vaktleder\nSykehjemmet",
        "articles": "Gatelys",
    }
    form.change(typed)
    made = form.notice()
    assert (made.kind, made.priority, made.municipalities) == (
        NoticeKind.POWER,
        NoticePriority.URGENT,
        ("3303", "4026"),
    )
    assert (made.places, made.articles) == (("Veggli", "Rjukan"), ("gatelys",))
    told = replace(made, told_first=(ToldFirst("Vaktleder", clock(), "ola"), ToldFirst("Sykehjemmet")), revision=3)
    again = NoticeForm(session.library, clock.forward(minutes=5), before=told)
    assert again.notice() == told
    again.change({"told_first": "Sykehjemmet\nVaktleder"})
    assert again.notice().told_first == told.told_first[::-1]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", ""),
        ("title", "…"),
        ("title", "a" * 101),
        ("text", "fnr 01010100050"),
        ("kind", "brann"),
        ("municipalities", "Oslo"),
        ("municipalities", "0301"),
        ("ends", ""),
        ("ends", "i går"),
        ("ends", "2029-01-01"),
        ("begins", "25:00"),
        ("next_word", "24.12"),
        ("articles", "Ingen artikkel"),
        ("places", "a\x1b[2J"),
    ],
)
def test_what_is_wrong_is_one_sentence_at_its_field_and_nothing_is_lost(
    session: DeskSession, clock: Clock, field: str, text: str
) -> None:
    form = NoticeForm(session.library, clock())
    form.change({"title": "Veien er stengt", field: text})
    with pytest.raises(InvalidForm) as refused:
        form.notice()
    assert [*refused.value.by_field] == [field]
    assert refused.value.by_field[field].endswith(".")
    assert form.texts[field] == text


def test_after_a_conflict_the_same_fields_are_saved_over_what_the_other_has_written(
    session: DeskSession, clock: Clock
) -> None:
    before = notice(clock, told_first=(ToldFirst("Vaktleder"),), revision=1)
    form = NoticeForm(session.library, clock(), before=before)
    form.change({"title": "Brua er åpen"})
    ticked = (ToldFirst("Vaktleder", clock(), "kari"),)
    form.go_over(replace(before, title="Brua er delvis stengt", told_first=ticked, revision=2))
    assert form.notice() == replace(before, title="Brua er åpen", told_first=ticked, revision=2)
    assert form.is_changed


def test_one_that_would_end_before_it_begins_is_refused(session: DeskSession, clock: Clock) -> None:
    before = notice(clock, ends=clock() + timedelta(hours=3))
    form = NoticeForm(session.library, clock(), before=before)
    form.change({"begins": "24.12"})
    with pytest.raises(InvalidForm, match="end before it begins"):
        form.notice()


def test_swapped_days_are_asked_about_and_not_taken_for_a_year(session: DeskSession, clock: Clock) -> None:
    form = NoticeForm(session.library, clock())
    form.change({"title": "Veien er stengt", "begins": "3.12", "ends": "1.12"})
    with pytest.raises(InvalidForm, match=r"From 3\.12 until 1\.12 would last until 01\.12\.2027: swap the two"):
        form.notice()
    with pytest.raises(ValueError, match="write the year"):
        read_end("1.11", clock())


def test_one_for_a_municipality_that_left_is_shown_by_its_number_and_saved_for_another_only(
    session: DeskSession, clock: Clock
) -> None:
    before = notice(clock, municipalities=("9999", "4026"), revision=1)
    assert where_it_holds(before, session.library.region).startswith("9999 and Tinn")
    form = NoticeForm(session.library, clock(), before=before)
    with pytest.raises(InvalidForm, match="9999") as refused:
        form.notice()
    assert [*refused.value.by_field] == ["municipalities"]
    assert (form.texts["municipalities"], form.texts["title"]) == ("9999, Tinn", before.title)
    form.change({"municipalities": "Tinn"})
    assert form.notice().municipalities == ("4026",)
