"""Checking a knowledge folder, or what is stored, against the region that it is for."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from kontakt.database import Session
from kontakt.directory import store as directory
from kontakt.directory.contacts.files import FOLDER as PEOPLE
from kontakt.directory.contacts.files import read_contact_files
from kontakt.directory.files import REGION_FILE, read_region_file
from kontakt.directory.region import Region
from kontakt.editor.exchange.import_export import ImportProgress, Stage, unseen
from kontakt.errors import KontaktError
from kontakt.installation.dictionaries import load_spelling
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.checking import CheckResult, PlacedFinding, broken, check_folder, check_knowledge
from kontakt.knowledge.files.folder import located


def check_files(
    folder: Path,
    today: date,
    progress: ImportProgress = unseen,
    *,
    spelling: bool = False,
    asked: Collection[str] = (),
) -> CheckResult:
    """Check a folder by its own ``region.yaml``; without one, or where it cannot be read, which is a finding, any
    municipality's number is taken. ``today`` is the day in Oslo. Raises KontaktError for a folder that is none, and
    where ``spelling`` is to be checked and there are no dictionaries. ``asked`` as in check_folder."""
    region: Region | None = None
    problems: tuple[PlacedFinding, ...] = ()
    try:
        region = read_region_file(folder)
    except KontaktError as problem:
        problems = tuple(broken(located(problem, REGION_FILE)))
    try:
        read_contact_files(folder)
    except KontaktError as problem:
        problems = (*problems, *broken(located(problem, PEOPLE)))
    names = _names(region) if region else None
    steps = {"reading": progress(Stage.READING), "comparing": progress(Stage.COMPARING)}
    words = load_spelling(region.words_in_names if region else frozenset()) if spelling else None
    checked = check_folder(folder, names, today, spelling=words, asked=asked, **steps)
    found = sorted((*checked.found, *problems), key=lambda each: (each.file, each.line))
    return replace(checked, found=tuple(found))


def check_stored(
    session: Session,
    today: date,
    progress: ImportProgress = unseen,
    *,
    spelling: bool = False,
    asked: Collection[str] = (),
) -> CheckResult:
    """Check what is stored: files and lines are those that an export would write. ``today`` as in check_files."""
    region = directory.load(session)
    names = _names(region) if region else None
    steps = {"reading": progress(Stage.READING), "comparing": progress(Stage.COMPARING)}
    words = load_spelling(region.words_in_names if region else frozenset()) if spelling else None
    return check_knowledge(knowledge.load(session), names, today, spelling=words, asked=asked, **steps)


def _names(region: Region) -> Mapping[str, str]:
    return {each.number: each.name for each in region.municipalities}
