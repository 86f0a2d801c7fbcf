"""The two rooms: going from one to the other loses nothing, and each key does what its room says."""

import asyncio
import subprocess
import sys

import pytest

from kontakt.inquiries.inquiry import Entry
from kontakt.settings import Settings
from kontakt.tui.commands.article import HISTORY, LOCAL_NOTES, THE_ARTICLE
from kontakt.tui.commands.command import commands_in
from kontakt.tui.commands.editor import EDITOR_ROOM
from kontakt.tui.desk.service_link import DeskLink
from kontakt.tui.editor.lists.articles_view import ArticlesView
from kontakt.tui.modes import DESK, EDITOR

from .conftest import AtRoom, Colleague, Visit

pytestmark = pytest.mark.long


async def test_one_key_leads_to_the_room_and_back_and_the_call_stays(at_room: AtRoom) -> None:
    async with at_room(from_desk=True) as visit:
        await visit.type("@tinn brøyt")
        await visit.press("ctrl+f", "1")
        await visit.arrive()
        assert "Redaktør" in visit.screen
        assert "samtale 00:00" in visit.screen
        await visit.press("ctrl+f", "ctrl+f")
        assert visit.typed == "@tinn brøyt"
        assert "Brøyting av kommunal vei" in visit.screen
        await visit.press("f2")
        assert visit.logged() == ["answered"]


async def test_a_half_written_note_on_the_desk_survives_a_visit_to_the_room(at_room: AtRoom) -> None:
    async with at_room(from_desk=True) as visit:
        await visit.type("brøyt")
        await visit.press("ctrl+t")
        await visit.type("halv setn")
        await visit.press("ctrl+f", "1")
        await visit.arrive()
        await visit.press("ctrl+f", "ctrl+f")
        await visit.type("ing")
        assert "halv setning" in visit.screen


async def test_a_library_that_comes_while_one_is_in_the_room_reaches_the_desk(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room(from_desk=True) as visit:
        await visit.settle()
        await visit.type("rullestol")
        await visit.press("ctrl+f", "1")
        await visit.arrive()
        colleague.saves("skoleskyss", keywords=("skolebuss", "rullestoltaxi"))
        await visit.until(lambda: "rullestoltaxi" in visit.desk.library.articles["skoleskyss"].keywords)
        await visit.press("ctrl+f", "ctrl+f")
        assert "Skoleskyss" in visit.screen
        assert visit.typed == "rullestol"


async def test_the_desk_opens_without_the_room_and_the_room_without_the_desk(at_room: AtRoom) -> None:
    async with at_room(from_desk=True) as visit:
        assert EDITOR not in visit.app._screen_stacks
    async with at_room() as visit:
        assert DESK not in visit.app._screen_stacks
        await visit.press("ctrl+f", "ctrl+f")
        await visit.type("brøyt")
        assert "Brøyting av kommunal vei" in visit.screen


async def test_a_list_that_comes_late_opens_in_the_room_that_asked_for_it(
    at_room: AtRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, come = DeskLink.own_inquiries, asyncio.Event()

    async def slowly(link: DeskLink) -> list[Entry]:
        await come.wait()
        return await asked(link)

    monkeypatch.setattr(DeskLink, "own_inquiries", slowly)
    async with at_room(from_desk=True) as visit:
        await visit.settle()
        await visit.type("@tinn brøyt")
        await visit.press("f2", "ctrl+z", "ctrl+f", "1")
        await visit.arrive()
        come.set()
        await visit.until(lambda: len(visit.app.get_screen_stack(DESK)) == 2)
        assert len(visit.app.get_screen_stack(EDITOR)) == 1
        await visit.press("ctrl+f", "ctrl+f")
        assert "Besvart" in visit.screen
        assert visit.app.screen.is_modal


def test_the_desk_opens_without_loading_anything_of_the_room() -> None:
    """What a fast start (docs/architecture.md, limits) rests on."""
    program = (
        "import sys, kontakt.__main__, kontakt.cli.desk, kontakt.tui.app\n"
        "print(*(each for each in sys.modules if each.startswith(('kontakt.editor', 'kontakt.tui.editor'))))"
    )
    ended = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert ended.stdout.split() == []


async def test_a_search_without_an_answer_becomes_an_article_and_leaves_the_queue(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room(from_desk=True) as visit:
        await visit.settle()
        await visit.type("@tinn solceller")
        await visit.press("f10", "ctrl+f", "1")
        await visit.arrive()
        await visit.press("f4")
        await visit.sees("solceller")
        await visit.press("ctrl+n")
        await visit.sees("ikke lagret ennå")
        await visit.press("tab", "tab")
        await visit.type("Ja.")
        await visit.press("f4", "enter", *"vei", "enter", "ctrl+s")
        await visit.sees("Lagret: versjon 1 av «Solceller»")
        await visit.sees("«solceller» blir i køen til «Solceller» er publisert")
        assert colleague.reads("solceller").keywords == ("solceller",)
        assert len(visit.room.overview.gaps) == 1
        await visit.press("ctrl+l")
        await visit.sees("Skal agentene lese «Solceller» slik?")
        await visit.press("1")
        await visit.until(lambda: not visit.room.overview.gaps)


async def report(visit: Visit, search: str, *keys: str) -> None:
    """An agent reports something from the desk, and goes to the editor's gaps."""
    await visit.settle()
    await visit.type(search)
    await visit.press(*keys)
    await visit.press("ctrl+f", "1")
    await visit.arrive()
    await visit.press("f4")
    await visit.until(lambda: visit.room.overview.gaps)


async def test_a_search_that_was_dismissed_is_taken_back_by_one_key(at_room: AtRoom) -> None:
    async with at_room(from_desk=True) as visit:
        await report(visit, "@tinn solceller", "f10")
        await visit.press("f10")
        await visit.sees("«solceller» er avvist. Det kommer tilbake hvis det meldes igjen. Ctrl+Z angrer.")
        await visit.until(lambda: not visit.room.overview.gaps)
        await visit.press("ctrl+z")
        await visit.sees("Angret: «solceller» er avvist.")
        await visit.until(lambda: visit.room.overview.gaps)
        await visit.press("ctrl+z")
        await visit.sees("Det er ingenting å angre")


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_a_report_is_closed_by_saying_so_and_reopened_from_the_list_of_closed_ones(
    at_room: AtRoom, colleague: Colleague, size: tuple[int, int]
) -> None:
    async with at_room(size, from_desk=True) as visit:
        await report(visit, "@tinn gatelys", "ctrl+o", "u", *"fristen", "enter")
        assert "fristen (Tinn, 20.11.2026)" in visit.screen
        colleague.saves("gatelys", keywords=("lykt",))
        await visit.until(lambda: visit.room.overview.health["gatelys"].revision == 2)
        assert visit.room.overview.gaps
        await visit.press("f9")
        await visit.sees("Svaret i «Gatelys» er rettet")
        await visit.until(lambda: not visit.room.overview.gaps)
        await visit.press("ctrl+l")
        await visit.sees("svaret er rettet")
        assert "agent 1" in visit.screen
        await visit.press("f8")
        await visit.sees("Det som er meldt om «Gatelys», er åpent igjen.")
        await visit.until(lambda: visit.room.overview.gaps)


async def test_the_page_of_a_reported_answer_says_so_when_it_is_saved_and_closes_the_report(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room(from_desk=True) as visit:
        await report(visit, "@tinn gatelys", "ctrl+o", "u", *"fristen", "enter")
        await visit.press("enter")
        await visit.sees("Meldt én gang, sist: «fristen». F9 sier at svaret er rettet.")
        assert "F9 Svaret rettet" in visit.screen
        await visit.press("tab", "tab", "ctrl+end")
        await visit.type(" Nå.")
        await visit.press("ctrl+s")
        await visit.sees("1 melding om svaret står åpen: F9 sier at det er rettet.")
        await visit.press("f9")
        await visit.sees("Svaret i «Gatelys» er rettet")
        await visit.until(lambda: not visit.room.overview.gaps)
        await visit.until(lambda: "F9 Svaret rettet" not in visit.screen)


async def test_an_article_that_is_open_is_still_there_after_a_call(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.type("!")
        await visit.press("ctrl+f", "ctrl+f")
        await visit.type("brøyt")
        await visit.press("ctrl+f", "1")
        assert "Gatelys!" in visit.screen
        assert "ulagrede endringer" in visit.screen


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_every_view_is_shown_by_its_key_and_marked_in_words(at_room: AtRoom, size: tuple[int, int]) -> None:
    async with at_room(size) as visit:
        for changed in (size, (60, 16), (120, 36)):
            await visit.pilot.resize_terminal(*changed)
            for key, name in zip(
                ("f2", "f3", "f4", "f5", "f6", "f7"),
                ("Neste", "Artikler", "Hull", "Overlapp", "Dekning", "Kontroll"),
                strict=True,
            ):
                await visit.press(key)
                assert f"▌{key.upper()} {name}" in visit.screen.splitlines()[0], changed


async def test_escape_leads_to_what_is_best_mended_next_and_letters_after_ctrl_o_are_for_this_room(
    at_room: AtRoom,
) -> None:
    async with at_room() as visit:
        await visit.press("f6", "escape")
        assert "▌F2" in visit.screen
        await visit.press("ctrl+o", "3")
        assert "▌F3" in visit.screen
        await visit.press("ctrl+o", "e", "0")
        assert "Søk" in visit.screen


async def test_a_window_too_small_says_so_and_keeps_the_list(at_room: AtRoom) -> None:
    async with at_room((40, 10)) as visit:
        assert "for lite til å redigere" in " ".join(visit.screen.split())
        await visit.pilot.resize_terminal(120, 36)
        await visit.press("f3")
        assert "Gatelys" in visit.screen


async def test_the_list_shows_how_each_article_fares_and_one_key_sorts_by_the_next_column(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.press("f3")
        heading = next(line for line in visit.screen.splitlines() if "Artikkel" in line)
        for name in ("Tema", "Kontrollert", "Brukt", "Løst", "Meldt", "Sett på", "Status"):
            assert name in heading
        ploughing = next(line for line in visit.screen.splitlines() if "Brøyting" in line)
        for text in ("19 dager", "–", "2/3", "publisert"):
            assert text in ploughing
        await visit.press("ctrl+r")
        assert "Artikkel ▴" in visit.screen
        titles = [visit.screen.index(title) for title in ("Barnehageplass", "Gatelys", "Skoleskyss")]
        assert titles == sorted(titles)


async def test_at_80_columns_the_columns_that_matter_stay(at_room: AtRoom) -> None:
    async with at_room((80, 24)) as visit:
        await visit.press("f3")
        for name in ("Artikkel", "Kontrollert", "Brukt", "Løst", "Meldt"):
            assert name in visit.screen


async def test_letters_find_an_article_by_title_keyword_and_id(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.press("f3")
        for words in ("lyktestolpe", "GATELYS", "gatelys", "veilys"):
            assert "Barnevern" in visit.screen, words
            await visit.type(words)
            assert "Gatelys" in visit.screen, words
            assert "Barnevern" not in visit.screen, words
            await visit.press(*["backspace"] * len(words))


async def test_the_help_shows_the_keys_of_the_room_one_is_in(at_room: AtRoom) -> None:
    async with at_room((120, 170)) as visit:
        await visit.press("f1")
        for command in commands_in((EDITOR_ROOM, THE_ARTICLE, LOCAL_NOTES, HISTORY)):
            assert command.shown_key in visit.screen, command.id
        assert "Logg utfallet" not in visit.screen
        await visit.press("escape", "ctrl+f", "ctrl+f", "f1")
        assert "Redaktørrommet" not in visit.screen


async def test_the_palette_offers_what_can_be_done_here_and_nothing_else(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.press("f3")
        here = {command.title for command in visit.app.get_system_commands(visit.app.screen)}
        assert "Ny artikkel  (Ctrl+N)" in here
        assert "Ny samtale  (Ctrl+N)" not in here
        await visit.press("f7")
        there = {command.title for command in visit.app.get_system_commands(visit.app.screen)}
        assert "Ny artikkel  (Ctrl+N)" not in there


async def test_the_language_is_switched_in_both_rooms_at_once(at_room: AtRoom) -> None:
    async with at_room(from_desk=True) as visit:
        await visit.press("ctrl+f", "1")
        await visit.arrive()
        await visit.press("f3", "ctrl+o", "v")
        assert "Løyst" in visit.screen
        await visit.press("ctrl+f", "ctrl+f")
        assert "samtale" in visit.screen
        assert "Sjølvbetening" in visit.screen


async def test_the_room_goes_on_while_the_database_is_away_and_says_so(at_room: AtRoom, settings: Settings) -> None:
    async with at_room() as visit:
        await visit.press("f3")
        away = settings.data_dir / "away"
        away.mkdir()
        for file in settings.data_dir.glob("kontakt.sqlite*"):
            file.rename(away / file.name)
        await visit.sees("kontakt.sqlite")
        await visit.type("gate")
        assert "Gatelys" in visit.screen
        for file in away.iterdir():
            file.rename(settings.data_dir / file.name)
        await visit.until(lambda: "kontakt.sqlite" not in visit.screen)


async def test_a_colleagues_change_reaches_the_list_without_moving_the_cursor(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await visit.press("f3", "down", "down")
        chosen = visit.room.query_one(ArticlesView)._table.current.article.id
        other = next(each for each in ("gatelys", "skoleskyss") if each != chosen)
        colleague.saves(other, title="Et helt nytt navn")
        await visit.until(lambda: "Et helt nytt navn" in visit.screen)
        assert visit.room.query_one(ArticlesView)._table.current.article.id == chosen
