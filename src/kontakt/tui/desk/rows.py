"""What the list beside the card shows: hits, what is often asked, or the themes."""

from kontakt.desk.session import DeskSession
from kontakt.library.names import title_of
from kontakt.locale import language
from kontakt.search import Hit
from kontakt.tui.desk.hit_list import HitRow
from kontakt.tui.desk.sentences import theme_name


def rows_of(session: DeskSession) -> tuple[HitRow, ...]:
    """A row for each of the call's hits, in their order."""
    return tuple(_row(hit, session) for hit in session.call.answer.hits)


def theme_rows(session: DeskSession) -> tuple[HitRow, ...]:
    """A row for each theme that has articles, with their number."""
    return tuple(HitRow(f"{theme_name(theme)} ({len(session.library.in_theme(theme.id))})") for theme in session.themes)


def _row(hit: Hit, session: DeskSession) -> HitRow:
    article = session.library.article(hit.id)
    title = title_of(article, language()) if article else hit.id
    pinned = session.call.pinned == hit.id
    if hit.label == title:
        return HitRow(title, title_spans=hit.spans, pinned=pinned)
    if not session.searches:  # listed without a search: nothing has matched
        return HitRow(title, pinned=pinned)
    return HitRow(title, hit.label, hit.spans, pinned=pinned)
