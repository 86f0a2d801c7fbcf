"""What the card shows of a notice."""

from textual.content import Content

from kontakt.desk.finder import Finder
from kontakt.desk.notice_texts import details, kind_name
from kontakt.locale import language
from kontakt.notices.notice import Notice
from kontakt.tui.widgets.labelled import Item, Part


def notice_title(notice: Notice) -> Content:
    """What it is, and of which kind."""
    return Content.assemble((notice.title_in(language()), "bold"), "\n", (kind_name(notice), "$quiet"))


def notice_parts(notice: Notice, finder: Finder) -> tuple[Part, ...]:
    """What is to be told of it, where and when it holds, and how many have called about it."""
    said = notice.text_in(language())
    texts = details(notice, finder.library.region, finder.now, finder.notice_counts)
    labelled = (Part((Item(Content(text)),), label) for label, text in texts.items() if text)
    return (*((Part((Item(Content(said)), Item(Content("")))),) if said else ()), *labelled)
