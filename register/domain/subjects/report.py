"""A report as a subject: prepared, approved by another person, issued; its bytes are kept for ever."""

from dataclasses import dataclass
from datetime import date, datetime

from register.domain.sealed import Sealed
from register.domain.values import Code, Digest, Id

PREPARED = Code("prepared")
APPROVED = Code("approved")
ISSUED = Code("issued")
REFUSED = Code("refused")


@dataclass(frozen=True, slots=True)
class Report:
    """One report over a period, as known under the checkpoint of ``tree_size`` entries."""

    id: Id
    kind: Code
    entity: Code
    brand: Code | None
    from_on: date
    to_on: date
    tree_size: int
    root: Digest
    document: Digest
    state: Code
    prepared_by: Code
    prepared_at: datetime
    approved_by: Code | None = None
    approved_at: datetime | None = None
    issued_at: datetime | None = None
    issued_by: Code | None = None
    recipient: Sealed | None = None
    issued_document: Digest | None = None
