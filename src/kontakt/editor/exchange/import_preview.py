"""An import that is carried out and taken back, to see what it would change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff

from kontakt.database import Session
from kontakt.directory import store as directory
from kontakt.directory.contacts import store as contact_lists
from kontakt.directory.contacts.contact_list import ContactList
from kontakt.directory.contacts.files import file_of, format_contact_list
from kontakt.directory.files import REGION_FILE, format_region
from kontakt.directory.region import Region
from kontakt.editor.exchange.import_export import (
    ConflictChoice,
    Conflicts,
    Imported,
    ImportProgress,
    ReadKnowledge,
    replace_knowledge,
    store_knowledge,
    unseen,
)
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article
from kontakt.knowledge.base import Knowledge
from kontakt.knowledge.files import THEMES, article_file, format_article, format_themes
from kontakt.knowledge.files.urgent import URGENT, format_urgent
from kontakt.knowledge.import_comparison import IncomingArticle
from kontakt.knowledge.urgent import store as urgent
from kontakt.knowledge.urgent.kind import UrgentTable

NOTHING = "/dev/null"
"""What stands for the file that is not there yet, or no longer."""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do. ``differences`` are unified diffs of canonical files, line by line, without line feeds;
    in them the files stand where there are ``conflicts``, for nobody has chosen yet."""

    imported: Imported
    differences: tuple[tuple[str, ...], ...]
    conflicts: tuple[IncomingArticle, ...] = ()


@dataclass(frozen=True, slots=True)
class _Contents:
    knowledge: Knowledge
    region: Region | None
    urgent: UrgentTable
    contacts: Mapping[str, ContactList]


def preview_import(
    session: Session,
    read: ReadKnowledge,
    *,
    by: str,
    at: datetime,
    replace: bool = False,
    choice: ConflictChoice | None = None,
    as_drafts: bool = False,
    progress: ImportProgress = unseen,
) -> ImportPreview:
    """What storing or, with ``replace``, replacing would do. The transaction of ``session``, which must be one that
    may write, is rolled back. Raises KontaktError where the import would be refused, but not for conflicts."""
    before = _contents(session)
    conflicts: tuple[IncomingArticle, ...] = ()
    if replace:
        imported = replace_knowledge(session, read, by=by, at=at, as_drafts=as_drafts, progress=progress)
    else:
        try:
            imported = store_knowledge(
                session, read, by=by, at=at, choice=choice, as_drafts=as_drafts, progress=progress
            )
        except Conflicts as unsettled:
            conflicts = unsettled.conflicts
            theirs = {(each.article.id, each.last.number): ConflictChoice.THEIRS for each in conflicts if each.last}
            imported = store_knowledge(session, read, by=by, at=at, chosen=theirs, as_drafts=as_drafts)
    differences = tuple(_differences(before, _contents(session)))
    session.rollback()
    return ImportPreview(imported, differences, conflicts)


def difference(before: Article | None, after: Article | None) -> tuple[str, ...]:
    """The unified diff of two versions of an article; None stands for none."""
    return tuple(_diff(_file(before), _file(after)))


def _contents(session: Session) -> _Contents:
    contacts = {each.municipality: each for each in contact_lists.load(session)}
    return _Contents(knowledge.load(session), directory.load(session), urgent.load(session), contacts)


def _differences(before: _Contents, after: _Contents) -> Iterator[tuple[str, ...]]:
    whole = (
        (_region(before), _region(after)),
        (_themes(before), _themes(after)),
        (_urgent(before), _urgent(after)),
        *((_contacts(before, key), _contacts(after, key)) for key in sorted({*before.contacts, *after.contacts})),
    )
    yield from (tuple(_diff(old, new)) for old, new in whole if old != new)
    names = {each.number: each.name for each in after.region.municipalities} if after.region else {}
    old_articles = {article.id: article for article in before.knowledge.articles}
    new_articles = {article.id: article for article in after.knowledge.articles}
    for id in sorted(old_articles.keys() | new_articles.keys()):
        old, new = old_articles.get(id), new_articles.get(id)
        if old != new:
            yield tuple(_diff(_file(old, names), _file(new, names)))


_File = tuple[str, str]
"""A file's name and text."""


def _region(contents: _Contents) -> _File:
    return (REGION_FILE, format_region(contents.region)) if contents.region else (NOTHING, "")


def _themes(contents: _Contents) -> _File:
    return THEMES, format_themes(contents.knowledge.themes, contents.knowledge.themes_comment)


def _urgent(contents: _Contents) -> _File:
    return URGENT, format_urgent(contents.urgent)


def _contacts(contents: _Contents, municipality: str) -> _File:
    contacts = contents.contacts.get(municipality)
    return (file_of(municipality), format_contact_list(contacts)) if contacts else (NOTHING, "")


def _file(article: Article | None, names: dict[str, str] | None = None) -> _File:
    return (article_file(article), format_article(article, names or {})) if article else (NOTHING, "")


def _diff(before: _File, after: _File) -> Iterator[str]:
    (old_name, old), (new_name, new) = before, after
    if old_name != new_name and old == new:  # only moved
        return iter((f"--- {old_name}", f"+++ {new_name}"))
    return unified_diff(old.splitlines(), new.splitlines(), old_name, new_name, lineterm="")
