"""One kind of danger as fields, and what differs between two versions of it."""

from dataclasses import replace

from kontakt.editor.urgent.form import kind_differences
from kontakt.knowledge.urgent.kind import UrgentKind


def test_two_versions_differ_by_the_fields_of_the_screen() -> None:
    before = UrgentKind(id="fire", numbers=("110",), says="Brann: ring 110", words=("brann",))
    after = replace(before, words=("brann", "det brenner"), numbers=("110", "112"))
    differing = kind_differences(before, after)
    assert [each.label for each in differing] == ["Numbers", "Raised by"]
    assert [line.text for line in differing[1].lines] == ["brann", "det brenner"]
