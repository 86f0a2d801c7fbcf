"""``kontakt jobs``: the background work of a shared region."""

from time import monotonic, sleep
from typing import Annotated

import typer

from kontakt.cli.output import print_error, print_line
from kontakt.errors import KontaktError
from kontakt.installation.clock import utc_now
from kontakt.installation.connecting import connected
from kontakt.installation.jobs_turn import LEASE_SECONDS, JobsTurn
from kontakt.installation.mail_jobs import MailJobs
from kontakt.installation.region_jobs import purge_old_texts
from kontakt.library.calendar_feeds import CalendarReader
from kontakt.locale import _, ngettext
from kontakt.locale.formats import number
from kontakt.settings import Settings

PURGED_EVERY_MINUTES = 5
_EVERY_SECONDS = 60 * PURGED_EVERY_MINUTES
_LOOK_SECONDS = LEASE_SECONDS // 3


def jobs(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help=_("Do it once and end."))] = False,
) -> None:
    """Notes and queries older than the setting `note_days` are emptied in the region's database, every {purge_minutes}
    minutes; contacts' calendars are read every {calendar_minutes} minutes; messages are sent as they come, where the
    setting `mail_host` names a mail server. It is run beside the server, signed in as a login with the role jobs. Of
    several that run, one works and the others wait for it to end; a server that is away is waited for as well. Ctrl+C
    ends it."""
    settings: Settings = context.obj
    mail = MailJobs(settings)
    calendars = CalendarReader(lambda: connected(settings), private_allowed=settings.private_calendars, clock=utc_now)
    with JobsTurn(settings) as turn:
        if once:
            turn.take()
            _purge(settings)
            _read(calendars)
            _send_once(mail)
            return
        try:
            _go_on(settings, turn, mail, calendars)
        finally:
            mail.stop()


def _go_on(settings: Settings, turn: JobsTurn, mail: MailJobs, calendars: CalendarReader) -> None:
    told, done_at = "", -float(_EVERY_SECONDS)
    while True:
        try:
            _take(turn, mail)
            calendars.begin()
            if monotonic() - done_at >= _EVERY_SECONDS:
                _purge(settings)
                done_at = monotonic()
            if mail.problem:
                raise KontaktError(mail.problem)
            told = ""
        except KontaktError as problem:
            if str(problem) != told:  # not every half a minute
                print_error(problem)
            told = str(problem)
        sleep(_LOOK_SECONDS)


def _take(turn: JobsTurn, mail: MailJobs) -> None:
    try:
        turn.take()
    except KontaktError:
        mail.stop()
        raise
    mail.start()


def _send_once(mail: MailJobs) -> None:
    if sent := mail.send_once():
        text = _("Messages: {sent} sent, {put_off} put off, {refused} refused.")
        print_line(text.format(sent=number(sent.accepted), put_off=number(sent.put_off), refused=number(sent.refused)))


def _read(calendars: CalendarReader) -> None:
    came = calendars.read_due()
    failed = sum(each.problem is not None for each in came)
    well = len(came) - failed
    read = ngettext("{count} calendar was read.", "{count} calendars were read.", well)
    print_line(read.format(count=number(well)))
    if failed:
        unread = ngettext("{count} calendar could not be read.", "{count} calendars could not be read.", failed)
        print_line(unread.format(count=number(failed)))


def _purge(settings: Settings) -> None:
    purged = purge_old_texts(settings)
    sentence = ngettext("{count} old text was emptied.", "{count} old texts were emptied.", purged)
    print_line(sentence.format(count=number(purged)))
