"""Style sheets are read once, and anew for other colours; nodes get what Textual alone would give them."""

from textual.css.stylesheet import Stylesheet

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


async def test_every_node_has_the_styles_that_textual_alone_would_give_it(at_desk: AtDesk) -> None:
    async with at_desk() as shift:
        await shift.type("brøyt")
        textuals_own = Stylesheet()
        textuals_own._rules, textuals_own._require_parse = shift.app.stylesheet.rules, False
        for node in shift.app.screen.walk_children(with_self=True):
            here = dict(node.styles.base._rules)
            parts = {name: dict(styles.base._rules) for name, styles in node._component_styles.items()}
            textuals_own.apply(node)
            assert node.styles.base._rules == here, node
            assert {name: styles.base._rules for name, styles in node._component_styles.items()} == parts, node
