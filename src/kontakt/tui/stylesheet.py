"""The app's style sheets: read anew only when their colours are other ones, and looked through once for nodes that
stand alike."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, cast

from textual.css.match import _check_selectors
from textual.css.model import CombinatorType, RuleSet, Selector, SelectorType
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.css.types import Specificity3
from textual.dom import DOMNode

MOST_FOUND = 2_000
"""For so many kinds of nodes of the same names it is remembered what was found; ids and classes that are made while the
app runs bring new ones."""


class _Styles(dict[str, Any]):
    """What the rules give to nodes that stand alike."""

    taken: dict[str, Any] | None = None
    """As such a node holds it, once one has taken it."""


class _Candidates:
    """The rules that name nodes of the same names, and what was found in them."""

    def __init__(self, rules: list[RuleSet], found: dict[Hashable, _Styles]) -> None:
        self.rules = rules
        self.found = found
        sets = [selectors.selectors for rule in rules for selectors in rule.selector_set]
        asked = [_asked(selectors) for selectors in sets]
        self._of_node = sorted({name for of_node, _above in asked for name in of_node})
        self._above = sorted({name for _of_node, above in asked for name in above})
        self._classes = frozenset(
            each.name for selectors in sets for each in selectors if each.type is SelectorType.CLASS
        )

    def standing(self, node: DOMNode) -> Hashable:
        """All that decides which of the rules hold for the node."""
        standing: list[Hashable] = []
        for each in node.css_path_nodes:
            checks = cast(dict[str, Callable[[DOMNode], bool]], each._PSEUDO_CLASSES)
            names = self._of_node if each is node else self._above
            classes = self._classes.intersection(each._classes)
            standing += (type(each), each._id, classes, *(name in checks and checks[name](each) for name in names))
        return tuple(standing)


def _asked(selectors: list[Selector]) -> tuple[set[str], set[str]]:
    """The states (pseudo classes) that selectors ask of the node itself, and of those above it."""
    last = len(selectors) - 1
    while last and selectors[last].combinator == CombinatorType.SAME:
        last -= 1
    of_node, above = selectors[last:], selectors[:last]
    return {name for each in of_node for name in each.pseudo_classes}, {
        name for each in above for name in each.pseudo_classes
    }


class _Memory:
    """Takes the place of the cache that Textual keeps while it styles the nodes of one group: this one lasts, and knows
    a node by where it stands. Textual asks neither of them where a rule counts the node's siblings."""

    def __init__(self, candidates: _Candidates, node: DOMNode) -> None:
        self._found = candidates.found
        self._standing = candidates.standing(node)

    def get(self, _key: object) -> _Styles | None:
        return self._found.get(self._standing)

    def __setitem__(self, _key: object, styles: RulesMap) -> None:
        if len(self._found) >= MOST_FOUND:
            self._found.clear()
        self._found[self._standing] = _Styles(styles)


class ColouredStylesheet(Stylesheet):
    """Textual reads every sheet anew whenever it might have changed: three times before the first frame, and all of
    them when a room brings one more. Here only what is new is read, unless a theme brings other colours.

    It also goes through all rules for each node, and from the screen down for each rule. Here nodes of the same names
    (type, id, classes) share the few rules that name them; a rule whose last selector does not fit the node is left at
    that; and what was found for one node is given to every other that stands as it did.
    """

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._colours = variables
        self._read_with = variables
        self._all_rules: list[RuleSet] = []
        self._by_name: dict[str, list[RuleSet]] | None = None
        self._by_names: dict[frozenset[str], _Candidates] = {}

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
        candidates = self._by_names.get(names)
        if candidates is None:
            ids = {id(rule) for name in names for rule in by_name[name]}
            rules = [rule for rule in self._all_rules if id(rule) in ids]
            candidates = self._by_names[names] = _Candidates(rules, self._found_in(rules))
        self._rules = candidates.rules
        try:
            super().apply(node, animate=animate, cache=cast(Any, _Memory(candidates, node)))
        finally:
            self._rules = self._all_rules

    def _found_in(self, rules: list[RuleSet]) -> dict[Hashable, _Styles]:
        """Where it is remembered what was found in these rules."""
        return {}

    @classmethod
    def replace_rules(cls, node: DOMNode, rules: RulesMap, animate: bool = False) -> None:
        """As Textual does; at once where the node has them already, or is new and another has taken them before."""
        styles = node.styles.base
        if not isinstance(rules, _Styles):
            super().replace_rules(node, rules, animate)
        elif styles._rules == rules.taken:
            node.notify_style_update()
        elif styles._rules or node._is_mounted:
            super().replace_rules(node, cast(RulesMap, rules), animate)
            if rules.taken is None and "transitions" not in rules:  # they would be on their way to it
                rules.taken = dict(styles._rules)
        elif rules.taken is None:
            super().replace_rules(node, cast(RulesMap, rules), animate)
            rules.taken = dict(styles._rules)
        else:
            styles._rules.update(cast(RulesMap, rules.taken))
            styles._updates += 1
            node.notify_style_update()

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
