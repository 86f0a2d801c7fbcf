"""One word, one thing: no two classes share a name. A message that a widget posts is named by its widget, so several
may."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "src").rglob("*.py"))


def test_no_class_name_occurs_twice() -> None:
    where: defaultdict[str, list[str]] = defaultdict(list)
    messages: set[str] = set()
    for file in FILES:
        module = ast.parse(file.read_text(encoding="utf-8"))
        outer = {node for node in module.body if isinstance(node, ast.ClassDef)}
        for node in ast.walk(module):
            if not isinstance(node, ast.ClassDef):
                continue
            if node not in outer and "Message" in map(ast.unparse, node.bases):
                messages.add(node.name)
            else:
                where[node.name].append(f"{file.relative_to(ROOT)}:{node.lineno}")

    assert {name: places for name, places in where.items() if len(places) > 1} == {}
    assert messages.isdisjoint(where), "a message has the name of a class"
