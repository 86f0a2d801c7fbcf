"""What a setting may hold, and how it is read: from a variable, where all is text, or from a key of the file."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from kontakt.locale import _

Read: TypeAlias = Callable[[object], object]
"""The value that is meant by what was written. Raises Unfit."""


class Unfit(ValueError):
    """The reason for which ``value`` does not fit; ``within`` are the keys that lead to it in a table."""

    def __init__(self, value: object, reason: str, within: tuple[str, ...] = ()) -> None:
        self.value = value
        self.within = within
        super().__init__(reason)


def text(written: object) -> str:
    """A text as it stands."""
    if not isinstance(written, str):
        raise Unfit(written, _("it must be a text in quotes"))
    return written


def path(written: object) -> Path:
    """The path of a file or a folder, which need not be there."""
    return Path(text(written))


class Text:
    """A text of so many characters, without the spaces around it."""

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    def __call__(self, written: object) -> str:
        stripped = text(written).strip()
        if len(stripped) < self.least:
            raise Unfit(written, _("it must not be empty"))
        if len(stripped) > self.most:
            raise Unfit(written, _("it may have at most {most} characters").format(most=self.most))
        return stripped


class WholeNumber:
    """A whole number from ``least`` to ``most``; in a variable it is written in digits."""

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most

    def __call__(self, written: object) -> int:
        if isinstance(written, bool) or not re.fullmatch(r"\s*[+-]?[0-9]{1,9}(\.0)?\s*", str(written), re.ASCII):
            raise Unfit(written, _("it must be a whole number"))
        number = int(float(str(written)))
        if number < self.least:
            raise Unfit(written, _("it must be at least {least}").format(least=self.least))
        if number > self.most:
            raise Unfit(written, _("it must be at most {most}").format(most=self.most))
        return number


class OneOf:
    """One of a few words."""

    def __init__(self, *choices: str) -> None:
        self.choices = choices

    def __call__(self, written: object) -> str:
        if written not in self.choices:
            raise Unfit(written, _("choose {choices}").format(choices=", ".join(self.choices)))
        return str(written)


def true_or_false(written: object) -> bool:
    """TOML's two values; in a variable also such as 1 and 0, yes and no."""
    word = str(written).lower()
    if word in ("true", "1", "yes", "on", "y", "t"):
        return True
    if word in ("false", "0", "no", "off", "n", "f"):
        return False
    raise Unfit(written, _("it must be true or false"))


def municipality_or_none(written: object) -> str | None:
    """The four digits of a municipality; None for the word "none"."""
    if text(written) == "none":
        return None
    if not re.fullmatch("[0-9]{4}", text(written)):
        raise Unfit(written, _("a municipality is its four-digit number in quotes, such as “4026”"))
    return text(written)


def keys_of_commands(written: object) -> dict[str, str]:
    """A table of commands and keys with the whole names of the commands: ``outcome.answered = "f3"`` is a table within
    it to TOML. In a variable it is written ``note=f11 undo=ctrl+b``."""
    if isinstance(written, str) and all("=" in each for each in written.split()):
        return dict(each.split("=", 1) for each in written.split())
    if not isinstance(written, dict):
        raise Unfit(written, _('it is a table of commands and keys, such as note = "f11"'))
    flat: dict[str, str] = {}
    for name, keys in written.items():
        if isinstance(keys, dict):
            flat |= {f"{name}.{last}": key for last, key in keys_of_commands(keys).items()}
        elif isinstance(keys, str):
            flat[name] = keys
        else:
            raise Unfit(keys, _("it must be a text in quotes"), (name,))
    return flat
