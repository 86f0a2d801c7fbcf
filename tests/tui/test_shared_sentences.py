"""What the desk of a shared region says in its quiet line, in Norwegian."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from kontakt.locale import use_language
from kontakt.tui.desk import sentences
from kontakt.tui.sentences import server_away, standby_away

SINCE = datetime(2026, 11, 20, 11, 41, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_norwegian() -> Iterator[None]:
    use_language("nb")
    yield
    use_language("en")


@pytest.mark.parametrize(
    ("waiting", "sentence"),
    [
        (3, "Ingen kontakt med databasen siden 12:41. 3 henvendelser venter og sendes når den er tilbake."),
        (1, "Ingen kontakt med databasen siden 12:41. 1 henvendelse venter og sendes når den er tilbake."),
        (
            0,
            "Ingen kontakt med databasen siden 12:41. Det som loggføres, ligger trygt her og sendes når den er tilbake.",
        ),
    ],
)
def test_without_contact_it_says_since_when_and_how_many_wait(waiting: int, sentence: str) -> None:
    assert sentences.waits_for_server(SINCE, SINCE + timedelta(hours=2), waiting) == sentence


def test_since_another_day_is_told_with_the_day() -> None:
    (monday,) = {
        sentence(SINCE, SINCE + timedelta(days=3)).partition(" siden ")[2] for sentence in (server_away, standby_away)
    }
    assert monday == "20.11.2026 12:41."


def test_a_wrong_clock_is_told_with_the_difference() -> None:
    assert "går 7 minutter etter" in sentences.clock_wrong(timedelta(minutes=7, seconds=20))
    assert "går 1 minutt foran" in sentences.clock_wrong(timedelta(seconds=-75))


def test_without_the_right_to_log_it_says_what_becomes_of_what_waits() -> None:
    assert "3 henvendelser venter på databasen: ingenting er tapt." in sentences.may_not_log(3)
    assert "til du har retten igjen" in sentences.may_not_log(0)
