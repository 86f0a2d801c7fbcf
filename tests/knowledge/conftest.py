"""A small real knowledge base: three articles of a region of three."""

from datetime import UTC, date, datetime

import pytest

from kontakt.knowledge.article import Article, FirstLine, Link, Source, Status, Theme
from kontakt.knowledge.base import Knowledge

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def municipalities() -> dict[str, str]:
    return {"3303": "Kongsberg", "4026": "Tinn", "0301": "Oslo"}


@pytest.fixture
def snow() -> Article:
    return Article(
        id="broeyting",
        theme="vei-og-trafikk",
        title="Brøyting av kommunal vei",
        title_nn="Brøyting av kommunal veg",
        answer="Kommunen brøyter kommunale veier.\n\nPrivate veier brøytes av eieren.",
        answer_nn="Kommunen brøyter kommunale vegar.",
        title_en="Snow ploughing of municipal roads",
        answer_en="The municipality ploughs its own roads.",
        keywords=("brøyting", "snørydding", "no", "113"),
        keywords_nn=("snørydding",),
        keywords_en=("snow plough", "icy road"),
        audience=("resident", "cabin_owner"),
        owner="teknisk drift",
        links=(Link("Lovdata, veglova", "https://lovdata.no/dokument/NL/lov/1963-06-21-23"),),
        sources=(Source("veglova §§ 2, 9", date(2026, 11, 21)), Source("praksis")),
        reviewed=date(2026, 11, 21),
        review_by=date(2027, 9, 1),
        redirects=("snoerydding",),
        only=("3303", "4026"),
        as_shared={"3303": date(2026, 11, 21)},
        ask=("Hvilken vei?", "Hvor på veien?"),
        steps=("Finn veien i kartet", "Meld fra"),
        ask_nn=("Kva veg?", "Kvar på vegen?"),
        steps_nn=("Finn vegen i kartet", "Meld frå"),
        local={"4026": "I Tinn brøytes det først i Rjukan."},
    )


@pytest.fixture
def dog() -> Article:
    return Article(
        id="loes-hund",
        theme="dyr-og-miljoe",
        title="Løs hund",
        answer="Ring politiet.",
        first_line=FirstLine.NEVER,
        status=Status.DRAFT,
        national=True,
    )


@pytest.fixture
def waste() -> Article:
    return Article(id="avfall", theme="avfall", title="Henting av avfall", answer="Se tømmekalenderen.")


@pytest.fixture
def themes() -> tuple[Theme, ...]:
    return (
        Theme("vei-og-trafikk", "Vei og trafikk", "Veg og trafikk", "tema/trafikk-og-transport"),
        Theme("avfall", "Avfall"),
        Theme("dyr-og-miljoe", "Dyr og miljø"),
    )


@pytest.fixture
def knowledge(waste: Article, snow: Article, dog: Article, themes: tuple[Theme, ...]) -> Knowledge:
    return Knowledge((waste, snow, dog), themes)


@pytest.fixture
def noon() -> datetime:
    return NOON
