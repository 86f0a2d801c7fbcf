"""How it is said how old figures of a standby are."""

from datetime import UTC, datetime, timedelta

import pytest

from kontakt.lead.freshness import FiguresServer, Freshness, freshness_sentence
from kontakt.locale import use_language

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday, 13:00 in Oslo


def said(missing: int | None, until: datetime | None, source: FiguresServer = FiguresServer.STANDBY) -> str:
    return freshness_sentence(Freshness(source, until, missing, NOW))


def test_a_quiet_server_makes_nothing_old() -> None:
    freshness = Freshness(FiguresServer.STANDBY, NOW, 0, NOW)
    assert not freshness.is_behind
    assert freshness_sentence(freshness) == "From the standby, which had everything at 13:00."


@pytest.mark.parametrize(
    ("ago", "age"),
    [
        (timedelta(seconds=9), "as of 12:59: 9 seconds behind"),
        (timedelta(minutes=25), "as of 12:35: 25 minutes behind"),
        (timedelta(hours=5), "as of 08:00: 5 hours behind"),
        (timedelta(hours=47), "as of 18 Nov 2026 14:00: 47 hours behind"),
        (timedelta(days=3), "as of 17 Nov 2026 13:00: 3 days behind"),
        (timedelta(seconds=-2), "as of 13:00: 0 seconds behind"),
    ],
)
def test_what_is_missing_has_a_number_and_an_age(ago: timedelta, age: str) -> None:
    assert said(43, NOW - ago) == f"From the standby, {age}, 43 inquiries are missing."
    assert said(1, NOW - ago) == f"From the standby, {age}, 1 inquiry is missing."


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nb", "Fra lesekopien, per 11.11.2026 13:00: 9 dager etter, 43 henvendelser mangler."),
        ("nn", "Frå lesekopien, per 11.11.2026 13:00: 9 dagar etter, 43 førespurnader manglar."),
    ],
)
def test_a_standby_that_stopped_days_ago_is_told_of_in_days(language: str, sentence: str) -> None:
    use_language(language)
    assert said(43, NOW - timedelta(days=9)) == sentence


def test_what_cannot_be_told_is_not_told() -> None:
    assert said(2, None) == "From the standby, which lacks 2 inquiries; since when cannot be told."
    assert "as of 12:00 or later" in said(None, NOW - timedelta(hours=1))
    assert "cannot be told" in said(None, None)
    assert "cannot be told" in said(None, None, FiguresServer.ANOTHER_SERVER)
    assert "own server" in said(0, NOW, FiguresServer.DESKS_SERVER)
