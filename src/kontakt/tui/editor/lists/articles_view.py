"""Every article, with its health at a glance."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from kontakt.editor.list_filter import ListFilter, owners, split
from kontakt.editor.overview.overview import Health, Overview
from kontakt.knowledge.article import Status
from kontakt.library.labels import STATUSES
from kontakt.library.names import theme_name, title_of
from kontakt.locale import N_, _, language, ngettext
from kontakt.locale.formats import OSLO, number, percent, short_date
from kontakt.search import fold
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.editor import ARTICLES
from kontakt.tui.editor.lists.facts_menus import ask_facts, filter_menu, filter_name
from kontakt.tui.editor.lists.view import EditorView
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.table import Table


class ArticlesView(EditorView):
    TITLE = N_("Articles")
    HINT = N_("Enter opens")
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (ARTICLES,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    def __init__(self) -> None:
        super().__init__(id="articles", classes="list-view")
        self._overview: Overview | None = None
        self._filter = ListFilter()

    def compose(self) -> ComposeResult:
        yield Static(id="list-filter", markup=False)
        yield Table[Health](
            [
                Column(name=N_("Article"), cell=_title, width=20, grows=True, key=_title_key),
                Column(name=N_("Theme"), cell=self._theme, width=16, rank=5, key=self._theme),
                Column(name=N_("Checked"), cell=self._checked, width=10, key=_review_key),
                Column(name=N_("Uses"), cell=_uses, width=5, right=True, key=lambda each: each.uses, descends=True),
                Column(name=N_("Resolved"), cell=_resolved, width=6, right=True, rank=1, key=_resolved_key),
                Column(name=N_("Flags"), cell=_flags, width=5, right=True, key=lambda each: each.flags, descends=True),
                Column(name=N_("Looked at"), cell=_looked, width=5, right=True, rank=2, key=_looked_key),
                Column(name=N_("Changed"), cell=_changed, width=10, rank=6, key=_changed_key, descends=True),
                Column(name=N_("Status"), cell=_status, width=9, rank=3, key=_status_key),
            ],
            id_of=lambda each: each.article.id,
            text_of=self._text,
            empty=N_("No articles yet. Ctrl+N begins the first, and kontakt knowledge import DIR takes in many."),
        )

    @property
    def _table(self) -> Table[Health]:
        return self.query_one(Table)

    @property
    def narrowed(self) -> tuple[Health, ...]:
        """What is listed, where that is fewer than all; else nothing."""
        return self._table.listed if self._table.is_narrowed or self._filter != ListFilter() else ()

    def show(self, overview: Overview) -> None:
        self._overview = overview
        shown = [each for each in overview.health.values() if self._filter.fits(each.article)]
        line = self.query_one("#list-filter", Static)
        line.display = self._filter != ListFilter()
        line.update(_("Only: {filter}").format(filter=", ".join(map(filter_name, split(self._filter)))))
        self._table.show(sorted(shown, key=lambda each: (-each.uses, _title_key(each))))

    def take_focus(self) -> None:
        self._table.take_focus()

    def action_sort(self) -> None:
        self._table.sort_next()

    def action_mark(self) -> None:
        self._table.mark()

    def action_mark_all(self) -> None:
        self._table.mark_listed()

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def action_filter_list(self) -> None:
        """Choose a status, an owner or a source; what is chosen already stays."""
        if self._overview is None:
            return
        chosen = await self.app.push_screen_wait(filter_menu(each.article for each in self._overview.health.values()))
        if chosen:
            self._filter = self._filter.with_part(chosen.value) if chosen.value != ListFilter() else ListFilter()
            self.show(self._overview)

    @work(exclusive=True, group="flow", exit_on_error=False)
    async def action_change_facts(self) -> None:
        """Ask what is to be changed, and change it in the marked articles, or in the one under the cursor."""
        based_on = {each.article.id: each.revision for each in self._table.chosen}
        every = self._overview.health.values() if self._overview else ()
        known = owners(each.article.owner for each in every)
        if based_on and (change := await ask_facts(self.app, len(based_on), known)):
            published = [replace(each.article, status=Status.PUBLISHED) for each in self._table.chosen]
            self.post_message(
                self.Do(
                    lambda service: service.change_facts(change, based_on),
                    published=published if change.status is Status.PUBLISHED else (),
                    then=self._table.unmark,
                )
            )

    def action_new_article(self) -> None:
        self.post_message(self.NewArticle())

    @on(Table.Chosen)
    def _open(self, event: Table.Chosen) -> None:
        event.stop()
        self.post_message(self.OpenArticle(event.id, among=self._table.listed_ids))

    def _theme(self, health: Health) -> str:
        themes = self._overview.library.themes if self._overview else ()
        found = next((each for each in themes if each.id == health.article.theme), None)
        return theme_name(found, language()) if found else health.article.theme

    def _text(self, health: Health) -> str:
        """What the letters of the filter are looked for in."""
        article = health.article
        texts: Sequence[str] = (
            *article.titles,
            article.id,
            self._theme(health),
            article.owner,
            _(STATUSES[article.status]),
            *article.all_keywords,
        )
        return " ".join(texts)

    def _checked(self, health: Health) -> Content:
        """How long ago the answer was checked, and whether it is due."""
        reviewed, overview = health.article.reviewed, self._overview
        if reviewed is None or overview is None:
            text = _("never")
        else:
            days = (overview.today - reviewed).days
            text = ngettext("{count} day", "{count} days", days).format(count=number(days))
        return Content.styled(f"{text} !", "$warn") if health.due else Content(text)


def _title(health: Health) -> str:
    return title_of(health.article, language()) or health.article.id


def _title_key(health: Health) -> str:
    return fold(_title(health))


def _review_key(health: Health) -> tuple[bool, str]:
    reviewed = health.article.reviewed
    return health.due is None, reviewed.isoformat() if reviewed else ""


def _uses(health: Health) -> str:
    return number(health.uses) if health.uses else "–"


def _resolved(health: Health) -> str:
    return percent(health.resolved.share, 0) if health.resolved else "–"


def _resolved_key(health: Health) -> float:
    return health.resolved.share if health.resolved else 2.0


def _flags(health: Health) -> Content:
    return Content.styled(number(health.flags), "$warn") if health.flags else Content("–")


def _looked(health: Health) -> str:
    """In how many of the municipalities that have it somebody has looked; nothing where none can differ."""
    return f"{health.looked_at}/{health.to_look_at}" if health.to_look_at else "–"


def _looked_key(health: Health) -> int:
    return health.looked_at


def _changed(health: Health) -> str:
    return short_date(health.changed_at.astimezone(OSLO).date())


def _changed_key(health: Health) -> str:
    return health.changed_at.isoformat()


def _status(health: Health) -> Content:
    status = health.article.status
    style = "$quiet" if status is Status.PUBLISHED else "$warn"
    return Content.styled(_(STATUSES[status]), style)


def _status_key(health: Health) -> int:
    return list(Status).index(health.article.status)
