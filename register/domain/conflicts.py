"""Whether what happened to a case meanwhile stands against an act whose form was opened before it.

A person acts on what they saw. Where a colleague only added something beside it, the act goes on; where the part it is
about was changed, or where it weighs the whole case, they look again.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from register.domain.codec import Fact
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.commands.base import Command
from register.domain.facts import case as f
from register.domain.facts import letter as lf

WRITTEN: Final = frozenset(
    {lf.LetterDrafted, lf.LetterSubmitted, lf.LetterApproved, lf.LetterReturned, lf.LetterVoided}
)

# What each act is about. An act that only adds is about nothing; one that is not listed is about the whole case.
ABOUT: Final[Mapping[type[Command], frozenset[type[Fact]]]] = {
    c.AddNote: frozenset(),
    c.AttachFile: frozenset(),
    c.OpenTask: frozenset(),
    c.RaisePoint: frozenset(),
    c.RecordContact: frozenset(),
    c.AddParty: frozenset(),
    c.NameRespondent: frozenset(),
    c.RecordExchange: frozenset({f.RecordWithdrawn}),
    c.RecordFinding: frozenset({f.FindingRecorded, f.RecordWithdrawn}),
    c.LinkAccount: frozenset(),
    c.FinishTask: frozenset({f.TaskDone}),
    c.AcknowledgeCase: frozenset({f.CaseAcknowledged}),
    c.AssignCase: frozenset({f.CaseAssigned}),
    c.PrioritiseCase: frozenset({f.CasePrioritised}),
    c.ClassifyCase: frozenset({f.CaseClassified, f.ClassChosen, f.ClassificationProposed}),
    c.RecordComplainant: frozenset({f.ComplainantRecorded}),
    c.RecordPreferences: frozenset({f.PreferencesRecorded}),
    c.RecordSupport: frozenset({f.SupportRecorded}),
    c.RecordRepresentative: frozenset({f.RepresentativeRecorded}),
    c.RecordIdentityCheck: frozenset({f.IdentityChecked}),
    c.RecordEvent: frozenset({f.EventHappened, f.EventWithdrawn}),
    c.RecordExternalStep: frozenset({f.ExternalRecorded}),
    c.FinishRemedy: frozenset({f.RemedyDone, f.RemedyScheduled}),
    le.SubmitLetter: WRITTEN,
    le.ReturnLetter: WRITTEN,
    le.VoidLetter: WRITTEN,
    le.GiveLetter: WRITTEN,
}


def conflicts(command: Command, since: Iterable[Fact]) -> bool:
    """Whether facts recorded ``since`` the form of ``command`` was opened stand against it."""
    about = ABOUT.get(type(command))
    return any(about is None or type(fact) in about for fact in since)
