"""The commands, put together. Each group is a module of its own; none holds any logic."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from io import TextIOWrapper
from typing import Annotated, Any

import typer

import kontakt
from kontakt.cli.help_pages import explain_in_the_language
from kontakt.cli.output import print_line, print_refusal
from kontakt.errors import KontaktError
from kontakt.locale import N_, _
from kontakt.settings import Settings


@dataclass(frozen=True, slots=True)
class SingleCommand:
    """One that is not in a group: ``function`` of the module ``kontakt.cli.<function>``."""

    function: str
    help: str


COMMANDS = {
    each.function: each
    for each in (
        SingleCommand("search", N_("Search the knowledge base.")),
        SingleCommand("who", N_("Find whom to put a caller through to.")),
        SingleCommand("log", N_("Log an inquiry.")),
        SingleCommand("undo", N_("Withdraw one of your own inquiries.")),
        SingleCommand("today", N_("Today's counts and first-line rate: your own and the region's.")),
        SingleCommand("report", N_("The lead's figures as a file: text, JSON, CSV, xlsx or HTML.")),
        SingleCommand("costs", N_("Share a cost between the municipalities, exactly to the øre.")),
        SingleCommand("editor", N_("Open the editor's room.")),
        SingleCommand("lead", N_("Open the lead's room.")),
        SingleCommand("keys", N_("The commands of the app with their keys, and what kontakt.toml calls them.")),
        SingleCommand("data", N_("Where everything lies.")),
        SingleCommand("doctor", N_("Look whether this machine and what it reaches are in order, and say what to do.")),
        SingleCommand("jobs", N_("Do what a shared region needs done in the background, until it is stopped.")),
        SingleCommand("serve", N_("Serve the app to browsers.")),
        SingleCommand("demo", N_("Open a throw-away region with made-up inquiries.")),
    )
}
_TOGETHER = {"log": "inquiries", "undo": "inquiries", "today": "inquiries"}
"""The module of what does not lie in one of its own name."""

GROUPS = {
    "knowledge": "knowledge",
    "people": "people",
    "absence": "absence",
    "notice": "notice",
    "vocabulary": "vocabulary",
    "database": "database",
    "figures": "figures",
    "import": "phone_calls",
    "mail": "mail",
    "messages": "messages",
}
"""The modules of the groups of commands, by the names that are typed."""

NAMES = (*COMMANDS, *GROUPS)
"""All that can be typed after ``kontakt``."""


def app_for(arguments: Sequence[str]) -> typer.Typer:
    """With the command that the arguments name, and no other: loading them all takes a second. All of them where none
    is named, for the help page and for what is meant by a name that is none."""
    match arguments:
        case ["--version", *_rest]:
            return app_with(())
        case [name, *_rest] if name in NAMES:
            return app_with((name,))
        case _all:
            return app_with(NAMES)


def app_with(names: Iterable[str]) -> typer.Typer:
    """kontakt with these commands and groups, which are loaded."""
    app = typer.Typer(
        name="kontakt",
        help=_("Find the answer, log the inquiry, see the first-line rate. Without a command, the desk opens."),
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(desk)
    for name in names:
        if name in GROUPS:
            app.add_typer(_module(GROUPS[name]).app, name=name)
        else:
            module = _module(_TOGETHER.get(name, name))
            app.command(name, help=_(COMMANDS[name].help))(getattr(module, name))
    explain_in_the_language(app)
    return app


def _module(name: str) -> Any:
    return import_module(f"kontakt.cli.{name}")


def run(app: typer.Typer, settings: Settings) -> None:
    """Run the command that the arguments name, and end with its exit code. Raises KontaktError for what a person can
    mend."""
    _look_at(sys.argv[1:])
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without UTF-8 shows "?" for what it has no sign for
    try:
        code = app(prog_name="kontakt", obj=settings, standalone_mode=False)
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


def desk(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help=_("Print the version."), callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        from kontakt.cli.desk import open_desk  # noqa: PLC0415 (no command needs it)

        open_desk(context.obj)
