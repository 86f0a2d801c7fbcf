"""One article: edited by keys, checked as it is typed, saved as a revision, and never overwritten in silence."""

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from textual.events import Paste
from textual.widgets import Input

from kontakt.database import writing
from kontakt.editor.article.unsaved import unsaved_articles
from kontakt.knowledge.article import Link, Status
from kontakt.notices import store as notices
from kontakt.notices.notice import Notice, NoticeKind
from kontakt.settings import Settings
from kontakt.tui.widgets.field import Field

from ...conftest import NOW
from ..conftest import AtRoom, Colleague, Visit


def fields(visit: Visit) -> str:
    """The words of the fields as they stand on the screen, without the preview beside them."""
    region = visit.page.query_one("#sections").region
    lines = visit.screen.splitlines()[region.y : region.bottom]
    return " ".join(" ".join(line[region.x : region.right] for line in lines).split())


def field(visit: Visit, name: str) -> Field:
    """The field of this name on the page."""
    return next(each for each in visit.page.query(Field) if each.name == name)


async def paste(visit: Visit, name: str, text: str) -> None:
    """Paste into the field of this name, as the terminal does."""
    field(visit, name).take_focus()
    visit.app.post_message(Paste(text))
    await visit.pilot.pause()


async def test_an_article_is_edited_and_saved_as_a_revision(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("end")
        await visit.type(" i veien")
        assert "ulagrede endringer" in visit.screen
        await visit.press("ctrl+s")
        await visit.sees("Lagret: revisjon 2 av «Gatelys i veien»")
        assert "ulagrede endringer" not in visit.screen
        assert colleague.reads("gatelys").title == "Gatelys i veien"
        assert colleague.history("gatelys")[0] == (2, "agent 1", "edited")


async def test_what_was_typed_before_the_key_is_in_what_is_saved(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press(*"abc", "ctrl+s")
        await visit.sees("Lagret: revisjon 2")
        assert colleague.reads("gatelys").title == "Gatelysabc"


async def test_saving_twice_in_a_row_makes_one_revision(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("x", "ctrl+s", "ctrl+s")
        await visit.until(lambda: not visit.page.writing.is_changed)
        await visit.press("ctrl+s")
        await visit.sees("Det er ingenting å lagre")
        assert len(colleague.history("gatelys")) == 2


async def test_both_language_forms_stand_side_by_side_where_there_is_room(at_room: AtRoom) -> None:
    async with at_room((120, 36)) as visit:
        await visit.open("brøyting")
        row = next(line for line in visit.screen.splitlines() if "Tittel på nynorsk" in line)
        assert row.index("Tittel") < row.index("Tittel på nynorsk")


async def test_in_a_narrow_window_the_fields_stand_below_each_other(at_room: AtRoom) -> None:
    async with at_room((80, 24)) as visit:
        await visit.open("brøyting")
        lines = visit.screen.splitlines()
        assert not [line for line in lines if "Tittel  " in line and "Tittel på nynorsk" in line]
        assert "Tittel på nynorsk" in visit.screen


async def test_the_preview_follows_what_is_typed_as_agents_will_see_it(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.open("brøyting")
        assert "Slik agentene ser den: Tinn" in visit.screen
        assert "Ring vakten i helgene." in visit.screen
        await visit.press("tab", "tab", "ctrl+home")
        await visit.type("NYTT ")
        assert visit.screen.count("NYTT") == 2


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_the_keys_of_a_field_are_those_of_every_text_box(
    at_room: AtRoom, colleague: Colleague, size: tuple[int, ...]
) -> None:
    colleague.saves("gatelys", answer="Si nummeret på stolpen, så finner vi den. " * 6)
    async with at_room(size) as visit:
        await visit.open("gatelys")
        await visit.press("down", "up")
        await visit.type("!")
        assert field(visit, "title").value == "Gatelys!"
        await visit.press("tab", "tab", "ctrl+home", "down", "down")
        await visit.type("Her: ")
        answer = field(visit, "answer").value
        assert answer.count("Her: ") == 1
        assert not answer.startswith("Her: ")
        await visit.press("ctrl+home", "A", "ctrl+end", "Z")
        assert field(visit, "answer").value == f"A{answer}Z"
        await visit.press("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
        assert "Her: " not in field(visit, "answer").value
        await visit.press("shift+tab", "shift+tab", "ctrl+z")
        assert field(visit, "title").value == "Gatelys"
        await visit.press("ctrl+y")
        assert field(visit, "title").value == "Gatelys!"


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_the_preview_leaves_the_cursor_where_it_is(at_room: AtRoom, size: tuple[int, ...]) -> None:
    async with at_room(size) as visit:
        await visit.open("gatelys")
        await visit.press("tab", "tab", "ctrl+end")
        await visit.press("f7", "f7")
        await visit.type("SLUTT")
        assert field(visit, "answer").value.endswith("SLUTT")


async def test_the_preview_is_in_nynorsk_while_a_nynorsk_field_is_written(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.open("brøyting")
        await visit.press("tab")
        assert visit.screen.count("Brøyting av kommunal veg") == 2


async def test_in_a_narrow_window_one_key_shows_the_preview_and_escape_the_fields(at_room: AtRoom) -> None:
    async with at_room((80, 24)) as visit:
        await visit.open("brøyting")
        assert "Slik agentene ser den" not in visit.screen
        await visit.press("f7")
        assert "Slik agentene ser den: Tinn" in visit.screen
        await visit.press("escape")
        assert "Slik agentene ser den" not in visit.screen
        await visit.type("!")
        assert visit.page.writing.form.title.endswith("!")


async def test_the_preview_can_be_for_another_municipality(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.open("brøyting")
        await visit.press("ctrl+g")
        await visit.type("rol")
        await visit.press("enter")
        assert "Slik agentene ser den: Rollag" in visit.screen


async def test_a_mistake_is_said_at_its_field_as_it_is_typed(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f4")
        field(visit, "review_by").take_focus()
        await visit.type("2027-13-01")
        assert "!" in next(line for line in visit.screen.splitlines() if "Kontrolleres innen" in line)
        assert "F4 Fakta !" in visit.screen


async def test_saving_with_a_mistake_leads_to_its_field_and_stores_nothing(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        field(visit, "title").show("")
        await visit.press("f3")
        await visit.press("ctrl+s")
        await visit.until(lambda: visit.page.editor.sections.current == "text")
        assert visit.app.focused is field(visit, "title").query_one(Input)
        assert len(colleague.history("gatelys")) == 1


async def test_what_is_allowed_but_worth_a_look_is_said_after_a_pause(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f4")
        assert "! " not in visit.screen
        field(visit, "title").show("Skoleskyss")
        await visit.press("f2", "x", "backspace")
        await visit.until(lambda: visit.page.editor._advice)


async def test_a_new_article_begins_as_a_draft_and_gets_an_id_from_its_title(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await visit.press("f3", "ctrl+n")
        await visit.sees("ikke lagret ennå")
        await visit.type("Tømt kasse")
        await visit.press("tab", "tab")
        await visit.type("Ja.")
        await visit.press("ctrl+s")
        await visit.until(lambda: visit.page.editor.sections.current == "facts")
        await visit.press("enter")
        await visit.type("vei")
        await visit.press("enter", "ctrl+s")
        await visit.sees("Lagret: revisjon 1 av «Tømt kasse»")
        made = colleague.reads("toemt-kasse")
        assert (made.status, made.theme) == (Status.DRAFT, "vei")
        assert "utkast" in visit.screen


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
        await visit.sees("Lagret: revisjon 3")
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
        await visit.sees("Lagret: revisjon 3 av «Barnehageplasser»")
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
        await visit.sees("Lagret: revisjon 2")


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
        await visit.sees("Lagret: revisjon 2")


async def test_an_article_archived_by_somebody_else_is_shown_so_at_once(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        colleague.saves("gatelys", status=Status.ARCHIVED)
        await visit.sees("ola har endret denne artikkelen imens: slik er den nå.")
        assert "arkivert" in visit.screen


async def test_facts_are_marked_with_the_arrows_and_space(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f4", "tab", "right", "space", "tab", "right", "space", "ctrl+s")
        await visit.sees("Lagret")
        saved = colleague.reads("gatelys")
        assert (saved.audience, saved.first_line) == (("cabin_owner",), "never")


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_one_mark_says_that_an_article_cannot_differ_and_another_that_it_can(
    at_room: AtRoom, colleague: Colleague, size: tuple[int, ...]
) -> None:
    async with at_room(size) as visit:
        await visit.open("gatelys")
        await visit.press("f4", "tab", "tab", "tab")
        assert "Kan avvike fra kommune til kommune" in visit.screen
        await visit.press("right", "space", "f5")
        assert visit.screen.count("kan ikke avvike") == 3
        await visit.press("f8")
        await visit.sees("så her er ingenting å se etter. F4 endrer det.")
        await visit.press("ctrl+s")
        await visit.sees("Lagret")
        assert (colleague.reads("gatelys").national, colleague.reads("gatelys").as_shared) == (True, {})
        await visit.press("f4", "tab", "tab", "tab", "left", "space", "ctrl+s")
        await visit.until(lambda: not colleague.reads("gatelys").national)


async def test_what_contradicts_that_an_article_cannot_differ_is_said_where_it_stands(
    at_room: AtRoom, colleague: Colleague
) -> None:
    colleague.saves("gatelys", only=("3336",), steps=("Se lokal merknad.",))
    async with at_room((100, 36)) as visit:
        await visit.open("gatelys")
        await visit.press("f4", "tab", "tab", "tab", "right", "space")
        await visit.until(lambda: "? Artikkelen finnes bare for noen kommuner" in fields(visit))
        await visit.press("f2")
        await visit.until(lambda: "? Dette viser til lokal merknad, og artikkelen kan ikke avvike" in fields(visit))


async def test_what_is_asked_and_done_is_written_in_nynorsk_too_and_shown_so(
    at_room: AtRoom, colleague: Colleague
) -> None:
    colleague.saves("gatelys", ask=("Hvilken stolpe?",), steps=("Meld fra.",))
    async with at_room() as visit:
        page = await visit.open("gatelys")
        page.editor.section.go_to("ask_nn")
        await visit.type("Kva stolpe?")
        page.editor.section.go_to("steps_nn")
        await visit.type("Meld frå.")
        await visit.press("enter")
        await visit.type("To")
        await visit.sees("– Kva stolpe?")
        await visit.sees("nynorsk og 1 på bokmål: skriv like")
        await visit.press("backspace", "backspace", "ctrl+s")
        await visit.sees("Lagret")
        saved = colleague.reads("gatelys")
        assert (saved.ask_nn, saved.steps_nn) == (("Kva stolpe?",), ("Meld frå.",))


async def test_an_article_can_exist_for_one_municipality_alone(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f4", "shift+tab")
        while getattr(visit.app.focused, "name", "") != "only":
            await visit.press("tab")
        await visit.press("space", "ctrl+s")
        await visit.sees("Lagret")
        assert colleague.reads("gatelys").only == ("4026",)


async def test_a_keyword_is_added_and_saved_as_such(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f3")
        await visit.sees("lyktestolpe")
        await visit.type("gatebelysning")
        await visit.press("enter")
        await visit.sees("ulagrede endringer")
        await visit.press("ctrl+s")
        await visit.sees("Lagret: revisjon 2")
        assert "gatebelysning" in colleague.reads("gatelys").keywords
        assert colleague.history("gatelys")[0][2] == "keywords"


async def test_a_local_note_is_written_for_the_municipality_under_the_cursor(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f5")
        assert visit.screen.count("ikke sett på") == 3
        await visit.type("rol")
        await visit.press("enter")
        await visit.type("Ring Veggli.")
        await visit.press("escape", "ctrl+s")
        await visit.sees("Rollag lokal merknad")
        await visit.sees("Lagret")
        assert colleague.reads("gatelys").local == {"3336": "Ring Veggli."}
        assert colleague.history("gatelys")[0][2] == "note"


async def test_moving_on_in_the_list_keeps_each_note_with_its_municipality(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f5", "enter")
        await visit.type("Ett")
        await visit.press("escape", "down", "enter")
        await visit.type("To")
        await visit.press("escape", "up", "f2")
        assert visit.page.writing.form.local == {"4026": "Ett", "3336": "To"}


async def test_one_key_says_as_shared_looked_at_today(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f5", "f8")
        assert "som felles 20.11.2026" in visit.screen
        await visit.press("ctrl+s")
        await visit.sees("Lagret")
        assert list(colleague.reads("gatelys").as_shared) == ["4026"]


async def test_a_municipality_with_a_note_is_not_as_shared(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.open("brøyting")
        await visit.press("f5", "f8")
        assert "Tinn har en lokal merknad" in visit.screen


async def test_the_history_says_who_when_and_what_and_marks_each_change_by_a_sign(
    at_room: AtRoom, colleague: Colleague
) -> None:
    colleague.saves("gatelys", answer="Si nummeret på stolpen.")
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f6")
        await visit.sees("20.11.2026 11:30 ola")
        lines = [line.strip() for line in visit.screen.splitlines()]
        assert any("+ Si nummeret på stolpen." in line for line in lines)
        assert any("− Meld fra om hvilken" in line for line in lines)


async def test_an_earlier_revision_is_restored_once_and_is_a_revision_itself(
    at_room: AtRoom, colleague: Colleague
) -> None:
    colleague.saves("gatelys", answer="Feil svar.")
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f6")
        await visit.sees("ola")
        await visit.press("down", "f8")
        await visit.sees("Gjenopprettet: «Gatelys» er igjen som i revisjon 1, og det er en ny revisjon.")
        assert colleague.reads("gatelys").answer == "Meld fra om hvilken lyktestolpe som er mørk."
        await visit.press("f6", "ctrl+end", "f8")
        await visit.until(lambda: not visit.page._busy)
        assert len(colleague.history("gatelys")) == 3


async def test_text_from_people_is_never_markup(at_room: AtRoom, colleague: Colleague) -> None:
    colleague.saves("gatelys", title="Gate [/ ny", answer="[bold]x[/]", local={"4026": "[@click=app.quit]y[/]"})
    async with at_room() as visit:
        await visit.open("gate")
        for key, texts in {
            "f2": ("Gate [/ ny", "[bold]x[/]", "[@click=app.quit]y[/]"),
            "f5": ("[@click=app.quit]y[/]",),
            "f6": ("[bold]x[/]",),
        }.items():
            await visit.press(key)
            for text in texts:
                await visit.sees(text)


# --- two editors ---------------------------------------------------------------------------------------------


async def in_conflict(visit: Visit, colleague: Colleague) -> None:
    """Kari has written a title that is not saved; Ola has saved another title and another answer; Kari presses save."""
    await visit.open("gatelys")
    await visit.type(" MITT")
    colleague.saves("gatelys", title="Olas", answer="Olas svar.")
    await visit.sees("ola har endret denne artikkelen imens: når du lagrer")
    await visit.press("ctrl+s")
    await visit.sees("ola lagret revisjon 2 av «Olas»")


async def test_one_key_says_that_what_was_read_is_still_right_and_dates_it_today(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        page = await visit.open("gatelys")
        await visit.type("!")
        await visit.press("f10")
        await visit.sees("Kontrollert i dag, fortsatt")
        assert colleague.reads("gatelys").reviewed == NOW.date()
        assert not page.writing.is_changed


async def test_two_editors_who_changed_different_fields_are_brought_together(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.type(" MITT")
        colleague.saves("gatelys", answer="Olas svar.", owner="drift")
        await visit.sees("ola har endret denne artikkelen imens")
        await visit.press("ctrl+s")
        await visit.sees("Lagret: revisjon 3 av «Gatelys MITT»")
        await visit.sees("Med det ola har endret imens: Svar, Eier.")
        saved = colleague.reads("gatelys")
        assert (saved.title, saved.answer, saved.owner) == ("Gatelys MITT", "Olas svar.", "drift")
        assert field(visit, "answer").value == "Olas svar."


async def test_of_the_same_field_both_versions_are_shown_and_of_no_other(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        await in_conflict(visit, colleague)
        for text in ("Tittel", "− Olas", "+ Gatelys MITT", "F8", "F9", "F10"):
            assert text in visit.screen
        assert "Olas svar." not in visit.screen
        assert len(colleague.history("gatelys")) == 2


async def test_going_back_from_the_two_versions_stores_nothing_and_keeps_the_text(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await in_conflict(visit, colleague)
        await visit.press("escape")
        assert "Gatelys MITT" in visit.screen
        assert len(colleague.history("gatelys")) == 2
        await visit.press("ctrl+s")
        await visit.sees("ola lagret revisjon 2")


async def test_saving_mine_leaves_what_they_alone_changed(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        await in_conflict(visit, colleague)
        await visit.press("f8")
        await visit.sees("Lagret: revisjon 3 av «Gatelys MITT»")
        assert [by for _number, by, _what in colleague.history("gatelys")] == ["agent 1", "ola", "test"]
        assert colleague.reads("gatelys").answer == "Olas svar."


async def test_taking_theirs_keeps_mine_which_is_a_conflict_when_it_is_saved_after_all(
    at_room: AtRoom, settings: Settings, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await in_conflict(visit, colleague)
        await visit.press("f9")
        await visit.sees("Dette er det ola lagret")
        assert "Olas svar." in visit.screen
        assert "MITT" not in visit.screen
        await visit.press("ctrl+t")
        await visit.sees("Gatelys MITT")
        await visit.press("1")
        await visit.sees("Dette er teksten din fra")
        await visit.press("ctrl+s")
        await visit.sees("ola lagret revisjon 2 av «Olas»")
        assert len(colleague.history("gatelys")) == 2


async def test_what_is_typed_into_theirs_and_saved_takes_nothing_from_mine(
    at_room: AtRoom, settings: Settings, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await in_conflict(visit, colleague)
        await visit.press("f9")
        await visit.sees("Dette er det ola lagret")
        await visit.press("end")
        await visit.type("!")
        await visit.press("ctrl+s")
        await visit.sees("Lagret: revisjon 3 av «Olas!»")
        assert [each.form.title for each in unsaved_articles(settings.unsaved_path).all()] == ["Gatelys MITT"]


async def test_mine_can_be_edited_on_with_theirs_beside_it(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        await in_conflict(visit, colleague)
        await visit.press("f10")
        await visit.sees("− Olas")
        assert field(visit, "answer").value == "Olas svar."
        field(visit, "title").take_focus()
        await visit.press("end")
        await visit.type("!")
        await visit.press("ctrl+s")
        await visit.sees("Lagret: revisjon 3")
        assert colleague.reads("gatelys").title == "Gatelys MITT!"
        assert colleague.reads("gatelys").answer == "Olas svar."


async def test_a_third_version_is_shown_as_well(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        await in_conflict(visit, colleague)
        await visit.press("f10")
        await visit.sees("− Olas")
        colleague.saves("gatelys", title="Olas andre")
        await visit.press("ctrl+s")
        await visit.sees("ola lagret revisjon 3")


async def test_a_text_in_another_window_is_told_of_and_outlives_what_is_saved_here(
    at_room: AtRoom, settings: Settings, colleague: Colleague
) -> None:
    other = unsaved_articles(settings.unsaved_path, agent="ola")
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.type("!")
        other.keep("theirs", replace(visit.page.writing.form, title="Olas halvferdige"), 1)
        await visit.press("ctrl+s")
        await visit.sees("Lagret: revisjon 2")
        await visit.press("escape")
        await visit.press("ctrl+t")
        await visit.sees("Olas halvferdige")
        await visit.sees("ola, åpen i et annet vindu")
        await visit.press("1")
        await visit.sees("Dette er teksten din fra")
        await visit.press("ctrl+s")
        await visit.sees("lagret revisjon 2 av «Gatelys!»")


async def test_a_page_says_that_its_text_waits_and_never_that_all_is_saved(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("ctrl+t")
        await visit.sees("Alle tekster er lagret.")
        await visit.type("!")
        await visit.press("ctrl+t")
        await visit.sees("Denne teksten er ikke lagret: Ctrl+S lagrer den.")


# --- what is not saved -----------------------------------------------------------------------------------------


async def test_a_text_that_could_not_be_saved_is_kept_and_saved_when_the_database_is_free(
    at_room: AtRoom, settings: Settings, colleague: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kontakt.database.engine.BUSY_TIMEOUT_SECONDS", 0.1)
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.type("!")
        other = sqlite3.connect(settings.data_dir / "kontakt.sqlite", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        await visit.press("ctrl+s")
        await visit.sees("Teksten din er tatt vare på: Ctrl+S prøver igjen.")
        assert [each.form.title for each in unsaved_articles(settings.unsaved_path).of("gatelys")] == ["Gatelys!"]
        other.execute("ROLLBACK")
        other.close()
        await visit.press("ctrl+s")
        await visit.sees("Lagret: revisjon 2")
        assert unsaved_articles(settings.unsaved_path).of("gatelys") == ()


async def test_a_text_that_was_not_saved_is_offered_the_next_time(
    at_room: AtRoom, settings: Settings, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.type("!")
        await visit.press("ctrl+q")
        await visit.sees("«Gatelys!» er ikke lagret")
        assert not visit.app._exit
        await visit.press("ctrl+q")
        assert visit.app._exit
    async with at_room() as visit:
        assert "1 tekst ble ikke lagret. Ctrl+T" in visit.screen
        await visit.press("f3")
        await visit.type("gatelys")
        await visit.press("enter")
        await visit.sees("En tekst til denne artikkelen er ikke lagret")
        await visit.press("1")
        await visit.sees("Gatelys!")
        await visit.press("ctrl+s")
        await visit.sees("Lagret: revisjon 2")
        assert colleague.reads("gatelys").title == "Gatelys!"


async def test_a_kept_text_meets_what_was_saved_since_as_a_conflict(
    at_room: AtRoom, settings: Settings, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.type("!")
        await visit.press("escape", "2")
    colleague.saves("gatelys", title="Olas", answer="Olas svar.")
    async with at_room() as visit:
        await visit.press("ctrl+t", "1")
        await visit.sees("Gatelys!")
        await visit.press("ctrl+s")
        await visit.sees("ola lagret revisjon 2")


async def test_a_new_article_that_was_not_saved_is_offered_too(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.press("f3", "ctrl+n")
        await visit.sees("ikke lagret ennå")
        await visit.type("Halvferdig")
        await visit.press("escape", "2")
        await visit.press("ctrl+t")
        assert "Halvferdig" in visit.screen
        await visit.press("1")
        await visit.sees("ikke lagret ennå")
        assert "Halvferdig" in visit.screen


async def test_leaving_asks_about_what_is_not_saved_and_can_throw_it_away(
    at_room: AtRoom, settings: Settings, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.type("!")
        await visit.press("escape")
        assert "Denne teksten er ikke lagret" in visit.screen
        await visit.press("escape")
        assert "Gatelys!" in visit.screen
        await visit.press("escape", "3")
        await visit.until(lambda: visit.app.screen is visit.room)
        assert unsaved_articles(settings.unsaved_path).all() == ()
        assert len(colleague.history("gatelys")) == 1


async def test_leaving_can_save(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.type("!")
        await visit.press("escape", "1")
        await visit.until(lambda: visit.app.screen is visit.room)
        assert colleague.reads("gatelys").title == "Gatelys!"


async def test_leaving_without_a_change_asks_nothing(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f5", "f6", "f2", "escape")
        await visit.until(lambda: visit.app.screen is visit.room)
        assert "▌F3 Artikler" in visit.screen


async def test_a_paste_of_a_megabyte_is_refused_in_one_sentence_and_the_keys_go_on(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        for name in ("title", "answer"):
            before = field(visit, name).value
            await paste(visit, name, "svar " * 200_000)
            await visit.sees("Ikke limt inn: 1 000 000 tegn er for langt")
            assert field(visit, name).value == before
        await visit.type("!")
        assert visit.page.writing.is_changed


@pytest.mark.parametrize("control", ["\x1b[2J", "\u202e", "\x9b31m"])
async def test_control_characters_are_refused_at_the_paste(at_room: AtRoom, control: str) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await paste(visit, "answer", f"a{control}b")
        await visit.sees("Ikke limt inn: teksten har et styretegn")
        assert not visit.page.writing.is_changed


async def test_a_nul_that_no_database_takes_is_left_out_of_a_paste(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        answer = field(visit, "answer")
        answer.show("")
        await paste(visit, "answer", "a\x00b")
        await visit.until(lambda: answer.value == "ab")


async def test_a_paste_of_several_lines_from_any_system_goes_in(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        answer = field(visit, "answer")
        answer.show("")
        await paste(visit, "answer", "én\r\nto\rtre")
        await visit.until(lambda: answer.value.split() == ["én", "to", "tre"])


async def test_a_new_article_without_a_theme_is_told_where_to_choose_one(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.press("f3", "ctrl+n")
        await visit.sees("ikke lagret ennå")
        await visit.type("Parsellhage")
        await visit.press("ctrl+s")
        await visit.sees("F4 Fakta !")
        assert "er ikke en id" not in visit.screen
        assert visit.page.editor.section.id == "facts"


async def test_a_new_article_is_on_the_workbench_beside_the_one_of_the_same_title(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.press("f3", "ctrl+n")
        await visit.sees("ikke lagret ennå")
        await visit.type("Gatelys")
        page = visit.page
        page.editor.catch_up()
        assert page.writing.previewed().id == page.writing.form.id != "gatelys"


async def test_a_list_that_was_copied_from_word_becomes_items(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        ask = field(visit, "ask")
        await paste(visit, "ask", "•\tHvor står lykta?\r\n•\tHvilket num\u00admer\vhar den?\r\n")
        await visit.until(lambda: ask.value == "Hvor står lykta?\nHvilket nummer har den?")
        title = field(visit, "title")
        title.show("")
        await paste(visit, "title", "1.\tLys i\u00a0gata\r\n")
        await visit.until(lambda: title.value == "Lys i gata")


async def test_a_day_is_shown_and_typed_as_it_is_written_in_norway(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f4")
        field(visit, "review_by").take_focus()
        await visit.press("ctrl+a")
        await visit.type("1.11.2027")
        await visit.press("ctrl+s")
        await visit.sees("Lagret")
        assert colleague.reads("gatelys").review_by == date(2027, 11, 1)
        assert field(visit, "review_by").value == "01.11.2027"
