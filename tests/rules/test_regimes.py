"""No code knows a regime: its bodies, guides and paragraphs stand in packs and data alone."""

import ast
import re
from pathlib import Path

from tests.rules.source import modules, tree

NAMES = re.compile(
    r"(?<![A-Za-z])(?i:asic|afca|acma|fca|cbi|rg[ _-]?271|nsw|s912d)(?![a-z])"
    r"|(?<=[a-z])(?:Asic|Afca|Acma|Fca|Cbi)(?![a-z])"
)


def _said(module: Path) -> set[str]:
    """Return every name and every text of a module, but for what it says of itself in docstrings."""
    found: set[str] = set()
    documented = {
        id(body[0].value)
        for node in ast.walk(tree(module))
        if isinstance(body := getattr(node, "body", None), list) and body and isinstance(body[0], ast.Expr)
    }
    for node in ast.walk(tree(module)):
        match node:
            case ast.Constant(value=str(words)) if id(node) not in documented:
                found.add(words)
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.alias(name=name):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
    return found


def _named(module: Path) -> set[str]:
    return {said for said in _said(module) if NAMES.search(said)}


def test_no_code_names_a_regime() -> None:
    named = {module: _named(module) for module in modules("register", "reports")}
    assert {module: found for module, found in named.items() if found} == {}


def test_the_rule_can_tell() -> None:
    assert all(NAMES.search(said) for said in ("afca-phone", "RecordAfca", "RG 271", "rg271", "au-asic-rg271", "ASIC"))
    assert not any(NAMES.search(said) for said in ("basic", "traffic", "Affcase"))
