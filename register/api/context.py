"""What one request stands on: the register behind the application, and who asks."""

from dataclasses import dataclass
from typing import Final

from flask import current_app, g

from register.domain.actors import Actor
from register.domain.errors import Forbidden, Problem
from register.domain.permissions import READING
from register.wiring import Register

EXTENSION: Final = "register"


@dataclass(slots=True)
class Asked:
    """Who asks, for what (the endpoint), and whether a refusal is in the security log already."""

    actor: Actor
    what: str
    recorded: bool = False


def the_register() -> Register:
    """Return the register this application serves."""
    register: Register = current_app.extensions[EXTENSION]
    return register


def asked_by() -> Asked | None:
    """Return who asks; None where nobody has to say so."""
    asked: Asked | None = g.get("asked")
    return asked


def asking() -> Actor:
    """Return who asks, behind the guard."""
    asked: Asked = g.asked
    return asked.actor


def reading(scope: str) -> Actor:
    """Return who asks, if they hold a role that reads cases and their token the scope; raises ``Forbidden``."""
    actor = with_scope(scope)
    if not READING & actor.roles:
        raise Forbidden(Problem("not-permitted", "actor"))
    return actor


def with_scope(scope: str) -> Actor:
    """Return who asks, if their token has the scope; raises ``Forbidden``."""
    actor = asking()
    if actor.scopes is not None and scope not in actor.scopes:
        raise Forbidden(Problem("scope-missing", "actor", params={"scope": scope}))
    return actor


def note_reading(what: str, subject: tuple[str, str] | None = None) -> None:
    """Write to the security log that somebody reads personal data, before the answer leaves."""
    the_register().upkeep.record(asking().name, f"read:{what}", (), subject)
