"""What happened with the external dispute scheme."""

from dataclasses import dataclass
from typing import ClassVar

from register.domain.subjects.external_scheme import ExternalStep


@dataclass(frozen=True, slots=True)
class ExternalRecorded:
    """A step with the external scheme."""

    TAG: ClassVar[str] = "case:external:recorded/1"
    step: ExternalStep
