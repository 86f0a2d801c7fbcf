"""The mail server that the settings name."""

import os
from collections.abc import Mapping

from kontakt.errors import KontaktError
from kontakt.files.reading import read_file
from kontakt.files.reasons import reason
from kontakt.locale import _
from kontakt.messages.checked import is_address
from kontakt.messages.relay import PORTS, Relay, Security
from kontakt.settings import Settings, where_set

PASSWORD = "KONTAKT_MAIL_PASSWORD"
"""The variable with the password."""
_LARGEST_FILE = 10_000


def relay_of(settings: Settings, environment: Mapping[str, str] = os.environ) -> Relay | None:
    """None where no mail server is set. Raises KontaktError that says which setting is wrong."""
    if not settings.mail_host:
        return None
    if not is_address(settings.mail_from):
        raise KontaktError(
            _("{where}: write the address that messages are sent from, such as {example}.").format(
                where=where_set("mail_from"), example="kontakt@example.invalid"
            )
        )
    if settings.mail_ca_file and not settings.mail_ca_file.is_file():
        raise KontaktError(
            _("{where}: there is no file {path}.").format(where=where_set("mail_ca_file"), path=settings.mail_ca_file)
        )
    security = Security(settings.mail_security)
    return Relay(
        host=settings.mail_host,
        port=settings.mail_port or PORTS[security],
        sender=settings.mail_from,
        security=security,
        user=settings.mail_user,
        password=_password(settings, environment) if settings.mail_user else "",
        ca_file=settings.mail_ca_file,
    )


def _password(settings: Settings, environment: Mapping[str, str]) -> str:
    if password := environment.get(PASSWORD):
        return password
    path = settings.mail_password_file
    if path is None:
        raise KontaktError(
            _(
                "The mail server's password is missing: put it into the variable {variable}, or into a file that {where} names."
            ).format(variable=PASSWORD, where=where_set("mail_password_file"))
        )
    try:
        return read_file(path, _LARGEST_FILE).decode().strip()
    except (OSError, UnicodeDecodeError) as problem:
        told = reason(problem) if isinstance(problem, OSError) else "UTF-8"
        raise KontaktError(_("{path} cannot be read: {reason}.").format(path=path, reason=told)) from problem
