"""The app's style sheets: read anew only when their colours are other ones, and looked through only where they name a
node."""

from collections.abc import Iterable
from typing import Any

from textual.css.match import _check_selectors
from textual.css.model import CombinatorType, RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import Specificity3
from textual.dom import DOMNode


class ColouredStylesheet(Stylesheet):
    """Textual reads every sheet anew whenever it might have changed: three times before the first frame, and all of
    them when a room brings one more. Here only what is new is read, unless a theme brings other colours.

    It also goes through all rules for each node, and from the screen down for each rule. Here nodes of the same names
    (type, id, classes) share the few rules that name them, and a rule whose last selector does not fit the node is left
    at that.
    """

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._colours = variables
        self._read_with = variables
        self._all_rules: list[RuleSet] = []
        self._by_name: dict[str, list[RuleSet]] | None = None
        self._by_names: dict[frozenset[str], list[RuleSet]] = {}

    def set_variables(self, variables: dict[str, str]) -> None:
        if variables != self._colours:
            self._colours = variables
            super().set_variables(variables)

    def reparse(self) -> None:
        if self._colours is self._read_with:
            self.parse()
        else:
            super().reparse()
            self._read_with = self._colours

    def apply(self, node: DOMNode, *, animate: bool = False, cache: dict[tuple[Any, ...], Any] | None = None) -> None:
        """Give the node the styles of the rules that hold for it, as Textual does, which here sees only those that
        name it."""
        by_name = self.rules_map
        if by_name is not self._by_name:
            self._by_name, self._by_names, self._all_rules = by_name, {}, self.rules
        names = frozenset(by_name.keys() & node._selector_names)
        if names not in self._by_names:
            ids = {id(rule) for name in names for rule in by_name[name]}
            self._by_names[names] = [rule for rule in self._all_rules if id(rule) in ids]
        self._rules = self._by_names[names]
        try:
            super().apply(node, animate=animate, cache=cache)
        finally:
            self._rules = self._all_rules

    @classmethod
    def _check_rule(cls, rule_set: RuleSet, css_path_nodes: list[DOMNode]) -> Iterable[Specificity3]:
        node = css_path_nodes[-1]
        for selector_set in rule_set.selector_set:
            selectors = selector_set.selectors
            if selectors[-1].check(node) and (
                (len(selectors) == 1 and selectors[0].combinator == CombinatorType.DESCENDENT)
                or _check_selectors(selectors, css_path_nodes)
            ):
                yield selector_set.specificity
