"""Style sheets are read once, and anew for other colours."""

from kontakt.tui.stylesheet import ColouredStylesheet

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
