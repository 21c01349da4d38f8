"""What every fact's and every stored value's fields hold where nothing is written: part of the format."""

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

from register.domain.codec import in_full
from register.domain.facts import FACTS
from register.domain.law.derivations import Proof
from register.domain.shapes import defaults_of
from register.domain.subjects.reportable import Reportable
from register.store.rows import KINDS

WRITTEN = Path(__file__).parent / "defaults.txt"
FACT_CLASSES = tuple(FACTS[tag] for tag in FACTS.tags())


def stored_classes() -> list[type]:
    """Return every dataclass that a fact, a subject's state or a case's version is made of."""
    found: dict[Any, None] = {}
    waiting: list[Any] = [*FACT_CLASSES, *KINDS.values(), Reportable, Proof]
    while waiting:
        kind = waiting.pop()
        kind = getattr(kind, "STORED", kind)
        if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind not in found:
            found[kind] = None
            waiting.extend(get_type_hints(kind).values())
        waiting.extend(get_args(kind))
    return sorted(found, key=lambda kind: kind.__qualname__)


def lines() -> Iterator[str]:
    """Yield one line for each default: the class, the field, and what it holds."""
    for kind in stored_classes():
        for name, default in defaults_of(kind).items():
            yield f"{kind.__module__.removeprefix('register.domain.')}.{kind.__name__}.{name} = {in_full(default)!r}"


if __name__ == "__main__":
    WRITTEN.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
    sys.stdout.write(f"{WRITTEN}\n")
