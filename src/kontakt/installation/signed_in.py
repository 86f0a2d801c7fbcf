"""As whom somebody works in a shared region: the name and the home municipality that its database has for their login.

They are kept in the data folder, so that a desk knows them when the server is away.
"""

import getpass
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kontakt.errors import KontaktError
from kontakt.files import private
from kontakt.locale import _
from kontakt.settings import Settings, without_password

if TYPE_CHECKING:
    from kontakt.database import Engine
    from kontakt.database.people import Person

FILE = "signed-in.json"


def as_signed_in(settings: Settings) -> Settings:
    """The settings with the name and home that the region's database had for this login when it was asked last; it is asked
    now where it never was. As they are in an embedded region, for whoever is no agent, and where nobody answers."""
    if not settings.database or settings.database.startswith("sqlite"):
        return settings
    if _key(settings) not in _read(settings.data_dir / FILE):
        with suppress(KontaktError):  # is told of by what needs the database
            _ask(settings)
    known = _read(settings.data_dir / FILE).get(_key(settings))
    return settings.model_copy(update=known) if known else settings


def _ask(settings: Settings) -> None:
    # The database's libraries, which a desk that was here before opens without.
    from kontakt.installation.connecting import connect  # noqa: PLC0415
    from kontakt.installation.data_folder import make_data_folder  # noqa: PLC0415

    make_data_folder(settings)
    engine = connect(settings)
    try:
        _keep(settings, _whoever_signed_in(engine))
    finally:
        engine.dispose()


def take_on(settings: Settings, engine: "Engine") -> None:
    """Keep what the database says of whoever has signed in, and have the engine know it.

    Raises KontaktError where this program works under another name: what it logs would be refused.
    """
    from kontakt.database import people  # noqa: PLC0415 (the database's libraries)

    person = _whoever_signed_in(engine)
    _keep(settings, person)
    if person is None:
        return
    engine.update_execution_options(**{people.AGENT: person.agent})
    if person.agent != settings.agent:
        raise KontaktError(
            _("In the region's database you are “{agent}”, and here “{other}”: start kontakt again.").format(
                agent=person.agent, other=settings.agent
            )
        )


def _whoever_signed_in(engine: "Engine") -> "Person | None":
    from kontakt.database import people, reading  # noqa: PLC0415

    with reading(engine) as session:
        return people.whoever_signed_in(session)


def _keep(settings: Settings, person: "Person | None") -> None:
    file = settings.data_dir / FILE
    everybody = _read(file)
    one = {"agent": person.agent, "home_municipality": person.home_municipality} if person else None
    known = everybody | {_key(settings): one}
    if known != everybody:
        with suppress(OSError):  # the next connection tries again
            private.touch(file)
            file.write_text(json.dumps(known), encoding="utf-8")


def _read(file: Path) -> dict[str, dict[str, str | None] | None]:
    """By database and login; None for whoever is no agent there, as the owner."""
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
        return {
            str(key): value and {name: value[name] for name in ("agent", "home_municipality")}
            for key, value in read.items()
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
