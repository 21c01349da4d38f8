"""Every code a fact holds has a source: a list or shape of ours, a list of the pack, or the register itself made it."""

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final, get_args, get_type_hints

import pytest

from register.domain.sealed import Sealed
from register.domain.values import Code
from register.domain.vocabulary import HELD, LISTS, SHAPES, unheld
from register.web.pages.shared.labels import WORDS
from tests.rules.test_door import EVENTS

# Looked up in the pack, or compared with a fixed set, by the decision that makes the fact.
OF_THE_PACK: Final = {
    "Acknowledgement.method",
    "Answered.answer",
    "Answered.question",
    "Block.id",
    "ClassChoice.complaint_class",
    "ClassChosen.complaint_class",
    "Classification.complaint_class",
    "Classification.issues",
    "Classification.product",
    "Closure.basis",
    "Closure.outcome",
    "Closure.root_cause",
    "Complainant.kind",
    "ComplainantLeft.said_by",
    "Content.decision",
    "Content.ground",
    "Content.type",
    "Content.via",
    "Copy.via",
    "DelayGround.ground",
    "ExternalStep.kind",
    "ExternalStep.stage",
    "Given.method",
    "HandOff.kind",
    "Happening.event",
    "Hold.exception",
    "Hold.prohibition",
    "HoldLifted.exception",
    "Known.name",
    "Known.value",
    "LetterSent.method",
    "MessageDismissed.reason",
    "Origin.channel",
    "Origin.first_received_by",
    "Priority.triggers",
    "Remedy.code",
    "Representative.exception",
    "Representative.kind",
    "SystemicFlag.example",
    "Withdrawn.by",
    "Withdrawn.how",
}
# Named by administrators when they set the register up; two of them where it weakens a control.
OF_THE_HOUSE: Final = {
    "AccountProposal.brands",
    "AccountCreated.brands",
    "ApiToken.scopes",
    "AcceptedDraft.pack",
    "AcceptedDraft.version",
    "Brand.entity",
    "Brand.id",
    "BrandsLimited.brands",
    "CaseOpened.brand",
    "CaseOpened.entity",
    "ChannelAdded.brand",
    "ChannelAdded.entity",
    "ChannelAdded.native_account",
    "ChannelAdded.owner",
    "ChannelAdded.platform",
    "ChannelAdded.slug",
    "Detail.name",
    "DraftLawEnded.pack",
    "DraftLawEnded.version",
    "Entity.id",
    "Entity.licence",
    "Entity.member",
    "Entity.packs",
    "Entity.place",
    "Entity.zone",
    "Epoch.id",
    "HouseRules.second_factor",
    "HouseRules.second_person",
    "MessageCaptured.brand",
    "MessageCaptured.entity",
    "MessageCaptured.platform",
    "RegisterFounded.key",
    "RegisterFounded.origin",
    "RegisterFounded.packs",
    "ReportPrepared.brand",
    "ReportPrepared.entity",
    "ReportPrepared.kind",
    "RoleGranted.role",
    "RoleProposal.role",
    "RoleRevoked.role",
}
# The name the trail records for whoever acted; these fields hold nothing else.
ACTORS: Final = {"by", "authors", "second", "accepted_by", "taken_by"} | {
    f"{did}_by" for did in ("approved", "drafted", "logged", "ordered", "proposed", "seen", "stated", "submitted")
}
# Derived from the pack, the calendar or the platform's payload by code of ours that knows every word it can write.
MADE: Final = {
    "Answer.unprintable",
    "Answer.unresolved",
    "Block.unprintable",
    "Block.unresolved",
    "CarriedDate.duty",
    "CarriedDate.pack",
    "CaseOpened.place",
    "CaseOpened.reference",
    "CaseOpened.zone",
    "CaseParted.reference",
    "CaseRelated.reference",
    "Merged.reference",
    "ClassChoice.pack",
    "Classification.provisional",
    "DeadlineReplaced.reason",
    "Derivation.calendar",
    "Derivation.calendar_version",
    "Derivation.confirmed",
    "Derivation.pack",
    "Derivation.pack_version",
    "Derivation.rule",
    "Derivation.start_event",
    "Derivation.unit",
    "Derivation.zone",
    "Dispatch.reason",
    "Dispatch.route",
    "Dispatch.state",
    "DispatchEnded.state",
    "Due.duty",
    "Due.force",
    "Due.kind",
    "Due.rule",
    "Escalation.risk",
    "Finding.unprintable",
    "Finding.unresolved",
    "LaterDate.duty",
    "Letter.approved_rule",
    "Letter.state",
    "LetterApproved.rule",
    "LogDigest.name",
    "MessageCaptured.basis",
    "MessageCaptured.flags",
    "MessageCaptured.visibility",
    "MessageEdited.flags",
    "Origin.basis",
    "Closure.not_early_for",
    "ExternalStep.scheme",
    "CorrectionAdopted.pack",
    "CorrectionAdopted.version",
    "PackChoice.pack",
    "PackChoice.version",
    "Priority.urgent_class",
    "ReceiptFound.basis",
    "Skipped.holiday",
    "SourceTime.basis",
    "Voiding.stays",
    "VoidingProposal.stays",
    "VersionGoverns.pack",
    "VersionGoverns.version",
}


def _coded(kind: type) -> set[str]:
    """Every field in a fact, however deep, that holds a code, by the class that has it."""
    hints = get_type_hints(kind)
    return {found for field in fields(kind) for found in _in(hints[field.name], f"{kind.__name__}.{field.name}")}


def _in(hint: Any, where: str) -> set[str]:
    inner = [argument for argument in get_args(hint) if argument is not Ellipsis]
    if inner:
        return {found for argument in inner for found in _in(argument, where)}
    if hint is Code:
        return {where}
    return _coded(hint) if is_dataclass(hint) and isinstance(hint, type) and hint is not Sealed else set()


def test_every_code_of_a_fact_has_a_source() -> None:
    coded = {where for kind in EVENTS for where in _coded(kind)}
    named = {where for where in coded - OF_THE_PACK if where.partition(".")[2] in ACTORS}
    sources = [set(HELD), OF_THE_PACK, OF_THE_HOUSE, MADE, named]
    assert coded - set().union(*sources) == set()
    assert set().union(*sources) - coded == set()
    assert sum(map(len, sources)) == len(coded)


def test_every_list_and_shape_holds_something() -> None:
    assert set(HELD.values()) == {*LISTS, *SHAPES}


@pytest.mark.parametrize("known", sorted(set(LISTS) & set(WORDS)))
def test_pages_offer_what_a_list_holds(known: str) -> None:
    assert set(WORDS[known]) <= set(LISTS[known])
    assert set(LISTS[known]) - set(WORDS[known]) == set()


@dataclass(frozen=True, slots=True)
class _Task:
    kind: Code
    waiting_on: Code


@dataclass(frozen=True, slots=True)
class _Opened:
    tasks: tuple[_Task, ...] | None


def test_the_rule_sees_what_lies_deeper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(HELD, "_Task.kind", "task")
    words = _Opened((_Task(Code("reply"), Code("x")), _Task(Code("Robin.Example"), Code("x"))))
    assert [(problem.code, problem.where) for problem in unheld((words, _Opened(None)))] == [("not-listed", "kind")]
