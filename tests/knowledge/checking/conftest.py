"""One sound article, and what the checker says of variants of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kontakt.knowledge.article import Article, Link, Source, Theme
from kontakt.knowledge.checking import Finding, check_article

TODAY = date(2026, 11, 22)
THEMES = (Theme("vei-og-trafikk", "Vei og trafikk"), Theme("avfall", "Avfall"))

Check = Callable[..., tuple[Finding, ...]]


@pytest.fixture
def sound() -> Article:
    """An article that nothing is to be said of."""
    return Article(
        id="broeyting",
        theme="vei-og-trafikk",
        title="Brøyting av kommunal vei",
        title_nn="Brøyting av kommunal veg",
        answer="Kommunen brøyter de kommunale veiene etter en plan. De viktigste veiene tas først.",
        answer_nn="Kommunen brøyter dei kommunale vegane etter ein plan. Dei viktigaste vegane blir tekne først.",
        keywords=("snørydding", "brøytebil", "snømåking", "snø i innkjørselen", "uframkommelig"),
        links=(Link("Lovdata, veglova", "https://lovdata.no/dokument/NL/lov/1963-06-21-23"),),
        sources=(Source("veglova §§ 2, 9", date(2026, 11, 1)),),
        reviewed=date(2026, 11, 1),
        review_by=date(2027, 9, 1),
        ask=("Hvilken vei?",),
        steps=("Slå opp hvem som eier veien.",),
    )


@pytest.fixture
def waste() -> Article:
    return Article(id="avfall", theme="avfall", title="Henting av avfall", answer="Se tømmekalenderen.")


@pytest.fixture
def check(sound: Article) -> Check:
    """``check(others, title="…")``: what is said of the sound article with these fields changed."""

    def check(*others: Article, **fields: Any) -> tuple[Finding, ...]:
        return check_article(replace(sound, **fields), others, THEMES, TODAY)

    return check


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def themes() -> tuple[Theme, ...]:
    return THEMES
