"""Files and functions stay small enough to be read at once.

One that is longer on purpose says so where a reader meets it: "… lines because …" in the docstring of the module
or the function.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "src").rglob("*.py"))
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
REASON = "lines because"


def test_files_and_functions_are_short_or_say_why_not() -> None:
    texts = {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in FILES}

    assert len(texts) > 100
    assert [
        f"{file}: {what}" for file, text in texts.items() for what in _too_long(ast.parse(text), len(text.splitlines()))
    ] == []


def _too_long(module: ast.Module, lines: int) -> Iterator[str]:
    if lines > LONGEST_FILE and not _has_reason(module):
        yield f"the file has {lines} lines"
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION and not _has_reason(node):
                yield f"{node.name} in line {node.lineno} has {length} lines"


def _has_reason(node: ast.Module | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return REASON in " ".join((ast.get_docstring(node) or "").split())
