"""``kontakt search``: the desk's search, for scripts and screen readers."""

import sys
from dataclasses import asdict
from typing import Annotated, Any

import typer

from kontakt.cli.answer import plain_card, print_card
from kontakt.cli.explanation import print_explanation
from kontakt.cli.output import OutputFormat, print_columns, print_error, print_json, print_line
from kontakt.cli.parse import municipality_number
from kontakt.desk.card import Card, make_card
from kontakt.desk.service import DeskService
from kontakt.errors import KontaktError
from kontakt.firstline.periods import OSLO
from kontakt.installation.clock import utc_now
from kontakt.installation.data_folder import make_data_folder
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.library.cache import Cache
from kontakt.library.cached_library import cached_library
from kontakt.library.library import Library
from kontakt.library.names import title_of
from kontakt.library.unreadable import unreadable
from kontakt.locale import _, language
from kontakt.search import SearchAnswer
from kontakt.settings import Settings


def search(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help=_("What the caller asks about."), show_default=False)] = "",
    municipality: Annotated[
        str | None, typer.Option(help=_("The municipality's name or four-digit number."), show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option(help=_("The most hits to print."), min=1, max=100)] = 10,
    format: Annotated[OutputFormat, typer.Option(help=_("How to print."))] = OutputFormat.TABLE,
    batch: Annotated[
        bool, typer.Option("--batch", help=_("Read a query a line from standard input; write a JSON object a line."))
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help=_("Say of each hit why it stands there, word by word."))
    ] = False,
    full: Annotated[
        bool,
        typer.Option(
            "--answer", help=_("Print every hit's answer in full, as the desk's card has it; else the first one's.")
        ),
    ] = False,
) -> None:
    """The first hit's answer is printed in full, with what is known of the municipality. Whom to ring when life is at
    stake is printed before all else.
    """
    library = read_library(context.obj)
    number = municipality_number(municipality, library.region)
    if batch:
        if explain:
            raise KontaktError(_("--explain speaks of one search and --batch of many: leave one of them out."))
        _print_batch(library, number, limit, full)
        return
    if not text.strip():
        raise KontaktError(_("Say what to search for: kontakt search TEXT, or --batch for many."))
    answer = library.index.search(text, number, limit)
    explained = library.index.explain(text, number, limit) if explain else ()
    if format is OutputFormat.JSON:
        reasons = {"explained": [asdict(explanation) for explanation in explained]} if explain else {}
        print_json(_plain(answer, library) | reasons | _answers(answer, library, number, full))
        return
    _print(answer, library)
    if full or not explain:  # whoever asks why has seen what
        for card in _cards(answer, library, number, full):
            print_line()
            print_card(card)
    for explanation in explained:
        print_line()
        print_explanation(explanation, _title(explanation.id, library))


def read_library(settings: Settings) -> Library:
    """What can be found; what of it could not be read is told of."""
    make_data_folder(settings)
    with LazyEngine(settings) as database:
        # What was known at the last start need not be indexed again.
        service = DeskService(settings, database, known=cached_library(Cache(settings.cache_path)))
        library = service.best_library()
    if service.unreadable:
        print_error(unreadable(service.unreadable))
    return library


def _print_batch(library: Library, number: str | None, limit: int, full: bool) -> None:
    """An object for each line of standard input, as soon as it is read."""
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for line in sys.stdin:
        answer = library.index.search(line.rstrip("\r\n"), number, limit)
        print_json(_plain(answer, library) | (_answers(answer, library, number, full) if full else {}))


def _plain(answer: SearchAnswer, library: Library) -> dict[str, Any]:
    return {
        "query": answer.query,
        "sure": answer.sure,
        "did_you_mean": answer.did_you_mean,
        "municipality": answer.municipality,
        "urgent": [
            {"id": kind.id, "numbers": kind.numbers, "says": kind.sentence_in(language())}
            for kind in library.urgent.raised(answer.query)
        ],
        "hits": [
            {
                "id": hit.id,
                "title": _title(hit.id, library),
                "score": round(hit.score, 4),
                "why": hit.why.value,
                "label": hit.label,
                "english": hit.english,
            }
            for hit in answer.hits
        ],
    }


def _answers(answer: SearchAnswer, library: Library, number: str | None, full: bool) -> dict[str, Any]:
    """The first hit's answer; with ``full``, those of all hits, in their order, beside it."""
    cards = [plain_card(card) for card in _cards(answer, library, number, full)]
    return {"answer": cards[0] if cards else None} | ({"answers": cards} if full else {})


def _cards(answer: SearchAnswer, library: Library, number: str | None, full: bool) -> list[Card]:
    """The cards of all hits, or of the first, for the municipality that the text or else the option names."""
    shown = answer.hits[: None if full else 1]
    where, now = answer.municipality or number, utc_now().astimezone(OSLO)
    return [
        make_card(article, library, where, language=language(), today=now.date(), english=hit.english, now=now)
        for hit in shown
        if (article := library.article(hit.id))
    ]


def _print(answer: SearchAnswer, library: Library) -> None:
    for kind in library.urgent.raised(answer.query):
        print_line(f"! {kind.sentence_in(language())}")
    if answer.did_you_mean:
        print_line(_("Did you mean “{text}”?").format(text=answer.did_you_mean))
    if not answer.hits:
        print_line(_("Nothing found."))
        return
    if not answer.sure:
        print_line(_("No sure answer. The nearest are:"))
    print_columns([(f"{hit.score:.2f}", hit.id, _title(hit.id, library), hit.label) for hit in answer.hits])


def _title(id: str, library: Library) -> str:
    article = library.article(id)
    return title_of(article, language()) if article else id
