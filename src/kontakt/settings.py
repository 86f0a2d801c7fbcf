"""Settings: one frozen object, made once at launch from the environment and ``kontakt.toml``.

The environment (``KONTAKT_*``) wins over the file. The file lies in the data folder when ``KONTAKT_DATA_DIR``
names one, else in the user's configuration folder; ``KONTAKT_CONFIG`` names another.
"""

import getpass
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import platformdirs

from kontakt.errors import KontaktError
from kontakt.files.reading import read_file
from kontakt.files.reasons import reason
from kontakt.files.setting_values import (
    OneOf,
    Read,
    Text,
    Unfit,
    WholeNumber,
    keys_of_commands,
    municipality_or_none,
    path,
    text,
    true_or_false,
)
from kontakt.locale import _
from kontakt.privacy import holds_private_number

LARGEST_FILE = 1_000_000
"""In bytes, of ``kontakt.toml``."""

READ = "read"
"""In the metadata of a field: how its value is read, unless it is a text like any other."""


def _read_by(read: Read) -> Mapping[str, Read]:
    return {READ: read}


def without_password(address: str) -> str:
    """A database's address as it may be shown."""
    address = re.sub(r"([?&](?:ssl)?password=)[^&]*", r"\1***", address)
    return re.sub(r"(://[^:/@]*):.*@", r"\1:***@", address)


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user id without a name, as in some containers
        return "agent"


def _data_dir() -> Path:
    return platformdirs.user_data_path("kontakt", appauthor=False)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What can be set, each as ``KONTAKT_<NAME>`` or as a key of ``kontakt.toml``; ``load_settings`` reads and checks
    it. No model of pydantic's: see docs/decisions/settings.md."""

    data_dir: Path = field(default_factory=_data_dir, metadata=_read_by(path))
    """The folder of the database, the journal, the cache and the log file."""

    database: str = ""
    """The address of the shared database; empty means an SQLite file in the data folder. `postgresql://name@server/kontakt`
    names one on a PostgreSQL server, which many desks share; the password stands in `.pgpass`, or none is needed."""

    figures_database: str = ""
    """The address of a standby (read replica) of the shared database, for the lead's figures alone: they are read
    there, and say how old they are, so that the desks' server is spared. Everything else goes to `database`."""

    agent: str = field(default_factory=_system_user, metadata=_read_by(Text(1, 100)))
    """Who logs: the name stored with each inquiry. The system user unless set."""

    home_municipality: str | None = field(default=None, metadata=_read_by(municipality_or_none))
    """The number of the municipality that employs the agent, such as "4026"; "none" for none."""

    language: Literal["nb", "nn", "en"] | None = field(default=None, metadata=_read_by(OneOf("nb", "nn", "en")))
    """The language of the screen; without it, the locale's."""

    theme: Literal["kontakt-dark", "kontakt-light", "kontakt-contrast"] = field(
        default="kontakt-dark", metadata=_read_by(OneOf("kontakt-dark", "kontakt-light", "kontakt-contrast"))
    )
    """The colours of the screen."""

    note_days: int = field(default=90, metadata=_read_by(WholeNumber(1, 3650)))
    """For how many days the notes of inquiries, and what was searched for, are kept, unless the region says so in the
    lead's room."""

    tally_days: int = field(default=30, metadata=_read_by(WholeNumber(1, 366)))
    """The number of days the desk's tally looks back, unless the region says so in the lead's room."""

    case_minutes: int = field(default=10, metadata=_read_by(WholeNumber(1, 600)))
    """How many minutes a case worker is assumed to spend on an inquiry that the first line did not resolve."""

    mail_host: str = ""
    """The server that takes the region's e-mail (a relay); without it no messages are sent. In a shared region it is
    set for `kontakt jobs` alone. The password stands in the variable `KONTAKT_MAIL_PASSWORD` or in
    `mail_password_file`, never here."""

    mail_from: str = ""
    """The address that messages are sent from, and that the mail server tells of what could not be delivered."""

    mail_security: Literal["starttls", "tls", "none"] = field(
        default="starttls", metadata=_read_by(OneOf("starttls", "tls", "none"))
    )
    """How the way to the mail server is kept from others: by STARTTLS, by TLS from the start, or not at all, which is
    for a server on the same machine."""

    mail_port: int = field(default=0, metadata=_read_by(WholeNumber(0, 65535)))
    """The port of the mail server; 0 is the usual one: 587 for STARTTLS, 465 for TLS, 25 without."""

    mail_user: str = ""
    """The user that the mail server knows the region as; empty where it asks for none."""

    mail_password_file: Path | None = field(default=None, metadata=_read_by(path))
    """A file with nothing but the password of `mail_user`, which nobody else may read."""

    mail_ca_file: Path | None = field(default=None, metadata=_read_by(path))
    """A file with the certificates that the mail server's is signed by, where the system does not know them."""

    private_calendars: bool = field(default=False, metadata=_read_by(true_or_false))
    """Whether calendars may be read from addresses in an internal network, or on this computer. It is for whoever does
    the region's jobs."""

    keys: dict[str, str] = field(default_factory=dict, metadata=_read_by(keys_of_commands))
    """Other keys for commands: a table `[keys]` with lines such as `note = "f11"`, or `"f11, ctrl+b"` for two. As a
    variable: `note=f11 undo=ctrl+b`."""

    @property
    def database_url(self) -> str:
        # An address is decoded, and ends at a question mark; a folder's name may hold both signs.
        file = str(self.data_dir / "kontakt.sqlite").replace("%", "%25").replace("?", "%3F")
        return self.database or f"sqlite:///{file}"

    @property
    def database_shown(self) -> str:
        return without_password(self.database_url)

    @property
    def journal_path(self) -> Path:
        return self.data_dir / "journal.sqlite"

    @property
    def calls_path(self) -> Path:
        """The folder of the calls under way: a small file for each window that has any."""
        return self.data_dir / "calls"

    @property
    def unsaved_path(self) -> Path:
        """The folder of the editor's texts that are not saved: a small file for each article that has any."""
        return self.data_dir / "unsaved"

    @property
    def unsaved_items_path(self) -> Path:
        """The folder of units, contacts and responsibilities that are not saved: a small file for each."""
        return self.data_dir / "unsaved-items"

    @property
    def cache_path(self) -> Path:
        return self.data_dir / "cache.sqlite"

    @property
    def figures_path(self) -> Path:
        return self.data_dir / "figures.duckdb"

    @property
    def log_path(self) -> Path:
        return self.data_dir / "kontakt.log"

    @property
    def mail_lease_path(self) -> Path:
        """The lock of whoever sends messages for this data folder."""
        return self.data_dir / "mail.lock"

    @property
    def is_shared(self) -> bool:
        """Whether the database is one on a server."""
        return bool(self.database) and not self.database.startswith("sqlite")

    @property
    def lease_path(self) -> Path:
        """The lock of whoever delivers for this data folder; in a shared region each agent delivers what is their
        own."""
        whose = f"-{sha256(self.agent.encode()).hexdigest()[:8]}" if self.is_shared else ""
        return self.data_dir / f"sender{whose}.lock"


def _at_home(path: Path, where: str) -> Path:
    try:
        return path.expanduser()
    except RuntimeError as problem:
        raise KontaktError(
            _("{where}: {path} begins with somebody who has no home folder here. Write the folder in full.").format(
                where=where, path=path
            )
        ) from problem


def config_path(environment: Mapping[str, str] = os.environ) -> Path:
    """Where ``kontakt.toml`` is looked for."""
    if named := environment.get("KONTAKT_CONFIG"):
        return _at_home(Path(named), "KONTAKT_CONFIG")
    if folder := environment.get("KONTAKT_DATA_DIR"):
        return _at_home(Path(folder), "KONTAKT_DATA_DIR") / "kontakt.toml"
    return platformdirs.user_config_path("kontakt", appauthor=False) / "kontakt.toml"


def where_set(name: str, environment: Mapping[str, str] = os.environ) -> str:
    """Where a setting stands, or would: its variable, or the file and its key."""
    variable = f"KONTAKT_{name.partition('.')[0].upper()}"
    return variable if environment.get(variable) else f"{config_path(environment)}: {name}"


def load_settings() -> Settings:
    """Read the settings. Raises KontaktError that names the file or variable, and the key, that is wrong."""
    settings = Settings(**_checked(_read(config_path())))
    _check_agent(settings.agent)
    _check_figures_database(settings)
    # The folder is absolute from here on, whatever folder a command is started in.
    return replace(settings, data_dir=_at_home(settings.data_dir, "data_dir").absolute())


def _checked(of_file: Mapping[str, object]) -> dict[str, Any]:
    """The values of the variables, and of the file where there is none. An empty variable leaves it to the file.
    Raises KontaktError for the first thing that is wrong."""
    values = {}
    for each in fields(Settings):
        given = os.environ.get(f"KONTAKT_{each.name.upper()}") or of_file.get(each.name)
        if given is None:
            continue
        read: Read = each.metadata.get(READ, text)
        try:
            values[each.name] = read(given)
        except Unfit as problem:
            where = where_set(".".join([each.name, *problem.within]))
            sentence = _("{where}: the value “{value}” does not fit ({reason}).")
            raise KontaktError(sentence.format(where=where, value=problem.value, reason=problem)) from problem
    known = [each.name for each in fields(Settings)]
    if unknown := [name for name in of_file if name not in known]:
        sentence = _("{where} is not a setting of kontakt. The settings are {names}.")
        raise KontaktError(sentence.format(where=where_set(unknown[0]), names=", ".join(known)))
    return values


def _check_agent(name: str) -> None:
    """The name is stored with each inquiry. What it holds is not repeated."""
    if not holds_private_number(name):
        return
    where = where_set("agent")
    raise KontaktError(
        _(
            "{where}: the agent's name holds an identity number or account, which is never stored. "
            "Write a name there, such as “{example}”."
        ).format(where=where, example="agent 7")
    )


def _check_figures_database(settings: Settings) -> None:
    """A standby is one of a server, and follows another."""
    if not settings.figures_database:
        return
    where = where_set("figures_database")
    if not settings.is_shared:
        raise KontaktError(
            _("{where}: the region's database is no server, and has no standby: take the setting out.").format(
                where=where
            )
        )
    if not settings.figures_database.startswith("postgres"):
        raise KontaktError(
            _("{where}: “{address}” is no address of a server. Write for example {example}.").format(
                where=where,
                address=without_password(settings.figures_database),
                example="postgresql://kari@standby/kontakt",
            )
        )


def _read(file: Path) -> dict[str, Any]:
    try:
        file.stat()
        written = read_file(file, LARGEST_FILE).decode()
    except (FileNotFoundError, NotADirectoryError):
        if os.environ.get("KONTAKT_CONFIG"):
            raise KontaktError(
                _("KONTAKT_CONFIG names {path}, which does not exist. Create it or unset the variable.").format(
                    path=file
                )
            ) from None
        return {}
    except OSError as problem:
        raise KontaktError(_("{path} cannot be read: {reason}.").format(path=file, reason=reason(problem))) from problem
    except UnicodeDecodeError as problem:
        raise KontaktError(_("{path} is not in UTF-8: save it so.").format(path=file)) from problem
    import tomllib  # noqa: PLC0415 (many have no file)

    try:
        return tomllib.loads(written)
    except tomllib.TOMLDecodeError as problem:
        line = re.search(r"line (\d+)", str(problem))  # its attribute for it is of Python 3.14
        sentence = _("{path} is not valid TOML: correct line {line}.")
        raise KontaktError(sentence.format(path=file, line=line[1] if line else written.count("\n") + 1)) from problem
