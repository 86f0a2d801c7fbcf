"""Words are looked up as long as the room is open."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from kontakt.editor.article import live_spelling
from kontakt.editor.article.live_spelling import LiveSpelling
from kontakt.knowledge.article import Article


def test_a_process_that_begins_while_the_room_closes_ends_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    live, ended = LiveSpelling(), []

    class Beginning:
        def __init__(self) -> None:
            live.close()

        def spelling(self, _names: frozenset[str]) -> None:
            raise BrokenPipeError

        def close(self) -> None:
            ended.append(self)

    monkeypatch.setattr(live_spelling, "DictionaryProcess", Beginning)
    monkeypatch.setattr(live, "_is_there", True)
    overview = cast(Any, SimpleNamespace(library=SimpleNamespace(region=SimpleNamespace(words_in_names=frozenset()))))
    assert live._advice_on(Article(id="a", theme="vei", title="A", answer="B"), overview) == {}
    assert len(ended) == 1
