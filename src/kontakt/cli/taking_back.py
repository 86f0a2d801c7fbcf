"""``kontakt knowledge take-back``: the articles as they were before what one changed last."""

from typing import Annotated

import typer

from kontakt.cli.interrupts import nothing_stored
from kontakt.cli.output import agreed, print_line
from kontakt.database import reading, writing
from kontakt.editor import commands
from kontakt.editor.commands import EditorTransaction
from kontakt.editor.last_change import last_change
from kontakt.errors import KontaktError
from kontakt.installation.clock import utc_now
from kontakt.installation.opening import opened_database
from kontakt.locale import _


def take_back(
    context: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
) -> None:
    """What somebody has changed since then stays as it is. Done twice, it takes back the taking back."""
    agent = context.obj.agent
    with opened_database(context.obj, utc_now()) as engine:
        with reading(engine) as session:
            step = last_change(session, agent)
        if step is None:
            raise KontaktError(_("There is nothing to take back: {name} has changed no article.").format(name=agent))
        for each in step.articles:
            print_line(f"{each.before.title}  {each.before.id}")
        with nothing_stored():
            if not yes and not agreed(_("{sentence} Take it back?").format(sentence=step.sentence)):
                raise KontaktError(_("Nothing was taken back."))
        with writing(engine) as session:
            sentence = commands.take_back(EditorTransaction(session, agent, utc_now()), step)
    print_line(sentence)
