"""The commands, put together. Each group is a module of its own; none holds any logic."""

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Annotated

import typer

import kontakt
from kontakt.cli import (
    absence,
    check,
    costs,
    data,
    database,
    demo,
    doctor,
    editor,
    figures,
    inquiries,
    jobs,
    keys,
    knowledge,
    lead,
    mail,
    messages,
    notice,
    people,
    phone_calls,
    report,
    search,
    serve,
    vocabulary,
    who,
)
from kontakt.cli.desk import open_desk
from kontakt.cli.help_pages import explain_in_the_language
from kontakt.cli.output import print_line, print_refusal
from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.settings import Settings

app = typer.Typer(
    name="kontakt",
    help=_("Find the answer, log the inquiry, see the first-line rate. Without a command, the desk opens."),
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run(settings: Settings) -> None:
    """Run the command that the arguments name, and end with its exit code. Raises KontaktError for what a person can
    mend."""
    _look_at(sys.argv[1:])
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without UTF-8 shows "?" for what it has no sign for
    try:
        code = app(obj=settings, standalone_mode=False)
    except typer.TyperException as refused:
        print_refusal(refused)
        code = refused.exit_code
    except typer.Abort:
        raise KontaktError(_("Stopped.")) from None
    sys.exit(code)


def _look_at(arguments: Sequence[str]) -> None:
    """Bytes that are not UTF-8 come as halves of surrogate pairs, which nothing could store, print or look for. Raises
    KontaktError."""
    for argument in arguments:
        if any("\ud800" <= character <= "\udfff" for character in argument):
            sentence = _("“{argument}” is not in UTF-8: set the terminal, or the name of the file, to UTF-8.")
            raise KontaktError(sentence.format(argument=argument))


def _print_version(wanted: bool) -> None:
    if wanted:
        print_line(f"kontakt {kontakt.__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def desk(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help=_("Print the version."), callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        open_desk(context.obj)


app.command("search", help=_("Search the knowledge base."))(search.search)
app.command("who", help=_("Find whom to put a caller through to."))(who.who)
app.command("log", help=_("Log an inquiry."))(inquiries.log)
app.command("undo", help=_("Withdraw one of your own inquiries of the last 12 hours."))(inquiries.undo)
app.command("today", help=_("Today's counts and first-line rate: your own and the region's."))(inquiries.today)
app.command("report", help=_("The lead's figures as a file: text, JSON, CSV, xlsx or HTML."))(report.report)
app.command("costs", help=_("Share a cost between the municipalities, exactly to the øre."))(costs.costs)
app.command("editor", help=_("Open the editor's room."))(editor.editor)
app.command("lead", help=_("Open the lead's room."))(lead.lead)
app.command("keys", help=_("The commands of the app with their keys, and what kontakt.toml calls them."))(keys.keys)
app.command("data", help=_("Where everything lies."))(data.data)
app.command("doctor", help=_("Look whether this machine and what it reaches are in order, and say what to do."))(
    doctor.doctor
)
app.command("jobs", help=_("Do what a shared region needs done in the background, until it is stopped."))(jobs.jobs)
app.command("serve", help=_("Serve the app to browsers."))(serve.serve)
app.command("demo", help=_("Open a throw-away region with made-up inquiries."))(demo.demo)
knowledge.app.command("check", help=_("Find what ought to be looked at: errors and warnings, with file and line."))(
    check.check
)
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(people.app, name="people")
app.add_typer(absence.app, name="absence")
app.add_typer(notice.app, name="notice")
app.add_typer(vocabulary.app, name="vocabulary")
app.add_typer(database.app, name="database")
app.add_typer(figures.app, name="figures")
app.add_typer(phone_calls.app, name="import")
app.add_typer(mail.app, name="mail")
app.add_typer(messages.app, name="messages")
explain_in_the_language(app)
