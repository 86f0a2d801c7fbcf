"""Moving a region: from a file into a database on a server that many desks share, and back."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kontakt.database import Engine, identity, keep_to_file, open_engine, people, reading, rights, table_copy, writing
from kontakt.database.migrate import bring_up_to_date, refuse_other_schema, step
from kontakt.database.people import Person
from kontakt.database.server import is_server
from kontakt.database.soundness import COPIES, file_of
from kontakt.database.table_copy import CountedTable, Row
from kontakt.directory.contacts import store as _contacts  # noqa: F401 (its tables are copied too)
from kontakt.errors import KontaktError
from kontakt.files import private
from kontakt.inquiries.log import store as inquiries
from kontakt.installation.shared_region import shared_engine
from kontakt.locale import _
from kontakt.messages import store as messages
from kontakt.notices import store as _notices  # noqa: F401 (its tables are copied too)
from kontakt.presence import store as _presence  # noqa: F401 (its tables are copied too)
from kontakt.settings import Settings
from kontakt.vocabulary import store as _vocabulary  # noqa: F401 (its tables are copied too)

_UNDER_WAY = "region-copy.json"
"""The file in the data folder that names the database which is copied, and into which: an interrupted copy is gone on
with."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class CopiedRegion:
    """What a copy did: the counts of each table, and the agents who were let in."""

    counts: tuple[CountedTable, ...]
    let_in: tuple[Person, ...] = ()

    @property
    def is_whole(self) -> bool:
        return all(each.source == each.target for each in self.counts)


def move_to_server(
    settings: Settings, file: Path, logins: Mapping[str, str], now: datetime, progress: Progress
) -> CopiedRegion:
    """Copy the region of ``file`` into the shared one, which is made where the server's database is empty. ``logins``
    has logins of the server by the names that agents have in the file: each is let in as an agent, and who has several
    names there has the first of them from then on. ``now`` is UTC.

    Raises KontaktError with nothing written where the target holds another region, one of the two has another schema,
    or a name or login is not there; and where it is interrupted, after which the same call goes on.
    """
    with _file_engine(settings, file) as source, shared_engine(settings) as target:
        if not file.is_file():
            raise KontaktError(_("There is no file {file}: name that of the embedded region.").format(file=file))
        keep_to_file(source)
        refuse_other_schema(source)
        with reading(source) as session:
            homes = inquiries.homes_of_agents(session)
        names = _names(logins, homes)
        if step(target) is not None:
            refuse_other_schema(target)
        _refuse_logins(target, logins)
        bring_up_to_date(target, settings.data_dir, now)
        with writing(target) as session:
            rights.give(session.connection())
        counts = _copied(settings, source, target, names, progress)
        agents = tuple(
            Person(login, names[name], homes[name], ("agent",)) for name, login in _first_names(logins).items()
        )
        with writing(target) as session:
            for agent in agents:
                people.grant(session, agent)
        return CopiedRegion(counts, agents)


def move_to_file(settings: Settings, file: Path, now: datetime, progress: Progress) -> CopiedRegion:
    """Copy the shared region into ``file``, which is made. ``now`` is UTC. Raises KontaktError as ``move_to_server``
    does."""
    with shared_engine(settings) as source, _file_engine(settings, file) as target:
        refuse_other_schema(source)
        if file.exists():
            refuse_other_schema(target)
        bring_up_to_date(target, file.parent, now)
        return CopiedRegion(_copied(settings, source, target, {}, progress))


@contextmanager
def _file_engine(settings: Settings, file: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{file.absolute()}")
    engine.update_execution_options(**{COPIES: settings.data_dir})
    try:
        yield engine
    finally:
        engine.dispose()


def _copied(
    settings: Settings, source: Engine, target: Engine, names: Mapping[str, str], progress: Progress
) -> tuple[CountedTable, ...]:
    with reading(source) as one, reading(target) as other:
        pair = [identity(one), identity(other)]
        begun = table_copy.holds_rows(other)
    note = settings.data_dir / _UNDER_WAY
    if begun and _read(note) != pair:
        raise KontaktError(
            _("{database} holds a region already, and nothing was copied: name an empty one.").format(
                database=_shown(target)
            )
        )
    private.touch(note)
    note.write_text(json.dumps(pair), encoding="utf-8")
    try:
        counts = table_copy.copy_rows(
            source, target, lambda table, row: _renamed(_kept_apart(table, row), names), progress
        )
    except KontaktError as problem:
        raise KontaktError(
            _("{problem} The copy is not whole: the same command goes on where it stopped.").format(problem=problem)
        ) from problem
    note.unlink(missing_ok=True)
    return tuple(counts)


def _read(note: Path) -> list[str]:
    with suppress(OSError, ValueError):
        return list(json.loads(note.read_text(encoding="utf-8")))
    return []


def _kept_apart(table: str, row: Row) -> Row:
    return messages.as_copied(row) if table == "message" else row


def _renamed(row: Row, names: Mapping[str, str]) -> Row:
    changed = {column: names[row[column]] for column in ("agent", "editor") if row.get(column) in names}
    return {**row, **changed} if changed else row


def _first_names(logins: Mapping[str, str]) -> dict[str, str]:
    """The logins by the one name that each keeps."""
    kept: dict[str, str] = {}
    for name, login in logins.items():
        kept.setdefault(login, name)
    return {name: login for login, name in kept.items()}


def _names(logins: Mapping[str, str], homes: Mapping[str, str | None]) -> dict[str, str]:
    for name in logins:
        if name not in homes:
            raise KontaktError(
                _("No agent of the region has the name “{name}”, and nothing was copied: it has {names}.").format(
                    name=name, names=", ".join(sorted(homes)) or "–"
                )
            )
    kept = {login: name for name, login in _first_names(logins).items()}
    return {name: kept[login] for name, login in logins.items()}


def _refuse_logins(target: Engine, logins: Mapping[str, str]) -> None:
    with reading(target) as session:
        unknown = people.unknown_logins(session, logins.values())
    if unknown:
        raise KontaktError(
            _("The server has no login “{login}”, and nothing was copied: make it, or correct its name.").format(
                login=unknown[0]
            )
        )


def _shown(engine: Engine) -> str:
    return str(engine.url.database if is_server(engine.url) else file_of(engine))
