"""``kontakt knowledge changes``: what was changed across articles, by whom, when, and the difference."""

from datetime import UTC, datetime, time, timedelta
from typing import Annotated, Any

import typer

from kontakt.cli.field_differences import difference_lines
from kontakt.cli.output import OutputFormat, print_columns, print_json, print_line
from kontakt.database import reading
from kontakt.directory import store as directory
from kontakt.editor.article.field_texts import FieldNaming, field_differences
from kontakt.editor.recent_changes import RecentChange, recent_changes
from kontakt.editor.revision_names import REVISION_NAMES
from kontakt.errors import KontaktError
from kontakt.files.days import read_day
from kontakt.files.text_diff import FieldDifference
from kontakt.installation.clock import utc_now
from kontakt.installation.opening import opened_database
from kontakt.knowledge import store
from kontakt.locale import _
from kontakt.locale.formats import OSLO, day_and_clock

_DAYS = 7


def changes(
    context: typer.Context,
    since: Annotated[
        str,
        typer.Option(
            help=_("The first day, such as 01.11.2026 or 2026-11-01. Without it: the last {days} days.").format(
                days=_DAYS
            )
        ),
    ] = "",
    by: Annotated[str, typer.Option(help=_("Only what this editor has changed."))] = "",
    article: Annotated[str, typer.Option(help=_("Only the article with this id."))] = "",
    difference: Annotated[bool, typer.Option("--difference", help=_("Print what differs, field by field."))] = False,
    format: Annotated[OutputFormat, typer.Option(help=_("How to print."))] = OutputFormat.TABLE,
) -> None:
    now = utc_now()
    moment = _moment(since, now)
    with opened_database(context.obj, now) as engine, reading(engine) as session:
        found = [
            each
            for each in recent_changes(session, moment)
            if by in ("", each.revision.by) and article in ("", each.article)
        ]
        naming = FieldNaming(directory.load_or_empty(session), store.some(session, ()).themes)
    if format is OutputFormat.JSON:
        print_json([_plain(each, naming) for each in found])
    elif not difference:
        print_columns([_line(each) for each in found])
    else:
        for each in found:
            print_line("  ".join(_line(each)), bold=True)
            for line in difference_lines(_differing(each, naming)):
                print_line(line)
            print_line()


def _moment(since: str, now: datetime) -> datetime:
    """The beginning of the day in Oslo."""
    if not since:
        return now - timedelta(days=_DAYS)
    day = read_day(since)
    if day is None:
        raise KontaktError(_("--since {text} is not a date: write it as 01.09.2026 or 2026-09-01.").format(text=since))
    return datetime.combine(day, time(), OSLO).astimezone(UTC)


def _line(change: RecentChange) -> tuple[str, ...]:
    revision = change.revision
    what = _(REVISION_NAMES[revision.what]) if revision.what else ""
    return day_and_clock(revision.at), revision.by, what, change.title, change.article


def _differing(change: RecentChange, naming: FieldNaming) -> tuple[FieldDifference, ...]:
    return field_differences(change.before.as_article if change.before else None, change.after.as_article, naming)


def _plain(change: RecentChange, naming: FieldNaming) -> dict[str, Any]:
    revision = change.revision
    return {
        "at": revision.at.isoformat(),
        "by": revision.by,
        "what": revision.what.value if revision.what else None,
        "article": change.article,
        "revision": revision.number,
        "title": change.title,
        "fields": [each.field for each in _differing(change, naming)],
    }
