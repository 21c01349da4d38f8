"""The pages people work with: one module per place, each with its own blueprint."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Flask

from register.web.pages import (
    approvals,
    at_risk,
    by_hand,
    carrying_out,
    case_queue,
    cases,
    inbox,
    kept_mail,
    letters,
    policies,
    reports,
    security_log,
    setup,
    tokens,
    trail,
    unread,
)
from register.wiring import Register

PLACES: Final[tuple[Callable[[Register], Blueprint], ...]] = (
    inbox.make,
    kept_mail.make,
    unread.make,
    case_queue.make,
    at_risk.make,
    carrying_out.make,
    by_hand.make,
    cases.make,
    letters.make,
    approvals.make,
    trail.make,
    security_log.make,
    reports.make,
    policies.make,
    setup.make,
    tokens.make,
)


def install(app: Flask, register: Register) -> None:
    """Give ``app`` every place of the register."""
    for make in PLACES:
        app.register_blueprint(make(register))
