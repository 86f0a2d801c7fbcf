"""What a session is started with: a data folder of the user's own, the region's database, and who they are."""

import os
import re
from hashlib import sha256
from pathlib import Path

from kontakt.database.server import names_login
from kontakt.errors import KontaktError
from kontakt.locale import _
from kontakt.settings import Settings, config_path


def user_folder(settings: Settings, user: str) -> Path:
    """The data folder of this user. No two users have the same one, whatever signs their names hold."""
    readable = re.sub(r"[^a-z0-9]+", "-", user.lower())[:30].strip("-")
    return settings.data_dir / "users" / f"{readable}-{sha256(user.encode()).hexdigest()[:12]}".strip("-")


def user_environment(settings: Settings, user: str, language: str) -> dict[str, str]:
    """The variables of a session of ``user``, whose browser speaks ``language``. In an embedded region the name is who
    logs; in a shared one it is the login that libpq signs in with. A file of settings in the user's folder is read in
    place of the server's."""
    folder = user_folder(settings, user)
    own = folder / "kontakt.toml"
    variables = {
        "KONTAKT_DATA_DIR": str(folder),
        "KONTAKT_DATABASE": settings.database_url,
        "KONTAKT_FIGURES_DATABASE": settings.figures_database,
        "LC_ALL": f"{language}_NO.UTF-8" if language != "en" else "C",
    }
    if (config := own if own.exists() else config_path()).exists():
        variables["KONTAKT_CONFIG"] = str(config)
    if settings.is_shared:
        return variables | {"PGUSER": user}
    variables["KONTAKT_AGENT"] = user
    if user != settings.agent:  # who employs whoever the server's settings are of employs nobody else by that
        variables["KONTAKT_HOME_MUNICIPALITY"] = "" if own.exists() else "none"
    return variables


def refuse_named_login(settings: Settings) -> None:
    """Everybody signs in to the database as themselves. Raises KontaktError where its address names one login for
    all."""
    addresses = filter(None, (settings.database, settings.figures_database))
    if settings.is_shared and (any(map(names_login, addresses)) or os.environ.get("PGSERVICE")):
        raise KontaktError(
            _(
                "The database's address names a login, and everybody would be that one: take the name before @ out of it."
            )
        )
