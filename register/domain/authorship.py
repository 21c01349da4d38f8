"""Whose work something is: everybody who changed a word of it since a second person last approved it.

None of them is that second person, whoever pressed the button last. The same rule holds for a letter, a report, and
whatever is proposed on a case; decisions ask it, pages show it, and the inspector asks it again of the trail.
"""

from register.domain.subjects.case import ReceiptProposal
from register.domain.subjects.classification import ClassificationProposal
from register.domain.subjects.closure import ClosureProposal
from register.domain.subjects.letter import Letter
from register.domain.subjects.remedy import RemedyProposal
from register.domain.subjects.report import Report
from register.domain.subjects.restriction import RestrictionProposal
from register.domain.subjects.void_cases import VoidingProposal
from register.domain.values import Code

Proposal = (
    ClosureProposal | ReceiptProposal | ClassificationProposal | RemedyProposal | RestrictionProposal | VoidingProposal
)
Work = Letter | Report | Proposal


def authors(work: Work) -> frozenset[Code]:
    """Return the names of everybody whose work this is, as the trail records them."""
    if isinstance(work, Report):
        return frozenset({work.prepared_by})
    if isinstance(work, RemedyProposal | RestrictionProposal):
        return frozenset({work.proposed_by})
    if isinstance(work, Letter):
        wrote = {work.drafted_by} if work.submitted_by is None else {work.drafted_by, work.submitted_by}
        return frozenset({*wrote, *work.authors})
    return frozenset({work.proposed_by, *work.authors})
