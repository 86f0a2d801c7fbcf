from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import Engine

from kontakt.database import changes, reading, writing
from kontakt.directory import store
from kontakt.directory.region import LanguageForm, Municipality, Region

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)

REGION = Region(
    "Kongsbergregionen",
    (
        Municipality(number="4026", name="Tinn", inhabitants=5533, target=80, places=("Rjukan", "Atrå")),
        Municipality(number="0301", name="Oslo", language=LanguageForm.BOKMAAL),
        Municipality(number="3336", name="Rollag"),
    ),
    "SSB",
    "Mål er eksempler.",
)


def save(engine: Engine, region: Region) -> bool:
    with writing(engine) as session:
        return store.save(session, region, by="kari", at=AT)


def loaded(engine: Engine) -> Region | None:
    with reading(engine) as session:
        return store.load(session)


def test_an_empty_database_has_no_region(engine: Engine) -> None:
    assert loaded(engine) is None


def test_a_saved_region_is_loaded_with_its_municipalities_in_order(engine: Engine) -> None:
    assert save(engine, REGION)
    assert loaded(engine) == REGION


def test_another_region_takes_its_place(engine: Engine) -> None:
    save(engine, REGION)
    other = Region("Andre", (replace(REGION.municipalities[2], inhabitants=1400), REGION.municipalities[0]))
    save(engine, other)
    assert loaded(engine) == other


def test_another_target_counts_from_the_day_on_which_it_is_stored(engine: Engine) -> None:
    save(engine, REGION)
    save(engine, replace(REGION, municipalities=(replace(REGION.municipalities[0], target=90),)))
    stored = loaded(engine)
    assert stored is not None
    (tinn,) = stored.municipalities
    assert (tinn.target_on(date(2026, 11, 20)), tinn.target_on(date(2026, 11, 21))) == (80, 90)


def test_the_history_says_what_the_region_was_and_who_changed_it(engine: Engine) -> None:
    save(engine, REGION)
    save(engine, replace(REGION, name="Regionen"))
    with reading(engine) as session:
        told = [(each.by, each.at, each.region.name) for each in store.history(session)]
    assert told == [("kari", AT, "Regionen"), ("kari", AT, "Kongsbergregionen")]


def test_a_change_is_recorded_with_its_revision_and_no_change_is_not(engine: Engine) -> None:
    save(engine, REGION)
    assert not save(engine, REGION)
    save(engine, replace(REGION, name="Regionen"))
    with reading(engine) as session:
        told = [(change.kind, change.id, change.revision) for change in changes.since(session, None)]
    assert told == [("region", "region", 1), ("region", "region", 2)]
