"""Moving the knowledge base between files and the database, with the region that belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kontakt.database import Session
from kontakt.desk.starter import decline_offers
from kontakt.directory import store as directory
from kontakt.directory.files import REGION_FILE, read_region_file, write_region_file
from kontakt.directory.region import Region
from kontakt.errors import KontaktError
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.files import KnowledgeFolder, Written, read_folder, write_folder
from kontakt.knowledge.files.folder import format_folder
from kontakt.knowledge.store import Saved
from kontakt.locale import _


@dataclass(frozen=True, slots=True)
class ReadKnowledge:
    """What a folder holds. ``region`` is None where it has no ``region.yaml``."""

    folder: KnowledgeFolder
    region: Region | None


def read_knowledge(folder: Path, known: Region | None) -> ReadKnowledge:
    """Read a whole folder; its articles are checked against its own region, else against the ``known`` one.

    Raises KontaktError that names every file and line that is wrong; nothing has been stored then.
    """
    region = read_region_file(folder)
    return ReadKnowledge(read_folder(folder, _names(region or known)), region)


def store_knowledge(session: Session, read: ReadKnowledge, *, by: str, at: datetime, replace: bool = False) -> Saved:
    """Store what was read beside what stands there, or, with ``replace``, in its place."""
    if read.region is not None:
        directory.save(session, read.region, by=by, at=at)
    put = knowledge.replace_all if replace else knowledge.save
    saved = put(
        session,
        read.folder.articles,
        read.folder.themes,
        by=by,
        at=at,
        themes_comment=read.folder.themes_comment if read.folder.themes is not None else None,
    )
    _check_numbers(session)
    if replace:
        decline_offers(session)  # what was put away on purpose is not offered again
    return saved


def _check_numbers(session: Session) -> None:
    """A region may not lose a municipality that articles still speak of: their files could not be read again."""
    region = directory.load(session)
    for article in knowledge.load(session).articles:
        for number in (*article.only, *article.as_shared, *article.local):
            if region is not None and region.municipality(number) is None:
                text = _(
                    "The article {id} speaks of the municipality {number}, which is not in the new region: "
                    "change the article first, or add --replace."
                )
                raise KontaktError(text.format(id=article.id, number=number))


def write_knowledge(session: Session, folder: Path) -> Written:
    """Write everything as canonical files. Raises KontaktError when a file cannot be written."""
    stored, region = knowledge.load(session), directory.load(session)
    written = write_folder(
        folder, stored.articles, stored.themes, _names(region) or {}, themes_comment=stored.themes_comment
    )
    if region is not None:
        write_region_file(folder, region)
    return written


def format_knowledge(folder: Path) -> tuple[str, ...]:
    """Make a folder's files canonical. Returns the files that changed; raises KontaktError as reading does."""
    region = read_region_file(folder)
    changed = format_folder(folder, _names(region))
    if region is not None and write_region_file(folder, region):
        return (REGION_FILE, *changed)
    return changed


def _names(region: Region | None) -> Mapping[str, str] | None:
    return {each.number: each.name for each in region.municipalities} if region else None
