"""What happened with the external dispute scheme."""

from dataclasses import dataclass
from typing import ClassVar

from register.domain.subjects.external_scheme import ExternalStep


@dataclass(frozen=True, slots=True)
class ExternalRecorded:
    """A step with the external scheme."""

    TAG: ClassVar[str] = "case:external:recorded/1"
    step: ExternalStep


@dataclass(frozen=True, slots=True)
class OldExternalRecorded:
    """A step as registers wrote it when their one scheme gave the fact its name; only ever read."""

    TAG: ClassVar[str] = "case:afca:recorded/1"
    # The entries that carry this name are hashed into the trail: it can never be another.
    afca: ExternalStep
