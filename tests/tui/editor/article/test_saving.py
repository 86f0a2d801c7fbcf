"""One article saved and published by keys: checked first, and never over what another editor has saved."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kontakt.database import writing
from kontakt.editor.article.unsaved import unsaved_articles
from kontakt.knowledge.article import Link, Status
from kontakt.notices import store as notices
from kontakt.notices.notice import Notice, NoticeKind
from kontakt.settings import Settings

from ...conftest import NOW
from ..conftest import AtRoom, Colleague, Visit
from .pages import field

pytestmark = pytest.mark.long


async def test_publishing_and_archiving_are_two_actions_and_reach_the_desk(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room(from_desk=True) as visit:
        await visit.settle()
        await visit.press("ctrl+f", "1")
        await visit.arrive()
        await visit.open("gatelys")
        await visit.press("ctrl+l")
        await visit.sees("«Gatelys» er publisert fra før. Ctrl+O A arkiverer den")
        await visit.press("ctrl+o", "a")
        assert "«Gatelys» er publisert" in visit.screen
        await visit.press("1")
        await visit.sees("Arkivert: «Gatelys» er ute av søket")
        assert colleague.reads("gatelys").status is Status.ARCHIVED
        await visit.until(lambda: "gatelys" not in visit.desk.library.articles)
        await visit.press("ctrl+l")
        await visit.sees("Skal agentene lese «Gatelys» slik?")
        await visit.press("1")
        await visit.sees("Publisert:")
        assert [what for _number, _by, what in colleague.history("gatelys")][:2] == ["status", "status"]


async def test_an_error_stops_publishing_and_a_draft_is_saved_with_it(at_room: AtRoom, colleague: Colleague) -> None:
    colleague.saves("gatelys", status=Status.DRAFT)
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("tab", "tab", "ctrl+end")
        await visit.type(" Det koster 300 kroner.")
        await visit.press("ctrl+s")
        await visit.sees("Lagret: versjon 3")
        await visit.press("ctrl+l")
        await visit.sees(
            "«Gatelys» kan ikke publiseres slik. Svar: «300 kroner» står her, men artikkelen har ingen kilde"
        )
        assert colleague.reads("gatelys").status is Status.DRAFT


async def test_a_published_article_is_not_saved_with_a_new_error_and_its_text_is_kept(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("tab", "tab", "ctrl+end")
        await visit.type(" Det koster 300 kroner.")
        await visit.press("ctrl+s")
        await visit.sees("«Gatelys» kan ikke publiseres slik. Svar: «300 kroner» står her")
        assert "Teksten din er tatt vare på" in visit.screen
        assert (len(colleague.history("gatelys")), visit.page.writing.is_changed) == (1, True)
        await visit.press(*["backspace"] * len(" Det koster 300 kroner."), "ctrl+s")
        await visit.sees("ingenting å lagre")


async def test_one_with_an_old_error_is_saved_and_the_line_says_what_is_still_wrong(
    at_room: AtRoom, colleague: Colleague
) -> None:
    colleague.saves("barnehageplass", links=(Link("Lys", "kontakt:gatelys"),))
    colleague.saves("gatelys", status=Status.ARCHIVED)
    async with at_room() as visit:
        await visit.open("barnehageplass")
        await visit.press("end")
        await visit.type("er")
        await visit.press("ctrl+s")
        await visit.sees("Lagret: versjon 3 av «Barnehageplasser»")
        await visit.sees("Fortsatt feil, som før: Lenker: «Gatelys» er ikke publisert")


async def test_a_warning_asks_once_and_then_lets_the_article_be_published(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f3")
        await visit.type("lyktestolpe i snøen som ingen i hele verden noen gang vil skrive")
        await visit.press("enter", "ctrl+s")
        await visit.sees("Skal agentene lese «Gatelys» slik?")
        assert "er lengre enn noen skriver" in visit.screen
        await visit.press("2")
        await visit.until(lambda: "Skal agentene" not in visit.screen)
        assert (len(colleague.history("gatelys")), visit.page.writing.is_changed) == (1, True)
        await visit.press("ctrl+s")
        await visit.sees("Skal agentene lese «Gatelys» slik?")
        await visit.press("1")
        await visit.sees("Lagret: versjon 2")


async def test_a_change_freeze_is_told_where_one_publishes_and_the_editor_decides(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        now = visit.page.link.service.clock()
        freeze = Notice(
            id=uuid4(), kind=NoticeKind.FREEZE, title="Valgdagen", begins=now, ends=now + timedelta(hours=2)
        )
        with writing(visit.page.link.service.engine) as session:
            notices.put(session, freeze, by="ola", at=now)
        await visit.press("f3")
        await visit.type("lyktearm")
        await visit.press("enter", "ctrl+s")
        await visit.sees("Det er endringsstopp til")
        await visit.press("2")
        await visit.until(lambda: "endringsstopp" not in visit.screen)
        assert len(colleague.history("gatelys")) == 1
        await visit.press("ctrl+s")
        await visit.sees("Det er endringsstopp til")
        await visit.press("1")
        await visit.sees("Lagret: versjon 2")


async def test_one_key_dates_what_was_read_today_and_what_somebody_else_archives_is_shown_so_at_once(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        page = await visit.open("gatelys")
        await visit.type("!")
        await visit.press("f10")
        await visit.sees("Kontrollert i dag, fortsatt")
        assert colleague.reads("gatelys").reviewed == NOW.date()
        assert not page.writing.is_changed
        colleague.saves("gatelys", status=Status.ARCHIVED)
        await visit.sees("ola har endret denne artikkelen imens: slik er den nå.")
        assert "arkivert" in visit.screen


async def in_conflict(visit: Visit, colleague: Colleague) -> None:
    """Kari has written a title that is not saved; Ola has saved another title and another answer; Kari presses save."""
    await visit.open("gatelys")
    await visit.type(" MITT")
    colleague.saves("gatelys", title="Olas", answer="Olas svar.")
    await visit.sees("ola har endret denne artikkelen imens: når du lagrer")
    await visit.press("ctrl+s")
    await visit.sees("ola lagret versjon 2 av «Olas»")


async def test_two_editors_who_changed_different_fields_are_brought_together(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.type(" MITT")
        colleague.saves("gatelys", answer="Olas svar.", owner="drift")
        await visit.sees("ola har endret denne artikkelen imens")
        await visit.press("ctrl+s")
        await visit.sees("Lagret: versjon 3 av «Gatelys MITT»")
        await visit.sees("Med det ola har endret imens: Svar, Eier.")
        saved = colleague.reads("gatelys")
        assert (saved.title, saved.answer, saved.owner) == ("Gatelys MITT", "Olas svar.", "drift")
        assert field(visit, "answer").value == "Olas svar."


async def test_both_versions_of_a_field_are_shown_going_back_stores_nothing_and_mine_leaves_what_they_alone_changed(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await in_conflict(visit, colleague)
        for text in ("Tittel", "− Olas", "+ Gatelys MITT", "F8", "F9", "F10"):
            assert text in visit.screen
        assert "Olas svar." not in visit.screen
        assert len(colleague.history("gatelys")) == 2
        await visit.press("escape")
        assert "Gatelys MITT" in visit.screen
        assert "ola lagret versjon 2" not in visit.screen
        assert len(colleague.history("gatelys")) == 2
        await visit.press("ctrl+s")
        await visit.sees("ola lagret versjon 2")
        await visit.press("f8")
        await visit.sees("Lagret: versjon 3 av «Gatelys MITT»")
        assert [by for _number, by, _what in colleague.history("gatelys")] == ["agent 1", "ola", "test"]
        assert colleague.reads("gatelys").answer == "Olas svar."


async def test_taking_theirs_keeps_mine_which_nothing_is_taken_from_and_which_is_a_conflict_when_saved_after_all(
    at_room: AtRoom, settings: Settings, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await in_conflict(visit, colleague)
        await visit.press("f9")
        await visit.sees("Dette er det ola lagret")
        assert "Olas svar." in visit.screen
        assert "MITT" not in visit.screen
        await visit.press("end")
        await visit.type("!")
        await visit.press("ctrl+s")
        await visit.sees("Lagret: versjon 3 av «Olas!»")
        assert [each.form.title for each in unsaved_articles(settings.unsaved_path).all()] == ["Gatelys MITT"]
        await visit.press("ctrl+t")
        await visit.sees("Gatelys MITT")
        await visit.press("1")
        await visit.sees("Dette er teksten din fra")
        await visit.press("ctrl+s")
        await visit.sees("lagret versjon 3 av «Olas!»")
        assert len(colleague.history("gatelys")) == 3


async def test_mine_can_be_edited_on_with_theirs_beside_it_and_a_third_version_is_shown_as_well(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await in_conflict(visit, colleague)
        await visit.press("f10")
        await visit.sees("− Olas")
        assert field(visit, "answer").value == "Olas svar."
        colleague.saves("gatelys", title="Olas andre")
        await visit.press("ctrl+s")
        await visit.sees("ola lagret versjon 3")
        await visit.press("f10")
        await visit.sees("− Olas andre")
        field(visit, "title").take_focus()
        await visit.press("end")
        await visit.type("!")
        await visit.press("ctrl+s")
        await visit.sees("Lagret: versjon 4")
        assert colleague.reads("gatelys").title == "Gatelys MITT!"
        assert colleague.reads("gatelys").answer == "Olas svar."
