"""REST under ``/api/v1``, the platforms' webhooks under ``/hooks``, and what operators watch."""

from typing import Final

from flask import Flask

from register.api import health, hooks
from register.api.access import ask_who
from register.api.adoption import adoption
from register.api.at_risk import risks
from register.api.blueprint import ROOT, IdConverter, ProblemApi, ReferenceConverter
from register.api.case_steps import case_steps
from register.api.cases import cases
from register.api.context import EXTENSION
from register.api.entries import trail
from register.api.evidence import evidence
from register.api.letters import letters
from register.api.messages import messages
from register.api.packs import packs
from register.api.reference import reference
from register.api.remedies import remedies
from register.api.reports import reports
from register.api.tokens import tokens
from register.wiring import Register

__all__ = ["ask_who", "install"]

VERSION: Final = "1"
TOPICS: Final = (
    cases,
    case_steps,
    risks,
    remedies,
    evidence,
    letters,
    messages,
    trail,
    reports,
    packs,
    adoption,
    tokens,
)
DESCRIBED: Final = {
    "API_TITLE": "Complaints register",
    "API_VERSION": VERSION,
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": ROOT,
    "OPENAPI_JSON_PATH": "openapi.json",
}
REFERENCE_SHAPE: Final = {"type": "string", "pattern": f"^{ReferenceConverter.regex}$"}


def install(app: Flask, register: Register) -> None:
    """Put REST, webhooks and health into ``app``."""
    app.extensions[EXTENSION] = register
    app.config.update(DESCRIBED)
    app.url_map.converters.update(id=IdConverter, reference=ReferenceConverter)
    api = ProblemApi(app)
    api.register_converter(ReferenceConverter, lambda _: dict(REFERENCE_SHAPE))
    api.spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    api.spec.options["security"] = [{"token": []}]
    for topic in TOPICS:
        api.register_blueprint(topic)
    app.register_blueprint(reference)
    app.register_blueprint(hooks.blueprint(register))
    health.install(app, register)
