"""A step that fails in the editor's room or on one of its pages; and the database that goes away and comes back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from kontakt.settings import Settings
from kontakt.tui.editor.article.screen import ArticleScreen
from kontakt.tui.editor.urgent.kind_screen import UrgentKindScreen
from kontakt.tui.editor.urgent.screen import UrgentScreen

from .conftest import AtRoom

SERVICE = "kontakt.editor.service.EditorService"
FAILED = "feil i programmet"


def broken(*_args: Any, **_options: Any) -> None:
    raise ValueError("unforeseen")


@contextmanager
def away(settings: Settings) -> Iterator[None]:
    """The database's files lie elsewhere for as long as this lasts."""
    elsewhere = settings.data_dir / "away"
    elsewhere.mkdir()
    for file in settings.data_dir.glob("kontakt.sqlite*"):
        file.rename(elsewhere / file.name)
    yield
    for file in elsewhere.iterdir():
        file.rename(settings.data_dir / file.name)


async def test_opening_an_article_that_fails_is_logged_and_told_in_the_room(
    at_room: AtRoom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with at_room() as visit:
        monkeypatch.setattr(f"{SERVICE}.read", broken)
        await visit.press("f3", "enter")
        await visit.sees(FAILED)
        assert "Ingenting er endret" in visit.screen
        assert "ValueError: unforeseen" in caplog.text


async def test_a_step_of_a_list_that_fails_is_logged_and_told_in_the_room(
    at_room: AtRoom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with at_room() as visit:
        monkeypatch.setattr("kontakt.tui.editor.lists.review_view.RuleChangeScreen", broken)
        await visit.press("f7", "ctrl+o", "l")
        await visit.sees(FAILED)
        assert "ValueError: unforeseen" in caplog.text


@pytest.mark.long
async def test_saving_that_fails_is_logged_and_told_on_the_page_and_the_text_stays(
    at_room: AtRoom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with at_room() as visit:
        page = await visit.open("gatelys")
        monkeypatch.setattr(f"{SERVICE}.save", broken)
        await visit.type("!")
        await visit.press("ctrl+s")
        await visit.sees("teksten din er tatt vare på")
        assert page.writing.is_changed
        assert "ValueError: unforeseen" in caplog.text


@pytest.mark.long
async def test_a_part_of_the_page_that_fails_is_logged_and_told_there(
    at_room: AtRoom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with at_room() as visit:
        await visit.open("gatelys")
        monkeypatch.setattr(f"{SERVICE}.history", broken)
        await visit.press("f6")
        await visit.sees("teksten din er tatt vare på")
        assert "ValueError: unforeseen" in caplog.text


@pytest.mark.long
async def test_steps_among_the_words_of_danger_that_fail_are_logged_and_told(
    at_room: AtRoom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with at_room() as visit:
        monkeypatch.setattr(f"{SERVICE}.urgent", broken)
        await visit.press("ctrl+o", "u")
        await visit.sees(FAILED)
        assert isinstance(visit.app.screen, UrgentScreen)
        monkeypatch.setattr("kontakt.tui.editor.urgent.kind_screen.UrgentKindScreen.save", broken)
        await visit.press("ctrl+n")
        await visit.until(lambda: isinstance(visit.app.screen, UrgentKindScreen))
        await visit.press("ctrl+s")
        await visit.sees("teksten din er tatt vare på")
        assert caplog.text.count("ValueError: unforeseen") >= 2


@pytest.mark.long
@pytest.mark.parametrize("page", [ArticleScreen, UrgentScreen])
async def test_every_page_says_that_the_database_is_away_until_it_is_back(
    at_room: AtRoom, settings: Settings, page: type[ArticleScreen] | type[UrgentScreen]
) -> None:
    async with at_room() as visit:
        if page is ArticleScreen:
            await visit.open("gatelys")
            await visit.type("!")
        else:
            await visit.press("ctrl+o", "u")
            await visit.until(lambda: isinstance(visit.app.screen, UrgentScreen))
        with away(settings):
            await visit.sees("kontakt.sqlite")
        await visit.until(lambda: "kontakt.sqlite" not in visit.screen)
        if page is ArticleScreen:
            await visit.sees("Databasen er tilbake")
