"""What the registrar is asked, and what comes of it; an outcome is kept as text, for the same request again."""

import json
from dataclasses import dataclass, field

from register.domain.actors import Actor
from register.domain.codec import canonical
from register.domain.commands.base import Command, Ref
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True)
class Order:
    """A command with who asks, and under which id: the same id and command give the same answer.

    ``expected_version`` is the version of the primary subject that the caller has seen (None: any). ``fresh`` says that
    the id was made for this call alone, so nothing can have been carried out under it before.
    """

    command: Command
    actor: Actor
    id: Id
    expected_version: int | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a command: its primary subject, that subject's version now, and the ids of parts that were made.

    ``reference`` is a case's; other subjects have none.
    """

    subject: Ref
    version: int
    made: dict[str, Id] = field(default_factory=dict)
    reference: Code | None = None


def outcome_text(outcome: Outcome) -> str:
    """Return the outcome as the text that is kept beside its command."""
    ref = outcome.subject
    made: dict[str, object] = dict(outcome.made)
    tree = {"kind": ref.kind, "id": ref.id, "version": outcome.version, "made": made, "reference": outcome.reference}
    return canonical(tree).decode()


def outcome_of(text: str) -> Outcome:
    """Return the outcome that was kept as this text."""
    tree = json.loads(text)
    made = {name: Id(value) for name, value in tree["made"].items()}
    reference = None if tree["reference"] is None else Code(tree["reference"])
    return Outcome(Ref(Code(tree["kind"]), Id(tree["id"])), tree["version"], made, reference)
