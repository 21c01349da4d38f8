"""Facts as people write them: whether a text is a value of a fact, and which value it stands for."""

import re
from datetime import date
from typing import Final

from register.domain.law.policy import Fact
from register.domain.law.rules import Value
from register.domain.values import Code

DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MONEY: Final = re.compile(r"(0|[1-9][0-9]{0,14})(\.[0-9]{1,4})?")


def fits(fact: Fact, value: str) -> bool:
    """Whether ``value`` is written as the type of the fact asks: yes or no, a number, day, sum, or one of its codes."""
    if fact.type == "date":
        return DAY.fullmatch(value) is not None and _is_day(value)
    return {
        "bool": value in {"true", "false"},
        "int": value.isascii() and value.isdecimal(),
        "code": value in fact.allowed,
        "money": MONEY.fullmatch(value) is not None,
    }[fact.type]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def value_of(code: Code, kind: str) -> Value:
    """Return the value that a stored code stands for, in the type of its fact."""
    if kind == "bool":
        return code == "true"
    if kind == "int":
        return int(code)
    return date.fromisoformat(code) if kind == "date" else code
