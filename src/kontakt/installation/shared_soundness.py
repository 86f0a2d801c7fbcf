"""Whether a shared region's database is in order: its server, tables, functions, rights, people and clocks."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from time import sleep

from kontakt.database import Engine, comparison, people, reading, writers_lock
from kontakt.database.comparison import RIGHTS, Fault, SchemaDifference
from kontakt.database.migrate import step
from kontakt.database.migrations import HEAD
from kontakt.database.server import OLDEST_VERSION, state_of_server
from kontakt.directory import store as directory
from kontakt.inquiries.log import store as inquiries
from kontakt.installation.finding import InstallationFinding
from kontakt.installation.shared_region import shared_engine
from kontakt.knowledge import store as knowledge
from kontakt.locale import N_, _
from kontakt.locale.formats import number
from kontakt.settings import Settings

SERVER = N_("Server")
CLOCKS = N_("Clocks")
CLOCKS_APART = timedelta(seconds=30)
"""How far the clock of a computer may be from the server's before it is told of: inquiries would belong to the wrong
hour."""


_LOOKS_APART = 1.0
"""In seconds, much longer than anybody writes."""
_FAULTS = {
    Fault.MISSING: N_("{what} is missing"),
    Fault.CHANGED: N_("{what} is not as kontakt made it"),
    Fault.ADDED: N_("{what} was not made by kontakt"),
}
_KINDS = {
    "table": N_("table {name}"),
    "view": N_("view {name}"),
    "column": N_("column {name}"),
    "constraint": N_("constraint {name}"),
    "index": N_("index {name}"),
    "trigger": N_("trigger {name}"),
    "function": N_("function {name}"),
    "rule": N_("rule {name}"),
    "right": N_("right {name}"),
}


def shared_findings(settings: Settings, now: datetime) -> Iterator[InstallationFinding]:
    """How the server, the tables and the clocks stand, and what is stored. ``now`` is UTC. Raises KontaktError where
    the database cannot be looked at."""
    with shared_engine(settings) as engine:
        at = step(engine)
        yield _tables(at)
        if at != HEAD:
            return
        yield _writers(engine)
        yield from _as_made(engine)
        yield from _people(engine)
        with reading(engine) as session:
            server = state_of_server(session)
            yield version_finding(server.version)
            yield clocks_finding(server.now - now)
            yield _counted(N_("Articles"), len(knowledge.load(session).articles))
            yield _counted(N_("Inquiries"), inquiries.size(session))
            region = directory.load(session)
            yield InstallationFinding(N_("Region"), region.name if region else _("not made yet"), sound=bool(region))


def _tables(at: str | None) -> InstallationFinding:
    name = N_("Tables")
    if at is None:
        sentence = _("none: make them with {command}").format(command="kontakt database init")
        return InstallationFinding(name, sentence, sound=False)
    if at != HEAD:
        sentence = _("of step {step}, this kontakt needs {head}: bring them up to date with {command}")
        command = "kontakt database upgrade"
        return InstallationFinding(name, sentence.format(step=at, head=HEAD, command=command), sound=False)
    return InstallationFinding(name, _("in order"))


def _writers(engine: Engine) -> InstallationFinding:
    """Whether one program goes on writing while others wait: it has the same transaction at two looks."""
    name, seen = N_("Writers"), []
    for wait in (0.0, _LOOKS_APART):
        sleep(wait)
        with reading(engine) as session:
            seen.append(writers_lock.holder(session))
    first, second = seen
    if second is None or first != second:
        return InstallationFinding(name, _("in order"))
    sentence = _("“{login}” holds up all others who write: have that program ended, or end its session by {statement}")
    told = sentence.format(login=second.login, statement=f"SELECT pg_terminate_backend({second.process})")
    return InstallationFinding(name, told, sound=False)


def _as_made(engine: Engine) -> Iterator[InstallationFinding]:
    found = comparison.differences(engine)
    parts = (
        (N_("Made"), [each for each in found if each.kind not in RIGHTS], _("put back a backup, or undo it by hand")),
        (
            N_("Rights"),
            [each for each in found if each.kind in RIGHTS],
            _("{command} gives them anew").format(command="kontakt database upgrade"),
        ),
    )
    for name, differing, remedy in parts:
        if not differing:
            yield InstallationFinding(name, _("in order"))
        for difference in _first_of_each(differing):
            what = _(_KINDS[difference.kind]).format(name=difference.name)
            sentence = _("{fault}: {remedy}").format(
                fault=_(_FAULTS[difference.fault]).format(what=what), remedy=remedy
            )
            yield InstallationFinding(name, sentence, sound=False)


def _first_of_each(differing: Sequence[SchemaDifference]) -> Iterator[SchemaDifference]:
    """Without what goes with something else: a table that is missing has no column."""
    gone = {each.name for each in differing if each.kind == "table" and each.fault is Fault.MISSING}
    for each in differing:
        table = each.name.partition(".")[0].partition(" ")[0]
        if each.kind == "table" or table not in gone:
            yield each


def _people(engine: Engine) -> Iterator[InstallationFinding]:
    """Whether the server's roles are those that the owner gave."""
    name = N_("People")
    with reading(engine) as session:
        differing = people.differing(session)
        count = len(people.people(session))
    if not differing:
        yield InstallationFinding(name, number(count))
    for login, given, has in differing:
        sentence = _("“{login}” was given the groups {given} and is in {has}: {command} says anew what they are")
        told = sentence.format(
            login=login,
            given=", ".join(given) or "–",
            has=", ".join(has) or "–",
            command=f"kontakt database grant {login} --role …" if given else f"kontakt database revoke {login}",
        )
        yield InstallationFinding(name, told, sound=False)


def version_finding(version: int) -> InstallationFinding:
    """Of a server that numbers itself so."""
    name, shown = SERVER, f"PostgreSQL {version // 10_000}"
    if version < OLDEST_VERSION:
        sentence = _("{version}; kontakt needs {oldest} or newer: upgrade the server").format(
            version=shown, oldest=OLDEST_VERSION // 10_000
        )
        return InstallationFinding(name, sentence, sound=False)
    return InstallationFinding(name, shown)


def clocks_finding(ahead: timedelta) -> InstallationFinding:
    """Of a server whose clock is so far ahead of this computer's."""
    name = CLOCKS
    if abs(ahead) <= CLOCKS_APART:
        return InstallationFinding(name, _("in order"))
    sentence = _("this computer and the server are {seconds} seconds apart: set the one that is wrong")
    return InstallationFinding(name, sentence.format(seconds=number(round(abs(ahead).total_seconds()))), sound=False)


def _counted(name: str, count: int) -> InstallationFinding:
    return InstallationFinding(name, number(count))
