"""``kontakt database``: what the owner of a shared region does with its database."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from kontakt.cli.output import agreed, print_columns, print_line
from kontakt.cli.progress import shown_count
from kontakt.errors import KontaktError
from kontakt.files.days import read_day
from kontakt.inquiries.journal.delivered import KEPT_FOR
from kontakt.installation.clock import utc_now
from kontakt.installation.data_folder import make_data_folder
from kontakt.installation.region_audit import audit_since
from kontakt.installation.region_copy import move_to_file, move_to_server
from kontakt.installation.region_people import everybody_granted, let_in, revoke_rights
from kontakt.installation.restoring import take_back_into_use
from kontakt.installation.shared_region import (
    initialise,
    refuse_old_backup,
    upgrade_needed,
    upgrade_shared,
)
from kontakt.installation.shared_soundness import shared_findings
from kontakt.locale import N_, _, ngettext
from kontakt.locale.formats import number
from kontakt.settings import Settings

_DONE = {
    "grant": N_("rights given"),
    "revoke": N_("rights taken away"),
    "target": N_("target changed"),
    "municipality": N_("municipality added or removed"),
    "article": N_("article changed"),
    "correction": N_("inquiry corrected"),
    "withdrawal": N_("inquiry withdrawn"),
    "deletion": N_("entry deleted"),
}
"""What the audit says was done."""

NAMES = {"agent": N_("agent"), "editor": N_("editor"), "lead": N_("lead"), "jobs": N_("jobs")}
"""What groups are called."""

app = typer.Typer(
    help=_("The database of a region that many desks share, on a PostgreSQL server: for its owner."),
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("init", help=_("Make the region in an empty database, with the knowledge that comes with kontakt."))
def init(context: typer.Context) -> None:
    """The setting `database` names it. Sign in as its owner; who has no superuser asks whoever runs the server for an
    empty database of their own."""
    settings: Settings = context.obj
    make_data_folder(settings)
    initialise(settings, utc_now())
    print_line(_("The region is made in {database}.").format(database=settings.database_shown))


@app.command("upgrade", help=_("Bring the database to this version of kontakt."))
def upgrade(
    context: typer.Context,
    backup: Annotated[
        Path | None, typer.Option(help=_("A backup of today, so that nobody is asked for one."), readable=False)
    ] = None,
) -> None:
    """No copy is made before, as it is of a file: a backup of the server, not older than {backup_hours} hours, must be
    there. Desks of the version before say that they must be updated, and log to their journals until then."""
    settings: Settings = context.obj
    make_data_folder(settings)
    step = upgrade_needed(settings)
    if step is None:
        upgrade_shared(settings, utc_now())  # which gives the rights anew
        print_line(_("The database is up to date."))
        return
    if backup is not None:
        refuse_old_backup(backup, utc_now())
    elif not agreed(_("The database stands at step {step}. Is there a backup of it from today?").format(step=step)):
        print_line(_("Nothing was changed. Make a backup first, for example with pg_dump."))
        raise typer.Exit(1)
    upgrade_shared(settings, utc_now())
    print_line(_("The database is up to date."))


@app.command("restored", help=_("Take a database that was put back from a backup into use again."))
def restored(context: typer.Context) -> None:
    """Restore it under another name, let the setting `database` name that, and rename it when this has ended: until
    then no desk may read it. It is brought up to date, notes that have become too old since the backup are emptied,
    everybody is let in again whom it knows, and every desk delivers again what it delivered within the last
    {delivered_days} days; what the log has is not taken twice."""
    settings: Settings = context.obj
    make_data_folder(settings)
    purged = take_back_into_use(settings, utc_now())
    print_line(
        ngettext(
            "The database can be used again: {count} old text was emptied. Desks now deliver again what they delivered within the "
            "last {days} days.",
            "The database can be used again: {count} old texts were emptied. Desks now deliver again what they delivered within "
            "the last {days} days.",
            purged,
        ).format(count=number(purged), days=KEPT_FOR.days)
    )


@app.command("copy", help=_("Move a region from a file into the shared database, or back."))
def copy(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=_("The file of the embedded region, such as kontakt.sqlite."))],
    back: Annotated[bool, typer.Option("--back", help=_("From the shared database into the file."))] = False,
    agent: Annotated[
        list[str] | None,
        typer.Option(
            help=_(
                "An agent's name in the file and their login on the server: “Kari Nordmann=kari”. Once for each name."
            )
        ),
    ] = None,
) -> None:
    """The target must be empty, or the rest of a copy that was interrupted: the same command goes on with that. Nobody
    should log into the source meanwhile. Counts are compared at the end. Agents who are not named are copied under
    their old names, and are nobody's."""
    settings: Settings = context.obj
    make_data_folder(settings)
    with shown_count(_("Copying")) as progress:
        if back:
            copied = move_to_file(settings, file, utc_now(), progress)
        else:
            copied = move_to_server(settings, file, _logins(agent or []), utc_now(), progress)
    print_columns(
        [(_("Table"), _("Source"), _("Target"))]
        + [
            (each.name, number(each.source), number(each.target))
            for each in copied.counts
            if each.source or each.target
        ]
    )
    for person in copied.let_in:
        print_line(_("“{login}” is the agent “{agent}”.").format(login=person.login, agent=person.agent))
    if not copied.is_whole:
        raise KontaktError(
            _("The counts differ: somebody has written into one of the two meanwhile. Copy into an empty one.")
        )


def _logins(given: list[str]) -> dict[str, str]:
    logins = {}
    for text in given:
        name, equals, login = text.rpartition("=")
        if not equals or not name.strip() or not login.strip():
            raise KontaktError(
                _("--agent {text} is no name and login: write it as “Kari Nordmann=kari”.").format(text=text)
            )
        logins[name.strip()] = login.strip()
    return logins


@app.command("grant", help=_("Let somebody in, or change their name, home municipality or rights."))
def grant(
    context: typer.Context,
    login: Annotated[str, typer.Argument(help=_("Their login on the server; it is made where there is none."))],
    name: Annotated[
        str | None, typer.Option(help=_("The name that stands on what they log. Must be given the first time."))
    ] = None,
    home: Annotated[
        str | None, typer.Option(help=_("The number of the municipality that employs them, such as 4026."))
    ] = None,
    role: Annotated[
        list[str] | None,
        typer.Option(
            help=_(
                "What they are: agent, editor, lead or jobs; give it several times for several. Those that are not given are "
                "taken away. Somebody new is an agent."
            )
        ),
    ] = None,
) -> None:
    """An agent reads published articles and their own inquiries of today, sees counts, and logs in their own name. An
    editor changes articles, a lead sees figures and sets targets, jobs empties old notes; none of them reads the log.
    Whoever is several has all their rights. A login that is made here signs in as the server lets it: by the system's
    user, a certificate or Kerberos, or with a password that whoever runs the server gives it."""
    person = let_in(context.obj, login, name, home, role)
    print_line(
        _("“{login}” is “{agent}”: {rights}; home municipality: {home}.").format(
            login=person.login,
            agent=person.agent,
            rights=_rights(person.groups),
            home=person.home_municipality or "–",
        )
    )


def _rights(groups: tuple[str, ...]) -> str:
    return ", ".join(_(NAMES[group]) for group in groups) or "–"


@app.command("revoke", help=_("Take every right from somebody. What they logged stays."))
def revoke(context: typer.Context, login: Annotated[str, typer.Argument(help=_("Their login on the server."))]) -> None:
    revoke_rights(context.obj, login)
    print_line(_("“{login}” has no right in the region's database any more.").format(login=login))


@app.command("users", help=_("Who may sign in, as whom, and what they are."))
def users(context: typer.Context) -> None:
    everybody = everybody_granted(context.obj)
    if not everybody:
        print_line(
            _("Nobody but the owner yet: let somebody in with {command}.").format(command="kontakt database grant")
        )
        return
    print_columns(
        [(_("Login"), _("Agent"), _("Home municipality"), _("Rights"))]
        + [
            (
                each.login,
                each.agent,
                each.home_municipality or "–",
                _rights(each.groups),
            )
            for each in everybody
        ]
    )


@app.command("audit", help=_("Who changed rights, targets, articles and inquiries, and when."))
def audit(
    context: typer.Context,
    since: Annotated[
        str, typer.Option(help=_("Only what was done from this date on, such as 01.09.2026."), show_default=False)
    ] = "",
) -> None:
    """The database writes it down by itself, and nobody can change it. It says which article or inquiry, and holds no
    text. Times are UTC."""
    day = read_day(since) if since else date.min
    if day is None:
        raise KontaktError(_("--since {text} is not a date: write it as 01.09.2026 or 2026-09-01.").format(text=since))
    done = audit_since(context.obj, datetime.combine(day, time(), UTC))
    if not done:
        print_line(_("Nothing was done yet."))
        return
    print_columns(
        [(_("When (UTC)"), _("Login"), _("What"), _("Which"))]
        + [(f"{each.at:%Y-%m-%d %H:%M:%S}", each.login, _(_DONE[each.kind]), each.id) for each in done]
    )


@app.command("check", help=_("Look whether the database, the server and the clocks are in order."))
def check(context: typer.Context) -> None:
    """Ends with exit status 1 where something is not in order, and says what to do."""
    findings = list(shared_findings(context.obj, utc_now()))
    print_columns([(_(finding.name), finding.sentence) for finding in findings])
    if not all(finding.sound for finding in findings):
        raise typer.Exit(1)
