"""Open and parked calls are kept beside the desk, and offered to the same agent again."""

import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from kontakt.desk.session import DeskSession
from kontakt.desk.unlogged import UnloggedCall, park_restored, unlogged_calls
from kontakt.desk.unlogged_autosave import UnloggedAutosave
from kontakt.desk.unlogged_file import SECOND_LOOK, UnloggedFile
from kontakt.errors import KontaktError
from kontakt.firstline.outcomes import Outcome
from kontakt.inquiries.inquiry import CallerType, Channel
from kontakt.inquiries.journal.journal import Journal
from kontakt.library.library import Library
from kontakt.library.notices import Notices
from kontakt.notices.notice import Notice, NoticeKind
from kontakt.settings import Settings

from ..conftest import Clock


@pytest.fixture
def a_window(settings: Settings, clock: Clock) -> Callable[..., Any]:
    """Opens windows; the operating system frees the lock of one that is killed, as ``kill`` does here."""
    return lambda agent="kari", **how: UnloggedFile(settings.calls_path, agent, clock=clock, **how)


def kill(window: UnloggedFile) -> None:
    window._lock.release()


@pytest.fixture
def everything_on_disk(settings: Settings) -> Callable[..., Any]:
    return lambda: b"".join(
        f"{file.name}\n".encode() + file.read_bytes() for file in settings.data_dir.rglob("*") if file.is_file()
    ).decode("latin-1")


@pytest.fixture
def a_call(session: DeskSession) -> Callable[..., Any]:
    """One open call, as it is kept."""

    def make(text: str = "@tinn gatelys", note: str = "stolpe 12") -> UnloggedCall:
        session.new_call()
        session.finder.search(text)
        session.write_note(note)
        return unlogged_calls(session.calls)[-1]

    return make


def test_a_call_comes_back_as_it_was(
    session: DeskSession, settings: Settings, journal: Journal, library: Library, clock: Clock
) -> None:
    session.finder.search("@tinn avfall")
    session.finder.move(1)
    session.write_note("bor øverst i bakken")
    session.finder.toggle_pin()
    session.calls.set_channel(Channel.COUNTER)
    session.calls.set_caller_type(CallerType.CABIN_OWNER)
    session.calls.link_repeat(session.call, uuid4())
    session.new_call()
    session.finder.search("byggesøknad")
    before = [*session.calls.parked, session.call]
    after = DeskSession(settings, journal, library, clock=clock)
    assert park_restored(after.calls, unlogged_calls(session.calls), library) == 2
    assert after.calls.parked == before
    assert not after.begun


def test_a_locked_municipality_belongs_to_the_call_that_comes_back(
    session: DeskSession, settings: Settings, journal: Journal, library: Library, clock: Clock
) -> None:
    session.choose_municipality("4026", lock=True)
    session.finder.search("gatelys")
    after = DeskSession(settings, journal, library, clock=clock)
    park_restored(after.calls, unlogged_calls(session.calls), library)
    assert after.calls.parked[0].municipality == "4026"


def test_a_municipality_that_is_unknown_or_undecided_stays_so(
    session: DeskSession, settings: Settings, journal: Journal, library: Library, clock: Clock
) -> None:
    session.finder.search("gatelys")
    session.choose_municipality(None)
    session.new_call()
    session.finder.search("@drammen gatelys")
    before = [*session.calls.parked, session.call]
    after = DeskSession(settings, journal, library, clock=clock)
    park_restored(after.calls, unlogged_calls(session.calls), library)
    assert after.calls.parked == before
    assert [(each.unknown, each.undecided) for each in before] == [(True, False), (False, True)]


def test_a_browsed_theme_comes_back(
    session: DeskSession, settings: Settings, journal: Journal, library: Library, clock: Clock
) -> None:
    session.finder.open_theme()
    session.finder.move(1)
    article = session.finder.article_on_card
    after = DeskSession(settings, journal, library, clock=clock)
    park_restored(after.calls, unlogged_calls(session.calls), library)
    after.take_up(after.calls.parked[0])
    assert after.finder.article_on_card == article


def test_a_call_about_a_chosen_notice_comes_back_about_it(session: DeskSession, clock: Clock) -> None:
    about = Notice(
        id=uuid4(), kind=NoticeKind.ROAD, title="Brua er stengt", begins=clock(), ends=clock() + timedelta(hours=3)
    )
    library = replace(session.library, notices=Notices((about,)))
    session.finder.set_library(library)
    session.finder.choose_notice(about)
    (left,) = unlogged_calls(session.calls)
    session.new_call()
    park_restored(session.calls, (left,), library)
    session.take_up(session.calls.parked[0])
    assert session.finder.notice_on_card == about


def test_a_call_in_which_nothing_is_done_is_not_kept(session: DeskSession) -> None:
    session.new_call()
    assert unlogged_calls(session.calls) == ()


def test_a_logged_call_is_not_under_way(session: DeskSession) -> None:
    session.finder.search("@tinn gatelys")
    session.log(Outcome.ANSWERED)
    assert unlogged_calls(session.calls) == ()


def test_a_call_that_comes_back_and_is_logged_twice_is_one_inquiry(
    session: DeskSession,
    settings: Settings,
    journal: Journal,
    library: Library,
    clock: Clock,
    stored: Callable[[], list[Any]],
) -> None:
    session.finder.search("@tinn gatelys")
    kept = unlogged_calls(session.calls)
    session.log(Outcome.ANSWERED)
    after = DeskSession(settings, journal, library, clock=clock)
    park_restored(after.calls, kept, library)
    after.take_up(after.calls.parked[0])
    after.log(Outcome.GUIDED)
    assert len({entry.inquiry.id for entry in stored()}) == 1


def test_calls_of_a_killed_window_are_offered_to_the_next_one(
    a_window: Callable[..., Any], a_call: Callable[..., Any]
) -> None:
    first, call = a_window(), a_call()
    first.open()
    first.store([call])
    kill(first)
    assert a_window().open().calls == (call,)


def test_calls_of_a_closed_window_are_offered_to_the_next_one(
    a_window: Callable[..., Any], a_call: Callable[..., Any]
) -> None:
    first, call = a_window(), a_call()
    first.open()
    first.store([call])
    first.close()
    assert a_window().open().calls == (call,)


def test_a_window_that_is_closed_before_it_has_looked_once_leaves_its_calls(
    settings: Settings, clock: Clock, a_window: Callable[..., Any], a_call: Callable[..., Any]
) -> None:
    autosave = UnloggedAutosave(settings, clock=clock)
    call = a_call()
    autosave.hand_over((call,))
    autosave.stop(timeout=60)
    assert a_window().open().calls == (call,)


def test_calls_are_offered_once(a_window: Callable[..., Any], a_call: Callable[..., Any]) -> None:
    first = a_window()
    first.open()
    first.store([a_call()])
    kill(first)
    second = a_window()
    second.open()
    assert a_window().open().calls == ()
    kill(second)
    assert len(a_window().open().calls) == 1


def test_a_live_windows_calls_are_not_taken(a_window: Callable[..., Any], a_call: Callable[..., Any]) -> None:
    first, call = a_window(), a_call()
    first.open()
    first.store([call])
    assert a_window().open().calls == ()
    kill(first)
    assert a_window().open().calls == (call,)


def test_another_agents_calls_wait_for_that_agent(a_window: Callable[..., Any], a_call: Callable[..., Any]) -> None:
    first, call = a_window("ola"), a_call()
    first.open()
    first.store([call])
    kill(first)
    assert a_window("kari").open().calls == ()
    assert a_window("ola").open().calls == (call,)


def test_calls_from_before_the_database_has_said_who_sits_there_are_offered_under_the_name_that_it_has(
    settings: Settings, clock: Clock, a_window: Callable[..., Any], a_call: Callable[..., Any]
) -> None:
    autosave = UnloggedAutosave(replace(settings, database="postgresql://kari@server/kontakt"), clock=clock)
    call = a_call()
    autosave.hand_over((call,))
    autosave.stop(timeout=60)
    assert a_window("Kari Nordmann").open().calls == (call,)


def test_two_windows_that_were_killed_leave_the_calls_of_both(
    a_window: Callable[..., Any], a_call: Callable[..., Any]
) -> None:
    windows = [a_window(), a_window()]
    calls = [a_call(), a_call()]
    for window, call in zip(windows, calls, strict=True):
        window.open()
        window.store([call])
    for window in windows:
        kill(window)
    assert set(a_window().open().calls) == set(calls)


def test_two_copies_of_a_call_are_one_call(
    a_window: Callable[..., Any], a_call: Callable[..., Any], settings: Settings
) -> None:
    """A kill between taking over and clearing away."""
    first, call = a_window(), a_call()
    first.open()
    first.store([call])
    copy = first._file.read_bytes()
    kill(first)
    second = a_window()
    second.open()
    first._file.write_bytes(copy)
    kill(second)
    assert a_window().open().calls == (call,)


def test_what_is_logged_already_is_not_offered(a_window: Callable[..., Any], a_call: Callable[..., Any]) -> None:
    first, logged, open_call = a_window(), a_call(), a_call()
    first.open()
    first.store([logged, open_call])
    kill(first)
    second = a_window(logged=lambda: {logged.inquiry_id})
    assert second.open().calls == (open_call,)


def test_a_call_that_is_done_with_leaves_the_disk_at_once(
    a_window: Callable[..., Any], a_call: Callable[..., Any], everything_on_disk: Callable[..., Any]
) -> None:
    window = a_window()
    window.open()
    window.store([a_call("romskip", "en merknad")])
    assert "romskip" in everything_on_disk()
    assert "en merknad" in everything_on_disk()
    window.store([])
    assert "romskip" not in everything_on_disk()
    assert "en merknad" not in everything_on_disk()


def test_nothing_is_left_of_windows_without_calls(
    a_window: Callable[..., Any], a_call: Callable[..., Any], settings: Settings
) -> None:
    for _ in range(3):
        window = a_window()
        window.open()
        window.store([a_call()])
        window.store([])
        window.close()
    window = a_window()
    window.open()
    kill(window)
    last = a_window()
    last.open()
    last.close()
    assert [each.name for each in settings.calls_path.iterdir()] == ["turn"]


def test_a_refused_text_is_not_kept_and_the_rest_of_the_call_is(
    a_window: Callable[..., Any],
    a_call: Callable[..., Any],
    identity_number: str,
    everything_on_disk: Callable[..., Any],
) -> None:
    window = a_window()
    window.open()
    window.store([a_call("@tinn gatelys", f"gjelder {identity_number}"), a_call(identity_number, "stolpe 12")])
    assert identity_number not in everything_on_disk()
    kill(window)
    first, second = a_window().open().calls
    assert {(first.query, first.note), (second.query, second.note)} == {("@tinn gatelys", ""), ("", "stolpe 12")}
    assert {first.municipality, second.municipality} == {"4026", None}


def test_phone_numbers_are_masked_before_they_are_kept(
    a_window: Callable[..., Any], a_call: Callable[..., Any], everything_on_disk: Callable[..., Any]
) -> None:
    window = a_window()
    window.open()
    window.store([a_call("@tinn gatelys", "ring 412 34 567")])
    assert "412 34 567" not in everything_on_disk()
    assert "[telefon]" in everything_on_disk()


def test_a_note_too_long_to_be_logged_is_kept_as_far_as_it_may_be(
    a_window: Callable[..., Any], a_call: Callable[..., Any]
) -> None:
    window = a_window()
    window.open()
    window.store([a_call("@tinn gatelys", "x" * 300)])
    kill(window)
    assert a_window().open().calls[0].note == "x" * 200


def test_only_the_owner_can_read_them(
    a_window: Callable[..., Any], a_call: Callable[..., Any], settings: Settings
) -> None:
    window = a_window()
    window.open()
    window.store([a_call()])
    assert stat.S_IMODE(settings.calls_path.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in settings.calls_path.iterdir()} == {0o600}


def test_after_twelve_hours_they_are_not_offered_and_then_deleted(
    a_window: Callable[..., Any], a_call: Callable[..., Any], clock: Clock, everything_on_disk: Callable[..., Any]
) -> None:
    window = a_window("ola")
    window.open()
    window.store([a_call("romskip")])
    kill(window)
    clock.forward(hours=12, minutes=1)
    other = a_window("kari")
    other.open()
    assert a_window("ola").open().calls == ()
    clock.forward(minutes=SECOND_LOOK.total_seconds() / 60)
    other.purge()
    assert "romskip" not in everything_on_disk()


def test_a_clock_that_jumps_for_a_moment_deletes_nothing(
    a_window: Callable[..., Any], a_call: Callable[..., Any], clock: Clock
) -> None:
    window, call = a_window(), a_call()
    window.open()
    window.store([call])
    kill(window)
    now = clock.now
    other = a_window("ola")
    other.open()
    clock.forward(days=400)
    other.purge()
    other.purge()
    clock.now = now + timedelta(minutes=30)
    other.purge()
    assert a_window().open().calls == (call,)


def test_a_window_that_stands_for_long_forgets_old_calls_on_the_disk(
    a_window: Callable[..., Any], a_call: Callable[..., Any], clock: Clock, everything_on_disk: Callable[..., Any]
) -> None:
    window = a_window()
    window.open()
    old = a_call("romskip")
    clock.forward(hours=11)
    young = a_call()
    window.store([old, young])
    clock.forward(hours=2)
    window.store([old, young])
    assert "romskip" not in everything_on_disk()
    kill(window)
    assert a_window().open().calls == (young,)


@pytest.mark.parametrize("damage", [b"", b"\x00" * 100, b"{", b'{"version": 1}', b"[" * 100_000, "ø".encode()])
def test_a_damaged_file_is_set_aside_and_the_others_are_offered(
    a_window: Callable[..., Any], a_call: Callable[..., Any], damage: bytes, settings: Settings
) -> None:
    windows = [a_window(), a_window()]
    calls = [a_call(), a_call()]
    for window, call in zip(windows, calls, strict=True):
        window.open()
        window.store([call])
    windows[0]._file.write_bytes(damage)
    for window in windows:
        kill(window)
    found = a_window().open()
    assert found.calls == (calls[1],)
    assert [each.read_bytes() for each in found.set_aside] == [damage]
    assert a_window().open().set_aside == ()


def test_what_a_newer_program_wrote_is_left_for_it(a_window: Callable[..., Any], a_call: Callable[..., Any]) -> None:
    window = a_window()
    window.open()
    window.store([a_call()])
    newer = window._file.read_bytes().replace(b'"version": 1', b'"version": 2')
    window._file.write_bytes(newer)
    kill(window)
    found = a_window().open()
    assert (found.calls, found.set_aside) == ((), ())
    assert window._file.read_bytes() == newer


def test_a_full_disk_is_told_of_and_leaves_the_last_state(
    a_window: Callable[..., Any], a_call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, call = a_window(), a_call()
    window.open()
    window.store([call])

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(KontaktError, match="No space left"):
            window.store([call, a_call("romskip")])
    kill(window)
    assert a_window().open().calls == (call,)
