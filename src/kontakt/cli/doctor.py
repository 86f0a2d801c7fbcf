"""``kontakt doctor``: whether this machine, and what it reaches, is fit for kontakt."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

import kontakt
from kontakt.cli.output import OutputFormat, print_columns, print_json, print_line
from kontakt.installation.clock import utc_now
from kontakt.locale import N_, _, ngettext

if TYPE_CHECKING:
    from kontakt.installation.finding import InstallationFinding

_STATES = {True: "well", False: "wrong", None: "unknown"}
_SHOWN = {True: N_("ok"), False: N_("WRONG"), None: N_("UNKNOWN")}
_WRONG, _UNKNOWN = 1, 2


def doctor(
    context: typer.Context,
    format: Annotated[OutputFormat, typer.Option(help=_("How to print."))] = OutputFormat.TABLE,
) -> None:
    """Looks at the terminal and its keys, the locale, the clock, the folders with their rights and room, the database,
    the mail server and the messages that wait, what waits in the journal, and, of a shared region, the server and the
    rights of whoever signs in; its owner is told what `kontakt database check` tells as well. Nothing is made or
    changed.

    Ends with exit status 0 where all is well, with 1 where something is wrong, and with 2 where nothing is known to be
    wrong but something cannot be told."""
    from kontakt.installation.doctor import examine  # noqa: PLC0415 (the database's libraries)

    found = list(examine(context.obj, utc_now()))
    status = _status(found)
    if format is OutputFormat.JSON:
        print_json(
            {
                "version": kontakt.__version__,
                "state": {0: "well", _WRONG: "wrong", _UNKNOWN: "unknown"}[status],
                "findings": [
                    {"name": each.name, "state": _STATES[each.sound], "sentence": each.sentence} for each in found
                ],
            }
        )
    else:
        _print(found)
    if status:
        raise typer.Exit(status)


def _status(found: "Sequence[InstallationFinding]") -> int:
    states = {each.sound for each in found}
    if False in states:
        return _WRONG
    return _UNKNOWN if None in states else 0


def _print(found: "Sequence[InstallationFinding]") -> None:
    print_columns([(_(_SHOWN[each.sound]), _(each.name), each.sentence) for each in found])
    wrong = sum(each.sound is False for each in found)
    print_line()
    if wrong:
        print_line(ngettext("{count} thing is wrong.", "{count} things are wrong.", wrong).format(count=wrong))
    elif _status(found):
        print_line(_("Nothing is known to be wrong, but not everything can be told."))
    else:
        print_line(_("All is well."))
