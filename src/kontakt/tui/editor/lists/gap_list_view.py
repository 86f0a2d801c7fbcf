"""What can be done about a gap, wherever it is listed: a keyword, another article, a new one, or nothing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from textual import work
from textual.content import Content

from kontakt.editor.overview.choosing import articles_found, other_articles, suggested_articles
from kontakt.editor.overview.overview import ClosedGap, Gap, GapKind
from kontakt.inquiries.log.gaps import GapEnd
from kontakt.knowledge.article import Article
from kontakt.library.names import title_of
from kontakt.locale import _, language
from kontakt.locale.formats import day_and_clock, number
from kontakt.tui.editor.lists import sentences
from kontakt.tui.editor.lists.list_view import ListView
from kontakt.tui.widgets.choice import Choice, FilterMenu, KeyMenu
from kontakt.tui.widgets.labelled import Item, Part

if TYPE_CHECKING:
    from kontakt.editor.overview.overview import Overview
    from kontakt.editor.service import EditorService

T = TypeVar("T")

_MANY_WORDINGS = 9


class GapListView(ListView[T]):
    """A list view whose rows are gaps, or may be."""

    def gap_of(self, item: T) -> Gap | None:
        raise NotImplementedError

    @property
    def _missed_search(self) -> Gap | None:
        """The search without an answer under the cursor; says so where there is none."""
        item = self.table.current
        gap = self.gap_of(item) if item is not None else None
        if gap and gap.kind is GapKind.MISSED:
            return gap
        if item is not None:
            self.post_message(self.Say(sentences.no_search_here(), warning=True))
        return None

    def open_gap(self, gap: Gap) -> None:
        """Go to where it is mended: the reported article, or the suggested one with the search to try out."""
        if gap.kind is GapKind.UNCLEAR and gap.article:
            self.post_message(self.OpenArticle(gap.article))
        elif gap.suggestions:
            self.post_message(self.OpenArticle(gap.suggestions[0], gap.phrase))
        else:
            self.post_message(self.NewArticle(gap.phrase, gap.subject))

    def mend_gap(self, gap: Gap) -> None:
        """Add the phrase to the suggested article; ask for an article where none is suggested."""
        if gap.kind is GapKind.UNCLEAR:
            self.open_gap(gap)
        elif gap.suggestions:
            self._add(gap, gap.suggestions[0], gap.phrase, nynorsk=False)
        else:
            self._choose_and_add(gap)

    def action_other_way(self) -> None:
        item = self.table.current
        gap = self.gap_of(item) if item is not None else None
        if gap and gap.kind is GapKind.UNCLEAR:
            self._close_report(gap)
        elif missed := self._missed_search:
            self._choose_and_add(missed)

    def _close_report(self, gap: Gap) -> None:
        self.post_message(self.Do(lambda service: service.end_gap(gap, how=GapEnd.CORRECTED)))
        self.table.walk(1)

    def action_new_from_gap(self) -> None:
        if gap := self._missed_search:
            self.post_message(self.NewArticle(gap.phrase, gap.subject))

    def action_dismiss(self) -> None:
        item = self.table.current
        if item is None:
            return
        if gap := self.gap_of(item):
            self.post_message(self.Do(lambda service: service.dismiss_gap(gap)))
            self.table.walk(1)
        else:
            self.post_message(self.Say(sentences.nothing_to_put_aside(), warning=True))

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def _choose_and_add(self, gap: Gap) -> None:
        phrase = gap.phrase
        if len(gap.wordings) > 1:
            wording = await self.app.push_screen_wait(_wording_menu(gap))
            if wording is None:
                return
            phrase = wording.value
        article = await self.app.push_screen_wait(_article_menu(gap, phrase, self.overview))
        if article:
            self._add(gap, article.value, phrase, nynorsk=article.second_way)

    def _add(self, gap: Gap, id: str, phrase: str, *, nynorsk: bool) -> None:
        def add(service: "EditorService") -> str:
            return service.add_keyword(id, phrase, nynorsk=nynorsk, gap=gap.subject)

        self.post_message(self.Do(add))
        self.table.walk(1)  # the row goes away once it is done; the next one is the next to mend

    def gap_parts(self, gap: Gap, overview: "Overview") -> tuple[Part, ...]:
        """A gap in detail: what the keys do, its wordings, where it was asked, and the article that it concerns."""
        wordings = ", ".join(f"{sentences.quoted(text)} {number(times)}" for text, times in gap.wordings)
        article = overview.article(gap.article or next(iter(gap.suggestions), None))
        return (
            Part((Item(Content.styled(sentences.of_gap(gap, overview), "bold")),)),
            *self._what_the_keys_do(gap, overview),
            *notes_parts(gap, overview),
            *answer_parts(article)[:1],
            *((Part((Item(Content(wordings)),), _("Wordings")),) if wordings else ()),
            Part((Item(Content(sentences.by_municipality(overview, gap.municipalities))),), _("Asked in")),
            Part((Item(Content(day_and_clock(gap.last_at))),), _("Last seen")),
            *answer_parts(article)[1:],
        )

    def _what_the_keys_do(self, gap: Gap, overview: "Overview") -> tuple[Part, ...]:
        if gap.kind is GapKind.UNCLEAR:
            return (
                Part((Item(Content(_("Opens the article, to mend its answer."))),), "F8"),
                Part((Item(Content(_("Says that the answer is corrected; no change says so by itself."))),), "F9"),
            )
        if not gap.suggestions:
            text = _("No article seems to fit: choose one, or Ctrl+N begins a new one.")
            return (Part((Item(Content(text)),), "F8"),)
        text = _("Makes “{phrase}” a keyword of “{title}”.").format(
            phrase=gap.phrase, title=sentences.title(overview, gap.suggestions[0])
        )
        return (Part((Item(Content.styled(text, "$act")),), "F8"),)


def notes_parts(gap: Gap | ClosedGap, overview: "Overview") -> tuple[Part, ...]:
    """What agents wrote of a reported answer, and where."""
    notes = tuple(Item(Content(sentences.of_note(each, overview)), "– ") for each in gap.notes)
    return (Part(notes, _("Agents' words")),) if notes else ()


def answer_parts(article: Article | None) -> tuple[Part, ...]:
    """An article in short, to see whether it is the right one: its answer, and its keywords if it has any."""
    if article is None:
        return ()
    keywords = ", ".join(article.all_keywords)
    answer = (article.answer_nn if language() == "nn" else "") or article.answer
    return (
        Part((Item(Content(answer)),), _("Answer")),
        *((Part((Item(Content.styled(keywords, "$quiet")),), _("Keywords")),) if keywords else ()),
    )


def _wording_menu(gap: Gap) -> KeyMenu[str]:
    choices = [
        Choice(text, text, number(times), str(key))
        for key, (text, times) in enumerate(gap.wordings[:_MANY_WORDINGS], 1)
    ]
    return KeyMenu(_("Which wording is to be the keyword?"), choices, hint=_("One key chooses.   Esc: back"))


def _article_menu(gap: Gap, phrase: str, overview: "Overview") -> FilterMenu[str]:
    """Any article, the suggested ones first; letters search as at the desk, and find drafts by their titles."""

    def find(text: str) -> Sequence[Choice[str]]:
        if text.strip():
            return [_choice(each) for each in articles_found(text, overview)]
        return [
            *(_choice(each, _("suggested")) for each in suggested_articles(gap, overview)),
            *map(_choice, other_articles(gap, overview)),
        ]

    return FilterMenu(
        _("“{phrase}” is to be a keyword of").format(phrase=phrase),
        find,
        hint=_("Letters search.   Enter chooses.   Tab: as a nynorsk keyword"),
        offers_tab=True,
    )


def _choice(article: Article, detail: str = "") -> Choice[str]:
    return Choice(article.id, title_of(article, language()), detail)
