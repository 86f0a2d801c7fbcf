"""Style sheets are read once, and anew for other colours; nodes get what Textual alone would give them."""

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.css.stylesheet import Stylesheet
from textual.widgets import Input

from kontakt.tui.app import KontaktApp
from kontakt.tui.stylesheet import ColouredStylesheet

from .conftest import AtDesk

CSS = "Label { color: $text-of-ours; }"


def sheet() -> ColouredStylesheet:
    sheet = ColouredStylesheet(variables={"text-of-ours": "red"})
    sheet.add_source(CSS, ("a.tcss", ""))
    sheet.parse()
    return sheet


def colours(sheet: ColouredStylesheet) -> list[str]:
    return [rule.styles.color.css for rule in sheet.rules]


def test_the_same_colours_again_read_nothing_anew() -> None:
    again = sheet()
    before = again.rules
    again.set_variables({"text-of-ours": "red"})
    again.reparse()
    assert [id(rule) for rule in again.rules] == [id(rule) for rule in before]


def test_other_colours_are_taken_up() -> None:
    other = sheet()
    before = colours(other)
    other.set_variables({"text-of-ours": "blue"})
    other.reparse()
    assert colours(other) != before
    other.set_variables({"text-of-ours": "red"})
    other.reparse()
    assert colours(other) == before


def test_one_more_sheet_is_read_beside_those_that_are_there() -> None:
    more = sheet()
    (first,) = more.rules
    more.add_source("Input { color: $text-of-ours; }", ("b.tcss", ""))
    more.reparse()
    assert len(more.rules) == 2
    assert more.rules[0] is first


def assert_styled_as_by_textual_alone(app: KontaktApp) -> None:
    textuals_own = Stylesheet()
    textuals_own._rules, textuals_own._require_parse = app.stylesheet.rules, False
    for node in app.screen.walk_children(with_self=True):
        here = dict(node.styles.base._rules)
        parts = {name: dict(styles.base._rules) for name, styles in node._component_styles.items()}
        textuals_own.apply(node)
        assert node.styles.base._rules == here, node
        assert {name: styles.base._rules for name, styles in node._component_styles.items()} == parts, node


@pytest.mark.long
async def test_every_node_has_the_styles_that_textual_alone_would_give_it(at_desk: AtDesk) -> None:
    for _again in range(3):  # found, remembered, and remembered as a node holds it
        async with at_desk() as shift:
            await shift.type("brøyt")
            assert_styled_as_by_textual_alone(shift.app)
            await shift.press("ctrl+o")
            assert_styled_as_by_textual_alone(shift.app)


async def test_what_was_found_is_not_given_to_a_node_in_another_state_or_place() -> None:
    class Boxes(App[None]):
        CSS = """
            Input { height: 1; }
            Input:focus { height: 2; }
            .tall Input { height: 3; }
            Vertical:disabled Input { height: 4; }
            #one.wide { width: 7; }
        """

        def __init__(self) -> None:
            super().__init__()
            self.stylesheet = ColouredStylesheet(variables=self.get_css_variables())

        def compose(self) -> ComposeResult:
            with Vertical():
                yield Input(id="one")
                yield Input(id="two")

    app = Boxes()
    async with app.run_test() as pilot:
        one, two, box = app.query_one("#one"), app.query_one("#two"), app.query_one(Vertical)

        async def heights() -> tuple[float, float]:
            await pilot.pause()
            return one.styles.height.value, two.styles.height.value

        for _again in range(3):
            one.focus()
            assert await heights() == (2, 1)
            two.focus()
            assert await heights() == (1, 2)
            box.add_class("tall")
            assert await heights() == (3, 3)
            box.remove_class("tall")
            box.disabled = True
            assert await heights() == (4, 4)
            box.disabled = False
            one.add_class("wide")
            await pilot.pause()
            assert one.styles.width.value == 7
            one.remove_class("wide")
            await pilot.pause()
            assert one.styles.width.value != 7
