"""Writing markup in which no text can become markup."""

from collections.abc import Iterable
from html import escape


class Markup(str):
    """Text that is markup already, made by ``element``, or of Markdown."""

    __slots__ = ()


def element(name: str, *children: str | Iterable[Markup], **attributes: str | float | None) -> Markup:
    """One element. Texts among the children are escaped, markup is not; attributes that are None are left out. An
    underscore in an attribute's name stands for a hyphen, one at its end is dropped (``class_``)."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(_written(child) for child in children)
    return Markup(f"<{name}{pairs}>{inner}</{name}>")


def single(name: str, **attributes: str | float | None) -> Markup:
    """An element of HTML that has no children and no end, such as ``input``; attributes as in ``element``."""
    return Markup(element(name, **attributes).removesuffix(f"</{name}>"))


def _written(child: str | Iterable[Markup]) -> str:
    if isinstance(child, Markup):
        return child
    return escape(child, quote=False) if isinstance(child, str) else "".join(child)


def _plain(value: str | float) -> str:
    return f"{value:.5g}" if isinstance(value, float) else str(value)
