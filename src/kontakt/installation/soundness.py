"""Whether everything of one installation is in order, and what to do where it is not. Looking changes nothing."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from kontakt.database import Engine, NotPermitted, keep_to_file, reading
from kontakt.database.migrate import refuse_other_schema, step
from kontakt.database.migrations import HEAD
from kontakt.database.soundness import damaged_sentence, faults, file_of, holds_nothing
from kontakt.directory import store as directory
from kontakt.errors import KontaktError
from kontakt.inquiries.soundness import figures_problem, journal_state, unreadable_inquiries
from kontakt.installation.connecting import region_engine
from kontakt.installation.finding import InstallationFinding, looked_at
from kontakt.installation.upgrading import refuse_lost
from kontakt.knowledge import store as knowledge
from kontakt.library.cache import Cache
from kontakt.library.unreadable import unreadable
from kontakt.locale import N_, _, ngettext
from kontakt.locale.formats import day_and_clock
from kontakt.settings import Settings

DATA_FOLDER = N_("Data folder")
DATABASE = N_("Database")
JOURNAL = N_("Journal")
CACHE = N_("Cache")
FIGURES = N_("Figures")


WAITED_LONG = timedelta(days=1)
"""After this long in the journal something keeps an entry from the shared log."""


def findings(settings: Settings, now: datetime, *, quick: bool = False) -> Iterator[InstallationFinding]:
    """One for each part of the installation, or more where several things are wrong with it. ``now`` is UTC. ``quick``
    looks through no index of a file."""
    yield from looked_at(DATA_FOLDER, lambda: [_folder(settings)])
    yield from looked_at(DATABASE, lambda: _database(settings, quick))
    yield from looked_at(JOURNAL, lambda: _journal(settings, now))
    cache, figures = Cache(settings.cache_path), settings.figures_path
    yield from looked_at(CACHE, lambda: [_made_anew(CACHE, settings.cache_path, cache.problem())])
    yield from looked_at(FIGURES, lambda: [_made_anew(FIGURES, figures, figures_problem(figures))])


def _folder(settings: Settings) -> InstallationFinding:
    folder = settings.data_dir
    try:
        status = folder.stat()
    except (FileNotFoundError, NotADirectoryError):
        return InstallationFinding(DATA_FOLDER, _("not made yet"))
    except PermissionError:
        sentence = _("{folder} may not be entered: name another with KONTAKT_DATA_DIR, or ask for the right")
        return InstallationFinding(DATA_FOLDER, sentence.format(folder=folder), sound=False)
    if not stat.S_ISDIR(status.st_mode):
        sentence = _("{folder} is no folder: name another with KONTAKT_DATA_DIR")
        return InstallationFinding(DATA_FOLDER, sentence.format(folder=folder), sound=False)
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        sentence = _(
            "{folder} may not be read and written by whoever runs this: start kontakt as its owner, or name another with "
            "KONTAKT_DATA_DIR"
        )
        return InstallationFinding(DATA_FOLDER, sentence.format(folder=folder), sound=False)
    open_to_others = sorted(
        file.name for file in folder.glob("*.sqlite*") if file.is_file() and file.stat().st_mode & 0o077
    )
    if open_to_others:
        sentence = _("others may read {files}: start kontakt once as their owner")
        return InstallationFinding(DATA_FOLDER, sentence.format(files=", ".join(open_to_others)), sound=False)
    return InstallationFinding(DATA_FOLDER, _("in order"))


def _database(settings: Settings, quick: bool) -> list[InstallationFinding]:
    engine: Engine | None = None
    try:
        engine = region_engine(settings)
        refuse_lost(engine, settings)
        if holds_nothing(engine):
            return [InstallationFinding(DATABASE, _("not made yet"))]
        if file := file_of(engine):
            # Before anything else: SQLite notices damage only where it reads.
            found = list(faults(file, quick=quick))
            if found:
                return [
                    InstallationFinding(DATABASE, sentence, sound=False)
                    for sentence in (damaged_sentence(engine, found[0]), *found[1:])
                ]
            keep_to_file(engine)
        if step(engine) != HEAD and settings.is_shared:
            refuse_other_schema(engine)
        if step(engine) != HEAD:
            return [
                InstallationFinding(DATABASE, _("in order; of an older version, brought up to date at the next start"))
            ]
        sentences = list(_unreadable(engine))
    except KontaktError as problem:
        sentences = [str(problem)]
    finally:
        if engine is not None:
            engine.dispose()
    return [InstallationFinding(DATABASE, each, sound=False) for each in sentences] or [
        InstallationFinding(DATABASE, _("in order"))
    ]


def _unreadable(engine: Engine) -> Iterator[str]:
    # What the group of whoever signed in may not read is for others to look at.
    with suppress(NotPermitted), reading(engine) as session:
        directory.load(session)
        if sentence := unreadable(knowledge.load(session).unreadable):
            yield sentence
        if count := unreadable_inquiries(session):
            sentence = ngettext(
                "{count} inquiry cannot be read: put back a backup from before the damage",
                "{count} inquiries cannot be read: put back a backup from before the damage",
                count,
            )
            yield sentence.format(count=count)


def _journal(settings: Settings, now: datetime) -> list[InstallationFinding]:
    if not settings.journal_path.exists():
        return [InstallationFinding(JOURNAL, _("not made yet"))]
    state = journal_state(settings.journal_path)
    if state.problem:
        sentence = _("damaged ({reason}): start kontakt, which sets it aside and saves what can be read")
        return [InstallationFinding(JOURNAL, sentence.format(reason=state.problem), sound=False)]
    found = []
    if state.damaged:
        sentence = _(
            "damaged entries among those that wait: {count}; start kontakt, which sets them aside and delivers the others"
        )
        found.append(InstallationFinding(JOURNAL, sentence.format(count=state.damaged), sound=False))
    if state.newer:
        sentence = _("entries of a newer kontakt wait: {count}; update this one")
        found.append(InstallationFinding(JOURNAL, sentence.format(count=state.newer), sound=False))
    if state.since:
        sentence = _("damaged entries set aside since {day}: {count}; log again what is missing from your own")
        found.append(
            InstallationFinding(
                JOURNAL, sentence.format(day=day_and_clock(state.since), count=state.aside), sound=False
            )
        )
    if state.oldest and state.oldest < now - WAITED_LONG:
        sentence = _(
            "entries wait since {day}: {count}; they are delivered when whoever logged them has kontakt open and the database "
            "answers"
        )
        told = sentence.format(day=day_and_clock(state.oldest), count=state.waiting)
        found.append(InstallationFinding(JOURNAL, told, sound=False))
    return found or [InstallationFinding(JOURNAL, _("in order; waiting: {count}").format(count=state.waiting))]


def _made_anew(name: str, path: Path, problem: str | None) -> InstallationFinding:
    if problem is None:
        return InstallationFinding(name, _("in order") if path.exists() else _("not made yet"))
    sentence = _("cannot be read ({reason}): delete {path}, it is made anew")
    return InstallationFinding(name, sentence.format(reason=problem, path=path), sound=False)
