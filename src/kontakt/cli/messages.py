"""``kontakt messages``: messages that nobody has dealt with yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Annotated

import typer

from kontakt.cli.message_texts import Number, Text, checked_texts, given_texts
from kontakt.cli.output import print_columns, print_line
from kontakt.desk.message_draft import MessageRecipient, chosen_recipient, current_recipient, new_address, readdressed
from kontakt.desk.message_service import FoundMessages
from kontakt.desk.open_messages import (
    CHANGED,
    EVENTS,
    NOT_ANY_MORE,
    NOT_DONE,
    MessageAct,
    MessageChange,
    corrected,
    followed,
    message_label,
    message_state,
    message_subject,
    possible_acts,
    recipient_gone,
    sent_lately_title,
    sorted_for_work,
    what_is_gone,
    what_was_done,
)
from kontakt.desk.service import DeskService
from kontakt.errors import KontaktError
from kontakt.installation.data_folder import make_data_folder
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.library.library import Library
from kontakt.locale import _
from kontakt.messages.message import OpenMessage, StepKind

app = typer.Typer(help=_("Messages that nobody has dealt with yet."), no_args_is_help=True, rich_markup_mode=None)

_Id = Annotated[
    str,
    typer.Argument(help=_("The beginning of its id, as the list has it, or its Message-ID."), show_default=False),
]


@dataclass(frozen=True, slots=True)
class _Opened:
    service: DeskService
    library: Library
    found: FoundMessages

    def one(self, id: str, act: MessageAct) -> OpenMessage:
        """The message that ``id`` begins, where that can be done with it. Raises KontaktError."""
        message, now = _one(id, self.found), self.service.clock()
        if act not in possible_acts(message, self.service.settings.agent, now):
            text = _("That cannot be done with this message: {state}.")
            raise KontaktError(text.format(state=message_state(message, now)))
        return message


@app.command("list", help=_("List them; those that need a decision come first."))
def list_(context: typer.Context) -> None:
    """Number and text of a message are in no list: they are with whoever it was sent to. While the database is away,
    those alone are listed that wait on this computer, and it ends with exit status 1."""
    with _opened(context) as opened:
        rows = [_row(each, opened) for each in sorted_for_work(opened.found.open, opened.service.clock())]
    if rows:
        print_columns(rows)
    if opened.found.away:
        raise KontaktError(opened.found.away)
    if not rows:
        print_line(_("No message is open."))


@app.command(
    "sent", help=_("List cases, corrections, reminders and notices that were sent of late, the last one first.")
)
def sent(context: typer.Context) -> None:
    """Of the last {sent_days} days. They are done with, unless one of them comes back."""
    with _opened(context) as opened:
        rows = [_row(each, opened) for each in opened.service.messages.sent_lately()]
    if rows:
        print_columns(rows)
    else:
        print_line(f"{sent_lately_title()}: {_('None.')}")


def _row(message: OpenMessage, opened: _Opened) -> tuple[str, str, str]:
    gone = " ".join(filter(None, (recipient_gone(message, opened.library), what_is_gone(message))))
    told = f"{message_subject(message)}: {message_state(message, opened.service.clock(), opened.found.open)}"
    return str(message.id)[:8], message_label(message, opened.library), ". ".join(filter(None, (told, gone)))


@app.command("done", help=_("Mark one as dealt with, or what came back as gone another way."))
def done(context: typer.Context, id: _Id) -> None:
    _say(context, id, MessageAct.DONE)


@app.command("arrived", help=_("Mark one as arrived that was unsure, or said to have come back."))
def arrived(context: typer.Context, id: _Id) -> None:
    _say(context, id, MessageAct.ARRIVED)


@app.command("returned", help=_("Mark one as returned by the recipient's own mail server."))
def returned(context: typer.Context, id: _Id) -> None:
    """What a mail server sends back stands in the mailbox of the setting `mail_from`, with the `Message-ID` of what it
    returns. One of the list, or one that was sent in the last {sent_days} days and is done with: that is open again. A
    notice says of whom its e-mail did not reach that it came back."""
    _say(context, id, MessageAct.CAME_BACK)


@app.command("again", help=_("Send one again that failed, or that did not arrive."))
def again(context: typer.Context, id: _Id) -> None:
    _say(context, id, MessageAct.SEND_AGAIN)


@app.command("remind", help=_("Remind of one by e-mail."))
def remind(context: typer.Context, id: _Id) -> None:
    """Where whom it went to stands in no list any more, their unit is reminded, or the municipality's post office."""
    with _opened(context) as opened:
        message = opened.one(id, MessageAct.REMIND)
        to = current_recipient(message, opened.library)
        opened.service.messages.remind(followed(message, to))
    print_line(_("{name} is reminded by e-mail.").format(name=to.name))


@app.command("withdraw", help=_("Withdraw one of your own that has not been sent."))
def withdraw(context: typer.Context, id: _Id) -> None:
    with _opened(context) as opened:
        message = opened.one(id, MessageAct.WITHDRAW)
        change = opened.service.messages.change(StepKind.WITHDRAWN, message.as_message("", ""))
    _say_changed(StepKind.WITHDRAWN, change)


@app.command("correct", help=_("Put another number and text into one of your own that has not been sent."))
def correct(context: typer.Context, id: _Id, text: Text = None, number: Number = None) -> None:
    """What is not given stays as it is; `--number ""` takes the number out. Without either, a terminal asks for them:
    then they do not stand in the shell's history. Where it has been sent meanwhile, what is written follows it as a
    correction."""
    with _opened(context) as opened:
        message = opened.one(id, MessageAct.CORRECT)
        given = given_texts(number, text, _("Ring back (Enter: as it is)"), _("What they want (Enter: as it is)"))
        stored = opened.service.messages.own_texts(message.id) if None in given else None
        if given == (None, None):
            raise KontaktError(_("Nothing was changed: write --number or --text."))
        same = MessageRecipient(message.recipient, message.address, message.unit)
        texts = checked_texts(*given, stored or ("", ""))
        changed = corrected(message, same, *texts, opened.service.clock(), opened.library)
        change = opened.service.messages.change(StepKind.CORRECTED, changed)
    _say_changed(StepKind.CORRECTED, change)


@app.command("readdress", help=_("Send one that failed to another address."))
def readdress(
    context: typer.Context,
    id: _Id,
    address: Annotated[
        str, typer.Argument(help=_("An e-mail address, or the name of a unit or a contact."), show_default=False)
    ],
    number: Number = None,
    text: Text = None,
) -> None:
    """`--number` and `--text` are for one that came back, or is older than {message_days} days: its own are gone. At a
    terminal they are asked for. Only whoever wrote it sends it to an address that stands in no list."""
    with _opened(context) as opened:
        service, library, now = opened.service, opened.library, opened.service.clock()
        message = opened.one(id, MessageAct.READDRESS)
        chosen = None if "@" in address else _named(address, message, opened)
        address = chosen.address if chosen else address
        recipient = readdressed(message, address, chosen, service.settings.agent, library)
        anew = message.lost_its_text or number is not None or text is not None
        texts = given_texts(number, text, _("Ring back"), _("What they want")) if anew else ("", "")
        written = checked_texts(texts[0] or "", texts[1] or "")
        new = new_address(message, recipient, now, library)
        as_it_was = service.messages.readdress(message.id, new)  # where it has its text still
        if not as_it_was and not service.messages.readdress(
            message.id, replace(new, number=written[0], text=written[1])
        ):
            raise KontaktError(_("Its text is gone, or somebody was faster: write --number and --text."))
    said = _("It is sent to {name}, {address}.").format(name=recipient.name, address=recipient.address)
    kept = _("It had its number and text still, and goes with these: kontakt messages correct changes them.")
    print_line(f"{said} {kept}" if as_it_was and any(written) else said)


def _say_changed(kind: StepKind, change: MessageChange) -> None:
    """What came of it. Raises KontaktError where that is not what was asked for."""
    if (kind, change) in NOT_DONE:
        raise KontaktError(_(CHANGED[kind, change]))
    print_line(_(CHANGED[kind, change]))


def _say(context: typer.Context, id: str, act: MessageAct) -> None:
    with _opened(context, lists_sent=act is MessageAct.CAME_BACK) as opened:
        message = opened.one(id, act)
        if not opened.service.messages.say(message.id, EVENTS[act]):
            raise KontaktError(_(NOT_ANY_MORE))
    print_line(what_was_done(message, act))


def _named(name: str, message: OpenMessage, opened: _Opened) -> MessageRecipient:
    """Whom the name stands for in the message's municipality, or who stands in for them."""
    library, municipality = opened.library, message.municipality or None
    found = library.contacts.named(name, municipality)
    recipient = chosen_recipient(found[0], municipality, library, opened.service.clock()) if len(found) == 1 else None
    if recipient is None:
        raise KontaktError(
            _("“{name}” is not the name of one unit or contact with an e-mail address there.").format(name=name)
        )
    return recipient


@contextmanager
def _opened(context: typer.Context, *, lists_sent: bool = False) -> Iterator[_Opened]:
    make_data_folder(context.obj)
    with LazyEngine(context.obj) as database:
        service = DeskService(context.obj, database)
        library = service.best_library()
        found = service.messages.found()
        if lists_sent and not found.away:
            found = FoundMessages((*found.open, *service.messages.sent_lately()))
        yield _Opened(service, library, found)


def _one(which: str, among: FoundMessages) -> OpenMessage:
    begins = which.strip("<> ").partition("@")[0].partition(".")[0].casefold()  # a Message-ID says so
    found = [each for each in among.open if str(each.id).startswith(begins)] if begins else []
    if not found and among.away:
        raise KontaktError(among.away)
    if len(found) != 1:
        text = (
            _("No message of the list begins with “{which}”.")
            if not found
            else _("Several begin with “{which}”: write more of it.")
        )
        raise KontaktError(text.format(which=which))
    return found[0]
