"""The knowledge that comes with the program: put into an empty database, and offered when it has changed."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import kontakt
from kontakt.database import DatabaseUnavailable, Engine, Session, reading, writing
from kontakt.database.engine import migrating
from kontakt.directory import store as directory
from kontakt.directory.files import read_region_file
from kontakt.directory.region import Region
from kontakt.errors import KontaktError
from kontakt.files.strict_yaml import read_text
from kontakt.knowledge import starter
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article
from kontakt.knowledge.files import KnowledgeFolder, read_folder
from kontakt.knowledge.files.urgent import URGENT, read_urgent
from kontakt.knowledge.revisions import RevisionKind
from kontakt.knowledge.starter import Offer
from kontakt.knowledge.urgent import store as urgent
from kontakt.locale import _

EDITOR = "kontakt"
"""Whose name the starter articles carry in the history."""


def starter_folder() -> Path:
    """The shipped knowledge files: in the installed package, or beside ``src`` in a clone."""
    package = Path(kontakt.__file__).parent
    installed = package / "starter"
    return installed if installed.is_dir() else package.parents[1] / "knowledge"


@dataclass(frozen=True, slots=True)
class Starter:
    """What is shipped, as it was read; ``texts`` are the article files by id."""

    region: Region
    knowledge: KnowledgeFolder
    texts: Mapping[str, str]


def read_starter() -> Starter:
    """Read what is shipped. That takes a second or more: longer than others should wait for a lock.

    Raises KontaktError where it is not whole.
    """
    folder = starter_folder()
    region = read_region_file(folder)
    if region is None:
        raise KontaktError(
            _("The starter knowledge in {folder} has no region.yaml: install kontakt again.").format(folder=folder)
        )
    return Starter(region, read_folder(folder, _names(region)), shipped_texts())


def install_missing(engine: Engine, at: datetime, *, alone: AbstractContextManager[None] | None = None) -> None:
    """Give a database without a region everything that is shipped, and one without a table of what means danger to life
    the shipped table. ``at`` is UTC. It is filled within ``alone``, so that who starts meanwhile waits for that, and
    not for a transaction of many seconds. Raises KontaktError."""
    with reading(engine) as session:
        has_region = directory.is_stored(session)
        has_dangers = urgent.is_stored(session)
    if not has_region:
        shipped = read_starter()
        with alone or nullcontext(), migrating(engine) as session:
            install_starter(session, shipped, at)
    elif not has_dangers:
        # A database that is locked, or may only be read, is used as it is; the next start tries again.
        with suppress(DatabaseUnavailable), writing(engine) as session:
            install_urgent(session, at)


def install_starter(session: Session, shipped: Starter, at: datetime) -> None:
    """Fill a database without a region with what is shipped: region, themes and articles."""
    if directory.is_stored(session):
        return
    read = shipped.knowledge
    directory.save(session, shipped.region, by=EDITOR, at=at)
    knowledge.save(session, (), read.themes, by=EDITOR, at=at, themes_comment=read.themes_comment)
    starter.take_starter(session, read.articles, shipped.texts, by=EDITOR, at=at)
    install_urgent(session, at)


def install_urgent(session: Session, at: datetime) -> None:
    """Give a region that has no table of what means danger to life the shipped one: no desk may be without."""
    file = starter_folder() / URGENT
    if file.exists() and not urgent.is_stored(session):
        table = read_urgent(read_text(file, URGENT))
        urgent.save(session, table, by=EDITOR, at=at, what=RevisionKind.STARTER)


def shipped_texts() -> dict[str, str]:
    """The shipped article files by id, as they are."""
    files = (starter_folder() / "articles").glob("*/*.md")
    return {path.stem: path.read_text(encoding="utf-8") for path in files}


def offers(session: Session) -> tuple[Offer, ...]:
    """What of the shipped articles is new or changed, and was not changed by an editor here."""
    return starter.starter_offers(session, shipped_texts())


def take_offers(session: Session, *, by: str, at: datetime) -> tuple[str, ...]:
    """Store everything that is offered. Returns the ids; what editors have changed stays theirs."""
    shipped_region, region = read_region_file(starter_folder()), directory.load(session)
    read = read_folder(starter_folder(), _names(shipped_region) if shipped_region else None)
    here = set(_names(region)) if region else set()
    fitting = [fitted for each in read.articles if (fitted := _fitted(each, here))]
    return starter.take_starter(session, fitting, shipped_texts(), by=by, at=at).articles


def decline_offers(session: Session) -> tuple[str, ...]:
    """Do not offer these again until what is shipped changes. Returns the ids."""
    shipped = shipped_texts()
    ids = tuple(each.id for each in starter.starter_offers(session, shipped))
    starter.decline_starter(session, ids, shipped)
    return ids


def _fitted(article: Article, here: set[str]) -> Article | None:
    """The article without what it says of municipalities that are not ``here``; None if it is theirs alone."""
    only = tuple(number for number in article.only if number in here)
    if article.only and not only:
        return None
    return replace(
        article,
        only=only,
        local={number: note for number, note in article.local.items() if number in here},
        as_shared={number: day for number, day in article.as_shared.items() if number in here},
    )


def _names(region: Region) -> dict[str, str]:
    return {each.number: each.name for each in region.municipalities}
