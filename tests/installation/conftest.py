"""What an installation goes through while a desk is open on it."""

from ..desk.conftest import log, service, stored  # noqa: F401
