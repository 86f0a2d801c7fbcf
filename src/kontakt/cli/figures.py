"""``kontakt figures``: the copy in columns that everything is counted from."""

from contextlib import closing

import typer

from kontakt.cli.output import print_line
from kontakt.cli.progress import shown_count
from kontakt.installation.data_folder import make_data_folder
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.lead.service import LeadService
from kontakt.locale import _, ngettext
from kontakt.locale.formats import number

app = typer.Typer(
    help=_("The copy of the log that figures are counted from."), no_args_is_help=True, rich_markup_mode=None
)


@app.callback()
def figures() -> None:
    """So that ``rebuild`` is a command of its own, although it is the only one."""


@app.command("rebuild", help=_("Make the copy anew from the shared log. It changes no figure."))
def rebuild(context: typer.Context) -> None:
    make_data_folder(context.obj)
    counted = 0
    with (
        LazyEngine(context.obj) as database,
        closing(LeadService(context.obj, database)) as service,
        shown_count(_("Counting")) as progress,
    ):

        def tell(done: int, of: int) -> None:
            nonlocal counted
            counted = of
            progress(done, of)

        service.rebuild(tell)
    text = ngettext("{count} inquiry copied.", "{count} inquiries copied.", counted)
    print_line(text.format(count=number(counted)))
