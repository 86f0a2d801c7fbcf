"""The queue of gaps: what opens an item, what closes it, and what opens it again."""

from collections.abc import Callable

import pytest

from kontakt.editor.overview.overview import ClosedGap, Gap, GapKind
from kontakt.editor.service import EditorService
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.log.gaps import GapEnd
from kontakt.knowledge.article import Article, Status

from ...conftest import Clock
from ..conftest import Centre


def open_now(service: EditorService, clock: Clock) -> tuple[Gap, ...]:
    """What stands open a minute later: an end and a complaint of one moment have no order."""
    clock.forward(minutes=1)
    return service.overview().gaps


def phrases(service: EditorService, clock: Clock) -> list[str]:
    return [gap.phrase for gap in open_now(service, clock)]


# --- what is in the queue ---------------------------------------------------------------------------------------------


def test_a_missed_search_is_a_gap(service: EditorService, centre: Centre, clock: Clock) -> None:
    at = clock()
    centre.misses("Solceller på taket", municipality="4026")
    centre.misses("solceller tak", municipality="3303")
    centre.misses("solceller tak", municipality=None)
    [gap] = open_now(service, clock)
    assert (gap.kind, gap.times, gap.recent, gap.last_at) == (GapKind.MISSED, 3, 3, at)
    assert gap.phrase == "solceller tak"
    assert gap.wordings == (("solceller tak", 2), ("Solceller på taket", 1))
    assert gap.municipalities == {"4026": 1, "3303": 1, None: 1}
    assert not gap.reopened


def test_an_inquiry_that_found_no_answer_is_a_gap(service: EditorService, centre: Centre, clock: Clock) -> None:
    centre.logs(outcome=Outcome.CASE, cause=Cause.NO_ANSWER, query="solceller")
    assert phrases(service, clock) == ["solceller"]


def test_what_was_sent_and_logged_in_one_call_counts_once(service: EditorService, centre: Centre, clock: Clock) -> None:
    centre.misses("solceller", agent="per")
    clock.forward(minutes=1)
    centre.logs(outcome=Outcome.CASE, cause=Cause.NO_ANSWER, query="solceller", agent="per", seconds=120)
    [gap] = open_now(service, clock)
    assert gap.times == 1


def test_an_answer_called_unclear_is_a_gap_of_its_article(service: EditorService, centre: Centre, clock: Clock) -> None:
    centre.doubts("gatelys", query="mørkt lys")
    centre.logs("gatelys", Outcome.CASE, cause=Cause.WRONG_ANSWER, query="stolpe")
    [gap] = open_now(service, clock)
    assert (gap.kind, gap.article, gap.times, gap.subject) == (GapKind.UNCLEAR, "gatelys", 2, "article:gatelys")
    assert gap.wordings == (("mørkt lys", 1), ("stolpe", 1))


def test_what_was_said_of_a_merged_article_is_said_of_the_one_it_went_into(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    centre.doubts("snoerydding")
    [gap] = open_now(service, clock)
    assert gap.article == "broeyting"


def test_what_is_said_of_an_article_that_nobody_reads_is_no_gap(
    service: EditorService, centre: Centre, clock: Clock, change: Callable[..., int]
) -> None:
    centre.doubts("gatelys")
    centre.doubts("finnes-ikke")
    service.set_status("gatelys", Status.ARCHIVED, based_on=1)
    assert open_now(service, clock) == ()


def test_what_more_callers_missed_stands_first(service: EditorService, centre: Centre, clock: Clock) -> None:
    for query in ("solceller", "båtplass", "båtplass"):
        centre.misses(query)
    assert phrases(service, clock) == ["båtplass", "solceller"]


@pytest.mark.long
def test_recent_complaints_are_told_from_old_ones(service: EditorService, centre: Centre, clock: Clock) -> None:
    centre.misses("solceller")
    clock.forward(days=40)
    centre.misses("solceller")
    [gap] = open_now(service, clock)
    assert (gap.times, gap.recent) == (2, 1)


def test_a_gap_that_nobody_has_reported_for_a_quarter_is_gone(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    centre.misses("solceller")
    clock.forward(days=91)
    assert phrases(service, clock) == []


def test_articles_that_a_phrase_may_belong_to_are_suggested(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    centre.misses("søknad om barnehagelass i dag")
    [gap] = open_now(service, clock)
    assert gap.suggestions[0] == "barnehageplass"


def test_nothing_is_suggested_where_the_letters_are_merely_alike(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    centre.misses("kulturminne")  # the search does show the music school
    assert [gap.suggestions for gap in open_now(service, clock)] == [()]
    assert service.overview().library.index.search("kulturminne").hits[0].id == "kulturskole"


# --- what closes an item ----------------------------------------------------------------------------------------------


def test_a_missed_search_that_is_made_a_keyword_is_closed(service: EditorService, centre: Centre, clock: Clock) -> None:
    centre.misses("solceller")
    [gap] = open_now(service, clock)
    sentence = service.add_keyword("byggesak", gap.phrase, gap=gap.subject)
    assert sentence == "“solceller” is now a keyword of “Søke om å bygge”."
    assert phrases(service, clock) == []


def test_an_item_that_is_dismissed_is_closed_with_all_its_wordings(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    for query in ("solceller på taket", "solceller tak"):
        centre.misses(query)
    [gap] = open_now(service, clock)
    service.end_gap(gap, how=GapEnd.DISMISSED)
    assert phrases(service, clock) == []


def test_a_wording_that_finds_the_article_now_is_closed_with_the_one_that_was_made_a_keyword(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    for query in ("solceller på taket", "solceller tak", "solceller tak"):
        centre.misses(query)
    [gap] = open_now(service, clock)
    service.add_keyword("byggesak", gap.phrase, gap=gap.subject)
    assert phrases(service, clock) == []


def test_a_keyword_on_a_draft_closes_nothing_until_it_is_published(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    number = service.save(
        Article(id="sol", theme="bygg", title="Sol", answer="Ja.", keywords=("panel",), status=Status.DRAFT), based_on=0
    )
    centre.misses("solceller")
    [gap] = open_now(service, clock)
    said = service.add_keyword("sol", "solceller", gap=gap.subject)
    assert "stays in the queue until “Sol” is published" in said
    assert phrases(service, clock) == ["solceller"]
    service.set_status("sol", Status.PUBLISHED, based_on=number + 1)
    assert phrases(service, clock) == []


def test_a_keyword_that_is_taken_away_again_opens_the_gap_again(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    centre.misses("solceller")
    [gap] = open_now(service, clock)
    service.add_keyword("byggesak", gap.phrase, gap=gap.subject)
    assert phrases(service, clock) == []
    service.remove_keyword("byggesak", "solceller")
    assert phrases(service, clock) == ["solceller"]


def test_a_new_article_that_is_saved_as_a_draft_leaves_its_gap_open_and_says_so(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    centre.misses("solceller")
    [gap] = open_now(service, clock)
    draft = Article(id="sol", theme="bygg", title="Solceller", answer="Ja.", keywords=("panel",), status=Status.DRAFT)
    service.save(draft, based_on=0)
    said = service.end_gap(gap, how=GapEnd.ARTICLE, article="sol")
    assert said.startswith("“solceller” stays in the queue until “Solceller” is published")
    assert phrases(service, clock) == ["solceller"]


def test_each_wording_stays_ended_when_another_leads_the_group(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    centre.misses("solceller på taket")
    centre.misses("solceller tak")
    [gap] = open_now(service, clock)
    service.end_gap(gap, how=GapEnd.DISMISSED)
    clock.forward(days=60)
    centre.misses("solcelle tak")  # the first two leave the queue's 90 days before this one does
    clock.forward(days=35)
    [gap] = open_now(service, clock)
    assert gap.wordings == (("solcelle tak", 1),)


def test_a_gap_closes_itself_when_a_change_makes_its_search_succeed(
    service: EditorService, centre: Centre, clock: Clock, change: Callable[..., int]
) -> None:
    centre.misses("solceller")
    clock.forward(days=1)
    change("byggesak", keywords=("byggesøknad", "solceller"))
    assert phrases(service, clock) == []


def test_a_gap_closes_itself_when_a_new_article_answers_it(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    centre.misses("solceller")
    clock.forward(days=1)
    service.save(Article(id="sol", theme="bygg", title="Solceller", answer="Ja.", keywords=("panel",)), based_on=0)
    assert phrases(service, clock) == []


def test_a_draft_closes_no_gap(service: EditorService, centre: Centre, clock: Clock) -> None:
    centre.misses("solceller")
    clock.forward(days=1)
    draft = Article(id="sol", theme="bygg", title="Solceller", answer="Ja.", keywords=("panel",), status=Status.DRAFT)
    number = service.save(draft, based_on=0)
    assert phrases(service, clock) == ["solceller"]
    service.set_status("sol", Status.PUBLISHED, based_on=number)
    assert phrases(service, clock) == []


def test_a_change_that_does_not_help_the_search_closes_nothing(
    service: EditorService, centre: Centre, clock: Clock, change: Callable[..., int]
) -> None:
    centre.misses("solceller")
    clock.forward(days=1)
    change("byggesak", answer="Noe annet.")
    assert phrases(service, clock) == ["solceller"]


def test_no_change_of_an_article_closes_what_was_said_of_its_answer(
    service: EditorService, centre: Centre, clock: Clock, change: Callable[..., int]
) -> None:
    for _ in range(3):
        centre.doubts("gatelys")
        clock.forward(hours=1)
    change("gatelys", answer="Si nummeret som står på stolpen.")
    service.add_keyword("gatelys", "lykt")
    service.checked_today(["gatelys"])
    [gap] = open_now(service, clock)
    assert (gap.article, gap.times) == ("gatelys", 3)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (GapEnd.CORRECTED, "The answer in “Gatelys” is corrected: what was reported about it is closed."),
        (
            GapEnd.DISMISSED,
            "What was reported about “Gatelys” is dismissed. It comes back if it is reported again.",
        ),
    ],
)
def test_what_was_said_of_an_article_is_closed_by_saying_so(
    service: EditorService, centre: Centre, clock: Clock, how: GapEnd, said: str
) -> None:
    centre.doubts("gatelys")
    [gap] = open_now(service, clock)
    assert service.end_gap(gap, how=how) == said
    assert phrases(service, clock) == []


def test_the_agents_own_words_come_with_the_report_the_newest_first(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    centre.doubts("gatelys", note="fristen mangler")
    clock.forward(minutes=5)
    centre.doubts("gatelys", note="hvem ringer?", municipality="3303")
    clock.forward(minutes=5)
    centre.doubts("gatelys", note="fristen mangler", municipality=None)
    centre.doubts("gatelys")
    [gap] = open_now(service, clock)
    assert [(note.text, note.municipality) for note in gap.notes] == [
        ("fristen mangler", None),
        ("hvem ringer?", "3303"),
    ]
    service.end_gap(gap, how=GapEnd.CORRECTED)
    clock.forward(minutes=5)
    centre.doubts("gatelys", note="nytt")
    [again] = open_now(service, clock)
    assert [note.text for note in again.notes] == ["nytt"]
    service.end_gap(again, how=GapEnd.CORRECTED)
    [closed] = closed_now(service, clock)
    assert [note.text for note in closed.notes] == ["nytt", "fristen mangler", "hvem ringer?"]


def test_words_are_kept_where_the_same_call_was_logged_with_the_cause(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    centre.doubts("gatelys", agent="per", note="fristen mangler")
    clock.forward(minutes=1)
    centre.logs("gatelys", Outcome.CASE, cause=Cause.WRONG_ANSWER, agent="per")
    [gap] = open_now(service, clock)
    assert (gap.times, [note.text for note in gap.notes]) == (1, ["fristen mangler"])


# --- what is closed, and reopened -------------------------------------------------------------------------------------


def closed_now(service: EditorService, clock: Clock) -> tuple[ClosedGap, ...]:
    clock.forward(minutes=1)
    return service.overview().closed


def test_what_is_closed_says_how_by_whom_and_when(
    service: EditorService, centre: Centre, clock: Clock, change: Callable[..., int]
) -> None:
    for query in ("solceller", "båtplass"):
        centre.misses(query)
    centre.doubts("gatelys", query="mørkt")
    report = next(gap for gap in open_now(service, clock) if gap.kind is GapKind.UNCLEAR)
    said_at = clock()
    service.end_gap(report, how=GapEnd.CORRECTED)
    clock.forward(minutes=1)
    changed_at = clock()
    change("byggesak", keywords=("solceller",))
    search, answer = closed_now(service, clock)
    assert (search.phrase, search.how, search.article, search.by, search.at) == (
        "solceller",
        None,
        "byggesak",
        "kari",
        changed_at,
    )
    assert (answer.article, answer.how, answer.by, answer.at) == ("gatelys", GapEnd.CORRECTED, "kari", said_at)
    assert answer.wordings == (("mørkt", 1),)


@pytest.mark.parametrize("how", [GapEnd.DISMISSED, GapEnd.CORRECTED])
def test_a_report_is_reopened_and_closed_again(
    service: EditorService, centre: Centre, clock: Clock, how: GapEnd
) -> None:
    centre.doubts("gatelys")
    [gap] = open_now(service, clock)
    service.end_gap(gap, how=how)
    [closed] = closed_now(service, clock)
    assert service.reopen_gap(closed) == "What was reported about “Gatelys” is open again."
    [again] = open_now(service, clock)
    assert (again.times, again.reopened, service.overview().closed) == (1, True, ())
    service.end_gap(again, how=how)
    assert phrases(service, clock) == []


def test_a_search_that_succeeds_is_reopened_until_something_is_done_after_that(
    service: EditorService, centre: Centre, clock: Clock, change: Callable[..., int]
) -> None:
    centre.misses("solceller")
    clock.forward(minutes=1)
    change("byggesak", keywords=("solceller",))
    [closed] = closed_now(service, clock)
    assert service.reopen_gap(closed) == "“solceller” is open again."
    assert phrases(service, clock) == ["solceller"]
    change("byggesak", answer="Bedre.")
    assert phrases(service, clock) == []


# --- taking back ------------------------------------------------------------------------------------------------------


def test_what_was_dismissed_is_taken_back(service: EditorService, centre: Centre, clock: Clock) -> None:
    centre.misses("solceller")
    [gap] = open_now(service, clock)
    said = service.dismiss_gap(gap)
    assert service.take_back() == f"Taken back: {said}"
    assert phrases(service, clock) == ["solceller"]
    with pytest.raises(KontaktError, match="nothing to take back"):
        service.take_back()


def test_a_keyword_is_taken_back_with_what_it_closed(service: EditorService, centre: Centre, clock: Clock) -> None:
    centre.misses("solceller")
    [gap] = open_now(service, clock)
    before = service.read("byggesak").article
    service.add_keyword("byggesak", "solceller", gap=gap.subject)
    service.take_back()
    assert service.read("byggesak").article == before
    assert phrases(service, clock) == ["solceller"]


def test_what_somebody_has_changed_since_is_not_taken_back(
    service: EditorService, other_service: EditorService
) -> None:
    service.checked_today(["gatelys", "byggesak"])
    other_service.add_keyword("gatelys", "lykt")
    said = service.take_back()
    assert said.endswith("1 article was changed meanwhile and stays as it is.")
    assert "lykt" in service.read("gatelys").article.keywords
    assert service.read("gatelys").article.reviewed
    assert service.read("byggesak").article.reviewed is None


# --- what opens it again ----------------------------------------------------------------------------------------------


def test_a_new_complaint_opens_what_was_dismissed(service: EditorService, centre: Centre, clock: Clock) -> None:
    centre.misses("solceller")
    [gap] = open_now(service, clock)
    service.end_gap(gap, how=GapEnd.DISMISSED)
    clock.forward(days=1)
    centre.misses("solceller")
    [gap] = open_now(service, clock)
    assert (gap.phrase, gap.times, gap.reopened) == ("solceller", 1, True)


def test_a_search_that_fails_again_opens_what_closed_itself(
    service: EditorService, centre: Centre, clock: Clock, change: Callable[..., int]
) -> None:
    centre.misses("solceller")
    clock.forward(days=1)
    change("byggesak", keywords=("solceller",))
    clock.forward(days=1)
    change("byggesak", keywords=("byggesøknad",))
    clock.forward(days=1)
    centre.misses("solceller")
    [gap] = open_now(service, clock)
    assert gap.times == 2  # nothing helps the first caller now, either


def test_a_search_that_succeeds_but_was_not_the_answer_is_open(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    clock.forward(days=1)
    centre.misses("gatelys")
    [gap] = open_now(service, clock)
    assert (gap.phrase, gap.suggestions[0], gap.reopened) == ("gatelys", "gatelys", False)


def test_a_complaint_after_the_change_that_mended_the_search_opens_it_again(
    service: EditorService, centre: Centre, clock: Clock, change: Callable[..., int]
) -> None:
    centre.misses("solceller")
    clock.forward(days=1)
    change("byggesak", keywords=("solceller",))
    clock.forward(days=1)
    centre.misses("solceller")
    [gap] = open_now(service, clock)
    assert (gap.times, gap.reopened) == (1, True)


def test_a_new_wording_of_what_was_ended_opens_the_item_again(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    centre.misses("solceller på taket")
    [gap] = open_now(service, clock)
    service.end_gap(gap, how=GapEnd.DISMISSED)
    clock.forward(days=1)
    centre.misses("solcelle tak")
    [again] = open_now(service, clock)
    assert (again.subject, again.phrase, again.reopened) == (gap.subject, "solcelle tak", True)


def test_a_complaint_from_before_the_end_that_arrives_late_stays_closed(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    centre.misses("solceller")
    [gap] = open_now(service, clock)
    service.end_gap(gap, how=GapEnd.DISMISSED)
    centre.logs(outcome=Outcome.CASE, cause=Cause.NO_ANSWER, query="solceller", days_ago=1)
    assert phrases(service, clock) == []


def test_an_article_that_is_called_wrong_after_it_was_corrected_is_open_again(
    service: EditorService, centre: Centre, clock: Clock
) -> None:
    centre.doubts("gatelys")
    [gap] = open_now(service, clock)
    service.end_gap(gap, how=GapEnd.CORRECTED)
    clock.forward(days=1)
    centre.doubts("gatelys")
    [gap] = open_now(service, clock)
    assert (gap.times, gap.reopened) == (1, True)


# --- ending ---------------------------------------------------------------------------------------------------------


def test_a_keyword_that_is_refused_ends_no_gap(service: EditorService, centre: Centre, clock: Clock) -> None:
    centre.misses("solceller")
    [gap] = open_now(service, clock)
    with pytest.raises(KontaktError):
        service.add_keyword("byggesak", "sol\x07celler", gap=gap.subject)
    assert phrases(service, clock) == ["solceller"]


def test_a_keyword_that_is_there_already_ends_the_gap_all_the_same(
    service: EditorService, centre: Centre, clock: Clock, change: Callable[..., int]
) -> None:
    centre.misses("solceller")
    [gap] = open_now(service, clock)
    change("byggesak", keywords=("Solceller",))
    clock.forward(days=1)
    centre.misses("solceller")
    sentence = service.add_keyword("byggesak", "solceller", gap=gap.subject)
    assert sentence == "“Solceller” is a keyword of “Søke om å bygge” already."
    assert phrases(service, clock) == []
