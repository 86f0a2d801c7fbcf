"""What a spreadsheet that came back would change: each cell beside what was exported, and beside what stands here now.

A cell that is as it was exported changes nothing, whatever was done here meanwhile. One that was changed there is
taken, field by field; where it was changed here as well, somebody has to choose.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kontakt.database import Session
from kontakt.directory import store as directory
from kontakt.editor.article.field_merging import merged_fields
from kontakt.editor.article.field_texts import FieldNaming, field_differences, field_texts
from kontakt.editor.article.form import article_of, form_of
from kontakt.editor.article.history import past_article
from kontakt.editor.commands import EditorTransaction
from kontakt.editor.exchange.import_export import ConflictChoice
from kontakt.editor.exchange.spreadsheet_columns import (
    ColumnKind,
    FieldValue,
    SheetColumn,
    UnfitCell,
    cell_of,
    form_values,
    value_in,
    values_of,
)
from kontakt.editor.exchange.spreadsheet_rows import SheetRow, repeated, rows_in
from kontakt.editor.many_articles import ManyChanged, change_many
from kontakt.editor.publishing import ArticleChange, new_errors, sentence_on
from kontakt.files.days import read_day
from kontakt.files.sheet_reading import Cell, Sheet
from kontakt.files.text_diff import FieldDifference
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article, Status, Theme
from kontakt.knowledge.article_input import InvalidArticle
from kontakt.knowledge.revisions import RevisionKind
from kontakt.library.names import theme_name
from kontakt.locale import LANGUAGES, _, language

_LOCAL = "local."
_CANNOT_BE_EMPTY = ("title", "answer")


@dataclass(frozen=True, slots=True)
class ArticleReadBack:
    """An article that changes: as it stands at ``revision`` here, and ``after`` it; ``fields`` are what differs."""

    before: Article
    revision: int
    after: Article
    fields: tuple[FieldDifference, ...]


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that was changed there and here. ``there`` and ``here`` are its texts."""

    article: Article
    label: str
    there: str
    here: str


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a spreadsheet would change. ``conflicts`` are the fields changed there and here; ``emptied`` those, with the
    titles of their articles, whose cells were emptied; ``problems`` keep everything from being stored; ``refused`` says
    of single articles why they, or their themes, stay as they are; ``unread`` are sheets and columns that are none of
    the export's."""

    articles: int
    changes: tuple[ArticleReadBack, ...]
    conflicts: tuple[FieldConflict, ...]
    emptied: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    refused: tuple[str, ...]
    unread: tuple[str, ...]

    @property
    def fields(self) -> int:
        """How many fields change."""
        return sum(len(each.fields) for each in self.changes)


def compare_spreadsheet(
    transaction: EditorTransaction, sheets: Iterable[Sheet], *, choice: ConflictChoice | None, empty: bool
) -> ReadBack:
    """Nothing is stored. A field in conflict stays as it is here unless the ``choice`` is THEIRS, the spreadsheet's;
    what was emptied stays unless ``empty``."""
    session = transaction.session
    region = directory.load_or_empty(session)
    read = rows_in(sheets, region)
    by_article: dict[str, list[SheetRow]] = {}
    for row in read.rows:
        by_article.setdefault(row.id, []).append(row)
    naming = FieldNaming(region, knowledge.some(session, ()).themes)
    comparison = _Comparison(session, naming, theirs=choice is ConflictChoice.THEIRS, empty=empty)
    for id, rows in by_article.items():
        comparison.take(id, rows)
    changes = comparison.changes
    wrong = new_errors(
        [ArticleChange(each.before, each.after) for each in changes],
        knowledge.link_targets(session),
        transaction.today,
    )
    return ReadBack(
        len(by_article),
        tuple(each for each in changes if each.before.id not in wrong),
        tuple(comparison.conflicts),
        tuple(comparison.emptied),
        (*read.problems, *repeated(read.rows), *comparison.problems),
        (
            *comparison.other_themes,
            *(sentence_on(each.after, wrong[each.before.id]) for each in changes if each.before.id in wrong),
        ),
        tuple(read.unread),
    )


def store_read_back(transaction: EditorTransaction, read_back: ReadBack) -> ManyChanged:
    """Store the changes, as one step; an article that somebody has changed since it was compared stays as it is."""
    after = {each.before.id: each.after for each in read_back.changes}
    based_on = {each.before.id: each.revision for each in read_back.changes}
    return change_many(transaction, based_on, lambda before: after[before.id], RevisionKind.EDITED)


class _Comparison:
    """The articles that were looked at so far."""

    def __init__(self, session: Session, naming: FieldNaming, *, theirs: bool, empty: bool) -> None:
        self.changes: list[ArticleReadBack] = []
        self.conflicts: list[FieldConflict] = []
        self.emptied: list[tuple[str, str]] = []
        self.problems: list[str] = []
        self.other_themes: list[str] = []
        self._session = session
        self._naming = naming
        self._theirs = theirs
        self._empty = empty
        self._standing = knowledge.standing(session)
        self._now = {each.id: each for each in knowledge.load(session).articles}

    def take(self, id: str, rows: Sequence[SheetRow]) -> None:
        row, now = rows[0], self._now.get(id)
        base = self._exported(id, row.revision)
        if base is None:
            text = _("{id} has no revision {number} here: export once more.")
            self.problems.append(row.wrong(text.format(id=id, number=row.revision)))
            return
        typed = self._changed_cells(base, rows)
        if now is None:
            if typed:
                text = _("“{title}” was removed or merged here since the export: delete the row.")
                self.problems.append(row.wrong(text.format(title=base.title)))
            return
        self._tell_other_theme(now, rows)
        self._leave_emptied(base, typed)
        if typed:
            self._merge(base, now, typed, rows)

    def _tell_other_theme(self, now: Article, rows: Iterable[SheetRow]) -> None:
        theme = next((each for each in self._naming.themes if each.id == now.theme), Theme(now.theme, now.theme))
        names = {now.theme, *(theme_name(theme, each) for each in LANGUAGES)}
        for row in rows:
            if row.theme and row.theme not in names:
                text = _(
                    "“{title}” stands under “{here}” here and “{there}” in the file: a theme is changed in the article itself."
                )
                told = text.format(title=now.title, here=theme_name(theme, language()), there=row.theme)
                self.other_themes.append(row.wrong(told))

    def _exported(self, id: str, revision: int) -> Article | None:
        """The article as it was exported."""
        now = self._now.get(id)
        if now is not None and self._standing[id].number == revision:
            return now
        past = past_article(self._session, id, revision)
        return replace(past, theme=now.theme if now else "theme") if past else None

    def _changed_cells(self, base: Article, rows: Sequence[SheetRow]) -> dict[str, FieldValue]:
        """What the cells hold that are not as they were exported."""
        exported = values_of(base)
        typed: dict[str, FieldValue] = {}
        for row in rows:
            for name, (column, cell) in row.cells.items():
                was = base.local.get(name.removeprefix(_LOCAL), "") if name.startswith(_LOCAL) else exported[name]
                try:
                    value = _value(column, cell)
                except UnfitCell as unfit:
                    self.problems.append(row.wrong(str(unfit), column))
                    continue
                if value != _value(column, cell_of(column, was)):
                    typed[name] = value
        return typed

    def _leave_emptied(self, base: Article, typed: dict[str, FieldValue]) -> None:
        for name in [each for each, value in typed.items() if not value and each not in _CANNOT_BE_EMPTY]:
            self.emptied.append((base.title, self._naming.label(name)))
            if not self._empty:
                del typed[name]

    def _merge(self, base: Article, now: Article, typed: dict[str, FieldValue], rows: Sequence[SheetRow]) -> None:
        try:
            merge = merged_fields(base, _article(base, typed), now)
            both = [name for name in merge.both if name in typed]
            texts = field_texts(merge.article, self._naming), field_texts(now, self._naming)
            self.conflicts += [
                FieldConflict(now, self._naming.label(name), *(each.get(name, "") for each in texts)) for name in both
            ]
            if both and not self._theirs:
                mine = {name: value for name, value in typed.items() if name not in both}
                merge = merged_fields(base, _article(base, mine), now)
        except InvalidArticle as invalid:
            self.problems += _problems(invalid, typed, rows)
            return
        if merge.article != now:
            differences = field_differences(now, merge.article, self._naming)
            self.changes.append(ArticleReadBack(now, self._standing[now.id].number, merge.article, differences))


def _value(column: SheetColumn, cell: Cell) -> FieldValue:
    value = value_in(column, cell)
    return value.strip() if isinstance(value, str) and column.kind is ColumnKind.PARAGRAPHS else value


def _article(base: Article, typed: Mapping[str, FieldValue]) -> Article:
    """The exported article with what was typed. Raises InvalidArticle."""
    notes = {name.removeprefix(_LOCAL): str(value) for name, value in typed.items() if name.startswith(_LOCAL)}
    form = form_of(base)
    made = article_of(replace(form, **form_values(typed), local={**form.local, **notes}), base)
    if "status" in typed:
        made = replace(made, status=Status(str(typed["status"])))
    if "reviewed" in typed:
        made = replace(made, reviewed=read_day(str(typed["reviewed"])))
    return made


def _problems(invalid: InvalidArticle, typed: Mapping[str, FieldValue], rows: Sequence[SheetRow]) -> Iterator[str]:
    """What is wrong, each with the row and the heading that it stands under."""
    for place, sentence in zip(invalid.places, invalid.problems, strict=True):
        name = ".".join(map(str, place[:2])) if place[:1] == ("local",) else str(place[0])
        row = next((each for each in rows if name in each.cells), rows[0])
        column = row.cells[name][0] if name in typed and name in row.cells else None
        yield row.wrong(sentence, column)
