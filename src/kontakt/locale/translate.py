"""Translation of the interface's texts."""

import gettext
import os
from collections.abc import Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

LANGUAGES = ("nb", "nn", "en")

_FOLDER = Path(__file__).parent


class _Language(NamedTuple):
    code: str
    catalogue: gettext.NullTranslations


class _Current:
    """The language of the process. A class, so that ``_`` can be imported once and still follow a switch."""

    language = _Language("en", gettext.NullTranslations())


_of_task: ContextVar[_Language | None] = ContextVar("language", default=None)


def use_language(language: str) -> None:
    """Draw every later text in ``language`` (one of LANGUAGES)."""
    _Current.language = _loaded(language)


def use_language_in_task(language: str) -> None:
    """The same for this asyncio task and those that it begins: a server answers each in their own."""
    _of_task.set(_loaded(language))


def _loaded(language: str) -> _Language:
    catalogue = gettext.translation("kontakt", _FOLDER, languages=[language], fallback=language == "en")
    return _Language(language, catalogue)


def language() -> str:
    return (_of_task.get() or _Current.language).code


def preferred_language(setting: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """The language to start in: the setting, else the locale's (POSIX order), else English.

    ``C`` and ``POSIX`` mean English; ``no`` means bokmål.
    """
    if setting:
        return setting
    named = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "C")
    code = named.partition(".")[0].partition("_")[0].lower()
    code = "nb" if code == "no" else code
    return code if code in LANGUAGES else "en"


def _(text: str) -> str:
    return (_of_task.get() or _Current.language).catalogue.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    return (_of_task.get() or _Current.language).catalogue.ngettext(one, many, count)


def in_every_language(text: str) -> tuple[str, ...]:
    """A marked text in each language in which it differs: a file may come from somebody who reads another one."""
    catalogues = (
        gettext.translation("kontakt", _FOLDER, languages=[each], fallback=each == "en") for each in LANGUAGES
    )
    return tuple(dict.fromkeys(each.gettext(text) for each in catalogues))


def N_(text: str) -> str:  # noqa: N802 (gettext's name for a text that is marked now and translated later)
    return text
