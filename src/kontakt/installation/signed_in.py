"""As whom somebody works in a shared region: the name, the home municipality and the groups that its database has for
their login.

They are kept in the data folder, so that a desk knows them when the server is away.
"""

import getpass
import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kontakt.errors import KontaktError
from kontakt.files import private
from kontakt.locale import _
from kontakt.settings import Settings, without_password

if TYPE_CHECKING:
    from kontakt.database import Engine

FILE = "signed-in.json"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What the database said of a login: the name (None for the owner and others who have none), the home municipality,
    and the names of its groups: "owner", "agent", "editor", "lead", "jobs"."""

    agent: str | None
    home_municipality: str | None
    groups: tuple[str, ...]


class OtherName(KontaktError):
    """This program works under another name than the region's database has for its login, which is in ``known``: what
    it logs would be refused."""

    def __init__(self, known: SignedIn, name: str) -> None:
        sentence = _("In the region's database you are “{agent}”, and here “{other}”: start kontakt again.")
        super().__init__(sentence.format(agent=known.agent, other=name))
        self.known = known


def named(settings: Settings, known: SignedIn | None) -> Settings:
    """The settings with the name and home of ``known``; as they are for whoever has no name there."""
    if known is None or known.agent is None:
        return settings
    return replace(settings, agent=known.agent, home_municipality=known.home_municipality)


def as_signed_in(settings: Settings, *, ask: bool = True) -> Settings:
    """The settings with the name and home that the region's database had for this login when it was asked last; it is
    asked now where it never was, unless ``ask`` is False. As they are in an embedded region, for whoever has no name
    there, and where nobody answers."""
    if not settings.is_shared:
        return settings
    if ask and signed_in(settings) is None:
        with suppress(KontaktError):  # is told of by what needs the database
            _ask(settings)
    return named(settings, signed_in(settings))


def require_login(settings: Settings) -> None:
    """Ask the region's database who this login is, unless it was asked before. Raises KontaktError where it does not
    let the login in; nothing in an embedded region, and where nobody answers."""
    if not settings.is_shared or signed_in(settings) is not None:
        return
    from kontakt.database import ServerAway  # noqa: PLC0415 (the database's libraries)

    with suppress(ServerAway):
        _ask(settings)


def signed_in(settings: Settings) -> SignedIn | None:
    """What the region's database said of this login when it was asked last, read from the data folder alone: every
    connection keeps it there. None in an embedded region, where everybody may do everything, and where it was never
    asked."""
    return _read(settings.data_dir / FILE).get(_key(settings)) if settings.is_shared else None


def ask_again(settings: Settings) -> SignedIn | None:
    """The same, asked of the database now; as it was when it was asked last where nobody answers. Raises nothing."""
    if settings.is_shared:
        with suppress(KontaktError):
            _ask(settings)
    return signed_in(settings)


def refuse_who_is_no_agent(settings: Settings) -> None:
    """Raises KontaktError for whoever has no right to log, as far as it is known: it would wait in the journal for
    ever."""
    known = signed_in(settings)
    if known is not None and not {"agent", "owner"} & set(known.groups):
        raise KontaktError(
            _(
                "In the region's database you are no agent, and nothing was logged: ask its owner for the right, {command}."
            ).format(command="kontakt database grant --role agent")
        )


def look_again(settings: Settings, engine: "Engine") -> SignedIn:
    """What the database says of whoever has signed in, as it is now. Raises KontaktError where it does not answer."""
    from kontakt.database import NotPermitted  # noqa: PLC0415

    try:
        known = whoever_signed_in(engine)
    except NotPermitted:  # every right was taken away; the name on what waits stays
        before = signed_in(settings) or SignedIn(None, None, ())
        known = SignedIn(before.agent, before.home_municipality, ())
    _keep(settings, known)
    return known


def _ask(settings: Settings) -> None:
    # The database's libraries, which a desk that was here before opens without.
    from kontakt.installation.connecting import connect  # noqa: PLC0415
    from kontakt.installation.data_folder import make_data_folder  # noqa: PLC0415

    make_data_folder(settings)
    engine = connect(settings)
    try:
        _keep(settings, whoever_signed_in(engine))
    finally:
        engine.dispose()


def take_on(settings: Settings, engine: "Engine") -> None:
    """Keep what the database says of whoever has signed in, and have the engine know it.

    Raises OtherName where this program works under another one, and KontaktError.
    """
    from kontakt.database import people  # noqa: PLC0415 (the database's libraries)

    known = whoever_signed_in(engine)
    _keep(settings, known)
    if known.agent is None:
        return
    engine.update_execution_options(**{people.AGENT: known.agent})
    if known.agent != settings.agent:
        raise OtherName(known, settings.agent)


def whoever_signed_in(engine: "Engine") -> SignedIn:
    """What the database says of whoever has signed in, which is kept nowhere. Raises KontaktError."""
    from kontakt.database import asking, people  # noqa: PLC0415

    with asking(engine) as session:
        person, groups = people.whoever_signed_in(session)
    return SignedIn(person.agent, person.home_municipality, groups) if person else SignedIn(None, None, groups)


def _keep(settings: Settings, known: SignedIn) -> None:
    file = settings.data_dir / FILE
    before = _read(file)
    everybody = before | {_key(settings): known}
    if before != everybody:
        with suppress(OSError):  # the next connection tries again
            private.touch(file)
            file.write_text(json.dumps({key: asdict(each) for key, each in everybody.items()}), encoding="utf-8")


def _read(file: Path) -> dict[str, SignedIn]:
    """By database and login."""
    try:
        read: dict[str, dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
        return {
            str(key): SignedIn(each["agent"], each["home_municipality"], tuple(map(str, each["groups"])))
            for key, each in read.items()
        }
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return {}  # it is asked for anew


def _key(settings: Settings) -> str:
    """The database and the login, which may be that of the system's user."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = ""
    return f"{without_password(settings.database)} {user}"
