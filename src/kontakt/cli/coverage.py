"""``kontakt knowledge coverage``: articles × municipalities."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from kontakt.cli.output import OutputFormat, print_columns, print_json, print_line
from kontakt.cli.parse import municipality_number
from kontakt.database import reading
from kontakt.directory import store as directory
from kontakt.directory.region import Municipality
from kontakt.installation.clock import utc_now
from kontakt.installation.opening import opened_database
from kontakt.knowledge import store
from kontakt.knowledge.article import Article, Theme
from kontakt.knowledge.coverage import Coverage, LocalState
from kontakt.knowledge.coverage import coverage as coverage_of
from kontakt.library.names import theme_name
from kontakt.locale import N_, _, language
from kontakt.locale.formats import number

_LOOKED = {
    LocalState.NOTE: N_("Local note"),
    LocalState.AS_SHARED: N_("Say as shared"),
    LocalState.NOT_LOOKED: N_("Nobody has looked"),
    LocalState.NATIONAL: N_("Cannot differ"),
    LocalState.NOT_HERE: N_("Not here"),
}


def coverage(
    context: typer.Context,
    municipality: Annotated[
        str | None,
        typer.Option(
            help=_("List the articles that nobody has looked at in the municipality of this name or number."),
            show_default=False,
        ),
    ] = None,
    format: Annotated[OutputFormat, typer.Option(help=_("How to print."))] = OutputFormat.TABLE,
) -> None:
    with opened_database(context.obj, utc_now()) as engine, reading(engine) as session:
        knowledge, region = store.load(session), directory.load_or_empty(session)
    matrix = coverage_of(knowledge.articles, [member.number for member in region.municipalities])
    if chosen := municipality_number(municipality, region):
        _print_not_looked(matrix.not_looked(chosen), chosen, format)
    elif format is OutputFormat.JSON:
        print_json(_plain(matrix, region.municipalities, knowledge.every_theme))
    else:
        _print_tables(matrix, region.municipalities, knowledge.every_theme)


def _print_not_looked(articles: Sequence[Article], chosen: str, format: OutputFormat) -> None:
    if format is OutputFormat.JSON:
        listed = [{"id": article.id, "theme": article.theme, "title": article.title} for article in articles]
        print_json({"municipality": chosen, "not_looked": listed})
    else:
        print_columns([(article.theme, article.id, article.title) for article in articles])


def _print_tables(matrix: Coverage, municipalities: Sequence[Municipality], themes: Iterable[Theme]) -> None:
    print_columns(
        [
            ("", *(_(text) for text in _LOOKED.values())),
            *((municipality.name, *_figures(matrix.counts(municipality.number))) for municipality in municipalities),
        ],
        figures=range(1, 1 + len(_LOOKED)),
    )
    print_line()
    print_line(_("Articles that nobody has looked at, by theme:"))
    print_columns(
        [
            ("", _("Articles"), *(municipality.name for municipality in municipalities)),
            *(
                (
                    theme_name(theme, language()),
                    number(sum(row.article.theme == theme.id for row in matrix.rows)),
                    *(
                        number(matrix.counts(municipality.number, theme.id)[LocalState.NOT_LOOKED])
                        for municipality in municipalities
                    ),
                )
                for theme in themes
            ),
        ],
        figures=range(1, 2 + len(municipalities)),
    )


def _figures(counts: Counter[LocalState]) -> tuple[str, ...]:
    return tuple(number(counts[looked]) for looked in _LOOKED)


def _plain(matrix: Coverage, municipalities: Sequence[Municipality], themes: Iterable[Theme]) -> dict[str, object]:
    def counted(theme: str | None) -> dict[str, dict[str, int]]:
        counts = ((municipality.number, matrix.counts(municipality.number, theme)) for municipality in municipalities)
        return {number: {looked.value: count[looked] for looked in LocalState} for number, count in counts}

    return {
        "articles": len(matrix.rows),
        "municipalities": counted(None),
        "themes": [{"id": theme.id, "municipalities": counted(theme.id)} for theme in themes],
    }
