"""The pages people work with: one folder per place, with its templates beside the code that fills them."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, Flask

from register.web.pages.approvals.page import make as approvals
from register.web.pages.at_risk.page import make as at_risk
from register.web.pages.cases.page import make as cases
from register.web.pages.inbox.mail import make as kept_mail
from register.web.pages.inbox.page import make as inbox
from register.web.pages.inbox.unread import make as unread
from register.web.pages.letters.page import make as letters
from register.web.pages.log.page import make as logging
from register.web.pages.policies.page import make as policies
from register.web.pages.queue.page import make as queue
from register.web.pages.remedies.page import make as remedies
from register.web.pages.reports.page import make as reports
from register.web.pages.setup.page import make as setup
from register.web.pages.setup.tokens import make as tokens
from register.web.pages.trail.page import make as trail
from register.web.pages.trail.security_log import make as security_log
from register.wiring import Register

PLACES: Final[tuple[Callable[[Register], Blueprint], ...]] = (
    inbox,
    kept_mail,
    unread,
    queue,
    at_risk,
    remedies,
    logging,
    cases,
    letters,
    approvals,
    trail,
    security_log,
    reports,
    policies,
    setup,
    tokens,
)


def install(app: Flask, register: Register) -> None:
    """Give ``app`` every place of the register."""
    for make in PLACES:
        app.register_blueprint(make(register))
