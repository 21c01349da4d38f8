"""Whatever the inspector can find has a sentence for people, and no sentence is for nothing."""

import ast
import re

from register.wording.findings import TOLD
from tests.rules.source import modules, tree

CODE = re.compile(r"[a-z]+(-[a-z]+)+")


def _codes() -> set[str]:
    """Every hyphenated word among the inspector's texts: it uses them for nothing but codes."""
    nodes = (node for module in modules("register/inspector") for node in ast.walk(tree(module)))
    texts = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {text for text in texts if CODE.fullmatch(text)}


def test_every_finding_has_its_sentence() -> None:
    codes = _codes()
    assert len(codes) > 50
    assert codes - set(TOLD) == set()
    assert set(TOLD) - codes == set()
