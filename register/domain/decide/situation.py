"""What a decision is made from: the subjects as they are, the actor, the policy, the firm, now; and a mint of ids."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from register.domain.actors import Actor
from register.domain.addresses import fault
from register.domain.codec import canonical
from register.domain.commands.base import Command, Ref
from register.domain.display import UNPRINTABLE, blank, storable
from register.domain.errors import Invalid, Problem, Unknown, not_listed
from register.domain.law.calendars import Calendar
from register.domain.law.policy import Pack
from register.domain.sealed import SEARCHABLE, Sealed, Secret, commit_to, normalised
from register.domain.subjects.account import Account
from register.domain.subjects.case import Case
from register.domain.subjects.firm import Firm, details_of
from register.domain.values import Amount, Cite, Code, Digest, Id

Facts = dict[Ref, list[Any]]
# Tells the characters of a text that paper cannot show.
Printing = Callable[[str], tuple[str, ...]]
Decisions = dict[type[Command], Callable[[Any, "Situation"], Facts]]
LONGEST_TEXT = 100_000


class Policies(Protocol):
    """The packs and calendars that stand ready."""

    @property
    def calendars(self) -> Mapping[str, Calendar]:
        """The calendars by id."""
        ...

    def pack(self, pack_id: str, version: str) -> Pack:
        """Return one version of a pack."""
        ...

    def versions(self, pack_id: str) -> tuple[Pack, ...]:
        """Return every version of a pack, the oldest first."""
        ...

    def in_force(
        self, pack_ids: Sequence[str], received: date, accepted: Collection[tuple[str, str]] = ()
    ) -> tuple[Pack, ...]:
        """Return the versions that govern a complaint received on this day; draft law only where it was accepted."""
        ...

    def nearest(
        self, pack_ids: Sequence[str], received: date, accepted: Collection[tuple[str, str]] = ()
    ) -> tuple[Pack, ...]:
        """Return the versions that govern a complaint received on this day, or the first where it is older."""
        ...


class Unfolded(Protocol):
    """A case as the facts of one decision leave it."""

    facts: list[Any]

    @property
    def case(self) -> Case:
        """The case after all of ``facts``."""
        ...


class Mint:
    """Hands out what a pure function cannot make: ids, salts and reference numbers. Keeps what was sealed and made.

    ``unfolded`` keeps each case as it was decided on, so that nobody has to apply the same facts to it again.
    """

    def __init__(self, ids: Callable[[], str], salts: Callable[[], bytes], numbers: Callable[[], int]) -> None:
        """Take the three sources."""
        self._ids, self._salts, self._numbers = ids, salts, numbers
        self.secrets: list[Secret] = []
        self.made: dict[str, Id] = {}
        self.documents: dict[Digest, bytes] = {}
        self.unfolded: dict[Ref, Unfolded] = {}

    def id(self, name: str = "") -> Id:
        """Return a new id; under ``name`` the caller is told of it."""
        new = Id(self._ids())
        if name:
            self.made[name] = new
        return new

    def number(self) -> int:
        """Return the next number of the case sequence."""
        return self._numbers()

    def seal(self, text: str, kind: str = "text") -> Sealed:
        """Seal a text; handles, e-mail addresses, phone numbers and customer numbers stay searchable until erased."""
        text = storable(text)
        lookup = normalised(kind, text) if kind in SEARCHABLE else None
        return self.seal_bytes(text.encode(), kind, lookup)

    def seal_bytes(self, value: bytes, kind: str, lookup: str | None = None) -> Sealed:
        """Seal a file or a document."""
        salt = self._salts()
        digest = commit_to(value, salt)
        self.secrets.append(Secret(digest, Code(kind), salt, value, lookup))
        return Sealed(digest)


def everything_prints(text: str) -> tuple[str, ...]:
    """Say of every text that paper can show it; where nothing is ever printed."""
    return ()


@dataclass(frozen=True)
class Situation:
    """Everything ``decide`` may look at.

    ``created`` is the subject a creating command will make,
    ``details`` the contact details that letters have to print, in plain text,
    ``administrators`` the active accounts that hold that role, each with its human, for a command that may take two,
    ``accounts`` those the command names, as far as they exist,
    ``unprintable`` tells the characters of a text that paper cannot show,
    ``cases`` holds those that the messages among the subjects belong to,
    ``plain`` what is sealed of who complains, in plain text, for a command whose words are compared with it.
    """

    now: datetime
    actor: Actor
    subjects: Mapping[Ref, Any]
    firm: Firm
    policies: Policies
    mint: Mint
    created: Ref | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    administrators: Mapping[Id, Id] = field(default_factory=dict)
    accounts: Mapping[Id, Account] = field(default_factory=dict)
    unprintable: Printing = everything_prints
    cases: Mapping[Id, Case] = field(default_factory=dict)
    plain: Mapping[Digest, str] = field(default_factory=dict)

    def details_digest(self, brand: Code) -> Digest:
        """Return the digest of a brand's contact details, to see whether a letter was written with others."""
        return Digest(hashlib.sha256(canonical(details_of(self.details, brand))).hexdigest())

    def case(self, case: Id) -> Case:
        """Return the case; raises ``Unknown`` when there is none."""
        found = self.subjects.get(Ref(Code("case"), case))
        if found is None:
            raise Unknown(Problem("no-such-case", "case"))
        return found  # type: ignore[no-any-return]  # subjects hold every kind of value

    def packs(self, case: Case) -> tuple[Pack, ...]:
        """Return the packs the case is held to, in the versions that govern it."""
        return tuple(self.policies.pack(choice.pack, choice.version) for choice in case.packs)


class Checks:
    """Collects every reason against a command, then refuses with all of them at once."""

    def __init__(self) -> None:
        """Start with none."""
        self.problems: list[Problem] = []

    def require(self, holds: object, code: str, where: str = "", cite: Cite | None = None, **params: str | int) -> bool:
        """Note a problem unless ``holds``; return whether it does."""
        if not holds:
            self.problems.append(Problem(code, where, cite, params))
        return bool(holds)

    def words(self, text: str, where: str) -> bool:
        """Require some words: not empty, not only what nobody sees, not longer than a register can show."""
        return self.require(not blank(text), "required", where) and self.require(
            len(text) <= LONGEST_TEXT, "too-long", where, longest=LONGEST_TEXT
        )

    def line(self, text: str, where: str) -> bool:
        """Require a name: words on one line, with nothing that steers a terminal, a page or a header."""
        return self.words(text, where) and self.require(not UNPRINTABLE.search(text), "unreadable-characters", where)

    def address(self, text: str, where: str) -> bool:
        """Require an e-mail address, without the blanks around it; its own problem is named."""
        found = fault(text)
        if found is not None:
            self.problems.append(Problem(found[0], where, None, found[1]))
        return found is None

    def short(self, text: str | None, where: str, longest: int) -> bool:
        """Require a text, where there is one, not to be longer than ``longest`` characters."""
        return self.require(text is None or len(text) <= longest, "too-long", where, longest=longest)

    def not_after(self, moment: datetime | None, now: datetime, where: str) -> bool:
        """Require an aware instant that is not in the future."""
        if moment is None:
            return True
        aware = self.require(moment.tzinfo is not None, "naive-time", where)
        return aware and self.require(moment <= now, "future-time", where)

    def code(self, text: str, where: str) -> Code | None:
        """Return the text as a code, noting a problem when it has not the form of one."""
        try:
            return Code(text)
        except ValueError:
            self.problems.append(Problem("not-a-code", where))
            return None

    def listed(self, code: str | None, pack: Pack, code_list: str, where: str) -> Code | None:
        """Return the code if the pack's list holds it (None stays None), noting a problem otherwise."""
        if not code:
            return None
        known = pack.codes[Code(code_list)]
        named = not_listed(code_list, code, known.entries)
        there = self.require(code in known.entries, "unknown-code", where, known.cite, **named)
        return Code(code) if there else None

    def amount(self, text: str | None, where: str) -> Amount | None:
        """Return the text as an amount, noting a problem when it is not one or is negative."""
        if text is None:
            return None
        try:
            amount = Amount(text)
        except ValueError:
            self.problems.append(Problem("not-an-amount", where))
            return None
        self.require(amount.decimal >= 0, "negative-amount", where)
        return amount

    def settle(self, kind: type[Invalid] = Invalid) -> None:
        """Raise ``kind`` with every problem noted so far."""
        if self.problems:
            raise kind(*self.problems)
