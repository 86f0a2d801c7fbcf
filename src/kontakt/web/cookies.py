"""Which browser belongs to whom: a cookie that nobody but the server can write."""

import base64
import hmac
import secrets
from pathlib import Path

from kontakt.errors import KontaktError
from kontakt.files.private import MODE
from kontakt.files.reasons import reason
from kontakt.files.writing import put_in_place
from kontakt.locale import _

_KEY_BYTES = 32


class Cookies:
    """``key`` signs them: whoever has another one knows none of them."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def new(self, name: str) -> str:
        """A cookie of this user, unlike any other."""
        signed = f"{secrets.token_hex(8)}.{base64.urlsafe_b64encode(name.encode()).decode().rstrip('=')}"
        return f"{signed}.{self._signature(signed)}"

    def whose(self, cookie: str) -> str | None:
        """The name of whoever it belongs to; None where this server did not write it."""
        if not cookie.isascii():
            return None
        signed, _dot, signature = cookie.rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._signature(signed).encode()):
            return None
        name = signed.partition(".")[2]
        return base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode()

    def _signature(self, signed: str) -> str:
        return hmac.new(self._key, signed.encode(), "sha256").hexdigest()


def key_in(file: Path) -> bytes:
    """The key that this file holds; it is made where there is none. Raises KontaktError for a file that holds no key,
    or a folder that cannot be written."""
    try:
        if not file.exists():
            put_in_place(file, secrets.token_bytes(_KEY_BYTES), MODE)
        key = file.read_bytes()
    except OSError as problem:
        text = _("{file} cannot be written ({reason}): check the folder {folder}.")
        raise KontaktError(text.format(file=file, reason=reason(problem), folder=file.parent)) from problem
    if len(key) < _KEY_BYTES:
        raise KontaktError(_("{file} holds no key: delete it, and another one is made.").format(file=file))
    return key
