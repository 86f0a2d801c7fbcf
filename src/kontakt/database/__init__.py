"""The shared database: engine and transactions, migrations, and the table of changes.

Rooms above name ``Engine`` and ``Session`` from here: what SQL they stand for is not their business.
"""

from sqlalchemy import Engine
from sqlmodel import Session

from kontakt.database import changes, people
from kontakt.database.changes import Change
from kontakt.database.engine import (
    DatabaseDamaged,
    DatabaseUnavailable,
    NotPermitted,
    ReadingCutOff,
    ServerAway,
    asking,
    clear_log,
    damaged,
    keep_to_file,
    on_change,
    on_reachability,
    open_engine,
    reading,
    writing,
)
from kontakt.database.identity import identity

__all__ = [
    "Change",
    "DatabaseDamaged",
    "DatabaseUnavailable",
    "Engine",
    "NotPermitted",
    "ReadingCutOff",
    "ServerAway",
    "Session",
    "asking",
    "changes",
    "clear_log",
    "damaged",
    "identity",
    "keep_to_file",
    "on_change",
    "on_reachability",
    "open_engine",
    "people",
    "reading",
    "writing",
]
