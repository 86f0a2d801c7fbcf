"""Translation of the interface's texts."""

import gettext
import os
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("nb", "nn", "en")

_FOLDER = Path(__file__).parent


class _Current:
    """The one language in use. A class, so that ``_`` can be imported once and still follow a switch."""

    language: str = "en"
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use_language(language: str) -> None:
    """Draw every later text in ``language`` (one of LANGUAGES)."""
    _Current.language = language
    _Current.catalogue = gettext.translation("kontakt", _FOLDER, languages=[language], fallback=language == "en")


def language() -> str:
    return _Current.language


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
    return _Current.catalogue.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    return _Current.catalogue.ngettext(one, many, count)


def in_every_language(text: str) -> tuple[str, ...]:
    """A marked text in each language in which it differs: a file may come from somebody who reads another one."""
    catalogues = (
        gettext.translation("kontakt", _FOLDER, languages=[each], fallback=each == "en") for each in LANGUAGES
    )
    return tuple(dict.fromkeys(each.gettext(text) for each in catalogues))


def N_(text: str) -> str:  # noqa: N802 (gettext's name for a text that is marked now and translated later)
    return text
