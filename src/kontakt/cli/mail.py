"""``kontakt mail``: the mail server that messages leave by."""

from typing import Annotated

import typer

from kontakt.cli.output import print_line
from kontakt.errors import KontaktError
from kontakt.installation.mail import relay_of
from kontakt.locale import _
from kontakt.settings import Settings

app = typer.Typer(help=_("The mail server that messages leave by."), no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def mail() -> None:
    """So that ``test`` is a command of its own, although it is the only one."""


@app.command("test", help=_("Send a test to an address, and say what the mail server answers."))
def test(
    context: typer.Context,
    address: Annotated[str, typer.Argument(help=_("Whom to send it to."))],
) -> None:
    """Nothing is stored. What is wrong with the settings, the certificate or the server is said in one sentence."""
    settings: Settings = context.obj
    relay = relay_of(settings)
    if relay is None:
        raise KontaktError(
            _("No mail server is set: write {example} into kontakt.toml.").format(
                example='mail_host = "smtp.example.invalid"'
            )
        )
    from kontakt.messages.test_of_relay import send_test  # noqa: PLC0415 (the mail libraries)

    print_line(send_test(relay, address))
