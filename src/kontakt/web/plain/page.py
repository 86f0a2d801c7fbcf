"""The frame of every plain page, and the fields that forms are made of."""

from collections.abc import Iterable, Sequence

from kontakt.locale import _, language
from kontakt.reports.markup import Markup, element, single
from kontakt.web.plain.exchange import ADDRESS


def page(title: str, *body: Markup, agent: str, trouble: str = "") -> str:
    """``trouble`` is what is wrong with the database, in one sentence; "" where nothing is."""
    head = element(
        "head",
        single("meta", charset="utf-8"),
        single("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{title} – kontakt"),
        single("link", rel="icon", href="static/kontakt.svg"),
        single("link", rel="stylesheet", href="static/plain.css"),
    )
    top = element(
        "header",
        element("p", element("strong", "kontakt"), f" · {agent}"),
        element(
            "nav",
            element("a", _("New call, in a tab of its own"), href=ADDRESS, target="_blank"),
            element("a", _("The desk as a terminal"), href="./"),
            aria_label="kontakt",
        ),
    )
    wrong = [element("p", trouble, role="status", class_="warning")] if trouble else []
    content = element("body", top, element("main", [*wrong, *body]))
    return f"<!DOCTYPE html>\n{element('html', head, content, lang=language())}\n"


def form(*children: Markup | Iterable[Markup]) -> Markup:
    return element("form", *children, method="post", action=ADDRESS, autocomplete="off")


def hidden(name: str, value: str) -> Markup:
    return single("input", type="hidden", name_=name, value=value)


def button(label: str, name: str, value: str, **attributes: str | None) -> Markup:
    return element("button", label, type="submit", name_=name, value=value, **attributes)


def text_field(name: str, label: str, value: str, **attributes: str | None) -> Markup:
    return _labelled(name, label, single("input", id=name, name_=name, value=value, **attributes))


def text_area(name: str, label: str, value: str, **attributes: str | None) -> Markup:
    return _labelled(name, label, element("textarea", f"\n{value}", id=name, name_=name, rows="5", **attributes))


def selection(
    name: str, label: str, options: Sequence[tuple[str, str]], chosen: str, **attributes: str | None
) -> Markup:
    """``options`` are values and what they are called."""
    parts = [
        element("option", called, value=value, selected="" if value == chosen else None) for value, called in options
    ]
    return _labelled(name, label, element("select", parts, id=name, name_=name, **attributes))


def checkbox(name: str, label: str, *, checked: bool) -> Markup:
    """Its field is there, and says yes, where it is ticked."""
    box = single("input", type="checkbox", id=name, name_=name, value="yes", checked="" if checked else None)
    return element("p", box, element("label", label, for_=name), class_="tick")


def status(sentence: str) -> list[Markup]:
    """What was done; nothing for ""."""
    return [element("p", sentence, role="status", class_="done")] if sentence else []


def error(sentence: str) -> list[Markup]:
    """What is wrong; nothing for "". Fields that it is about name ERROR as what describes them."""
    return [element("p", sentence, id=ERROR, role="alert", class_="warning")] if sentence else []


ERROR = "error"


def _labelled(name: str, label: str, field: Markup) -> Markup:
    return element("p", element("label", label, for_=name), field)
