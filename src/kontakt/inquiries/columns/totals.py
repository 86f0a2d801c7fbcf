"""How many inquiries of all time have the same municipality, article, channel, caller type and kind.

Ten million inquiries are some three million totals, so that what is asked of all time takes a third of the work. They
are kept as the inquiries are: what is replaced is taken off and what is new is added, in rows of their own, which make
one total with those before them. What a total says of a time, or of who answered, only the inquiries know.
"""

from collections.abc import Sequence

import duckdb

from kontakt.inquiries.columns.query import Dimension

_COLUMNS = "municipality, article, channel, caller_type, kind"
_KNOWN = frozenset({*_COLUMNS.split(", "), Dimension.THEME, "together"})


def make_table(connection: duckdb.DuckDBPyConnection) -> None:
    """An empty one, in the place of that which stands."""
    connection.execute("""
        CREATE OR REPLACE TABLE total (
            municipality USMALLINT, article USMALLINT, channel USMALLINT, caller_type USMALLINT, kind USMALLINT, n INTEGER
        )
    """)


def know(by: Sequence[str]) -> bool:
    """Whether the totals can be counted by these. Every filter but the period can be asked of them."""
    return _KNOWN.issuperset(by)


def add(connection: duckdb.DuckDBPyConnection, inquiries: str) -> None:
    """Those of the table ``inquiries``."""
    connection.execute(f"INSERT INTO total SELECT {_COLUMNS}, count(*) FROM {inquiries} GROUP BY ALL")


def take_off(connection: duckdb.DuckDBPyConnection, inquiries: str) -> None:
    """Those of the table ``inquiries``."""
    connection.execute(f"INSERT INTO total SELECT {_COLUMNS}, -count(*) FROM {inquiries} GROUP BY ALL")


def count_anew(connection: duckdb.DuckDBPyConnection) -> None:
    """All inquiries, with one row for each total."""
    make_table(connection)
    add(connection, "inquiry")
    connection.execute("UPDATE mark SET totals = (SELECT count(*) FROM total)")


def keep_few(connection: duckdb.DuckDBPyConnection) -> None:
    """Count anew once there are twice as many rows as when that was done: a total is added up of few rows so, and
    following the log costs no more than the log has grown."""
    (grown,) = connection.execute("SELECT (SELECT count(*) FROM total) > 2 * max(totals) FROM mark").fetchall()[0]
    if grown:
        count_anew(connection)
