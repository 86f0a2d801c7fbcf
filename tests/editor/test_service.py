"""Reading and changing articles from the editor's room: revisions, conflicts, and what is refused."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from kontakt.database import DatabaseUnavailable
from kontakt.desk.service import DeskService
from kontakt.editor.article.form import form_of
from kontakt.editor.article.unsaved import unsaved_articles
from kontakt.editor.overview.overview import CoverageRow, Due, DueReason, Task, TaskKind
from kontakt.editor.service import EditorService
from kontakt.errors import KontaktError
from kontakt.inquiries.log.gaps import GapEnd
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge.article import Article, Source, Status
from kontakt.knowledge.coverage import LocalState
from kontakt.knowledge.editing import EditConflict
from kontakt.knowledge.revisions import RevisionKind
from kontakt.settings import Settings

from ..conftest import Clock
from .conftest import Centre

NEW = Article(
    id="glass", theme="avfall", title="Glass", answer="Ved butikken.", keywords=("glass",), status=Status.DRAFT
)


@pytest.fixture
def article(service: EditorService) -> Callable[..., Any]:
    return lambda id: service.read(id).article


@pytest.fixture
def past(service: EditorService) -> Callable[..., Any]:
    """The history of an article as (id, number, what was done), the newest first."""
    return lambda id: [(each.article, each.revision.number, each.revision.what) for each in service.history(id)]


# --- seeing changes -------------------------------------------------------------------------------------------------


def test_the_first_poll_brings_an_overview_and_the_next_nothing(service: EditorService) -> None:
    assert service.poll() is not None
    assert service.poll() is None


def test_a_poll_brings_what_another_editor_changed(service: EditorService, other_service: EditorService) -> None:
    service.poll()
    other_service.add_keyword("gatelys", "lampe")
    assert service.poll().article("gatelys").keywords[-1] == "lampe"
    assert service.poll() is None


def test_a_poll_brings_what_agents_have_sent(service: EditorService, centre: Centre) -> None:
    service.poll()
    centre.misses("solceller")
    assert [gap.phrase for gap in service.poll().gaps] == ["solceller"]


def test_a_poll_brings_what_another_editor_ended_or_noted(
    service: EditorService, other_service: EditorService, centre: Centre, clock: Clock
) -> None:
    centre.doubts("gatelys")
    clock.forward(minutes=1)
    [gap] = service.poll().gaps
    other_service.end_gap(gap, how=GapEnd.DISMISSED)
    assert service.poll().gaps == ()
    other_service.rule_changed("veglova", date(2026, 11, 19))
    assert service.poll().due[0].rule == "veglova"


def test_of_very_many_missed_searches_the_next_polls_bring_the_rest(
    service: EditorService, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kontakt.editor.overview.builder.SEARCHED_AT_ONCE", 1)
    for query in ("solceller", "båtplass", "båtplass", "frisbeegolf"):
        centre.misses(query)
    assert [gap.phrase for gap in service.poll().gaps] == ["båtplass"]
    assert len(service.poll().gaps) == 2
    assert len(service.poll().gaps) == 3
    assert service.poll() is None


def test_a_poll_brings_a_new_day(service: EditorService, clock: Clock) -> None:
    service.poll()
    clock.forward(days=1)
    assert service.poll().today == date(2026, 11, 21)


def test_an_inquiry_alone_is_no_reason_for_a_new_overview(service: EditorService, centre: Centre) -> None:
    service.poll()
    centre.logs("gatelys")
    assert service.poll() is None


def test_looking_at_an_article_takes_no_poll_from_the_screen(
    service: EditorService, other_service: EditorService
) -> None:
    service.poll()
    other_service.add_keyword("gatelys", "lampe")
    service.workbench("gatelys")
    service.overlaps()
    assert service.poll() is not None


def test_every_open_desk_finds_what_was_changed(service: EditorService, filled: Settings, clock: Clock) -> None:
    with LazyEngine(filled, clock) as database:
        desk_service = DeskService(filled, database, clock=clock)
        desk_service.poll()
        service.add_keyword("gatelys", "sjøfugl")
        library = desk_service.poll()
        desk_service.close()
    assert [hit.id for hit in library.index.search("sjøfugl").hits] == ["gatelys"]


def test_desk_and_editor_of_one_process_have_one_engine(filled: Settings, clock: Clock) -> None:
    with LazyEngine(filled, clock) as database:
        desk_service = DeskService(filled, database, clock=clock)
        assert desk_service.engine is EditorService(filled, database, clock=clock).engine


@pytest.mark.embedded
def test_nothing_is_opened_before_it_is_needed(filled: Settings, clock: Clock) -> None:
    (filled.data_dir / "kontakt.sqlite").unlink()
    EditorService(filled, LazyEngine(filled, clock), clock=clock)
    assert not (filled.data_dir / "kontakt.sqlite").exists()


# --- saving ---------------------------------------------------------------------------------------------------------


def test_a_save_is_a_revision_with_the_editors_name(
    service: EditorService, article: Callable[..., Any], clock: Clock
) -> None:
    number = service.save(replace(article("gatelys"), answer="Nytt."), based_on=1)
    newest = service.history("gatelys")[0].revision
    assert (number, newest.number, newest.by, newest.at, newest.what) == (2, 2, "kari", clock(), RevisionKind.EDITED)
    assert service.read("gatelys").revision == 2


def test_saving_what_stands_is_no_revision(service: EditorService, article: Callable[..., Any]) -> None:
    assert service.save(article("gatelys"), based_on=1) == 1
    assert len(service.history("gatelys")) == 1


def test_a_new_article_begins_its_history(service: EditorService, past: Callable[..., Any]) -> None:
    assert service.save(NEW, based_on=0) == 1
    assert past("glass") == [("glass", 1, RevisionKind.CREATED)]


def test_of_two_editors_the_second_is_told_and_nothing_is_overwritten(
    service: EditorService, other_service: EditorService, article: Callable[..., Any]
) -> None:
    mine = service.read("gatelys")
    other_service.save(replace(mine.article, answer="Olas svar."), based_on=mine.revision)
    with pytest.raises(EditConflict, match="ola has changed this article") as conflict:
        service.save(replace(mine.article, answer="Karis svar."), based_on=mine.revision)
    assert conflict.value.theirs.answer == "Olas svar."
    assert (conflict.value.revision.number, conflict.value.revision.by) == (2, "ola")
    assert article("gatelys").answer == "Olas svar."
    assert service.save(replace(mine.article, answer="Karis svar."), based_on=2) == 3


def test_a_new_article_does_not_overwrite_one_with_its_id(service: EditorService) -> None:
    with pytest.raises(EditConflict):
        service.save(replace(NEW, id="gatelys"), based_on=0)


def test_a_new_article_cannot_take_the_id_of_one_that_was_merged(service: EditorService) -> None:
    with pytest.raises(KontaktError, match="“snoerydding” would belong to both"):
        service.save(replace(NEW, id="snoerydding"), based_on=0)


def test_an_article_that_was_merged_away_meanwhile_is_a_conflict(
    service: EditorService, other_service: EditorService, article: Callable[..., Any]
) -> None:
    mine = service.read("stroeing")
    other_service.merge("broeyting", "stroeing")
    with pytest.raises(EditConflict) as conflict:
        service.save(replace(mine.article, answer="Nytt."), based_on=mine.revision)
    assert conflict.value.theirs is None


@pytest.mark.embedded
def test_a_save_while_the_database_is_locked_loses_nothing(
    service: EditorService, article: Callable[..., Any], filled: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = replace(article("gatelys"), answer="Nytt.")
    monkeypatch.setattr("kontakt.database.engine.BUSY_TIMEOUT_SECONDS", 0.05)
    service = EditorService(filled, LazyEngine(filled, service.clock), clock=service.clock)
    assert service.read("gatelys")
    unsaved = unsaved_articles(filled.unsaved_path, clock=service.clock)
    unsaved.keep("a", form_of(changed), 1)
    lock = sqlite3.connect(filled.data_dir / "kontakt.sqlite", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(DatabaseUnavailable):
            service.save(changed, based_on=1)
    finally:
        lock.close()
    [text] = unsaved.all()
    assert (text.form.answer, text.based_on) == ("Nytt.", 1)
    assert service.save(changed, based_on=text.based_on) == 2


@pytest.mark.embedded
def test_a_database_that_is_gone_is_told_of(
    service: EditorService, article: Callable[..., Any], filled: Settings
) -> None:
    changed = replace(article("gatelys"), answer="Nytt.")
    for file in filled.data_dir.glob("kontakt.sqlite*"):
        file.unlink()
    (filled.data_dir / "kontakt.sqlite").mkdir()
    with pytest.raises(DatabaseUnavailable):
        service.save(changed, based_on=1)


def test_after_closing_nothing_more_is_done(filled: Settings, clock: Clock) -> None:
    with LazyEngine(filled, clock) as database:
        service = EditorService(filled, database, clock=clock)
    with pytest.raises(KontaktError, match="closing"):
        service.overview()


# --- restoring ------------------------------------------------------------------------------------------------------


def test_an_earlier_text_comes_back_as_a_new_revision(
    service: EditorService, article: Callable[..., Any], change: Callable[..., int], past: Callable[..., Any]
) -> None:
    before = article("broeyting")
    change("broeyting", answer="Nytt.", local={}, keywords=("plog",))
    assert service.restore("broeyting", 1, based_on=2) == 3
    assert article("broeyting") == before
    assert past("broeyting")[0] == ("broeyting", 3, RevisionKind.RESTORED)


def test_restoring_twice_makes_no_second_revision_and_says_so(
    service: EditorService, change: Callable[..., int], past: Callable[..., Any]
) -> None:
    change("gatelys", answer="Nytt.")
    service.restore("gatelys", 1, based_on=2)
    with pytest.raises(KontaktError, match="says what it said in revision 1 already: nothing was changed"):
        service.restore("gatelys", 1, based_on=3)
    assert len(past("gatelys")) == 3


def test_a_text_that_somebody_has_changed_meanwhile_is_not_restored_over(
    service: EditorService, change: Callable[..., int]
) -> None:
    change("gatelys", answer="Nytt.")
    with pytest.raises(EditConflict):
        service.restore("gatelys", 1, based_on=1)


def test_what_is_no_text_stays_as_it_is(
    service: EditorService, article: Callable[..., Any], change: Callable[..., int]
) -> None:
    """A text from before a merge must not lose the other's id, nor publish what was put away."""
    service.merge("broeyting", "stroeing")
    service.set_status("broeyting", Status.ARCHIVED, based_on=2)
    change("broeyting", theme="bygg")
    service.restore("broeyting", 1, based_on=4)
    restored = article("broeyting")
    assert (restored.redirects, restored.status, restored.theme) == (
        ("snoerydding", "stroeing"),
        Status.ARCHIVED,
        "bygg",
    )
    assert "glatt" not in restored.keywords


def test_an_article_that_was_merged_away_is_not_restored(service: EditorService) -> None:
    service.merge("broeyting", "stroeing")
    with pytest.raises(KontaktError, match="stroeing was merged into another article by kari"):
        service.restore("stroeing", 1, based_on=2)


def test_a_revision_that_does_not_exist_is_not_restored(service: EditorService) -> None:
    with pytest.raises(KontaktError, match="gatelys has no revision 7"):
        service.restore("gatelys", 7, based_on=1)
    with pytest.raises(KontaktError, match="finnes-ikke has no revision 1"):
        service.restore("finnes-ikke", 1, based_on=0)


def test_an_article_that_came_back_can_have_its_text_from_before_but_not_its_removal(
    service: EditorService, article: Callable[..., Any]
) -> None:
    before = article("stroeing")
    service.merge("broeyting", "stroeing")
    service.save(replace(article("broeyting"), redirects=("snoerydding",)), based_on=2)
    service.save(replace(before, answer="Nytt."), based_on=2)
    with pytest.raises(KontaktError, match="is its removal"):
        service.restore("stroeing", 2, based_on=3)
    assert service.restore("stroeing", 1, based_on=3) == 4


# --- status ---------------------------------------------------------------------------------------------------------


def test_a_draft_is_published_and_put_away(service: EditorService, past: Callable[..., Any]) -> None:
    number = service.save(NEW, based_on=0)
    assert "glass" not in service.overview().library.articles
    number = service.set_status("glass", Status.PUBLISHED, based_on=number)
    assert "glass" in service.overview().library.articles
    number = service.set_status("glass", Status.ARCHIVED, based_on=number)
    assert "glass" not in service.overview().library.articles
    assert [what for _id, _number, what in past("glass")] == [
        RevisionKind.STATUS,
        RevisionKind.STATUS,
        RevisionKind.CREATED,
    ]


def test_an_archived_article_leaves_the_search_and_keeps_its_history(service: EditorService) -> None:
    service.set_status("gatelys", Status.ARCHIVED, based_on=1)
    assert [hit.id for hit in service.overview().library.index.search("gatelys").hits] != ["gatelys"]
    assert len(service.history("gatelys")) == 2


def test_a_status_is_not_set_over_somebody_elses_change(service: EditorService, other_service: EditorService) -> None:
    other_service.add_keyword("gatelys", "lampe")
    with pytest.raises(EditConflict):
        service.set_status("gatelys", Status.ARCHIVED, based_on=1)


# --- keywords -------------------------------------------------------------------------------------------------------


def test_a_phrase_becomes_a_keyword_in_one_of_the_language_forms(
    service: EditorService, article: Callable[..., Any], past: Callable[..., Any]
) -> None:
    service.add_keyword("gatelys", "  mørk   lampe ")
    service.add_keyword("gatelys", "mørk lampe", nynorsk=True)
    assert article("gatelys").keywords == ("lyktestolpe", "veilys", "mørk lampe")
    assert article("gatelys").keywords_nn == ("mørk lampe",)
    assert past("gatelys")[0][2] is RevisionKind.KEYWORDS


def test_a_keyword_that_is_there_in_another_case_is_no_revision(
    service: EditorService, past: Callable[..., Any]
) -> None:
    assert service.add_keyword("gatelys", "VEILYS") == "“veilys” is a keyword of “Gatelys” already."
    assert len(past("gatelys")) == 1


@pytest.mark.parametrize("phrase", ["", " ", "?!", "x" * 101, "lys\x00", "\u202elys"])
def test_a_keyword_that_cannot_be_one_is_refused_in_one_sentence(
    service: EditorService, past: Callable[..., Any], phrase: str
) -> None:
    with pytest.raises(KontaktError) as refused:
        service.add_keyword("gatelys", phrase)
    assert "\n" not in str(refused.value)
    assert len(past("gatelys")) == 1


def test_a_keyword_is_taken_away_however_it_is_written(service: EditorService, article: Callable[..., Any]) -> None:
    assert service.remove_keyword("broeyting", "Snoerydding") == (
        "“Snoerydding” is no longer a keyword of “Brøyting av kommunal vei”."
    )
    assert (article("broeyting").keywords, article("broeyting").keywords_nn) == (
        ("brøytekant", "plogbil"),
        ("brøytekant",),
    )


def test_taking_away_what_is_no_keyword_is_no_revision(service: EditorService, past: Callable[..., Any]) -> None:
    assert service.remove_keyword("gatelys", "snø") == "“snø” is no keyword of “Gatelys”."
    assert len(past("gatelys")) == 1


def test_an_article_that_is_gone_gets_no_keyword(service: EditorService) -> None:
    with pytest.raises(KontaktError, match="no article finnes-ikke"):
        service.add_keyword("finnes-ikke", "lys")


# --- review ---------------------------------------------------------------------------------------------------------


def test_what_is_still_right_is_reviewed_today_and_due_as_far_ahead_as_before(
    service: EditorService, article: Callable[..., Any], past: Callable[..., Any]
) -> None:
    sentence = service.checked_today(["broeyting"])
    checked = article("broeyting")
    today = date(2026, 11, 20)
    assert sentence == "Checked today, still right: “Brøyting av kommunal vei”, with 1 source."
    assert (checked.reviewed, checked.review_by) == (today, today + (date(2027, 9, 1) - date(2026, 11, 1)))
    assert checked.sources == (Source("veglova § 20", today),)
    assert past("broeyting")[0][2] is RevisionKind.CHECKED


def test_what_never_had_a_review_is_due_in_a_year(
    service: EditorService, article: Callable[..., Any], change: Callable[..., int]
) -> None:
    change("gatelys", review_by=date(2026, 1, 1))
    service.checked_today(["gatelys"])
    assert article("gatelys").review_by == date(2027, 11, 20)


def test_an_article_without_a_review_date_gets_none(service: EditorService, article: Callable[..., Any]) -> None:
    service.checked_today(["gatelys"])
    assert (article("gatelys").reviewed, article("gatelys").review_by) == (date(2026, 11, 20), None)


def test_checking_twice_in_a_day_is_one_revision(service: EditorService, past: Callable[..., Any]) -> None:
    service.checked_today(["broeyting"])
    service.checked_today(["broeyting"])
    assert len(past("broeyting")) == 2


def test_one_that_is_due_again_on_the_day_it_was_checked_is_due_in_a_year(
    service: EditorService, article: Callable[..., Any], change: Callable[..., int]
) -> None:
    """Somebody set the day of review of many to one that has passed."""
    service.checked_today(["broeyting"])
    change("broeyting", review_by=date(2026, 11, 1))
    service.checked_today(["broeyting"])
    assert article("broeyting").review_by == date(2027, 11, 20)


@pytest.mark.long
def test_what_is_checked_is_not_due_any_more(service: EditorService) -> None:
    service.rule_changed("veglova", date(2026, 11, 19))
    ids = [each.article for each in service.overview().due]
    assert service.checked_today(ids) == f"{len(ids)} articles checked today, still right, with 1 source."
    assert service.overview().due == ()


def test_a_due_article_is_mended_by_saying_that_it_is_checked(
    service: EditorService, article: Callable[..., Any]
) -> None:
    due = Due("gatelys", DueReason.NEVER)
    service.mend(Task(kind=TaskKind.DUE, callers=3, due=due))
    assert article("gatelys").reviewed == date(2026, 11, 20)


def test_an_article_nobody_has_looked_at_is_as_shared_where_it_is_asked_for_most(
    service: EditorService, article: Callable[..., Any]
) -> None:
    unlooked = {"4024": LocalState.NOT_LOOKED, "4026": LocalState.NOT_LOOKED, "3303": LocalState.AS_SHARED}
    row = CoverageRow(article="gatelys", looked=unlooked, asked={"4024": 12, "4026": 3, "3303": 20})
    service.mend(Task(kind=TaskKind.COVERAGE, callers=12, coverage=row))
    assert list(article("gatelys").as_shared) == ["4024"]


def test_one_article_that_is_gone_keeps_all_from_being_checked(
    service: EditorService, past: Callable[..., Any]
) -> None:
    with pytest.raises(KontaktError, match="finnes-ikke"):
        service.checked_today(["gatelys", "finnes-ikke"])
    assert len(past("gatelys")) == 1


def test_today_is_the_day_in_oslo(service: EditorService, article: Callable[..., Any], clock: Clock) -> None:
    clock.now = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    service.checked_today(["gatelys"])
    assert article("gatelys").reviewed == date(2026, 11, 21)


# --- local notes ----------------------------------------------------------------------------------------------------


def test_a_note_is_written_changed_and_removed(
    service: EditorService, article: Callable[..., Any], past: Callable[..., Any]
) -> None:
    assert service.save_note("gatelys", "4026", " Ring Rjukan. ") == "Local note for Tinn saved: “Gatelys”."
    assert article("gatelys").local == {"4026": "Ring Rjukan."}
    service.save_note("gatelys", "4026", "Ring 35 00 00 00.")
    assert article("gatelys").local == {"4026": "Ring 35 00 00 00."}
    assert service.save_note("gatelys", "4026", "") == "“Gatelys” has no local note for Tinn now."
    assert article("gatelys").local == {}
    assert [what for _id, _number, what in past("gatelys")[:3]] == [RevisionKind.NOTE] * 3


def test_a_note_says_that_something_differs(service: EditorService, article: Callable[..., Any]) -> None:
    service.save_note("broeyting", "3303", "I Kongsberg brøytes det om natten.")
    assert article("broeyting").as_shared == {}


def test_looking_and_finding_nothing_is_kept_with_its_day(service: EditorService, article: Callable[..., Any]) -> None:
    sentence = service.mark_as_shared("gatelys", ["4026", "3303", "4026"])
    assert sentence == "“Gatelys” applies as shared in Tinn, Kongsberg."
    assert article("gatelys").as_shared == {"3303": date(2026, 11, 20), "4026": date(2026, 11, 20)}


def test_what_cannot_differ_is_neither_looked_at_nor_noted(service: EditorService, article: Callable[..., Any]) -> None:
    edited = service.read("gatelys")
    service.save(replace(edited.article, national=True), based_on=edited.revision)
    with pytest.raises(KontaktError, match="nothing to look for"):
        service.mark_as_shared("gatelys", ["4026"])
    with pytest.raises(KontaktError, match="say first that it can"):
        service.save_note("gatelys", "4026", "Ring Rjukan.")
    assert (article("gatelys").as_shared, article("gatelys").local) == ({}, {})


def test_what_has_a_note_is_not_as_shared(service: EditorService, article: Callable[..., Any]) -> None:
    with pytest.raises(KontaktError, match="has a local note for Tinn"):
        service.mark_as_shared("broeyting", ["4024", "4026"])
    assert article("broeyting").as_shared == {"3303": date(2026, 10, 5)}


@pytest.mark.parametrize("number", ["0301", "", "9999"])
def test_a_municipality_outside_the_region_is_refused(service: EditorService, number: str) -> None:
    with pytest.raises(KontaktError, match="not a municipality of this region: use one of 3303, 4026, 4024"):
        service.mark_as_shared("gatelys", [number])
    with pytest.raises(KontaktError, match="not a municipality of this region: use one of 3303, 4026, 4024"):
        service.save_note("gatelys", number, "Nei.")


def test_a_municipality_that_has_not_the_article_is_refused(service: EditorService) -> None:
    with pytest.raises(KontaktError, match="“Hytteavgift” does not exist for Kongsberg"):
        service.mark_as_shared("hytteavgift", ["3303"])


def test_a_note_of_a_megabyte_is_refused_in_one_sentence(service: EditorService) -> None:
    with pytest.raises(KontaktError, match="longer than 5000 characters") as refused:
        service.save_note("gatelys", "4026", "lang " * 200_000)
    assert len(str(refused.value)) < 200


# --- merging --------------------------------------------------------------------------------------------------------


def test_a_merge_leaves_one_article_that_the_old_id_leads_to(service: EditorService, past: Callable[..., Any]) -> None:
    sentence = service.merge("broeyting", "stroeing")
    assert sentence == "“Strøing av fortau” is merged into “Brøyting av kommunal vei”, and its id leads there."
    overview = service.overview()
    assert overview.article("stroeing").id == "broeyting"
    assert overview.library.index.search("is på fortau").hits[0].id == "broeyting"
    assert past("broeyting") == [
        ("broeyting", 2, RevisionKind.MERGED),
        ("stroeing", 2, RevisionKind.MERGED),
        ("broeyting", 1, RevisionKind.EDITED),
        ("stroeing", 1, RevisionKind.EDITED),
    ]


def test_the_history_of_what_was_merged_is_kept(service: EditorService, change: Callable[..., int]) -> None:
    change("stroeing", answer="Vi strør.")
    service.merge("broeyting", "stroeing")
    texts = [each.revision.text for each in service.history("broeyting") if each.article == "stroeing"]
    assert [bool(text) for text in texts] == [False, True, True]
    assert "Vi strør." in texts[1]
    assert [each.revision.number for each in service.history("stroeing")] == [3, 2, 1]


def test_inquiries_of_both_count_for_the_one(service: EditorService, centre: Centre) -> None:
    centre.logs("stroeing")
    centre.logs("broeyting")
    service.merge("broeyting", "stroeing")
    assert service.overview().health["broeyting"].uses == 2


def test_what_was_merged_twice_leads_all_the_way(service: EditorService) -> None:
    service.merge("stroeing", "gatelys")
    service.merge("broeyting", "stroeing")
    overview = service.overview()
    assert [overview.article(id).id for id in ("gatelys", "stroeing", "snoerydding")] == ["broeyting"] * 3
    assert {each.article for each in service.history("broeyting")} == {"broeyting", "stroeing", "gatelys"}


def test_an_article_is_not_merged_into_itself(service: EditorService, past: Callable[..., Any]) -> None:
    with pytest.raises(KontaktError, match="into itself"):
        service.merge("gatelys", "gatelys")
    assert len(past("gatelys")) == 1


def test_articles_are_not_merged_in_a_circle(service: EditorService) -> None:
    service.merge("broeyting", "stroeing")
    with pytest.raises(
        KontaktError, match="stroeing was merged into “Brøyting av kommunal vei” before: the two are one"
    ):
        service.merge("stroeing", "broeyting")
    with pytest.raises(KontaktError, match="the two are one"):
        service.merge("broeyting", "stroeing")


def test_what_was_merged_away_is_not_merged_again_into_a_third(service: EditorService) -> None:
    service.merge("broeyting", "stroeing")
    with pytest.raises(KontaktError, match="choose that one"):
        service.merge("gatelys", "stroeing")
    with pytest.raises(KontaktError, match="choose that one"):
        service.merge("stroeing", "gatelys")


@pytest.mark.parametrize("pair", [("gatelys", "finnes-ikke"), ("finnes-ikke", "gatelys")])
def test_an_article_that_does_not_exist_is_not_merged(service: EditorService, pair: tuple[str, ...]) -> None:
    with pytest.raises(KontaktError, match="no article finnes-ikke"):
        service.merge(*pair)


def test_a_merge_that_is_refused_leaves_both(service: EditorService, change: Callable[..., int]) -> None:
    change("gatelys", local={"4026": "x" * 3000})
    change("stroeing", local={"4026": "y" * 3000})
    with pytest.raises(KontaktError, match="longer than 5000"):
        service.merge("gatelys", "stroeing")
    assert service.read("stroeing") is not None
    assert service.read("gatelys").revision == 2


def test_two_who_merge_the_same_two_the_other_way_round_end_with_one_article(
    service: EditorService, other_service: EditorService
) -> None:
    service.merge("broeyting", "stroeing")
    with pytest.raises(KontaktError):
        other_service.merge("stroeing", "broeyting")
    assert other_service.overview().article("stroeing").id == "broeyting"


def test_the_last_line_of_history_stands_first(
    service: EditorService, clock: Clock, change: Callable[..., int]
) -> None:
    for answer in ("En.", "To."):
        clock.forward(minutes=1)
        change("gatelys", answer=answer)
    history = service.history("gatelys")
    assert [each.revision.number for each in history] == [3, 2, 1]
    assert history[0].revision.at - history[1].revision.at == timedelta(minutes=1)
