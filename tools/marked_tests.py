"""Which tests say what they hold: the marks ``provision`` and ``scenario``, read from the sources, nothing is run."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
MARKS: Final = ("provision", "scenario")
DEFAULT_PACK: Final = "au-asic-rg271"
PACK_OF_MODULE: Final = "PROVISIONS_OF"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, order=True)
class Check:
    """One test function: its module, as a path from the project's root, and its name."""

    module: str
    name: str

    @property
    def sentence(self) -> str:
        """The name as people read it."""
        return self.name.removeprefix("test_").replace("_", " ")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on a test: its kind, the ids it names, the pack they belong to, and for a scenario its paragraph."""

    test: Check
    kind: str
    ids: tuple[str, ...]
    pack: str
    cite: str


@cache
def every_check(root: Path = ROOT) -> frozenset[Check]:
    """Return every test function below ``tests``."""
    return frozenset(test for test, _, _ in _functions(root))


@cache
def marks(root: Path = ROOT) -> tuple[Mark, ...]:
    """Return every mark, in the order of modules and lines; those on single parameters count for their test."""
    return tuple(mark for test, function, pack in _functions(root) for mark in _marks(test, function, pack))


def _functions(root: Path) -> Iterator[tuple[Check, Function, str]]:
    """Yield every test function with the pack its module is about."""
    for path in sorted((root / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
        pack = _pack_of(tree)
        for node in ast.walk(tree):
            if isinstance(node, Function) and node.name.startswith("test_"):
                yield Check(path.relative_to(root).as_posix(), node.name), node, pack


def _pack_of(tree: ast.Module) -> str:
    """Return the pack a module's marks are about: what ``PROVISIONS_OF`` says, or the one most tests are about."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            if PACK_OF_MODULE in names:
                return str(node.value.value)
    return DEFAULT_PACK


def _marks(test: Check, function: Function, pack: str) -> Iterator[Mark]:
    for decorator in function.decorator_list:
        for node in ast.walk(decorator):
            kind = _kind(node)
            if isinstance(node, ast.Call) and kind is not None:
                ids = tuple(str(ast.literal_eval(argument)) for argument in node.args)
                said = {str(word.arg): str(ast.literal_eval(word.value)) for word in node.keywords}
                yield Mark(test, kind, ids, said.get("pack", pack), said.get("cite", ""))


def _kind(node: ast.AST) -> str | None:
    """Return which mark a call sets: ``pytest.mark.<kind>(...)``."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in MARKS:
        return None
    owner = node.func.value
    return node.func.attr if isinstance(owner, ast.Attribute) and owner.attr == "mark" else None
