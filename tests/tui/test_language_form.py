"""Reading the cards of a call in another language form, as an agent sees it."""

from dataclasses import replace

from kontakt.database import open_engine, writing
from kontakt.knowledge import store as knowledge
from kontakt.settings import Settings

from .conftest import ARTICLES, NOW, AtDesk, Shift

SNOW = replace(
    ARTICLES[0],
    title_en="Snow ploughing",
    answer_en="The municipality ploughs its own roads.",
    keywords_en=("blocked driveway",),
)


def in_english(settings: Settings) -> None:
    engine = open_engine(settings.database_url)
    with writing(engine) as session:
        knowledge.save(session, [SNOW], by="test", at=NOW)
    engine.dispose()


async def asked(shift: Shift, keys: str) -> str:
    await shift.until(lambda: bool(shift.desk.library.article("broeyting").title_en))
    await shift.type(keys)
    return shift.screen


async def test_what_english_words_find_comes_in_english_and_one_key_goes_through_the_forms(
    at_desk: AtDesk, settings: Settings
) -> None:
    in_english(settings)
    async with at_desk() as shift:
        assert "The municipality ploughs its own roads." in await asked(shift, "blocked driveway")
        await shift.press("ctrl+@")
        assert "Kommunen brøyter kommunale veier." in shift.screen
        await shift.press("ctrl+@")
        assert "Kommunen brøyter kommunale vegar." in shift.screen


async def test_an_article_without_english_says_so_in_one_line(at_desk: AtDesk, settings: Settings) -> None:
    in_english(settings)
    async with at_desk() as shift:
        await asked(shift, "gatelys")
        await shift.press("ctrl+o", "j")
        await shift.press("ctrl+@")
        assert "Finnes ikke på engelsk ennå" in shift.screen
        assert "Meld fra om hvilken lyktestolpe som er mørk." in shift.screen
