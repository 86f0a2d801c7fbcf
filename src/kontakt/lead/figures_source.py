"""Where the lead's figures are read from: the region's database, or a standby of it, and how far that has come."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from kontakt.database import Engine, ReadingCutOff, Session, asking, identity, reading
from kontakt.database.migrate import DatabaseOlder
from kontakt.database.standby import ServerRole, role_of
from kontakt.errors import KontaktError
from kontakt.inquiries.log.store import changed_since, latest_version
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.lead.freshness import FiguresServer, Freshness
from kontakt.locale import _
from kontakt.settings import Settings

TRIES = 3
"""How often a question is asked that a standby cuts off."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DesksServer:
    """What the server that is written to said: which database it has, the version of its log, and what it is."""

    database: str
    version: int
    role: ServerRole


class FiguresSource:
    """The region's ``database``; where the setting ``figures_database`` names a standby, that alone, so that the desks'
    server is spared. ``clock`` tells the time in UTC. Every method raises KontaktError while the source cannot be
    used."""

    def __init__(self, settings: Settings, database: LazyEngine, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._complete_until: datetime | None = None
        self._standby: LazyEngine | None = None
        if settings.figures_database:
            of_standby = replace(settings, database=settings.figures_database)
            self._standby = LazyEngine(of_standby, clock, only_read=True)

    @property
    def is_standby(self) -> bool:
        """Whether the settings name one."""
        return self._standby is not None

    @property
    def lost_at(self) -> datetime | None:
        """Since when its server does not answer (UTC); None while it does."""
        return (self._standby or self._database).reachability.lost_at

    def close(self) -> None:
        """Let go of the standby, and wait for it no longer; the region's database is everybody's."""
        if self._standby is not None:
            self._standby.close()

    def ask(self, question: Callable[[Session], T]) -> T:
        """Of one state of the database. It is asked anew where a standby cuts it off."""
        for _try in range(TRIES - 1):
            try:
                return self._ask_once(question)
            except ReadingCutOff:
                continue
        return self._ask_once(question)

    def freshness(self, copy: Callable[[Session], int]) -> Freshness | None:
        """Have ``copy`` take in what has come, and return the version that it has then: how new that is. None without a
        standby."""
        if self._standby is None:
            self.ask(copy)
            return None
        # In this order what is found is never newer than what is copied: what the desks' server has, what the standby
        # has taken in, and the state that is copied.
        desks = self._of_desks_server()
        with asking(self._engine) as session:
            role, database = role_of(session), identity(session)
        if desks is not None and desks.database != database:
            raise KontaktError(_("The setting figures_database names the database of another region: correct it."))
        source = _source(desks, role)
        version = self.ask(copy)
        if role.is_standby:
            self._is_complete_until(role.replayed_at)
        if desks is None:
            return Freshness(source, self._complete_until, None, self._clock())
        if version >= desks.version:
            self._is_complete_until(desks.role.now)
            return Freshness(source, desks.role.now, 0, desks.role.now)
        return Freshness(source, self._complete_until, self._missing(version), desks.role.now)

    def _is_complete_until(self, moment: datetime | None) -> None:
        """What the figures hold stays in them, also where the standby has started since and cannot tell any more."""
        self._complete_until = max(filter(None, (self._complete_until, moment)), default=None)

    def _ask_once(self, question: Callable[[Session], T]) -> T:
        with reading(self._engine) as session:
            return question(session)

    @property
    def _engine(self) -> Engine:
        if self._standby is None:
            return self._database.engine
        try:
            return self._standby.engine
        except DatabaseOlder as problem:
            raise DatabaseOlder(
                _(
                    "The standby that the setting figures_database names has other tables than this kontakt needs: it takes in the "
                    "upgrade in a while, or the owner of the region has not made it yet."
                )
            ) from problem

    def _of_desks_server(self) -> DesksServer | None:
        """None where it does not answer: figures are shown all the same."""
        try:
            with reading(self._database.engine) as session:
                return DesksServer(identity(session), latest_version(session), role_of(session))
        except KontaktError:
            return None

    def _missing(self, version: int) -> int | None:
        try:
            with reading(self._database.engine) as session:
                return changed_since(session, version)
        except KontaktError:
            return None


def _source(desks: DesksServer | None, role: ServerRole) -> FiguresServer:
    """What the address leads to. Raises KontaktError for a server that took its own way: nothing says how old its
    figures are."""
    if role.is_standby:
        return FiguresServer.STANDBY
    if desks is None:
        return FiguresServer.ANOTHER_SERVER
    if desks.role.started_at == role.started_at:
        return FiguresServer.DESKS_SERVER
    raise KontaktError(
        _(
            "The server of the setting figures_database is no standby any more: name another there, or take the setting out."
        )
    )
