"""Commands about a case that turns out to be none."""

from dataclasses import dataclass

from register.domain.commands.base import CaseCommand, Ref
from register.domain.values import Code, Id


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeVoiding(CaseCommand):
    """Propose that the case be void, for a reason: it is none, or the same complaint as ``into``, received before."""

    TAG = "ProposeVoiding"
    COMPARES = True
    reason: str
    words: str
    into: Id | None = None

    def touches(self) -> tuple[Ref, ...]:
        """Return the case, and the one that stays."""
        return _cases(self.case, self.into)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleVoiding(CaseCommand):
    """Approve or refuse that the case be void, as the second person.

    ``into`` is the case that stays, as proposed; ``messages`` are those the case was made from.
    """

    TAG = "SettleVoiding"
    COMPARES = True
    proposal: Id
    approve: bool
    into: Id | None = None
    messages: tuple[Id, ...] = ()

    def touches(self) -> tuple[Ref, ...]:
        """Return the case, the one that stays, and the messages."""
        return (*_cases(self.case, self.into), *_messages(self.messages))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReinstateCase(CaseCommand):
    """Bring a void case back, with the dates it had; ``into`` and ``messages`` as they were when it became void."""

    TAG = "ReinstateCase"
    reason: str
    into: Id | None = None
    messages: tuple[Id, ...] = ()

    def touches(self) -> tuple[Ref, ...]:
        """Return the case, the one it was merged into, and the messages."""
        return (*_cases(self.case, self.into), *_messages(self.messages))


def _cases(case: Id, into: Id | None) -> tuple[Ref, ...]:
    return tuple(Ref(Code("case"), one) for one in (case, into) if one is not None)


def _messages(messages: tuple[Id, ...]) -> tuple[Ref, ...]:
    return tuple(Ref(Code("message"), message) for message in messages)
