"""What the commands on figures share: the lead's service, up to date, and the period they are asked for."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from kontakt.cli.inquiries import try_to_deliver
from kontakt.cli.output import print_error
from kontakt.cli.progress import shown_count
from kontakt.desk.service import DeskService
from kontakt.errors import KontaktError
from kontakt.firstline import Period, Span, periods
from kontakt.installation.data_folder import make_data_folder
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.lead.freshness import freshness_sentence
from kontakt.lead.service import LeadService
from kontakt.locale import _
from kontakt.settings import Settings


@contextmanager
def opened_lead_service(settings: Settings) -> Iterator[LeadService]:
    """The lead's service for the length of one command, when what waits in the journal is delivered and counted."""
    make_data_folder(settings)
    with LazyEngine(settings) as database, closing(LeadService(settings, database)) as service:
        try_to_deliver(DeskService(settings, database))
        with shown_count(_("Counting")) as progress:
            service.bring_up_to_date(progress)
        if service.freshness is not None and service.freshness.is_behind:
            print_error(freshness_sentence(service.freshness))
        yield service


def period_of(text: str | None, now: datetime) -> Period:
    """The period that --period names; without one, this month. Raises KontaktError."""
    if text is None:
        return periods.current(Span.MONTH, now)
    return _parsed("--period", text)


def stretch(first: str, last: str | None, now: datetime) -> Period:
    """From --from to --to, both included; up to and with today without the latter. Raises KontaktError."""
    start = _parsed("--from", first).start
    end = _parsed("--to", last).end if last is not None else periods.day(now).end
    if start >= end:
        raise KontaktError(
            _("--from {first} comes after --to {last}: write the first day first.").format(
                first=first, last=last or _("today")
            )
        )
    return Period(start, end)


def _parsed(option: str, text: str) -> Period:
    try:
        return periods.parse(text)
    except ValueError:
        raise KontaktError(
            _("{option} {text} is no period: write 2026, 2026-Q4, 2026-11, 2026-W47 or 2026-11-22.").format(
                option=option, text=text
            )
        ) from None
