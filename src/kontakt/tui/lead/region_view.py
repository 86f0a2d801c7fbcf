"""What is kept of the region: its municipalities with their targets, its themes, and who has changed what."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from kontakt.directory.differences import LANGUAGES
from kontakt.directory.region import LanguageForm, Municipality, Region
from kontakt.directory.targets import with_target, without_coming
from kontakt.knowledge.article import Theme
from kontakt.lead import region_editing as editing
from kontakt.lead.region_editing import RegionEdit, RegionPage, ThemesEdit
from kontakt.lead.region_history import PastChange, region_changes, theme_changes
from kontakt.lead.scope import Scope
from kontakt.locale import N_, _
from kontakt.locale.formats import day_and_clock, number
from kontakt.reports.for_people import NOTHING
from kontakt.tui.commands.command import Group, bindings_of
from kontakt.tui.commands.lead import REGION
from kontakt.tui.lead import region_menus as menus
from kontakt.tui.lead import sentences
from kontakt.tui.lead.region_menus import ForgetTarget, MemberChange, ThemeChange
from kontakt.tui.lead.view import LeadView
from kontakt.tui.widgets.columns import Column
from kontakt.tui.widgets.detail import Detail
from kontakt.tui.widgets.labelled import Item, Part
from kontakt.tui.widgets.table import Table

if TYPE_CHECKING:
    from kontakt.lead.service import LeadService
    from kontakt.library.names import KnownNames

Kept = Region | Municipality | Theme
"""What a row stands for."""


class RegionView(LeadView[RegionPage]):
    TITLE = N_("The region")
    HINT = N_("Enter changes")
    OF_INQUIRIES = False
    COMMAND_GROUPS: ClassVar[tuple[Group, ...]] = (REGION,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(COMMAND_GROUPS)]

    def __init__(self) -> None:
        super().__init__(id="region", classes="lead-view")
        self._page: RegionPage | None = None
        self._of_themes = False

    def compose(self) -> ComposeResult:
        yield Table[Kept](
            _MEMBER_COLUMNS,
            id_of=_id,
            text_of=lambda kept: " ".join((kept.name, _id(kept), *getattr(kept, "places", ()))),
            empty=N_("Nothing is kept here yet."),
        )
        yield Detail(13)

    @property
    def _table(self) -> Table[Kept]:
        return self.query_one(Table)

    def question(self) -> "Callable[[LeadService, Scope], RegionPage]":
        return lambda service, _scope: service.region_page()

    def show(self, figures: RegionPage, scope: Scope, names: "KnownNames") -> None:
        self._page = figures
        self._draw()

    def take_focus(self) -> None:
        self._table.take_focus()

    def _draw(self) -> None:
        page = self._page
        if page is None:
            return
        self._table.show_columns(self._theme_columns(page) if self._of_themes else _MEMBER_COLUMNS)
        self._table.show(page.themes if self._of_themes else (page.region, *page.region.municipalities))

    def _theme_columns(self, page: RegionPage) -> list[Column[Kept]]:
        def articles(theme: Kept) -> str:
            return number(page.articles.get(_id(theme), 0))

        return [
            Column(name=N_("Theme"), cell=_name, width=20, grows=True),
            Column(
                name=N_("In nynorsk"), cell=lambda theme: getattr(theme, "name_nn", ""), width=20, rank=2, grows=True
            ),
            Column(name=N_("Los"), cell=lambda theme: getattr(theme, "los", ""), width=26, rank=1, grows=True),
            Column(name=N_("Articles"), cell=articles, width=8, right=True),
        ]

    # --- the row under the cursor, and what became of it ---------------------------------------------------------

    @on(Table.Moved)
    def _show_detail(self, event: Table.Moved) -> None:
        event.stop()
        kept = self._table.current
        self.query_one(Detail).show(self._parts(kept) if kept and self._page else ())

    @on(Table.Scrolled)
    def _scroll_detail(self, event: Table.Scrolled) -> None:
        event.stop()
        self.query_one(Detail).scroll_relative(y=event.step, animate=False)

    def _parts(self, kept: Kept) -> tuple[Part, ...]:
        assert self._page is not None
        lines: list[tuple[str, str]] = []
        if isinstance(kept, Region) and kept.inhabitants_source:
            lines.append((_("Inhabitants"), kept.inhabitants_source))
        if isinstance(kept, Municipality):
            lines.append((_("Target"), _target_in_full(kept)))
        changes = (
            theme_changes(self._page.themes_revisions) if self._of_themes else region_changes(self._page.revisions)
        )
        whole = isinstance(kept, Region)  # its row tells of everything, also of what has left
        past = tuple(Item(Content(_past(each, named=whole))) for each in changes if whole or each.of == _id(kept))
        places = ", ".join(getattr(kept, "places", ()))
        return (
            Part((Item(Content.styled(kept.name, "bold")),)),
            *(Part((Item(Content(text)),), label) for label, text in lines),
            Part(past or (Item(Content.styled(_("Nothing has been changed yet."), "$quiet")),), _("Changes")),
            *([Part((Item(Content(places)),), _("Places"))] if places else []),
        )

    # --- what can be done ------------------------------------------------------------------------------------

    def action_themes(self) -> None:
        self._of_themes = not self._of_themes
        self._draw()

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self._change_row()

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def _change_row(self) -> None:
        match self._table.current:
            case Region() as region:
                await self._change_region(region)
            case Municipality() as member:
                await self._change_member(member)
            case Theme() as theme:
                await self._change_theme(theme)

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_add(self) -> None:
        if self._of_themes and self._page:
            theme = await self.app.push_screen_wait(menus.new_theme_question(self._page.themes))
            if theme:
                self._do_to_themes(editing.theme_changed(theme), _("New theme: {name}.").format(name=theme.name))
            return
        given = await self.app.push_screen_wait(menus.number_question())
        member = await self.app.push_screen_wait(menus.name_question(given)) if given else None
        if member:
            self._do(editing.joined(member))

    async def _change_region(self, region: Region) -> None:
        chosen = await self.app.push_screen_wait(menus.region_menu(region))
        edit = await self.app.push_screen_wait(menus.region_question(region, chosen.value)) if chosen else None
        if edit:
            self._do(edit)

    async def _change_member(self, member: Municipality) -> None:
        chosen = await self.app.push_screen_wait(menus.member_menu(member))
        match chosen.value if chosen else None:
            case None:
                return
            case ForgetTarget(day=day):
                self._do(editing.member_changed(member.number, lambda before: without_coming(before, day)))
            case MemberChange.TARGET:
                await self._change_target(member)
            case MemberChange.LANGUAGE:
                form = await self.app.push_screen_wait(menus.language_menu(member))
                if form:
                    language: LanguageForm = form.value
                    self._do(editing.member_changed(member.number, lambda before: replace(before, language=language)))
            case MemberChange.RAISE:
                self._do(editing.member_raised(member.number))
            case MemberChange.REMOVE:
                sure = await self.app.push_screen_wait(menus.leaving_menu(member))
                if sure and sure.value:
                    number = member.number
                    self.post_message(self.ChangeRegion(lambda service: sentences.stored(service.let_go(number))))
            case MemberChange() as field:
                edit = await self.app.push_screen_wait(menus.text_question(member, field))
                if edit:
                    self._do(editing.member_changed(member.number, edit))

    async def _change_target(self, member: Municipality) -> None:
        assert self._page is not None
        answer = await self.app.push_screen_wait(menus.target_question(member))
        if answer is None:
            return
        (target,) = answer
        day = await self.app.push_screen_wait(menus.day_question(member, self._page.today))
        if day:
            self._do(editing.member_changed(member.number, lambda before: with_target(before, target, day)))

    async def _change_theme(self, theme: Theme) -> None:
        chosen = await self.app.push_screen_wait(menus.theme_menu(theme))
        match chosen.value if chosen else None:
            case None:
                return
            case ThemeChange.RAISE:
                said = _("Moved up: {name}.").format(name=theme.name)
                self._do_to_themes(editing.theme_raised(theme.id), said)
            case ThemeChange.REMOVE:
                said = _("Taken off the list: {name}.").format(name=theme.name)
                self._call(lambda service: service.remove_theme(theme.id), said)
            case ThemeChange() as field:
                changed = await self.app.push_screen_wait(menus.theme_question(theme, field))
                if changed:
                    said = _("Stored: {name}.").format(name=changed.name)
                    self._do_to_themes(editing.theme_changed(changed), said)

    def _do(self, edit: RegionEdit) -> None:
        self.post_message(self.ChangeRegion(lambda service: sentences.stored(service.change_region(edit))))

    def _do_to_themes(self, edit: ThemesEdit, said: str) -> None:
        self._call(lambda service: service.change_themes(edit), said)

    def _call(self, change: "Callable[[LeadService], None]", said: str) -> None:
        def call(service: "LeadService") -> str:
            change(service)
            return said

        self.post_message(self.ChangeRegion(call))


def _id(kept: Kept) -> str:
    match kept:
        case Region():
            return ""
        case Municipality():
            return kept.number
        case Theme():
            return kept.id


def _name(kept: Kept) -> Content:
    return Content.styled(kept.name, "bold" if isinstance(kept, Region) else "")


def _of_member(shown: Callable[[Municipality], str]) -> Callable[[Kept], str]:
    return lambda kept: shown(kept) if isinstance(kept, Municipality) else ""


def _inhabitants(kept: Kept) -> str:
    match kept:
        case Region():
            known = [each.inhabitants for each in kept.municipalities if each.inhabitants is not None]
            return number(sum(known)) if len(known) == len(kept.municipalities) else NOTHING
        case Municipality():
            return menus.inhabitants(kept)
        case Theme():
            return ""


def _target_in_full(member: Municipality) -> str:
    now = menus.per_cent(member.target) if member.target is not None else _("no target")
    return ", ".join(filter(None, (now, menus.coming(member))))


def _past(change: PastChange, *, named: bool) -> str:
    """``29.11.2026 14:32 kari: mål fra 01.12.2026: 80 % (før: 75 %)``."""
    what = f"{change.name}: {change.what}" if named else change.what
    return f"{day_and_clock(change.at)}  {change.by}  {what}"


_MEMBER_COLUMNS: list[Column[Kept]] = [
    Column(name=N_("Municipality"), cell=_name, width=18, grows=True),
    Column(name=N_("Number"), cell=_of_member(lambda each: each.number), width=6, rank=3),
    Column(name=N_("Language form"), cell=_of_member(lambda each: _(LANGUAGES[each.language])), width=10, rank=4),
    Column(name=N_("Inhabitants"), cell=_inhabitants, width=10, right=True),
    Column(name=N_("Target"), cell=_of_member(lambda each: menus.per_cent(each.target)), width=6, right=True),
    Column(name=N_("To come"), cell=_of_member(menus.coming), width=20, rank=1),
    Column(name=N_("Places"), cell=_of_member(lambda each: number(len(each.places))), width=6, right=True, rank=2),
]
