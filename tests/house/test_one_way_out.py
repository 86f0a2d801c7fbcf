"""Commands write to the terminal through one module, which makes foreign text visible."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
WAY_OUT = ROOT / "src/kontakt/cli/output.py"
FILES = sorted({*(ROOT / "src").rglob("*.py")} - {WAY_OUT})
OF_TYPER = {"echo", "secho", "style", "confirm", "prompt"}


def test_nothing_else_writes_to_the_terminal() -> None:
    modules = {str(file.relative_to(ROOT)): ast.parse(file.read_text(encoding="utf-8")) for file in FILES}

    assert len(modules) > 100
    assert [f"{file}: {what}" for file, module in modules.items() for what in _writes(module)] == []


def _writes(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id="print" | "input" as name)):
                yield f"{name} in line {node.lineno}"
            case ast.Attribute(value=ast.Name(id="typer"), attr=name) if name in OF_TYPER:
                yield f"typer.{name} in line {node.lineno}"
            case ast.Attribute(value=ast.Attribute(value=ast.Name(id="sys"), attr="stdout" | "stderr"), attr="write"):
                yield f"sys.stdout or sys.stderr in line {node.lineno}"
            case ast.ImportFrom(module="typer" | "click" | "rich" as name):
                yield f"from {name} import in line {node.lineno}"
