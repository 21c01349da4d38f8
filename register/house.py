"""The house every command is carried out in: the firm as it stands, read again only when it has changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from register.domain.subjects.firm import Firm
from register.store.subjects import Held


@dataclass(frozen=True, slots=True)
class House:
    """The firm at one version of the register subject, with its contact details in plain text."""

    seq: int
    firm: Firm
    details: dict[str, str]


UNSEEN = House(-1, Firm(), {})
Plain = Callable[[Iterable[str]], Mapping[str, str]]


def as_it_stands(register: Held, seen: House, plain: Plain) -> House:
    """Return the house of the register subject: the one ``seen`` last, when it still stands; ``plain`` unseals."""
    if register.seq == seen.seq:
        return seen
    firm: Firm = register.value or Firm()
    words = plain(detail.value.digest for detail in firm.details)
    return House(register.seq, firm, {detail.name: words[detail.value.digest] for detail in firm.details})
