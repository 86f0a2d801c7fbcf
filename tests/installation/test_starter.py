"""What comes with the program, before and after an upgrade of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from kontakt.database import changes, reading, writing
from kontakt.editor.exchange.import_export import read_knowledge, replace_knowledge
from kontakt.errors import KontaktError
from kontakt.installation.opening import open_database
from kontakt.installation.starter import decline_offers, install_starter, offers, read_starter, take_offers
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.files.urgent import URGENT, read_urgent
from kontakt.knowledge.starter import OfferKind
from kontakt.knowledge.urgent import store as urgent
from kontakt.settings import Settings

from ..conftest import Clock
from ..little_starter import REGION, article_file


@pytest.fixture
def engine(little_is_shipped: Path, settings: Settings, clock: Clock) -> Iterator[Engine]:
    engine = open_database(settings, clock())
    yield engine
    engine.dispose()


@pytest.fixture
def upgraded(engine: Engine, little_is_shipped: Path) -> None:
    """The next version changes one article and brings one."""
    (little_is_shipped / "gatelys.md").write_text(article_file("Gatelys", "Si nummeret på stolpen."), encoding="utf-8")
    (little_is_shipped / "glass.md").write_text(article_file("Glassigloo", "Ved butikken."), encoding="utf-8")


def on_offer(engine: Engine) -> dict[str, OfferKind]:
    with reading(engine) as session:
        return {each.id: each.kind for each in offers(session)}


def answers(engine: Engine) -> dict[str, str]:
    with reading(engine) as session:
        return {each.id: each.answer for each in knowledge.load(session).articles}


def edit(engine: Engine, id: str, answer: str, clock: Clock) -> None:
    with writing(engine) as session:
        (before,) = knowledge.articles(session, [id])
        knowledge.save(session, [replace(before, answer=answer)], by="editor", at=clock())


def test_an_empty_database_gets_what_is_shipped(engine: Engine) -> None:
    assert answers(engine) == {"gatelys": "Si nummeret.", "stroeing": "Ved behov."}


def test_right_after_the_first_start_nothing_is_on_offer(engine: Engine) -> None:
    assert on_offer(engine) == {}


def test_a_database_that_has_a_region_is_left_alone(engine: Engine, upgraded: None, clock: Clock) -> None:
    with writing(engine) as session:
        before = changes.latest(session)
        install_starter(session, read_starter(), at=clock())
        assert changes.latest(session) == before


def test_a_region_without_a_table_of_dangers_gets_the_shipped_one_at_its_next_start_and_once(
    engine: Engine, little_is_shipped: Path, settings: Settings, clock: Clock
) -> None:
    file = little_is_shipped.parents[1] / URGENT
    shipped = 'kinds:\n  - id: fire\n    numbers: ["110"]\n    says: Ring 110\n    words:\n      - det brenner\n'
    with reading(engine) as session:
        assert not urgent.is_stored(session)
    for at_a_start in (shipped, shipped.replace("110", "112")):
        file.write_text(at_a_start, encoding="utf-8")
        open_database(settings, clock()).dispose()
        with reading(engine) as session:
            assert urgent.load(session) == read_urgent(shipped)


def test_an_upgrade_offers_what_is_new_and_what_has_changed(engine: Engine, upgraded: None) -> None:
    assert on_offer(engine) == {"gatelys": OfferKind.UPDATED, "glass": OfferKind.NEW}


def test_an_upgrade_changes_nothing_by_itself(engine: Engine, upgraded: None, settings: Settings, clock: Clock) -> None:
    open_database(settings, clock()).dispose()
    assert answers(engine) == {"gatelys": "Si nummeret.", "stroeing": "Ved behov."}


def test_taking_stores_what_is_offered(engine: Engine, upgraded: None, clock: Clock) -> None:
    with writing(engine) as session:
        assert set(take_offers(session, by="kari", at=clock())) == {"gatelys", "glass"}
    assert answers(engine)["gatelys"] == "Si nummeret på stolpen."
    assert answers(engine)["glass"] == "Ved butikken."


def test_what_was_taken_is_not_offered_again(engine: Engine, upgraded: None, clock: Clock) -> None:
    with writing(engine) as session:
        take_offers(session, by="kari", at=clock())
    assert on_offer(engine) == {}


def test_what_an_editor_has_changed_is_not_offered(engine: Engine, clock: Clock, little_is_shipped: Path) -> None:
    edit(engine, "gatelys", "Vårt eget svar.", clock)
    (little_is_shipped / "gatelys.md").write_text(article_file("Gatelys", "Si nummeret på stolpen."), encoding="utf-8")
    assert on_offer(engine) == {}


@pytest.mark.long
def test_taking_never_overwrites_what_an_editor_has_changed(engine: Engine, upgraded: None, clock: Clock) -> None:
    edit(engine, "gatelys", "Vårt eget svar.", clock)
    with writing(engine) as session:
        assert take_offers(session, by="kari", at=clock()) == ("glass",)
    assert answers(engine)["gatelys"] == "Vårt eget svar."


def test_what_was_declined_is_not_offered_again(engine: Engine, upgraded: None) -> None:
    with writing(engine) as session:
        assert set(decline_offers(session)) == {"gatelys", "glass"}
    assert on_offer(engine) == {}
    assert answers(engine)["gatelys"] == "Si nummeret."


def test_what_was_declined_is_offered_when_it_changes_once_more(
    engine: Engine, upgraded: None, little_is_shipped: Path
) -> None:
    with writing(engine) as session:
        decline_offers(session)
    (little_is_shipped / "glass.md").write_text(article_file("Glassigloo", "Ved skolen."), encoding="utf-8")
    assert on_offer(engine) == {"glass": OfferKind.NEW}


def test_offers_can_be_taken_in_another_region(
    engine: Engine, little_is_shipped: Path, clock: Clock, tmp_path: Path
) -> None:
    """What is shipped may hold local notes of municipalities that this region does not have."""
    other = tmp_path / "other"
    (other / "articles" / "vei").mkdir(parents=True)
    (other / "region.yaml").write_text(REGION.replace("0301", "1103").replace("Oslo", "Stavanger"), encoding="utf-8")
    (other / "articles" / "vei" / "vann.md").write_text(article_file("Vann", "Ring vakta."), encoding="utf-8")
    with writing(engine) as session:
        replace_knowledge(session, read_knowledge(other, None), by="kari", at=clock())
    local = article_file("Glassigloo", "Ved butikken.\n\n## Lokalt\n### 0301 Oslo\nBak Rådhuset.")
    (little_is_shipped / "glass.md").write_text(local, encoding="utf-8")
    with writing(engine) as session:
        assert take_offers(session, by="kari", at=clock()) == ("glass",)


def test_a_program_without_its_region_says_so(little_is_shipped: Path, settings: Settings, clock: Clock) -> None:
    (little_is_shipped.parents[1] / "region.yaml").unlink()
    with pytest.raises(KontaktError, match=r"has no region\.yaml"):
        open_database(settings, clock())


def test_a_first_start_that_failed_can_be_repeated(little_is_shipped: Path, settings: Settings, clock: Clock) -> None:
    (little_is_shipped / "gatelys.md").write_text("---\nunknown: 1\n---\n", encoding="utf-8")
    with pytest.raises(KontaktError):
        open_database(settings, clock())
    (little_is_shipped / "gatelys.md").write_text(article_file("Gatelys", "Si nummeret."), encoding="utf-8")
    engine = open_database(settings, clock())
    assert set(answers(engine)) == {"gatelys", "stroeing"}
    engine.dispose()
