"""What the region's database lets nobody do stands nowhere on their screen; rights that change are noticed while it is
open."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace

import pytest

from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.inquiries.journal.journal import Journal
from kontakt.installation.signed_in import SignedIn
from kontakt.library.cache import Cache
from kontakt.library.cached_library import cached_library
from kontakt.settings import Settings
from kontakt.tui import app as app_module
from kontakt.tui import opening
from kontakt.tui.app import KontaktApp
from kontakt.tui.modes import DESK, EDITOR, LEAD, OPERATIONS, ROOMS, Access

from .conftest import NOW, Shift


@pytest.mark.parametrize(
    ("groups", "rooms"),
    [
        (None, ROOMS),
        (("owner",), ROOMS),
        (("agent",), (DESK,)),
        (("editor",), (EDITOR, OPERATIONS)),
        (("agent", "lead"), (DESK, LEAD)),
        (("jobs",), ()),
        ((), ()),
    ],
)
def test_which_rooms_one_may_use_follows_from_the_groups(
    groups: tuple[str, ...] | None, rooms: tuple[str, ...]
) -> None:
    assert Access(groups).rooms == rooms


SHARED = "postgresql://kari@db.example.invalid/kontakt"


@pytest.mark.parametrize(
    ("known", "now", "room", "sentence"),
    [
        (("agent",), ("agent",), EDITOR, "“editor” is missing.*--role agent --role editor"),
        (("agent",), ("agent", "lead"), LEAD, ""),
        (("agent",), ("agent",), None, ""),
        ((), (), None, "“agent” is missing"),
        ((), ("editor",), None, ""),
    ],
)
def test_a_room_that_one_may_not_use_is_refused_in_one_sentence_unless_the_right_was_given_since(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    known: tuple[str, ...],
    now: tuple[str, ...],
    room: str | None,
    sentence: str,
) -> None:
    from kontakt.locale import use_language

    use_language("en")
    monkeypatch.setattr(opening, "signed_in", lambda _settings: SignedIn("Kari", None, known))
    monkeypatch.setattr(opening, "ask_again", lambda _settings: SignedIn("Kari", None, now))
    shared = replace(settings, database=SHARED)
    if sentence:
        with pytest.raises(KontaktError, match=sentence):
            opening._access(shared, room)
    else:
        assert opening._access(shared, room).rooms


AtDeskAs = Callable[..., AbstractAsyncContextManager[Shift]]


@pytest.fixture
def at_desk_as(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AtDeskAs:
    """A desk whose database lets its agent do what the test says."""
    monkeypatch.setattr(app_module, "ACCESS_SECONDS", 0.05)

    @asynccontextmanager
    async def open_desk(groups: list[str], *, room: str = DESK) -> AsyncIterator[Shift]:
        monkeypatch.setattr(
            "kontakt.installation.signed_in.look_again",
            lambda _settings, _engine: SignedIn("agent 1", None, tuple(groups)),
        )
        library = cached_library(Cache(settings.cache_path))
        assert library is not None
        with Journal(settings.journal_path) as journal:
            session = DeskSession(settings, journal, library, clock=lambda: NOW)
            app = KontaktApp(session, log_path=settings.log_path, room=room, access=Access(tuple(groups)))
            async with app.run_test(size=(120, 36)) as pilot:
                yield Shift(app, pilot)

    return open_desk


async def test_an_agent_sees_no_way_to_another_room(at_desk_as: AtDeskAs) -> None:
    async with at_desk_as(["agent"]) as shift:
        assert "Ctrl+F" not in shift.screen
        await shift.press("ctrl+f")
        assert not shift.app.screen.is_modal
        await shift.press("f1")
        assert "Ctrl+F" not in shift.screen
        await shift.press("escape", "ctrl+o")
        assert "Rom" not in shift.screen.split()


@pytest.mark.long
async def test_an_editor_who_also_leads_is_offered_these_two_rooms(at_desk_as: AtDeskAs) -> None:
    async with at_desk_as(["editor", "lead"], room=EDITOR) as shift:
        await shift.press("ctrl+f")
        await shift.until(lambda: "Redaktørrommet" in shift.screen)
        assert "Arbeidsflaten" not in shift.screen
        await shift.press("2")
        assert shift.app.current_mode == LEAD
        await shift.press("ctrl+f", "ctrl+f")
        assert shift.app.current_mode == EDITOR


@pytest.mark.long
async def test_rights_that_are_given_and_taken_are_told_and_hold_at_once(at_desk_as: AtDeskAs) -> None:
    groups = ["agent"]
    async with at_desk_as(groups) as shift:
        groups.append("editor")
        await shift.until(lambda: "Ctrl+F" in shift.screen)
        await shift.press("ctrl+f", "1")
        assert shift.app.current_mode == EDITOR
        groups.remove("editor")
        await shift.until(lambda: shift.app.current_mode == DESK)
        await shift.until(lambda: "«editor» mangler" in " ".join(shift.screen.split()))
        groups.clear()
        await shift.until(lambda: "«agent» mangler" in " ".join(shift.screen.split()))
        assert shift.app.current_mode == DESK
