"""``kontakt messages``: messages that nobody has dealt with yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer

from kontakt.cli.output import print_columns, print_line
from kontakt.database import Engine, reading
from kontakt.desk.message_draft import reminder_of
from kontakt.desk.open_messages import message_label, message_state, sorted_for_work
from kontakt.directory import store as directory
from kontakt.errors import KontaktError
from kontakt.installation.opening import opened_database
from kontakt.library import message_changes
from kontakt.locale import _
from kontakt.messages import store
from kontakt.messages.message import MessageState, OpenMessage
from kontakt.messages.states import MessageEvent
from kontakt.settings import Settings

app = typer.Typer(help=_("Messages that nobody has dealt with yet."), no_args_is_help=True, rich_markup_mode=None)

_Id = Annotated[str, typer.Argument(help=_("The beginning of its id, as the list has it."), show_default=False)]


@app.command("list", help=_("List them, those that somebody must look at first."))
def list_(context: typer.Context) -> None:
    """Number and text of a message are in no list: they are with whoever it was sent to."""
    now = datetime.now(UTC)
    with _opened(context) as (engine, messages), reading(engine) as session:
        region = directory.load_or_empty(session)
    if not messages:
        print_line(_("No message is open."))
        return
    print_columns(
        [
            (str(each.id)[:8], message_label(each, region), f"{each.subject}: {message_state(each, now)}")
            for each in sorted_for_work(messages, now)
        ]
    )


@app.command("done", help=_("Mark one as dealt with."))
def done(context: typer.Context, id: _Id) -> None:
    settings: Settings = context.obj
    with _opened(context) as (engine, messages):
        message = _one(id, messages)
        event = MessageEvent.DEALT_WITH
        if not message_changes.say(engine, message.id, event, by=settings.agent, now=datetime.now(UTC)):
            raise KontaktError(_("It has not been sent yet: nobody can have dealt with it."))
    print_line(_("Dealt with: it is gone from every desk."))


@app.command("remind", help=_("Remind of one by e-mail."))
def remind(context: typer.Context, id: _Id) -> None:
    settings: Settings = context.obj
    with _opened(context) as (engine, messages):
        message = _one(id, messages)
        if message.state is not MessageState.SENT:
            raise KontaktError(
                _("Only what was sent can be reminded of; this message {state}.").format(
                    state=message_state(message, datetime.now(UTC))
                )
            )
        message_changes.write(engine, reminder_of(message, settings.agent, datetime.now(UTC)))
    print_line(_("{name} is reminded by e-mail.").format(name=message.recipient))


@contextmanager
def _opened(context: typer.Context) -> Iterator[tuple[Engine, tuple[OpenMessage, ...]]]:
    with opened_database(context.obj, datetime.now(UTC)) as engine:
        with reading(engine) as session:
            messages = store.load(session).open
        yield engine, messages


def _one(which: str, messages: tuple[OpenMessage, ...]) -> OpenMessage:
    found = [each for each in messages if str(each.id).startswith(which.casefold())] if which else []
    if len(found) != 1:
        text = (
            _("No open message begins with “{which}”.")
            if not found
            else _("Several begin with “{which}”: write more of it.")
        )
        raise KontaktError(text.format(which=which))
    return found[0]
