"""``kontakt knowledge paragraphs``: which articles rest on the same paragraph, with the figures that each gives."""

from typing import Annotated

import typer

from kontakt.cli.output import OutputFormat, print_columns, print_json, print_line
from kontakt.database import reading
from kontakt.installation.clock import utc_now
from kontakt.installation.opening import opened_database
from kontakt.knowledge import store
from kontakt.knowledge.paragraphs import SharedParagraph, figures_in, shared_paragraphs
from kontakt.library.names import title_of
from kontakt.locale import _, language, ngettext
from kontakt.locale.formats import number


def paragraphs(
    context: typer.Context,
    text: Annotated[
        str, typer.Argument(help=_("A part of the law's name or of its official id."), show_default=False)
    ] = "",
    format: Annotated[OutputFormat, typer.Option(help=_("How to print."))] = OutputFormat.TABLE,
) -> None:
    """Read them together: two articles must not say two things about one rule. The paragraph with the most articles
    comes first, and beside each article stand the figures of its answer and steps."""
    with opened_database(context.obj, utc_now()) as engine, reading(engine) as session:
        articles = store.load(session).articles
    shared = shared_paragraphs(articles, text)
    if format is OutputFormat.JSON:
        print_json([_plain(each) for each in shared])
        return
    for each in shared:
        print_line(f"{each.paragraph.name} § {each.paragraph.number}")
        print_columns(
            [
                (f"  {article.id}", title_of(article, language()), ", ".join(figures_in(article)))
                for article in each.articles
            ]
        )
        print_line()
    count = ngettext(
        "{count} paragraph that several articles rest on.",
        "{count} paragraphs that several articles rest on.",
        len(shared),
    )
    print_line(count.format(count=number(len(shared))))


def _plain(shared: SharedParagraph) -> dict[str, object]:
    return {
        "law": shared.paragraph.law,
        "name": shared.paragraph.name,
        "paragraph": shared.paragraph.number,
        "articles": [{"id": each.id, "figures": figures_in(each)} for each in shared.articles],
    }
