"""Words are looked up while an article is written, where there are dictionaries."""

import pytest

from kontakt.editor.article import live_spelling
from kontakt.knowledge.checking import Spelling

from ..conftest import AtRoom

pytestmark = pytest.mark.long


class EveryWordButOne:
    """Knows all words but “gatelyss” and its parts."""

    def knows(self, word: str) -> bool:
        return word.casefold() not in "gatelyss"

    def suggestions(self, word: str) -> tuple[str, ...]:
        return ("gatelys",)


class Dictionaries:
    """Stands in for the process."""

    def spelling(self, names: frozenset[str]) -> Spelling:
        return Spelling(EveryWordButOne(), EveryWordButOne(), names)

    def close(self) -> None:
        pass


async def test_a_slip_is_told_below_its_field_until_it_is_mended(
    at_room: AtRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_spelling, "are_installed", lambda: True)
    monkeypatch.setattr(live_spelling, "DictionaryProcess", Dictionaries)
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.press("end", "s")
        await visit.sees("«Gatelyss» står")
        await visit.press("backspace")
        await visit.until(lambda: "«Gatelyss»" not in visit.screen)
