"""What has happened, in the past tense; one module per subject. ``FACTS`` reads any of them back from the trail."""

from typing import Any

from register.domain.codec import Registry
from register.domain.facts import account, case, channel, letter, message, register, report


def _of(module: Any) -> list[Any]:
    return [value for value in vars(module).values() if isinstance(value, type) and "TAG" in vars(value)]


FACTS = Registry(fact for module in (case, letter, message, account, channel, report, register) for fact in _of(module))
