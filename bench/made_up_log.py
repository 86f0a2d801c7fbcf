"""A made-up log of a whole country, as rows that either database takes at once."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from sqlalchemy import Engine

from kontakt.database import writing
from kontakt.directory.region import Municipality, Region
from kontakt.firstline import Cause, CountsAs, Outcome, counts_as
from kontakt.inquiries.inquiry import CallerType, Channel, LinkedBy

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BEGUN = NOW - timedelta(days=5 * 365)
DAYS = [f"{BEGUN + timedelta(days=day):%Y-%m-%d} " for day in range(5 * 365)]
OPENS, CLOSES = 7 * 3600, 14 * 3600  # seconds of a day in UTC
TIMES = [f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000000" for second in range(24 * 3600)]
MUNICIPALITIES, ARTICLES, AGENTS = 350, 250, 1400
DELIVERED_AT_ONCE = 20
AT_ONCE = 50_000

FORWARDED = {
    Cause.NO_ANSWER: 30,
    Cause.WRONG_ANSWER: 8,
    Cause.NO_ACCESS: 25,
    Cause.DECISION: 15,
    Cause.ONGOING_CASE: 14,
    Cause.INSISTED: 8,
}
OUTCOMES = {
    Outcome.ANSWERED: 48,
    Outcome.GUIDED: 20,
    Outcome.BOOKED: 4,
    Outcome.TRANSFERRED: 10,
    Outcome.MESSAGE: 6,
    Outcome.CASE: 5,
    Outcome.NOT_OURS: 3,
    Outcome.VOID: 4,
}
CHANNELS = {Channel.PHONE: 84, Channel.COUNTER: 6, Channel.EMAIL: 7, Channel.CHAT: 3}
CALLERS = {
    CallerType.RESIDENT: 65,
    CallerType.CABIN_OWNER: 10,
    None: 14,
    CallerType.BUSINESS: 6,
    CallerType.BUILDER: 3,
    CallerType.PUBLIC_BODY: 2,
}


COLUMNS = (
    "id",
    "entry_id",
    "call_id",
    "kind",
    "made_at",
    "withdrawn",
    "repeated",
    "version",
    "municipality",
    "outcome",
    "started_at",
    "logged_at",
    "agent",
    "home_municipality",
    "channel",
    "caller_type",
    "article",
    "linked_by",
    "cause",
    "warm",
    "query",
    "note",
    "repeats",
    "first_line",
    "target",
)


def region() -> Region:
    """Every third municipality has no target."""
    targets = (80, 75, None)
    members = [
        Municipality(number=f"{1001 + place}", name=f"Kommune {place + 1}", target=targets[place % 3])
        for place in range(MUNICIPALITIES)
    ]
    return Region("Hele landet", tuple(members))


# --- the log -------------------------------------------------------------------------------------------------


def skewed(count: int, power: float) -> list[float]:
    """Running totals of weights that fall with the rank."""
    return list(accumulate(1 / rank**power for rank in range(1, count + 1)))


class Log:
    """Rows of the table ``inquiry`` in the order of their time."""

    def __init__(self, inquiries: int, articles: list[str]) -> None:
        self._rng = Random(6)
        self._inquiries = inquiries
        self._articles: list[str | None] = [None, *articles[:ARTICLES]]
        self._members = region().municipalities
        self._homes = self._rng.choices(self._members, cum_weights=skewed(MUNICIPALITIES, 0.8), k=AGENTS)

    def parts(self) -> Iterator[list[tuple[Any, ...]]]:
        for first in range(0, self._inquiries, AT_ONCE):
            yield list(self._rows(first, min(AT_ONCE, self._inquiries - first)))

    def _rows(self, first: int, count: int) -> Iterator[tuple[Any, ...]]:
        """Values in the order of COLUMNS, as SQLite keeps them."""
        rng = self._rng
        drawn = zip(
            rng.choices(self._members, cum_weights=skewed(MUNICIPALITIES, 0.8), k=count),
            rng.choices(self._articles, cum_weights=skewed(len(self._articles), 0.7), k=count),
            rng.choices(list(OUTCOMES), list(OUTCOMES.values()), k=count),
            rng.choices(list(FORWARDED), list(FORWARDED.values()), k=count),
            rng.choices(list(CHANNELS), list(CHANNELS.values()), k=count),
            rng.choices(list(CALLERS), list(CALLERS.values()), k=count),
            rng.choices(range(AGENTS), k=count),
            rng.choices(range(OPENS, CLOSES), k=count),
            strict=True,
        )
        for place, (member, article, outcome, cause, channel, caller, agent, second) in enumerate(drawn, start=first):
            day = DAYS[place * len(DAYS) // self._inquiries]
            forwarded = counts_as(outcome) is CountsAs.FORWARDED
            made, chance = f"{day}{TIMES[second + rng.randrange(20, 600)]}", rng.random()
            yield (
                f"{rng.getrandbits(128):032x}",
                f"{rng.getrandbits(128):032x}",
                f"{rng.getrandbits(128):032x}",
                "withdrawn" if chance < 0.01 else "corrected" if chance < 0.04 else "logged",
                made,
                chance < 0.01,
                chance > 0.985 and not forwarded,
                place // DELIVERED_AT_ONCE + 1,
                member.number,
                outcome,
                f"{day}{TIMES[second]}",
                made,
                f"agent {agent}",
                self._homes[agent].number,
                channel,
                caller,
                article,
                LinkedBy.SURE if article else None,
                cause if forwarded else None,
                False,
                "søppel",
                "",
                None,
                None if article is None else "never" if place % 20 == 0 else "usually",
                member.target,
            )


def put_rows(engine: Engine, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Values as SQLite keeps them, texts also for ids and times: by COPY where it is a server's."""
    names = ", ".join(columns)
    with writing(engine) as session:
        connection = session.connection()
        if engine.dialect.name == "sqlite":
            places = ", ".join("?" * len(columns))
            connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({places})", list(map(tuple, rows)))
            return
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([str(each) if isinstance(each, str) else each for each in row])
