"""What the inspector says of approvals that no decision would have let through, forged straight into the facts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from register.domain.actors import account_name
from register.domain.apply import changed
from register.domain.commands.base import Ref
from register.domain.facts import account as a
from register.domain.facts import case as c
from register.domain.facts import letter as le
from register.domain.sealed import Sealed
from register.domain.subjects.account import Account
from register.domain.subjects.case import Case, ReceiptProposal
from register.domain.subjects.classification import ClassificationProposal
from register.domain.subjects.letter import Content, Letter
from register.domain.subjects.remedy import Remedy, RemedyProposal
from register.domain.subjects.void_cases import IN_ERROR, TWICE, Voiding, VoidingProposal
from register.domain.trail.entry import Entry
from register.domain.values import Amount, Code, Digest, Id
from register.ids import new_id
from register.inspector.approvals import APPROVALS, Approvals
from register.inspector.findings import Notebook
from tests.build import Bench, a_case

NOON = datetime(2026, 8, 3, 2, tzinfo=UTC)
AUTHOR, OTHER = Id(new_id()), Id(new_id())
LETTER, DIGEST = Id(new_id()), Digest("a" * 64)
SEALED = Sealed(Digest("b" * 64))


def _entry(ref: Ref, by: Id, *facts: object) -> Entry:
    return Entry(ref.kind, ref.id, 2, NOON, account_name(by), Id(new_id()), facts, DIGEST)  # type: ignore[arg-type]  # facts, all of them


class Scene:
    """Two people and a case, as the inspector met them so far."""

    def __init__(self, case: Case) -> None:
        self.notebook, self.case = Notebook(), case
        self.approvals = Approvals(self.notebook)
        for person, role in ((AUTHOR, "officer"), (OTHER, "approver")):
            made = a.AccountCreated(SEALED, SEALED, Id(new_id()), frozenset())
            self.meet(person, None, made, at=NOON - timedelta(days=2))
            granted = a.RoleGranted(Code(role), Code("operator:console"))
            self.meet(person, Account(person, SEALED, SEALED, Id(new_id())), granted, at=NOON - timedelta(days=1))

    def meet(self, person: Id, before: Account | None, fact: object, at: datetime) -> None:
        ref = Ref(Code("account"), person)
        entry = replace(_entry(ref, person, fact), at=at)
        self.approvals.check(ref, entry, before, changed(before, ref, (fact,)))

    def told(self, by: Id, *facts: object, **case: object) -> list[str]:
        before = replace(self.case, **case)  # type: ignore[arg-type]  # fields of a case
        ref = Ref(Code("case"), before.id)
        self.approvals.check(ref, _entry(ref, by, *facts), before, changed(before, ref, facts))
        return [fault.code for fault in self.notebook.faults]


@pytest.fixture
def scene(bench: Bench) -> Scene:
    case = bench.register.reader.cases.open(bench.officer, a_case(bench)).case
    content = Content(Code("idr-response"), Code("en"), Code("email"))
    me = account_name(AUTHOR)
    letter = Letter(LETTER, content, DIGEST, Code("submitted"), me, NOON, me, NOON)
    return Scene(replace(case, letters=(letter,)))


def _approved(by: Id, **changes: object) -> le.LetterApproved:
    made = le.LetterApproved(LETTER, DIGEST, account_name(by), NOON, Code("second-person"))
    return replace(made, **changes)  # type: ignore[arg-type]  # fields of the fact


def test_a_right_approval_is_counted_and_not_noted(scene: Scene) -> None:
    assert scene.told(OTHER, _approved(OTHER)) == []
    assert scene.notebook.counts["approvals"] == 1


def test_ones_own_letter_is_noted(scene: Scene) -> None:
    assert scene.told(AUTHOR, _approved(AUTHOR)) == ["approved-own-work", "approved-without-role"]


@pytest.mark.parametrize(("hours", "noted"), [(-1, ["approved-own-work"]), (1, [])], ids=["before", "afterwards"])
def test_the_letter_of_ones_other_account_is_noted(scene: Scene, hours: int, noted: list[str]) -> None:
    human = Id(new_id())
    for person, role in ((AUTHOR, "officer"), (OTHER, "approver")):
        known = Account(person, SEALED, SEALED, Id(new_id()), frozenset({Code(role)}))
        named = a.PersonNamed(human, Code("operator:console"))
        scene.meet(person, known, named, at=NOON + timedelta(hours=hours))
    assert scene.told(OTHER, _approved(OTHER)) == noted


def test_an_approval_in_anothers_name_is_noted(scene: Scene) -> None:
    assert scene.told(AUTHOR, _approved(OTHER)) == ["approved-by-another"]


def test_an_approval_of_other_words_is_noted(scene: Scene) -> None:
    assert scene.told(OTHER, _approved(OTHER, content_hash=Digest("c" * 64))) == ["approved-other-content"]


def test_an_approver_linked_to_the_case_is_noted(scene: Scene) -> None:
    assert scene.told(OTHER, _approved(OTHER), linked_accounts=(OTHER,)) == ["approved-though-linked"]


def test_a_role_taken_away_before_is_noted(scene: Scene) -> None:
    person = Account(OTHER, SEALED, SEALED, Id(new_id()), frozenset({Code("approver")}))
    revoked = a.RoleRevoked(Code("approver"), Code("operator:console"))
    scene.meet(OTHER, person, revoked, at=NOON - timedelta(hours=1))
    assert scene.told(OTHER, _approved(OTHER)) == ["approved-without-role"]


def test_what_one_person_may_settle_alone_is_no_approval(scene: Scene) -> None:
    assert scene.told(AUTHOR, _approved(AUTHOR, rule=Code("one-person"))) == []
    assert scene.notebook.counts.get("approvals") is None


def test_a_closure_settled_by_its_proposer_is_noted(scene: Scene) -> None:
    me = account_name(AUTHOR)
    closing = c.ClosureApproved(DIGEST, me, me)
    assert scene.told(AUTHOR, closing) == ["approved-own-work", "approved-other-content", "approved-without-role"]


def test_a_later_receipt_settled_by_its_proposer_is_noted(scene: Scene) -> None:
    proposal = ReceiptProposal(Id(new_id()), NOON, SEALED, account_name(OTHER), NOON)
    moved = c.ReceiptCorrected(NOON, SEALED, SEALED)
    assert scene.told(OTHER, moved, receipt_proposal=proposal) == ["approved-own-work"]


def test_a_case_made_void_by_its_proposer_or_for_another_reason_is_noted(scene: Scene) -> None:
    me = account_name(OTHER)
    proposal = VoidingProposal(Id(new_id()), IN_ERROR, SEALED, None, None, me, NOON)
    voiding = Voiding(IN_ERROR, SEALED, None, None, NOON, me, me)
    assert scene.told(OTHER, c.CaseVoided(voiding), voiding_proposal=proposal) == ["approved-own-work"]
    other = replace(voiding, reason=TWICE, proposed_by=account_name(AUTHOR))
    asked = replace(proposal, proposed_by=account_name(AUTHOR))
    assert scene.told(OTHER, c.CaseVoided(other), voiding_proposal=asked)[1:] == ["approved-other-content"]


def test_a_letter_approved_by_an_earlier_author_is_noted(scene: Scene) -> None:
    (letter,) = scene.case.letters
    rewritten = replace(letter, authors=(account_name(AUTHOR), account_name(OTHER)))
    assert scene.told(OTHER, _approved(OTHER), letters=(rewritten,)) == ["approved-own-work"]


def test_money_settled_by_its_proposer_is_noted(scene: Scene) -> None:
    me = account_name(OTHER)
    remedy = Remedy(Id(new_id()), Code("compensation"), Amount("900.00"))
    proposal = RemedyProposal(Id(new_id()), remedy.id, Amount("900.00"), DIGEST, me, NOON)
    approved = c.RemedyApproved(proposal.id, DIGEST, me, me)
    assert scene.told(OTHER, approved, remedies=(remedy,), remedy_proposals=(proposal,)) == ["approved-own-work"]


def test_a_class_settled_by_somebody_who_proposed_it_is_noted(scene: Scene) -> None:
    me = account_name(OTHER)
    proposal = ClassificationProposal(
        Id(new_id()), scene.case.classification, (), SEALED, account_name(AUTHOR), NOON, (me,)
    )
    settled = c.CaseClassified(scene.case.classification, NOON, SEALED)
    assert scene.told(OTHER, settled, classification_proposal=proposal) == ["approved-own-work"]


def test_every_fact_that_settles_something_is_read() -> None:
    assert {kind.__name__ for kind in APPROVALS} == {
        "LetterApproved",
        "ClosureApproved",
        "RemedyApproved",
        "CaseRestricted",
        "CaseClassified",
        "ReceiptCorrected",
        "CaseVoided",
        "RoleGranted",
        "RoleRevoked",
        "Rescued",
        "AccountDeactivated",
        "BrandsLimited",
        "PersonParted",
        "SecretsChanged",
        "HouseRulesSet",
        "DetailsSet",
        "DraftLawAccepted",
        "EntitySet",
        "BrandSet",
        "ReportApproved",
    }
