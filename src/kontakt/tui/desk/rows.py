"""What the list beside the card shows: hits, what is often asked, or the themes."""

from kontakt.desk.availability_texts import availability_text
from kontakt.desk.call import Call
from kontakt.desk.contact_texts import where_of
from kontakt.desk.finder import Finder
from kontakt.desk.notice_texts import called_about, time_of
from kontakt.library.contacts import FoundContact
from kontakt.library.names import theme_name, title_of
from kontakt.locale import language
from kontakt.locale.formats import number
from kontakt.search import Hit
from kontakt.tui.desk.hit_list import HitRow


def hit_rows(call: Call, finder: Finder) -> tuple[HitRow, ...]:
    """A row for each of the call's hits, in their order."""
    return tuple(_row(hit, call, finder) for hit in call.answer.hits)


def theme_rows(finder: Finder) -> tuple[HitRow, ...]:
    """A row for each theme that has articles, with their number."""
    library = finder.library
    return tuple(
        HitRow(theme_name(theme, language()), figure=number(library.count_in_theme(theme.id)))
        for theme in finder.themes
    )


def contact_rows(finder: Finder) -> tuple[HitRow, ...]:
    """A row for each unit or contact that is found, with whether it can be reached, and where it is."""
    return tuple(HitRow(each.name_in(language()), label=_known_of(each, finder)) for each in finder.contacts)


def _known_of(found: FoundContact, finder: Finder) -> str:
    there = availability_text(finder.availability_of(found), finder.today)
    return " · ".join(filter(None, (there, where_of(found, finder.library.region))))


def named_rows(finder: Finder) -> tuple[HitRow, ...]:
    """A row for each unit or contact that what is searched for names, with where it is and its number; marked as
    people."""
    return tuple(
        HitRow(
            each.name_in(language()),
            label="  ".join(filter(None, (where_of(each, finder.library.region), each.phone))),
            people=True,
        )
        for each in finder.named_contacts
    )


def notice_rows(finder: Finder) -> tuple[HitRow, ...]:
    """A row for each notice that what is searched for names, with until when it holds and how many have called about
    it."""
    now = finder.now
    return tuple(
        HitRow(
            each.title_in(language()),
            label=" · ".join(
                filter(None, (time_of(each, now, briefly=True), called_about(finder.notice_counts.get(each.id, 0))))
            ),
            notice=True,
        )
        for each in finder.named_notices
    )


def _row(hit: Hit, call: Call, finder: Finder) -> HitRow:
    article = finder.library.article(hit.id)
    title = title_of(article, language()) if article else hit.id
    pinned = call.pinned == hit.id
    concerned = bool(article and finder.notices_concerning(article))
    if hit.label == title:
        return HitRow(title, title_spans=hit.spans, pinned=pinned, notice=concerned)
    if not finder.is_searching:  # listed without a search: nothing has matched
        return HitRow(title, pinned=pinned, notice=concerned)
    return HitRow(title, hit.label, hit.spans, pinned=pinned, notice=concerned)
