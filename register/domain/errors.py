"""How the register says no: every reason at once, each with a code, the place and what it needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from register.domain.values import Cite

MOST_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason for a refusal.

    ``code`` names the sentence people read (made at the edge through gettext), ``where`` the field or part that is
    wrong, ``cite`` its paragraph, ``params`` what the sentence needs: codes and numbers, no personal data.
    """

    code: str
    where: str = ""
    cite: Cite | None = None
    params: dict[str, str | int] = field(default_factory=dict)


class Refused(Exception):
    """A command was refused; nothing was changed. ``problems`` holds every reason found."""

    kind = "refused"
    about = ""
    """What part of the subject was refused, as a code, where that needs saying: the type of a letter."""

    def __init__(self, *problems: Problem) -> None:
        """Keep the reasons, at least one."""
        self.problems: Sequence[Problem] = problems
        super().__init__("; ".join(f"{p.code} ({p.where})" if p.where else p.code for p in problems))


class Invalid(Refused):
    """The command itself is malformed or names codes that do not exist (HTTP 422)."""

    kind = "invalid"


class Forbidden(Refused):
    """The actor may not do this here (HTTP 403)."""

    kind = "forbidden"


class Illegal(Refused):
    """The subject is not in a state that allows this step (HTTP 409)."""

    kind = "illegal"


class Stale(Refused):
    """Somebody else changed the subject first (HTTP 412)."""

    kind = "stale"


class Unknown(Refused):
    """A subject that does not exist, or that this actor may not know of (HTTP 404)."""

    kind = "unknown"


class Reused(Refused):
    """A command id was used before with another request (HTTP 422)."""

    kind = "reused"


def not_listed(code_list: str, given: str, codes: Iterable[str]) -> dict[str, str | int]:
    """Return what the refusal of a code says: the list, what was given, and what it holds, as far as a sentence can."""
    allowed = list(islice(codes, MOST_SHOWN + 1))
    shown = ", ".join([*allowed[:MOST_SHOWN], *(["…"] if len(allowed) > MOST_SHOWN else [])])
    return {"list": code_list, "given": given[:60], "allowed": shown}
