"""A plain page as a browser holds it: its fields go along with whichever button is pressed."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qsl

from kontakt.web.plain.desk import PlainDesk
from kontakt.web.plain.exchange import PlainAnswer, PlainRequest


class _Form(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        """Of selections and buttons, by their names."""
        self._selection = ""
        self._text_area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        name, value = known.get("name", ""), known.get("value", "")
        if known.get("type") == "checkbox":
            self.choices[name] = [value]
            if "checked" in known:
                self.fields[name] = value
        elif tag == "input":
            self.fields[name] = value
        elif tag == "button":
            self.choices.setdefault(name, []).append(value)
        elif tag == "select":
            self._selection = name
            self.choices[name] = []
        elif tag == "textarea":
            self._text_area = name
            self.fields[name] = ""
        elif tag == "option":
            self.choices[self._selection].append(value)
            if "selected" in known or self._selection not in self.fields:
                self.fields[self._selection] = value

    def handle_data(self, data: str) -> None:
        if self._text_area:
            self.fields[self._text_area] = data.removeprefix("\n")  # as a browser reads it

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text_area = ""


class PlainPage:
    """It stays as it was drawn, as one that Back leads to does."""

    def __init__(self, desk: PlainDesk, answer: PlainAnswer) -> None:
        self._desk = desk
        self.html = answer.html
        form = _Form(answer.html)
        self.fields, self._choices = form.fields, form.choices

    @property
    def words(self) -> str:
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", self.html)).split())

    def send(self, **changed: str) -> "PlainPage":
        """Fill in these fields, press the button among them, and follow where that leads."""
        for name, value in changed.items():
            assert value in self._choices.get(name, [value]), f"{name}={value} is not on the page"
            assert name in self.fields or name in self._choices, f"{name} is not on the page"
        return self.post(**changed)

    def post(self, **changed: str) -> "PlainPage":
        """As ``send``, whether there is such a field or not."""
        answer = self._desk.answer(PlainRequest(self.fields | changed, is_sent=True))
        return self.get(**dict(parse_qsl(answer.query))) if answer.query else PlainPage(self._desk, answer)

    def get(self, **fields: str) -> "PlainPage":
        return PlainPage(self._desk, self._desk.answer(PlainRequest(fields)))

    def search(self, text: str, **changed: str) -> "PlainPage":
        return self.send(text=text, do="search", **changed)
