"""The complaint came from another system, with the dates it had there; and the rules' version of the day it came in."""

from dataclasses import dataclass
from typing import ClassVar

from register.domain.subjects.carried_over import CarriedDate, CarriedOver
from register.domain.values import Code


@dataclass(frozen=True, slots=True)
class CaseCarriedOver:
    """The complaint was open elsewhere before it was registered here."""

    TAG: ClassVar[str] = "case:case:carried-over/1"
    carried_over: CarriedOver


@dataclass(frozen=True, slots=True)
class DateCarriedOver:
    """A date was taken over from another system; it is worked to beside the register's own."""

    TAG: ClassVar[str] = "case:date:carried-over/1"
    date: CarriedDate


@dataclass(frozen=True, slots=True)
class VersionGoverns:
    """The case is held to another version of a pack, that of the day it was received.

    ``unclaimed``: the day lies before the first version took force, and somebody chose to hold the case to it.
    """

    TAG: ClassVar[str] = "case:pack:governs/1"
    pack: Code
    version: Code
    unclaimed: bool = False
