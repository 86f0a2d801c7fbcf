"""``kontakt notice``: what happens now; and what happened, for the morning after."""

from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import typer

from kontakt.cli.output import print_columns, print_document, print_json, print_line
from kontakt.cli.parse import municipality_number, notice_called
from kontakt.cli.search import read_library
from kontakt.database import Engine, reading
from kontakt.desk.notice_form import InvalidForm, NoticeForm, moment_text
from kontakt.desk.notice_texts import in_short, kind_name, told_first_text, where_it_holds
from kontakt.directory import store as directory
from kontakt.directory.region import Region
from kontakt.errors import KontaktError
from kontakt.files.days import read_day
from kontakt.files.spreadsheets import csv_file, neutral
from kontakt.inquiries.log.notices import notice_counts
from kontakt.installation.clock import utc_now
from kontakt.installation.opening import opened_database
from kontakt.library import notice_changes
from kontakt.library.labels import NOTICE_PRIORITIES, NOTICE_STATES
from kontakt.locale import _, language
from kontakt.locale.formats import OSLO, day_and_clock, number
from kontakt.notices import store
from kontakt.notices.notice import Notice, NoticeKind, NoticePriority, ToldFirst
from kontakt.presence.until import end_of_day, read_begin

app = typer.Typer(help=_("What happens now, and until when."), no_args_is_help=True, rich_markup_mode=None)


class NoticeFormat(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@app.command("add", help=_("Tell every desk what happens now."))
def add(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help=_("What happens, in a few words."), show_default=False)],
    kind: Annotated[NoticeKind, typer.Option(help=_("What it is about."))] = NoticeKind.ROUTINE,
    municipality: Annotated[
        list[str] | None,
        typer.Option(help=_("Where it holds, by name or number; may be repeated. Without it: everywhere.")),
    ] = None,
    until: Annotated[
        str, typer.Option(help=_("14:30, fredag, 24.12 or 24.12 12:00; without it, the rest of today."))
    ] = "",
    begins: Annotated[
        str, typer.Option("--from", help=_("When it begins, written in the same way; without it, now."))
    ] = "",
    text: Annotated[str, typer.Option(help=_("What is told to whoever calls."))] = "",
    place: Annotated[list[str] | None, typer.Option(help=_("A place that callers name; may be repeated."))] = None,
    article: Annotated[
        list[str] | None, typer.Option(help=_("An article that it concerns, by its id; may be repeated."))
    ] = None,
    urgent: Annotated[bool, typer.Option("--urgent", help=_("It stands before others."))] = False,
) -> None:
    now = utc_now()
    library = read_library(context.obj)
    numbers = [number for each in municipality or () if (number := municipality_number(each, library.region))]
    form = NoticeForm(library, now, kind=kind)
    form.change(
        {
            "title": title,
            "text": text,
            "begins": begins,
            "municipalities": ", ".join(numbers),
            "places": ", ".join(place or ()),
            "articles": "\n".join(article or ()),
            **({"ends": ends} if (ends := until or _that_day(begins, now)) else {}),
            **({"priority": _(NOTICE_PRIORITIES[NoticePriority.URGENT])} if urgent else {}),
        }
    )
    try:
        notice = form.notice()
    except InvalidForm as invalid:
        raise KontaktError(invalid.problems[0]) from invalid
    with opened_database(context.obj, now) as engine:
        stored = notice_changes.write(engine, notice, by=context.obj.agent, now=now)
    print_line(in_short(stored, library.region, now))


@app.command("end", help=_("End a notice now."))
def end(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help=_("Words of its title, or the beginning of its id."), show_default=False)],
) -> None:
    now = utc_now()
    with opened_database(context.obj, now) as engine:
        found = notice_called(text, notice_changes.since(engine, now))
        ended = notice_changes.end(engine, found.id, by=context.obj.agent, now=now)
        region = _region(engine)
    print_line(_("Ended: {notice}. No desk shows it any more.").format(notice=in_short(ended, region, now)))


@app.command("list", help=_("List the notices that are out or to come; with --since also those that have ended."))
def list_(
    context: typer.Context,
    since: Annotated[str, typer.Option(help=_("The first day, such as 01.11.2026 or 2026-11-01."))] = "",
    format: Annotated[NoticeFormat, typer.Option(help=_("How to print."))] = NoticeFormat.TABLE,
) -> None:
    """With who wrote each and changed it last, and how many inquiries were logged about it. csv opens in Norwegian
    Excel."""
    now = utc_now()
    moment = _moment(since) if since else now
    with opened_database(context.obj, now) as engine:
        found = notice_changes.since(engine, moment)
        region = _region(engine)
        with reading(engine) as session:
            counts = notice_counts(session, [each.id for each in found])
            written = store.first_written(session, moment)
    rows = [_row(each, region, now, counts, written[each.id]) for each in found]
    match format:
        case NoticeFormat.JSON:
            print_json([_plain(each, now, counts) for each in found])
        case NoticeFormat.CSV:
            print_document(csv_file([[neutral(cell) for cell in row] for row in (_headings(), *rows)]))
        case _ if rows:
            print_columns([_headings(), *rows], figures=(6,))
        case _:
            print_line(_("There is no notice."))


def _that_day(begins: str, now: datetime) -> str:
    """The day on which it begins, at the end of which it ends; "" for today."""
    moment = read_begin(begins, now) if begins else None
    return moment_text(end_of_day(moment)) if moment else ""


def _headings() -> tuple[str, ...]:
    return (
        *(_("From"), _("Until"), _("State"), _("Kind"), _("Holds in"), _("What happens"), _("Inquiries")),
        *(_("Told first"), _("Written by"), _("Changed last by"), _("Id")),
    )


def _row(
    notice: Notice, region: Region, now: datetime, counts: dict[UUID, int], written: tuple[str, datetime]
) -> tuple[str, ...]:
    return (
        day_and_clock(notice.begins),
        day_and_clock(notice.ends),
        _(NOTICE_STATES[notice.state(now)]),
        kind_name(notice),
        where_it_holds(notice, region),
        notice.title_in(language()),
        number(counts.get(notice.id, 0)),
        told_first_text(notice, now),
        _who_and_when(*written),
        _who_and_when(notice.changed_by, notice.changed_at) if notice.revision > 1 else "",
        str(notice.id)[:8],
    )


def _who_and_when(name: str, at: datetime | None) -> str:
    return f"{name} {day_and_clock(at)}" if at else name


def _plain(notice: Notice, now: datetime, counts: dict[UUID, int]) -> dict[str, Any]:
    return {
        "id": str(notice.id),
        "kind": notice.kind.value,
        "title": notice.title,
        "text": notice.text,
        "municipalities": list(notice.municipalities),
        "places": list(notice.places),
        "articles": list(notice.articles),
        "begins": notice.begins.isoformat(),
        "ends": notice.ends.isoformat(),
        "state": notice.state(now).value,
        "priority": notice.priority.name.lower(),
        "inquiries": counts.get(notice.id, 0),
        "told_first": [_plain_told(each) for each in notice.told_first],
        "changed_by": notice.changed_by,
        "changed_at": notice.changed_at.isoformat() if notice.changed_at else None,
    }


def _plain_told(each: ToldFirst) -> dict[str, str | None]:
    return {
        "who": each.who,
        "told_at": each.told_at.isoformat() if each.told_at else None,
        "told_by": each.told_by,
        "came_back_at": each.came_back_at.isoformat() if each.came_back_at else None,
    }


def _moment(since: str) -> datetime:
    """The beginning of the day in Oslo."""
    day = read_day(since)
    if day is None:
        raise KontaktError(_("--since {text} is not a date: write it as 01.09.2026 or 2026-09-01.").format(text=since))
    return datetime.combine(day, time(), OSLO).astimezone(UTC)


def _region(engine: Engine) -> Region:
    with reading(engine) as session:
        return directory.load_or_empty(session)
