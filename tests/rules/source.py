"""The project's own Python source, as the rules read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("register", "policies", "reports", "migrations")
EVERYTHING = (*PRODUCT, "tests", "tools", "bench")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(*folders: str) -> list[Path]:
    """Every Python file below the folders, as paths from the project's root."""
    return sorted(path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*.py"))


def text(module: Path) -> str:
    """The source of a module."""
    return (ROOT / module).read_text(encoding="utf-8")


@cache
def tree(module: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(text(module), filename=str(module))


def functions(module: Path) -> Iterator[Function]:
    """Every function and method of a module, nested ones too."""
    return (node for node in ast.walk(tree(module)) if isinstance(node, Function))


def calls(module: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every call, as written: `(12, "datetime.now")`; an unnamed owner is `?`."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call):
            yield node.lineno, _dotted(node.func)


def imported(module: Path) -> Iterator[tuple[int, str]]:
    """Line and name of every module imported."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return "?"
