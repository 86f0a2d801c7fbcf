"""What the list beside the card shows: hits, what is often asked, or the themes."""

from kontakt.desk.session import DeskSession
from kontakt.library.names import title_of
from kontakt.locale import language
from kontakt.search import Hit
from kontakt.tui.desk.hit_list import HitRow
from kontakt.tui.desk.sentences import theme_name


def rows_of(desk: DeskSession) -> tuple[HitRow, ...]:
    """A row for each of the call's hits, in their order."""
    return tuple(_row(hit, desk) for hit in desk.call.answer.hits)


def theme_rows(desk: DeskSession) -> tuple[HitRow, ...]:
    """A row for each theme that has articles, with their number."""
    return tuple(HitRow(f"{theme_name(theme)} ({len(desk.library.in_theme(theme.id))})") for theme in desk.themes)


def _row(hit: Hit, desk: DeskSession) -> HitRow:
    article = desk.library.article(hit.id)
    title = title_of(article, language()) if article else hit.id
    pinned = desk.call.pinned == hit.id
    if hit.label == title:
        return HitRow(title, title_spans=hit.spans, pinned=pinned)
    if not desk.searches:  # listed without a search: nothing has matched
        return HitRow(title, pinned=pinned)
    return HitRow(title, hit.label, hit.spans, pinned=pinned)
