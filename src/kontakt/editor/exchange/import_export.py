"""Moving the knowledge base between files and the database, with the region that belongs to it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from kontakt.database import Session
from kontakt.directory import store as directory
from kontakt.directory.contacts import store as contact_lists
from kontakt.directory.contacts.contact_list import ContactList
from kontakt.directory.contacts.files import file_of, read_contact_files, write_contact_file
from kontakt.directory.differences import RegionDifference
from kontakt.directory.files import REGION_FILE, read_region_file, write_region_file
from kontakt.directory.region import Region
from kontakt.editor.exchange.contacts_import import contacts_edited_here, replace_contacts, take_contacts
from kontakt.editor.exchange.import_errors import without_errors
from kontakt.editor.exchange.region_import import take_region
from kontakt.editor.exchange.urgent_import import take_from_files
from kontakt.editor.publishing import ArticleChange
from kontakt.errors import KontaktError
from kontakt.firstline.periods import OSLO
from kontakt.installation.clock import utc_now
from kontakt.installation.starter import decline_offers
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article
from kontakt.knowledge.by_id import LinkTargets
from kontakt.knowledge.files import KnowledgeFolder, Track, Written, format_folder, read_folder, untracked, write_folder
from kontakt.knowledge.files.exported import read_exported, write_exported
from kontakt.knowledge.files.urgent import URGENT
from kontakt.knowledge.import_comparison import ImportStanding, IncomingArticle, compare, edited_here
from kontakt.knowledge.revisions import RevisionKind
from kontakt.knowledge.store import Saved
from kontakt.knowledge.urgent import store as urgent_words
from kontakt.locale import _, ngettext

_AT_ONCE = 200
"""How many articles are compared at once."""

_NAMED = 10
"""How many articles a sentence names; of the others only the number."""


class Stage(StrEnum):
    """What takes long enough to be shown."""

    READING = "reading"
    COMPARING = "comparing"
    STORING = "storing"
    WRITING = "writing"


class ImportProgress(Protocol):
    """What shows how far a stage has come."""

    def __call__(self, stage: Stage, /) -> Track: ...


def unseen(stage: Stage, /) -> Track:
    """Shows nothing."""
    return untracked


class ConflictChoice(StrEnum):
    """Whose article stands where both the files and editors here have changed it."""

    THEIRS = "theirs"
    """The files'."""
    OURS = "ours"
    """The database's."""


ConflictChoices = Mapping[tuple[str, int], ConflictChoice]
"""What was chosen for single articles, by their ids and the revision here that it was chosen over."""


@dataclass(frozen=True, slots=True)
class ReadKnowledge:
    """What a folder holds. ``region`` is None where it has no ``region.yaml``; ``bases`` are how the
    digests begin of the texts that its articles and lists of contacts were made from, where an export told them;
    ``contacts`` are none where it has no ``people/``."""

    folder: KnowledgeFolder
    region: Region | None
    bases: Mapping[str, str] = field(default_factory=dict)
    contacts: tuple[ContactList, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, by the ids of articles and themes, and to the region. ``kept`` are those that stayed as they
    are here though the files have them otherwise, among them ``urgent.yaml``, ``region.yaml`` and lists of contacts by
    their names; ``drafts`` are those that the files publish, and that have an error; ``contacts`` the files of lists
    that are new, changed or removed."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    themes: tuple[str, ...]
    kept: tuple[str, ...]
    region: tuple[RegionDifference, ...] = ()
    drafts: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()


class Conflicts(KontaktError):
    """Articles that were changed both in the files and here, and nobody has chosen. Nothing was stored."""

    def __init__(self, conflicts: Sequence[IncomingArticle]) -> None:
        self.conflicts = tuple(conflicts)
        text = ngettext(
            "{count} article was changed both here and in the files ({ids}): add --theirs to take the files', or "
            "--ours to keep what is here. Nothing was stored.",
            "{count} articles were changed both here and in the files ({ids}): add --theirs to take the files', or "
            "--ours to keep what is here. Nothing was stored.",
            len(self.conflicts),
        )
        ids = [each.article.id for each in self.conflicts]
        super().__init__(text.format(count=len(ids), ids=few(ids)))


def few(ids: Sequence[str]) -> str:
    """Ids for a sentence: the first ten, and how many more there are."""
    named = ", ".join(ids[:_NAMED])
    more = len(ids) - _NAMED
    return _("{ids} and {count} more").format(ids=named, count=more) if more > 0 else named


def read_knowledge(folder: Path, known: Region | None, progress: ImportProgress = unseen) -> ReadKnowledge:
    """Read a whole folder; its articles are checked against its own region, else against the ``known`` one.

    Raises KontaktError that names every file and line that is wrong; nothing has been stored then.
    """
    region = read_region_file(folder)
    read = read_folder(folder, _names(region or known), track=progress(Stage.READING))
    return ReadKnowledge(read, region, read_exported(folder), read_contact_files(folder))


def store_knowledge(
    session: Session,
    read: ReadKnowledge,
    *,
    by: str,
    at: datetime,
    choice: ConflictChoice | None = None,
    chosen: ConflictChoices | None = None,
    as_drafts: bool = False,
    progress: ImportProgress = unseen,
) -> Imported:
    """Store what was read beside what stands there. ``at`` is UTC; ``session`` is one that no other writer overlaps
    with.

    What only the files have changed is taken; what only editors here have changed stays, but for THEIRS, which takes
    every file. Where both have, ``choice`` or what was ``chosen`` for the article decides: raises Conflicts where
    neither does, KontaktError where ids or municipality numbers would not fit together, or where agents would read an
    error that is new, unless articles with one are to be stored ``as_drafts``.
    """
    taken, kept = _sorted_out(session, read, choice, chosen or {}, progress)
    theirs, ours = choice is ConflictChoice.THEIRS, choice is ConflictChoice.OURS
    urgent = read.folder.urgent
    if urgent is not None and not take_from_files(session, urgent, by=by, at=at, theirs=theirs, ours=ours):
        kept = (*kept, URGENT)
    region = take_region(session, read.region, by=by, at=at, theirs=theirs) if read.region else ()
    if region is None:
        kept = (*kept, REGION_FILE)
    contacts, kept_contacts = take_contacts(
        session,
        read.contacts,
        directory.load_or_empty(session),
        by=by,
        at=at,
        theirs=theirs,
        ours=ours,
        bases=read.bases,
    )
    kept = (*kept, *kept_contacts)
    changes = [ArticleChange(each.stored, each.article) for each in taken]
    targets, today = knowledge.link_targets(session), at.astimezone(OSLO).date()
    articles, drafts = without_errors(changes, targets, today, as_drafts=as_drafts)
    saved = _stored(knowledge.save, session, articles, read, by, at, progress)
    _check_numbers(session, read)
    new = tuple(each.article.id for each in taken if each.stored is None)
    changed = tuple(id for id in saved.articles if id not in set(new))
    return Imported(new, changed, (), saved.themes, kept, region or (), drafts, contacts)


def _sorted_out(
    session: Session,
    read: ReadKnowledge,
    choice: ConflictChoice | None,
    chosen: ConflictChoices,
    progress: ImportProgress,
) -> tuple[list[IncomingArticle], tuple[str, ...]]:
    """What is to be stored, and the ids of what differs and is not."""
    taken: list[IncomingArticle] = []
    kept: list[IncomingArticle] = []
    unsettled: list[IncomingArticle] = []
    for part in progress(Stage.COMPARING)(list(_parts(read.folder.articles))):
        for each in compare(session, part, read.bases):
            its_choice = choice or (chosen.get((each.article.id, each.last.number)) if each.last else None)
            if each.standing in (ImportStanding.NEW, ImportStanding.CHANGED):
                taken.append(each)
            elif each.standing is ImportStanding.OLDER:
                (taken if choice is ConflictChoice.THEIRS else kept).append(each)
            elif each.standing is ImportStanding.CONFLICT:
                {ConflictChoice.THEIRS: taken, ConflictChoice.OURS: kept, None: unsettled}[its_choice].append(each)
    if unsettled:
        raise Conflicts(unsettled)
    return taken, tuple(each.article.id for each in kept)


def replace_knowledge(
    session: Session,
    read: ReadKnowledge,
    *,
    by: str,
    at: datetime,
    as_drafts: bool = False,
    progress: ImportProgress = unseen,
) -> Imported:
    """Put what was read in the place of everything that stands, history kept. As store_knowledge, but nothing here
    is asked for, and what is not in the files is removed."""
    region = take_region(session, read.region, by=by, at=at, theirs=True) if read.region else None
    if read.folder.urgent is not None:
        take_from_files(session, read.folder.urgent, by=by, at=at, theirs=True)
    contacts = replace_contacts(session, read.contacts, directory.load_or_empty(session), by=by, at=at)
    stood = {article.id: article for article in knowledge.load(session).articles}
    changes = [ArticleChange(stood.get(each.id), each) for each in read.folder.articles]
    articles, drafts = without_errors(changes, LinkTargets({}, {}), at.astimezone(OSLO).date(), as_drafts=as_drafts)
    saved = _stored(knowledge.replace_all, session, articles, read, by, at, progress)
    _check_numbers(session, read)
    decline_offers(session)  # what was put away on purpose is not offered again
    new = tuple(id for id in saved.articles if id not in stood)
    changed = tuple(id for id in saved.articles if id in stood)
    return Imported(new, changed, saved.removed, saved.themes, (), region or (), drafts, contacts)


def _stored(
    store: Callable[..., Saved],
    session: Session,
    articles: Sequence[Article],
    read: ReadKnowledge,
    by: str,
    at: datetime,
    progress: ImportProgress,
) -> Saved:
    """What ``save`` or ``replace_all`` did with these articles and all that was read beside them. What goes then is
    removed by files, too: when files bring it again, no editor's removal stands against it."""
    themes, comment = read.folder.themes, read.folder.themes_comment
    (saved,) = [
        store(session, given, themes, by=by, at=at, themes_comment=comment, what=RevisionKind.IMPORTED)
        for given in progress(Stage.STORING)([articles])  # one step for who watches: all or nothing
    ]
    return saved


def _check_numbers(session: Session, read: ReadKnowledge) -> None:
    """A region may not lose a municipality that articles still speak of: their files could not be read again."""
    region = directory.load(session)
    for article in read.folder.articles if read.region is None else knowledge.load(session).articles:
        for number in article.municipalities:
            if region is not None and region.municipality(number) is None:
                text = _(
                    "The article {id} speaks of the municipality {number}, which is not in the new region: "
                    "change the article first, or add --replace."
                )
                raise KontaktError(text.format(id=article.id, number=number))


def write_knowledge(
    session: Session,
    folder: Path,
    progress: ImportProgress = unseen,
    *,
    clock: Callable[[], datetime] = utc_now,
) -> Written:
    """Write everything as canonical files, the targets as they are today and those to come. Raises KontaktError when a
    file cannot be written."""
    stored, region = knowledge.load(session), directory.load(session)
    written = write_folder(
        folder,
        stored.articles,
        stored.themes,
        _names(region) or {},
        themes_comment=stored.themes_comment,
        urgent=urgent_words.load(session) if urgent_words.is_stored(session) else None,
        track=progress(Stage.WRITING),
    )
    if region is not None:
        write_region_file(folder, region.as_of(clock().astimezone(OSLO).date()))
    lists = contact_lists.load(session)
    written_lists = tuple(file_of(each.municipality) for each in lists if write_contact_file(folder, each))
    write_exported(folder, edited_here(session) | contacts_edited_here(session))
    return replace(written, changed=(*written.changed, *written_lists))


def format_knowledge(folder: Path) -> tuple[str, ...]:
    """Make a folder's files canonical. Returns the files that changed; raises KontaktError as reading does."""
    region = read_region_file(folder)
    changed = format_folder(folder, _names(region))
    lists = read_contact_files(folder)
    changed = (*changed, *(file_of(each.municipality) for each in lists if write_contact_file(folder, each)))
    if region is not None and write_region_file(folder, region):
        return (REGION_FILE, *changed)
    return changed


def _names(region: Region | None) -> Mapping[str, str] | None:
    return {each.number: each.name for each in region.municipalities} if region else None


def _parts(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    for start in range(0, len(articles), _AT_ONCE):
        yield articles[start : start + _AT_ONCE]
