"""Choosing who asks, and on which channel."""

from textual.app import App

from kontakt.desk.session import DeskSession
from kontakt.inquiries.inquiry import CallerType
from kontakt.tui.desk.menus import caller_menu


async def choose_caller(app: App[None], session: DeskSession) -> None:
    """Let the agent choose the caller type or the channel of the call in progress; nothing changes where they go
    back."""
    chosen = await app.push_screen_wait(caller_menu())
    if chosen is None:
        return
    if isinstance(chosen.value, CallerType):
        session.calls.set_caller_type(chosen.value)
    else:
        session.calls.set_channel(chosen.value)
