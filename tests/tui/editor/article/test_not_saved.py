"""An article that is not saved: kept, offered again, and asked about before it is left."""

import sqlite3
from dataclasses import replace

import pytest

from kontakt.editor.article.unsaved import unsaved_articles
from kontakt.knowledge.article import Status
from kontakt.settings import Settings
from kontakt.tui.editor.article.screen import ArticleScreen

from ..conftest import AtRoom, Colleague

pytestmark = pytest.mark.long


async def test_a_text_in_another_window_is_told_of_and_outlives_what_is_saved_here(
    at_room: AtRoom, settings: Settings, colleague: Colleague
) -> None:
    other = unsaved_articles(settings.unsaved_path, agent="ola")
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.type("!")
        other.keep("theirs", replace(visit.page.writing.form, title="Olas halvferdige"), 1)
        await visit.press("ctrl+s")
        await visit.sees("Lagret: versjon 2")
        await visit.press("escape")
        await visit.press("ctrl+t")
        await visit.sees("Olas halvferdige")
        await visit.sees("ola, åpen i et annet vindu")
        await visit.press("1")
        await visit.sees("Dette er teksten din fra")
        await visit.press("ctrl+s")
        await visit.sees("lagret versjon 2 av «Gatelys!»")


async def test_a_page_says_that_its_text_waits_and_never_that_all_is_saved(at_room: AtRoom) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("ctrl+t")
        await visit.sees("Alle tekster er lagret.")
        await visit.type("!")
        await visit.press("ctrl+t")
        await visit.sees("Denne teksten er ikke lagret: Ctrl+S lagrer den.")


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
        await visit.sees("Lagret: versjon 2")
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
        await visit.sees("Lagret: versjon 2")
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
        await visit.sees("ola lagret versjon 2")


async def test_a_new_article_is_told_where_to_choose_a_theme_begins_as_a_draft_and_gets_an_id_from_its_title(
    at_room: AtRoom, colleague: Colleague
) -> None:
    async with at_room() as visit:
        await visit.press("f3", "ctrl+n")
        await visit.sees("ikke lagret ennå")
        await visit.type("Tømt kasse")
        await visit.press("tab", "tab")
        await visit.type("Ja.")
        await visit.press("ctrl+s")
        await visit.sees("F4 Fakta !")
        assert "er ikke en id" not in visit.screen
        assert visit.page.editor.section.id == "facts"
        await visit.press("enter")
        await visit.type("vei")
        await visit.press("enter", "ctrl+s")
        await visit.sees("Lagret: versjon 1 av «Tømt kasse»")
        made = colleague.reads("toemt-kasse")
        assert (made.status, made.theme) == (Status.DRAFT, "vei")
        assert "utkast" in visit.screen


async def test_a_new_article_is_another_than_the_one_of_its_title_and_is_offered_when_it_was_not_saved(
    at_room: AtRoom,
) -> None:
    async with at_room() as visit:
        await visit.press("f3", "ctrl+n")
        await visit.sees("ikke lagret ennå")
        await visit.type("Gatelys")
        page = visit.page
        page.editor.catch_up()
        assert page.writing.previewed().id == page.writing.form.id != "gatelys"
        await visit.type(" Halvferdig")
        await visit.press("escape", "2")
        await visit.press("ctrl+t")
        assert "Halvferdig" in visit.screen
        await visit.press("1")
        await visit.sees("ikke lagret ennå")
        assert "Halvferdig" in visit.screen


async def test_leaving_asks_nothing_without_a_change_and_else_can_throw_it_away_or_save(
    at_room: AtRoom, settings: Settings, colleague: Colleague
) -> None:
    async def again() -> None:
        await visit.press("enter")
        await visit.until(lambda: isinstance(visit.app.screen, ArticleScreen))
        await visit.pilot.pause()
        await visit.type("!")

    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("f5", "f6", "f2", "escape")
        await visit.until(lambda: visit.app.screen is visit.room)
        assert "▌F3 Artikler" in visit.screen
        await again()
        await visit.press("escape")
        assert "Denne teksten er ikke lagret" in visit.screen
        await visit.press("escape")
        assert "Gatelys!" in visit.screen
        await visit.press("escape", "3")
        await visit.until(lambda: visit.app.screen is visit.room)
        assert unsaved_articles(settings.unsaved_path).all() == ()
        assert len(colleague.history("gatelys")) == 1
        await again()
        await visit.press("escape", "1")
        await visit.until(lambda: visit.app.screen is visit.room)
        assert colleague.reads("gatelys").title == "Gatelys!"
