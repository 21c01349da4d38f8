"""The proof of one of a case's dates: what is said of it on the telephone, its days, and why it is what it is."""

from dataclasses import dataclass

from register.domain.obligations.dates import Dated, alternatives
from register.domain.subjects.deadline import Deadline
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.proofs import Proof, proof_of


@dataclass(frozen=True, slots=True)
class DateProof:
    """A date with its proof; ``aloud`` is None for what is no business of the customer's, or stands in its row."""

    title: str
    aloud: str | None
    proof: Proof


def proofs(desk: Desk, deadline: str) -> list[DateProof]:
    """Return the proof of a date, and of those of which the same act keeps one as well; none where there is none."""
    for same in alternatives(desk.dated):
        if any(one.id == deadline for one, _known in same):
            return [_proof(one, known, desk) for one, known in same]
    return []


def _proof(deadline: Deadline, dated: Dated, desk: Desk) -> DateProof:
    telling = desk.telling
    of_days, said = telling.picture(deadline, dated), telling.why(deadline, dated)
    proof = proof_of(telling.proven(deadline, dated), said, of_days)
    aloud = None if deadline.is_open else telling.aloud(deadline, dated)
    return DateProof(dated.title, aloud, proof)
