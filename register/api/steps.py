"""A step: one address behind which stands one command. A topic's table says which; the rest is the same for all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID, uuid5

from flask import request
from marshmallow import Schema

from register.api.blueprint import Blueprint
from register.api.context import asked_by, asking, the_register
from register.api.problems import Unconditional
from register.domain import permissions
from register.domain.actors import Actor
from register.domain.commands.base import Command
from register.domain.errors import Invalid, Problem, Refused, Stale
from register.domain.permissions import MAY
from register.orders import Outcome
from register.schemas import answers
from register.schemas.fields import Nothing, Said

LONGEST_KEY: Final = 255
LONGEST_VERSION: Final = 9
KEYS: Final = UUID("6f1b6a4e-0d0e-5c0a-9a52-6a1f0c7f2b11")
CREATED, OK = HTTPStatus.CREATED, HTTPStatus.OK

Parameter = dict[str, Any]
Answer = tuple[dict[str, Any], HTTPStatus, dict[str, str]]
Subject = Callable[[Mapping[str, Any]], dict[str, Any]]
More = Callable[[Outcome], dict[str, Any]]

IDEMPOTENCY_KEY: Final[Parameter] = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": "The same key with the same request gets the same answer and changes nothing again.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
}
IF_MATCH: Final[Parameter] = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag of the version that was seen, or * for any.",
    "schema": {"type": "string", "minLength": 1},
}


@dataclass(frozen=True, slots=True)
class Step:
    """``rule`` below the topic's own address, the command behind it, and what the caller says.

    ``whole`` names the command's field that takes the whole of what is said; otherwise the fields go by their names.
    ``more`` is told beside the outcome, as ``answers`` describes it.
    """

    rule: str
    command: type[Command]
    body: type[Said] = Nothing
    whole: str = ""
    method: str = "POST"
    status: HTTPStatus = OK
    answers: type[Schema] = answers.Outcome
    more: More | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where steps stand: their common address, how its parts become fields of a command, and whether they are guarded.

    Guarded steps change something that others may have changed meanwhile: they want to know which version was seen.
    """

    root: str
    subject: Subject
    guarded: bool = True


def add_steps(topic: Blueprint, place: Place, table: Iterable[Step]) -> None:
    """Give a topic its steps."""
    for step in table:
        _add(topic, place, step)


def _add(topic: Blueprint, place: Place, step: Step) -> None:
    def view(said: dict[str, Any], **address: Any) -> Answer:
        fields = {step.whole: said} if step.whole else said
        outcome = carry_out(step.command(**place.subject(address), **fields), guarded=place.guarded)
        return answer(outcome, step.status, **(step.more(outcome) if step.more is not None else {}))

    view.__doc__ = (step.command.__doc__ or "").partition("\n")[0]
    made = topic.response(step.status, step.answers)(view)
    made = topic.arguments(step.body, required=step.body is not Nothing)(made)
    made = for_command(step.command, guarded=place.guarded)(made)
    topic.route(place.root + step.rule, methods=[step.method], endpoint=step.command.TAG)(made)


def for_command(command: type[Command], *, guarded: bool = False) -> Callable[[Any], Any]:
    """Open a view to those who may ask for the command, before what they say is read; document headers and scope."""
    headers = [IDEMPOTENCY_KEY, IF_MATCH] if guarded else [IDEMPOTENCY_KEY]
    described = Blueprint.doc(parameters=headers, description=f"Needs the scope `{MAY[command].scope}`.")

    def opened(view: Callable[..., Any]) -> Any:  # noqa: ANN401 -- the library has no types
        @wraps(view)
        def checked(*said: Any, **address: Any) -> Any:  # noqa: ANN401 -- whatever the view takes and gives
            permissions.check(asking(), command)
            return view(*said, **address)

        return described(checked)

    return opened


def carry_out(command: Command, *, guarded: bool = False) -> Outcome:
    """Carry out a command for who asks, under the request's key, against the version it names; raises ``Refused``."""
    actor = asking()
    expected = expected_version(guarded=guarded)
    try:
        return the_register().registrar.carry_out(command, actor, command_id(actor), expected)
    except Refused:
        asked = asked_by()
        if asked is not None:
            asked.recorded = True
        raise


def command_id(actor: Actor) -> str | None:
    """Return the id of the request's command: its key, or one derived from it; None without a key."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not 0 < len(key) <= LONGEST_KEY:
        raise Invalid(Problem("too-long" if key else "required", "Idempotency-Key", params={"longest": LONGEST_KEY}))
    try:
        return str(UUID(key))
    except ValueError:
        return str(uuid5(KEYS, f"{actor.name}\n{key}"))


def expected_version(*, guarded: bool) -> int | None:
    """Return the version the caller has seen (None: any); raises ``Unconditional``, or ``Stale`` for none of ours."""
    seen = request.headers.get("If-Match", "").strip()
    if not seen and guarded:
        raise Unconditional(Problem("version-needed", "If-Match"))
    if seen in {"", "*"}:
        return None
    version = seen.removeprefix("W/").strip('"')
    if not (version.isascii() and version.isdecimal() and len(version) <= LONGEST_VERSION):
        raise Stale(Problem("changed-meanwhile", "If-Match"))
    return int(version)


def answer(outcome: Outcome, status: HTTPStatus = OK, **more: Any) -> Answer:
    """Return what came of a step, with the subject's version as ETag."""
    body = {"kind": outcome.subject.kind, "id": outcome.subject.id, "version": outcome.version, "made": outcome.made}
    return {**body, **more}, status, etag(outcome.version)


def etag(version: int) -> dict[str, str]:
    """Return the header that names a version."""
    return {"ETag": f'"{version}"'}
