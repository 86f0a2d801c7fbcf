"""Whether everything of one installation is in order, and what to do where it is not. Looking changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kontakt.database import Engine, keep_to_file, reading
from kontakt.database.migrate import refuse_other_schema, step
from kontakt.database.migrations import HEAD
from kontakt.database.soundness import damaged_sentence, faults, file_of, holds_nothing
from kontakt.directory import store as directory
from kontakt.errors import KontaktError
from kontakt.inquiries.soundness import figures_problem, journal_state, unreadable_inquiries
from kontakt.installation.connecting import region_engine
from kontakt.installation.upgrading import refuse_lost
from kontakt.knowledge import store as knowledge
from kontakt.library.cache import Cache
from kontakt.library.unreadable import unreadable
from kontakt.locale import _, ngettext
from kontakt.locale.formats import day_and_clock
from kontakt.settings import Settings


@dataclass(frozen=True, slots=True)
class InstallationFinding:
    """One thing that was looked at: ``sentence`` says how it stands, and what to do unless it is ``sound``."""

    name: str
    sentence: str
    sound: bool = True


def findings(settings: Settings) -> Iterator[InstallationFinding]:
    """One for each part of the installation, or more where several things are wrong with it."""
    yield _folder(settings)
    yield from _database(settings)
    yield from _journal(settings)
    cache = Cache(settings.cache_path)
    yield _made_anew(_("Cache"), settings.cache_path, cache.problem())
    yield _made_anew(_("Figures"), settings.figures_path, figures_problem(settings.figures_path))


def _folder(settings: Settings) -> InstallationFinding:
    name, folder = _("Data folder"), settings.data_dir
    if not folder.exists():
        return InstallationFinding(name, _("not made yet"))
    open_to_others = sorted(
        file.name for file in folder.glob("*.sqlite*") if file.is_file() and file.stat().st_mode & 0o077
    )
    if open_to_others:
        sentence = _("others may read {files}: start kontakt once as their owner").format(
            files=", ".join(open_to_others)
        )
        return InstallationFinding(name, sentence, sound=False)
    return InstallationFinding(name, _("in order"))


def _database(settings: Settings) -> list[InstallationFinding]:
    name, engine = _("Database"), None
    try:
        engine = region_engine(settings)
        refuse_lost(engine, settings)
        if holds_nothing(engine):
            return [InstallationFinding(name, _("not made yet"))]
        if file := file_of(engine):
            # Before anything else: SQLite notices damage only where it reads.
            found = list(faults(file))
            if found:
                return [
                    InstallationFinding(name, sentence, sound=False)
                    for sentence in (damaged_sentence(engine, found[0]), *found[1:])
                ]
            keep_to_file(engine)
        if step(engine) != HEAD and settings.is_shared:
            refuse_other_schema(engine)
        if step(engine) != HEAD:
            return [InstallationFinding(name, _("in order; of an older version, brought up to date at the next start"))]
        sentences = list(_unreadable(engine))
    except KontaktError as problem:
        sentences = [str(problem)]
    finally:
        if engine is not None:
            engine.dispose()
    return [InstallationFinding(name, each, sound=False) for each in sentences] or [
        InstallationFinding(name, _("in order"))
    ]


def _unreadable(engine: Engine) -> Iterator[str]:
    with reading(engine) as session:
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


def _journal(settings: Settings) -> list[InstallationFinding]:
    name = _("Journal")
    if not settings.journal_path.exists():
        return [InstallationFinding(name, _("not made yet"))]
    state = journal_state(settings.journal_path)
    if state.problem:
        sentence = _("damaged ({reason}): start kontakt, which sets it aside and saves what can be read")
        return [InstallationFinding(name, sentence.format(reason=state.problem), sound=False)]
    found = []
    if state.damaged:
        sentence = _(
            "damaged entries among those that wait: {count}; start kontakt, which sets them aside and delivers the others"
        )
        found.append(InstallationFinding(name, sentence.format(count=state.damaged), sound=False))
    if state.newer:
        sentence = _("entries of a newer kontakt wait: {count}; update this one")
        found.append(InstallationFinding(name, sentence.format(count=state.newer), sound=False))
    if state.since:
        sentence = _(
            "damaged entries set aside since {day}: {count}; log again what is missing from your last 12 hours"
        )
        found.append(
            InstallationFinding(name, sentence.format(day=day_and_clock(state.since), count=state.aside), sound=False)
        )
    return found or [InstallationFinding(name, _("in order; waiting: {count}").format(count=state.waiting))]


def _made_anew(name: str, path: Path, problem: str | None) -> InstallationFinding:
    if problem is None:
        return InstallationFinding(name, _("in order") if path.exists() else _("not made yet"))
    sentence = _("cannot be read ({reason}): delete {path}, it is made anew")
    return InstallationFinding(name, sentence.format(reason=problem, path=path), sound=False)
