"""One article edited by keys: its fields, sections and preview, and what is said of them while one writes."""

from datetime import date
from threading import Event

import pytest
from textual.widgets import Input

from kontakt.editor.keywords.workbench import Workbench
from kontakt.editor.service import EditorService

from ..conftest import AtRoom, Colleague
from .pages import field, fields, paste

pytestmark = pytest.mark.long


async def test_an_article_is_edited_and_saved_as_a_revision_and_saving_twice_makes_one(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("end")
        await visit.type(" i veien")
        assert "ulagrede endringer" in visit.screen
        await visit.press("ctrl+s")
        await visit.sees("Lagret: versjon 2 av «Gatelys i veien»")
        assert "ulagrede endringer" not in visit.screen
        assert colleague.reads("gatelys").title == "Gatelys i veien"
        assert colleague.history("gatelys")[0] == (2, "agent 1", "edited")
        await visit.press(*"abc", "ctrl+s", "ctrl+s")  # the letters before the key are in what is saved
        await visit.until(lambda: not visit.page.writing.is_changed)
        await visit.press("ctrl+s")
        await visit.sees("Det er ingenting å lagre")
        assert colleague.reads("gatelys").title == "Gatelys i veienabc"
        assert len(colleague.history("gatelys")) == 3


async def test_in_a_wide_window_the_forms_stand_side_by_side_and_the_preview_follows_what_is_typed(
    at_room: AtRoom,
) -> None:
    async with at_room((120, 36)) as visit:
        await visit.open("brøyting")
        row = next(line for line in visit.screen.splitlines() if "Tittel på nynorsk" in line)
        assert row.index("Tittel") < row.index("Tittel på nynorsk")
        assert "Slik agentene ser den: Tinn" in visit.screen
        assert "Ring vakten i helgene." in visit.screen
        await visit.press("tab")
        assert visit.screen.count("Brøyting av kommunal veg") == 2  # in nynorsk while a nynorsk field is written
        await visit.press("tab", "ctrl+home")
        await visit.type("NYTT ")
        assert visit.screen.count("NYTT") == 2
        await visit.press("ctrl+g")
        await visit.type("rol")
        await visit.press("enter")
        assert "Slik agentene ser den: Rollag" in visit.screen


async def test_in_a_narrow_window_the_fields_stand_below_each_other_and_one_key_shows_the_preview(
    at_room: AtRoom,
) -> None:
    async with at_room((80, 24)) as visit:
        await visit.open("brøyting")
        lines = visit.screen.splitlines()
        assert not [line for line in lines if "Tittel  " in line and "Tittel på nynorsk" in line]
        assert "Tittel på nynorsk" in visit.screen
        assert "Slik agentene ser den" not in visit.screen
        await visit.press("f7")
        assert "Slik agentene ser den: Tinn" in visit.screen
        await visit.press("escape")
        assert "Slik agentene ser den" not in visit.screen
        await visit.type("!")
        assert visit.page.writing.form.title.endswith("!")


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_the_keys_of_a_field_are_those_of_every_text_box_and_the_preview_leaves_the_cursor_there(
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
        await visit.press("tab", "tab", "ctrl+end", "f7", "f7")
        await visit.type("SLUTT")
        assert field(visit, "answer").value.endswith("SLUTT")


async def test_what_is_worth_a_look_is_said_after_a_pause_a_mistake_at_once_and_saving_leads_to_it(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f4")
        assert "! " not in visit.screen
        before = field(visit, "title").value
        field(visit, "title").show("Skoleskyss")
        await visit.press("f2", "x", "backspace")
        await visit.until(lambda: visit.page.editor._advice)
        field(visit, "title").show(before)
        await visit.press("f4")
        field(visit, "review_by").take_focus()
        await visit.type("2027-13-01")
        assert "!" in next(line for line in visit.screen.splitlines() if "Kontrolleres innen" in line)
        assert "F4 Fakta !" in visit.screen
        field(visit, "title").show("")
        await visit.press("f3")
        await visit.press("ctrl+s")
        await visit.until(lambda: visit.page.editor.sections.current == "text")
        assert visit.app.focused is field(visit, "title").query_one(Input)
        assert len(colleague.history("gatelys")) == 1


async def test_facts_are_marked_with_the_arrows_and_space_and_a_day_is_typed_as_it_is_written_in_norway(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f4", "tab", "right", "space", "tab", "right", "space")
        while getattr(visit.app.focused, "name", "") != "only":
            await visit.press("tab")
        await visit.press("space")
        field(visit, "review_by").take_focus()
        await visit.press("ctrl+a")
        await visit.type("1.11.2027")
        await visit.press("ctrl+s")
        await visit.sees("Lagret")
        saved = colleague.reads("gatelys")
        assert (saved.audience, saved.first_line) == (("cabin_owner",), "never")
        assert saved.only == ("4026",)  # it exists for one municipality alone
        assert saved.review_by == date(2027, 11, 1)
        assert field(visit, "review_by").value == "01.11.2027"


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_one_mark_says_that_an_article_cannot_differ_and_another_that_it_can(
    at_room: AtRoom, colleague: Colleague, size: tuple[int, ...]
) -> None:
    async with at_room(size) as visit:
        await visit.open("gatelys")
        await visit.press("f4", "tab", "tab", "tab")
        assert "Kan variere fra kommune til kommune" in visit.screen
        await visit.press("right", "space", "f5")
        assert visit.screen.count("kan ikke variere") == 3
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
        await visit.until(lambda: "? Dette viser til lokal merknad, og artikkelen kan ikke variere" in fields(visit))


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


async def test_a_keyword_is_added_and_saved_as_such(at_room: AtRoom, colleague: Colleague) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f3")
        await visit.sees("lyktestolpe")
        await visit.type("gatebelysning")
        await visit.press("enter")
        await visit.sees("ulagrede endringer")
        await visit.press("ctrl+s")
        await visit.sees("Lagret: versjon 2")
        assert "gatebelysning" in colleague.reads("gatelys").keywords
        assert colleague.history("gatelys")[0][2] == "keywords"


async def test_a_keyword_that_is_added_while_searches_are_read_is_saved(
    at_room: AtRoom, colleague: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After Ctrl+S they are read anew."""
    may_be_read, workbench = Event(), EditorService.workbench

    def held(service: EditorService, id: str) -> Workbench:
        may_be_read.wait()
        return workbench(service, id)

    monkeypatch.setattr(EditorService, "workbench", held)
    async with at_room() as visit:
        try:
            await visit.open("gatelys")
            await visit.press("f3")
            await visit.sees("Ser på søkene")
            await visit.type("gatebelysning")
            await visit.press("enter")
            await visit.sees("ulagrede endringer")
        finally:
            may_be_read.set()
        await visit.sees("Søk som finner artikkelen")
        await visit.sees("gatebelysning")
        await visit.press("ctrl+s")
        await visit.sees("Lagret: versjon 2")
        assert "gatebelysning" in colleague.reads("gatelys").keywords


async def test_one_key_says_as_shared_and_a_local_note_is_written_for_the_municipality_under_the_cursor(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f5")
        assert visit.screen.count("ikke sett på") == 3
        await visit.press("f8")
        assert "som felles 20.11.2026" in visit.screen
        await visit.press("ctrl+s")
        await visit.sees("Lagret: versjon 2")
        assert list(colleague.reads("gatelys").as_shared) == ["4026"]
        await visit.type("rol")
        await visit.press("enter")
        await visit.type("Ring Veggli.")
        await visit.press("escape", "ctrl+s")
        await visit.sees("Rollag lokal merknad")
        await visit.sees("Lagret: versjon 3")
        assert colleague.reads("gatelys").local == {"3336": "Ring Veggli."}
        assert colleague.history("gatelys")[0][2] == "note"


async def test_moving_on_keeps_each_note_with_its_municipality_and_one_with_a_note_is_not_as_shared(
    at_room: AtRoom,
) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f5", "enter")
        await visit.type("Ett")
        await visit.press("escape", "down", "enter")
        await visit.type("To")
        await visit.press("escape", "up", "f2")
        assert visit.page.writing.form.local == {"4026": "Ett", "3336": "To"}
        await visit.press("f5", "f8")
        assert "Tinn har en lokal merknad" in visit.screen


async def test_the_history_says_who_when_and_what_and_an_earlier_revision_is_restored_once(
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
        await visit.press("down", "f8")
        await visit.sees("Gjenopprettet: «Gatelys» er igjen som i versjon 1, og det er en ny versjon.")
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


async def test_control_characters_and_a_megabyte_are_refused_at_the_paste_and_the_keys_go_on(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        for control in ("\x1b[2J", "\u202e", "\x9b31m"):
            visit.page.say("")
            await paste(visit, "answer", f"a{control}b")
            await visit.sees("Ikke limt inn: teksten har et styretegn")
            assert not visit.page.writing.is_changed, repr(control)
        for name in ("title", "answer"):
            visit.page.say("")
            before = field(visit, name).value
            await paste(visit, name, "svar " * 200_000)
            await visit.sees("Ikke limt inn: 1 000 000 tegn er for langt")
            assert field(visit, name).value == before
        await visit.type("!")
        assert visit.page.writing.is_changed


async def test_several_lines_from_any_system_and_a_list_from_word_go_in_and_a_nul_is_left_out(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        answer = field(visit, "answer")
        answer.show("")
        await paste(visit, "answer", "a\x00b")
        await visit.until(lambda: answer.value == "ab")
        answer.show("")
        await paste(visit, "answer", "én\r\nto\rtre")
        await visit.until(lambda: answer.value.split() == ["én", "to", "tre"])
        ask = field(visit, "ask")
        await paste(visit, "ask", "•\tHvor står lykta?\r\n•\tHvilket num\u00admer\vhar den?\r\n")
        await visit.until(lambda: ask.value == "Hvor står lykta?\nHvilket nummer har den?")
        title = field(visit, "title")
        title.show("")
        await paste(visit, "title", "1.\tLys i\u00a0gata\r\n")
        await visit.until(lambda: title.value == "Lys i gata")
