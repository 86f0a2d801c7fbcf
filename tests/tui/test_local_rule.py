"""What the card says of the municipality of the call, as an agent sees it at the desk."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kontakt.database import open_engine, writing
from kontakt.knowledge import store as knowledge
from kontakt.locale import use_language
from kontakt.settings import Settings

from .conftest import ARTICLES, NOW, AtDesk, Shift

SIZES = [(120, 36), (80, 24)]
SNOW = replace(
    ARTICLES[0],
    ask=("Hvilken vei?",),
    steps=("Se lokal merknad om brøyteplan.", "Meld til vakten."),
    steps_nn=("Sjå lokal merknad om brøyteplan.", "Meld til vakta."),
)
LAMP = replace(ARTICLES[1], national=True)


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def at_card(request: pytest.FixtureRequest, at_desk: AtDesk, settings: Settings) -> Callable[..., Any]:
    """A desk where the steps about snow point to the local note, and the lamp cannot differ."""
    engine = open_engine(settings.database_url)
    with writing(engine) as session:
        knowledge.save(session, [SNOW, LAMP], by="test", at=NOW)
    engine.dispose()
    return lambda: at_desk(request.param)


async def asked(shift: Shift, keys: str) -> str:
    """Press the keys of a search once the articles have come."""
    await shift.until(lambda: shift.desk.library.article("gatelys").national)
    await shift.type(keys)
    return card(shift)


async def steps(shift: Shift) -> str:
    """What the agent reads after scrolling down to the steps."""
    await shift.press("pagedown")
    return card(shift)


def card(shift: Shift) -> str:
    """The words of the card as they stand on the screen, without the hits beside it."""
    region = shift.app.screen.query_one("#card").region
    lines = shift.screen.splitlines()[region.y : region.bottom]
    return " ".join(" ".join(line[region.x : region.right - 1].lstrip(" ▌") for line in lines).split())


@pytest.mark.long
async def test_the_card_says_what_is_known_of_the_municipality_and_nothing_else(at_card: Callable[..., Any]) -> None:
    """A note, that somebody looked and nothing differs, that nobody has looked, and that nothing can differ."""
    async with at_card() as shift:
        said = await asked(shift, "brøyt")
        assert "Det finnes lokale merknader: velg kommune." in said
        assert "1 Se lokal merknad om brøyteplan. (velg kommune) 2 Meld til vakten." in await steps(shift)
        await shift.press("ctrl+u")
        assert "merknad" not in await asked(shift, "barnehageplass")

        await shift.press("ctrl+u")
        assert "Gjelder bare for Rollag." in await asked(shift, "hytteavgift")

        await shift.press("ctrl+u")
        said = await asked(shift, "@tinn brøyt")
        assert "I Tinn: Ring vakten i helgene. [/ ny] er ikke en kode." in said
        assert said.index("I Tinn:") < said.index("Kommunen brøyter")
        assert "1 Se lokal merknad om brøyteplan. 2 Meld til vakten." in await steps(shift)

        await shift.press("ctrl+u")
        said = await asked(shift, "@rollag brøyt")
        assert "Sett på 05.10.2026 for Rollag: ingenting er annerledes." in said
        assert "1 Se lokal merknad om brøyteplan. (ikke annerledes i Rollag) 2 Meld til vakten." in await steps(shift)

        await shift.press("ctrl+u")
        said = await asked(shift, "@hjartdal brøyt")
        assert "Ingen har sett på dette for Hjartdal ennå: ta forbehold om lokale regler." in said
        below = await steps(shift)
        assert "1 Se lokal merknad om brøyteplan. (ingen lokal merknad for Hjartdal ennå) 2 Meld" in below
        for untrue in ("avvik", "gjelder som felles", "Sett på"):
            assert untrue not in said + below

        await shift.press("ctrl+u")
        said = await asked(shift, "@hjartdal gatelys")
        assert "Gatelys Vei og trafikk Meld fra om hvilken lyktestolpe" in said
        assert "Hjartdal" not in said


async def test_in_nynorsk_the_agent_s_steps_are_nynorsk_where_they_are_and_bokmaal_where_not(
    at_card: Callable[..., Any],
) -> None:
    use_language("nn")
    async with at_card() as shift:
        said = await asked(shift, "@hjartdal brøyt")
        assert "Ingen har sett på dette for Hjartdal enno: ta atterhald om lokale reglar." in said
        assert "Hvilken vei?" in said
        assert (
            "1 Sjå lokal merknad om brøyteplan. (ingen lokal merknad for Hjartdal enno) 2 Meld til vakta."
            in await steps(shift)
        )
