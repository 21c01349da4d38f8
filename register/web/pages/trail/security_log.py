"""The security log: who signed in, read what, and was refused what; for auditors, and itself written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, render_template, request, url_for
from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from register.domain.actors import AUDITOR
from register.domain.display import storable
from register.reader.logs import BEGINNINGS, Logged
from register.web.login import current_actor, for_roles
from register.web.pages.shared.timeline import who
from register.wiring import Register

KINDS: Final[Mapping[str, LazyString]] = {
    "sign-in": _("Signing in and out"),
    "reading": _("What was read"),
    "refusal": _("What was refused"),
}
ACTS: Final[Mapping[str, LazyString]] = {
    "signed-in": _("Signed in"),
    "signed-out": _("Signed out"),
    "refused": _("Wrong password or code"),
    "throttled": _("Tried again during a pause"),
    "refused:token": _("Token that is none"),
    "verified": _("Verified the trail"),
    "retry:delivery": _("Had a delivery read again"),
    "set-aside:delivery": _("Set aside what could not be read"),
}
STRANGER: Final = "stranger"


@dataclass(frozen=True, slots=True)
class Shown:
    """One line as it is shown; ``address`` leads to what it is about, where there is a page."""

    line: Logged
    act: str
    by: str
    about: str
    address: str | None


class SecurityLog:
    """The page of the security log."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def index(self) -> str:
        """Show the newest lines, as filtered; nothing about what is not open to the auditor."""
        actor, reader = current_actor(), self.register.reader
        self.register.upkeep.record(actor.name, "read:security-log")
        by, kind, before = (storable(request.args.get(name, "")) or None for name in ("who", "kind", "before"))
        kind = kind if kind in BEGINNINGS else None
        page = reader.logs.security(actor=by, kind=kind, cursor=before)
        hidden, names = reader.exports.hidden(actor), reader.accounts.names()
        lines = [line for line in page.items if line.subject not in hidden]
        chosen = {"who": by, "kind": kind}
        return render_template(
            "trail/security_log.html",
            lines=self._shown(lines, names),
            withheld=len(page.items) - len(lines),
            kinds=KINDS,
            people=sorted(names.items(), key=lambda pair: pair[1].casefold()),
            chosen=chosen,
            first=_address(chosen) if before else None,
            next=_address({**chosen, "before": page.next}) if page.next else None,
        )

    def _shown(self, lines: list[Logged], names: Mapping[str, str]) -> list[Shown]:
        cases = {line.subject[1] for line in lines if line.subject and line.subject[0] == "case"}
        references: dict[str, str] = {
            found.id: found.reference for found in self.register.reader.cases.lines(current_actor(), cases)
        }
        return [_line(line, names, references) for line in lines]


def _line(line: Logged, names: Mapping[str, str], references: Mapping[str, str]) -> Shown:
    by = gettext("A stranger") if line.actor == STRANGER else who(names, line.actor)
    kind, subject = line.subject or ("", "")
    if (reference := references.get(subject)) is not None:
        return Shown(line, _act(line.what), by, reference, url_for("cases.show", reference=reference))
    about = names.get(f"account:{subject}", kind) if kind == "account" else kind
    return Shown(line, _act(line.what), by, about, None)


def _act(what: str) -> str:
    """Return what was done in words; the name of what was read or refused stays the register's own."""
    if what in ACTS:
        return str(ACTS[what])
    kind, _colon, name = what.partition(":")
    told = name.replace("-", " ")
    sentence = _("Refused: %(what)s") if kind == "refused" else _("Read: %(what)s")
    return str(sentence) % {"what": told}


def _address(chosen: Mapping[str, str | None]) -> str:
    values: dict[str, Any] = {name: value for name, value in chosen.items() if value}
    return url_for("security_log.index", **values)


def make(register: Register) -> Blueprint:
    """Return the page of the security log."""
    blueprint = Blueprint("security_log", __name__, url_prefix="/trail/log", template_folder="..")
    for_roles(blueprint, AUDITOR)
    blueprint.add_url_rule("/", "index", SecurityLog(register).index)
    return blueprint
