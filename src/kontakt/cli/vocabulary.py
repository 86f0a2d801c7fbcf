"""``kontakt vocabulary``: the national vocabulary, what it offers as keywords, and which of its words lead nowhere."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from kontakt.cli.interrupts import nothing_stored
from kontakt.cli.output import OutputFormat, agreed, print_columns, print_json, print_line
from kontakt.cli.vocabulary_words import print_coverage
from kontakt.database import Engine, reading, writing
from kontakt.desk.service import DeskService
from kontakt.editor.keywords.vocabulary_coverage import Leads, coverage
from kontakt.editor.keywords.vocabulary_suggestions import Suggester, Suggestion, accept, suggestions_for
from kontakt.errors import KontaktError
from kontakt.installation.clock import utc_now
from kontakt.installation.data_folder import make_data_folder
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.opening import opened_database
from kontakt.knowledge import editing
from kontakt.knowledge.editing import Edited
from kontakt.library.library import Library
from kontakt.library.names import title_of
from kontakt.locale import N_, _, language, ngettext
from kontakt.locale.formats import number
from kontakt.settings import Settings
from kontakt.vocabulary import store
from kontakt.vocabulary.concept import ConceptVocabulary, Kind
from kontakt.vocabulary.reading import read_vocabulary

app = typer.Typer(
    help=_("The national vocabulary Los, and what it is good for here."), no_args_is_help=True, rich_markup_mode=None
)

_FORMAT = typer.Option(help=_("How to print."))

_COUNTED = {
    "theme": N_("Themes"),
    "word": N_("Words"),
    "event": N_("Events"),
    "municipal": N_("Words that are the municipalities'"),
    "labels_nb": N_("Labels in bokmål"),
    "labels_nn": N_("Labels in nynorsk"),
    "nameless": N_("Left out: no name in Norwegian"),
}


@app.command("import", help=_("Read a vocabulary, in the place of the one that is there."))
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help=_("Los in its source form, or SKOS in RDF/XML."), readable=False)],
    format: Annotated[OutputFormat, _FORMAT] = OutputFormat.TABLE,
) -> None:
    """Files of up to {vocabulary_megabytes} MB are read."""
    read = read_vocabulary(file)
    vocabulary = read.vocabulary
    now = utc_now()
    with opened_database(context.obj, now) as engine, writing(engine) as session:
        store.replace(session, vocabulary, by=context.obj.agent, at=now)
    kinds = Counter(concept.kind for concept in vocabulary.concepts)
    labels = Counter(label.language for concept in vocabulary.concepts for label in concept.labels())
    counts = {
        **{kind.value: kinds[kind] for kind in Kind},
        "municipal": sum(concept.municipal for concept in vocabulary.concepts),
        "labels_nb": labels["nb"],
        "labels_nn": labels["nn"],
        "nameless": read.nameless,
    }
    if format is OutputFormat.JSON:
        print_json({"name": vocabulary.name, **counts})
        return
    print_line(vocabulary.name)
    print_columns([("  ", _(_COUNTED[name]), number(count)) for name, count in counts.items()], figures={2})


@app.command("suggest", help=_("Offer the vocabulary's labels as keywords; none is stored before it is accepted."))
def suggest(
    context: typer.Context,
    article: Annotated[
        str | None, typer.Argument(help=_("The article's id; without it, all articles are listed."), show_default=False)
    ] = None,
    accepted: Annotated[
        list[str] | None,
        typer.Option("--accept", help=_("Store this label as a keyword. May be repeated."), show_default=False),
    ] = None,
    accept_all: Annotated[bool, typer.Option("--accept-all", help=_("Store every label that is offered."))] = False,
    limit: Annotated[int, typer.Option(help=_("The most articles to list."), min=1)] = 20,
    format: Annotated[OutputFormat, _FORMAT] = OutputFormat.TABLE,
) -> None:
    """At a terminal it asks for each label. Without an article, those with most to gain are listed first."""
    if article is None and (accepted or accept_all):
        raise KontaktError(_("Name the article: keywords are accepted for one at a time."))
    if accepted and accept_all:
        raise KontaktError(_("Choose one of --accept and --accept-all."))
    with _at_work(context.obj) as (engine, library, vocabulary):
        if article is None:
            _list_articles(vocabulary, library, limit, format)
            return
        edited = _edited(engine, library, article)
        offered = suggestions_for(edited.article, vocabulary, library)
        chosen = _chosen(offered, accepted or (), accept_all)
        if format is OutputFormat.TABLE:
            _print_offered(edited, offered)
            if not chosen and _somebody_is_there():
                chosen = _asked(offered)
        if chosen:
            with writing(engine) as session:
                accept(
                    session,
                    edited.article,
                    chosen,
                    based_on=edited.revision,
                    by=context.obj.agent,
                    at=utc_now(),
                )
    if format is OutputFormat.JSON:
        keywords = [suggestion.keyword for suggestion in chosen]
        print_json(
            {
                "article": edited.article.id,
                "offered": [_plain(suggestion) for suggestion in offered],
                "accepted": keywords,
            }
        )
    elif chosen:
        _print_stored(chosen)


@app.command("coverage", help=_("Say which of the vocabulary's municipal words lead to a right article."))
def coverage_(
    context: typer.Context,
    leads: Annotated[
        Leads | None, typer.Option("--list", help=_("List the words that lead there."), show_default=False)
    ] = None,
    format: Annotated[OutputFormat, _FORMAT] = OutputFormat.TABLE,
) -> None:
    with _at_work(context.obj) as (_engine, library, vocabulary):
        words = coverage(vocabulary, library)
    print_coverage(words, vocabulary, leads, format)


@contextmanager
def _at_work(settings: Settings) -> Iterator[tuple[Engine, Library, ConceptVocabulary]]:
    """The database, what agents see of it, and the vocabulary. Raises KontaktError where none was imported."""
    make_data_folder(settings)
    with LazyEngine(settings) as database:
        service = DeskService(settings, database)
        library = service.library()
        with reading(service.engine) as session:
            vocabulary = store.load(session)
        if vocabulary is None:
            raise KontaktError(_("There is no vocabulary yet: read one with kontakt vocabulary import FILE."))
        yield service.engine, library, vocabulary


def _edited(engine: Engine, library: Library, id: str) -> Edited:
    article = library.article(id)
    with reading(engine) as session:
        edited = editing.read(session, article.id) if article else None
    if edited is None:
        raise KontaktError(_("{id} is not a published article. Find its id with kontakt search TEXT.").format(id=id))
    return edited


def _list_articles(vocabulary: ConceptVocabulary, library: Library, limit: int, format: OutputFormat) -> None:
    suggester = Suggester(vocabulary, library)
    offered = {article.id: suggester.suggest(article) for article in library.articles.values()}
    most_first = sorted((id for id in offered if offered[id]), key=lambda id: (-len(offered[id]), id))
    shown = most_first[:limit]
    if format is OutputFormat.JSON:
        print_json([{"article": id, "offered": [_plain(suggestion) for suggestion in offered[id]]} for id in shown])
        return
    if not shown:
        print_line(_("Nothing to offer: every label that belongs to an article leads to it."))
        return
    rows = [
        (
            number(len(offered[id])),
            id,
            ", ".join(suggestion.keyword for suggestion in offered[id][:4]) + _more(offered[id]),
        )
        for id in shown
    ]
    print_columns(rows, figures={0})
    print_line(
        _("{offered} labels for {articles} articles. See one with kontakt vocabulary suggest ARTICLE.").format(
            offered=sum(map(len, offered.values())), articles=len(most_first)
        )
    )


def _more(offered: Sequence[Suggestion]) -> str:
    return " …" if len(offered) > 4 else ""


def _print_offered(edited: Edited, offered: Sequence[Suggestion]) -> None:
    print_line(f"{title_of(edited.article, language())}  ({edited.article.id})")
    if not offered:
        print_line(_("Nothing to offer: every label that belongs to the article leads to it."))
        return
    print_columns([("  ", suggestion.language, suggestion.keyword, suggestion.origin) for suggestion in offered])


def _chosen(offered: Sequence[Suggestion], labels: Sequence[str], everything: bool) -> tuple[Suggestion, ...]:
    """The suggestions that the options accept. Raises KontaktError for a label that is not offered."""
    by_label = {suggestion.keyword.casefold(): suggestion for suggestion in offered}
    for label in labels:
        if label.casefold() not in by_label:
            raise KontaktError(_("“{label}” is not offered for this article. Nothing was stored.").format(label=label))
    return tuple(offered) if everything else tuple(by_label[label.casefold()] for label in dict.fromkeys(labels))


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _asked(offered: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """What is accepted one by one; whoever breaks off has accepted nothing. Raises KontaktError then."""
    with nothing_stored():
        return tuple(suggestion for suggestion in offered if agreed(f"{suggestion.language}  {suggestion.keyword}"))


def _print_stored(chosen: Sequence[Suggestion]) -> None:
    print_line(
        ngettext("Stored {count} keyword: {keywords}.", "Stored {count} keywords: {keywords}.", len(chosen)).format(
            count=len(chosen), keywords=", ".join(suggestion.keyword for suggestion in chosen)
        )
    )


def _plain(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "keyword": suggestion.keyword,
        "language": suggestion.language,
        "role": suggestion.role.value,
        "concept": suggestion.concept.path,
        "same": suggestion.same or None,
    }
