"""What the card shows of an article: this municipality's rule first, then the shared answer."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from kontakt.directory.region import Municipality
from kontakt.knowledge.article import Article
from kontakt.knowledge.coverage import LocalState, looked
from kontakt.library.library import Library
from kontakt.library.names import theme_name, title_of
from kontakt.library.reachable import NOBODY, CallOrder, call_order
from kontakt.notices.notice import Notice


class Card(NamedTuple):
    """An article as it is read aloud, in one language form and for one municipality.

    ``municipality`` is a name, None until one of the region is chosen. ``looked`` says what is known of the article
    there; without a municipality it is NATIONAL where none can differ, else None. ``note`` is the local note,
    ``looked_at`` the day somebody found nothing to differ there; ``noted`` says that some municipality has a note.
    ``today`` is the day in Oslo for which it is laid out, ``age_days`` counts from the last review; ``overdue`` says
    that the date to review it by has passed. ``links`` are texts, each with its web address or another article's title;
    where both are the same, one is enough. ``only`` names the municipalities that have the article, if not all have.
    ``no_english`` says that English was asked for and there is none. ``notices`` are those that are out and concern it
    there, the most urgent first. ``call_order`` says who answers for it there, in the order in which they are tried,
    and who of them can be reached.
    """

    id: str
    title: str
    theme: str
    answer: str
    municipality: str | None
    today: date
    looked: LocalState | None
    note: str = ""
    looked_at: date | None = None
    noted: bool = False
    only: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    owner: str = ""
    call_order: CallOrder = NOBODY
    reviewed: date | None = None
    age_days: int | None = None
    overdue: bool = False
    no_english: bool = False
    notices: tuple[Notice, ...] = ()


def make_card(
    article: Article,
    library: Library,
    number: str | None,
    *,
    language: str,
    today: date,
    english: bool = False,
    now: datetime | None = None,
    read_at: datetime | None = None,
) -> Card:
    """Lay out an article for the municipality with this number (None, or none of the region's: not chosen yet), in
    ``language``; with ``english``, title and answer in English where there is any. Who can be reached is told for
    ``now`` (UTC; None: it is not told), from what was read at ``read_at`` (None: now).

    In nynorsk the nynorsk title, answer, questions and steps are shown where there are any, else the bokmål ones.
    """
    municipality = library.region.municipality(number)
    members = library.region.municipalities
    in_nynorsk = language == "nn"
    title, answer = title_of(article, language), (article.answer_nn if in_nynorsk else "") or article.answer
    if english and article.answer_en:
        title, answer = article.title_en or title, article.answer_en
    theme = next((theme for theme in library.themes if theme.id == article.theme), None)
    return Card(
        id=article.id,
        title=title,
        theme=theme_name(theme, language) if theme else article.theme,
        answer=answer,
        municipality=municipality.name if municipality else None,
        today=today,
        looked=_looked(article, municipality),
        note=article.local.get(municipality.number, "") if municipality else "",
        looked_at=article.as_shared.get(municipality.number) if municipality else None,
        noted=any(member.number in article.local for member in members),
        only=tuple(member.name for member in members if member.number in article.only),
        ask=(article.ask_nn if in_nynorsk else ()) or article.ask,
        steps=(article.steps_nn if in_nynorsk else ()) or article.steps,
        links=tuple(_links(article, library, language)),
        sources=tuple(source.rule for source in article.sources),
        owner=article.owner,
        call_order=call_order(article, municipality.number, library, now, read_at) if municipality else NOBODY,
        reviewed=article.reviewed,
        age_days=(today - article.reviewed).days if article.reviewed else None,
        overdue=article.review_by is not None and article.review_by < today,
        no_english=english and not article.answer_en,
        notices=library.notices.concerning(article, number, now) if now else (),
    )


def _looked(article: Article, municipality: Municipality | None) -> LocalState | None:
    if municipality:
        return looked(article, municipality.number)
    return LocalState.NATIONAL if article.national and not article.local else None


def _links(article: Article, library: Library, language: str) -> Iterator[tuple[str, str]]:
    """A link to an article that is not published leads nowhere, and is left out."""
    for link in article.links:
        if link.article is None:
            yield link.text, link.url
        elif other := library.article(link.article):
            title = title_of(other, language)
            yield title if link.text in other.titles else link.text, title
