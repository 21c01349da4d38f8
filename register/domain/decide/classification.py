"""Decisions about what a complaint is about: its classes, product, issues, the facts rules ask for, support tier."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from register.domain import lifecycle
from register.domain.commands.case import ClassifyCase, Classifying, SettleClassification
from register.domain.decide.limits import record_passed, set_limits
from register.domain.decide.priority import prioritise
from register.domain.decide.progress import Unfolding
from register.domain.decide.second_person import check_second_person, proposers
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.display import blank
from register.domain.errors import Illegal, Problem
from register.domain.facts import case as f
from register.domain.law.policy import Pack
from register.domain.law.rules import Rule
from register.domain.law.stated_facts import fits
from register.domain.obligations.circumstances import class_for, values_of
from register.domain.sealed import Sealed
from register.domain.subjects.case import Case
from register.domain.subjects.classification import (
    ClassChoice,
    Classification,
    ClassificationProposal,
    Known,
    LaterDate,
)
from register.domain.subjects.deadline import MOVED
from register.domain.subjects.priority import TIERS
from register.domain.subjects.unapproved import CLASSIFICATION
from register.domain.values import Code, Id

Duties = Mapping[tuple[Code, Code, Id | None], datetime]


def classify_case(command: ClassifyCase, situation: Situation) -> Facts:
    """Classify anew and derive every open deadline again from the original start.

    Where that gives an open date of a classified case more time, it only becomes a proposal, and nothing moves.
    """
    tried, checks, before = Unfolding.of(command.case, situation), Checks(), situation.case(command.case)
    classification = classification_of(command.classifying, tried.packs, checks)
    checks.settle()
    classification = replace(classification, provisional=before.classification.provisional)
    reason = situation.mint.seal(command.reason) if not blank(command.reason) else None
    _classify(tried, classification, reason)
    moves = later_dates(before, tried.case, tried.packs) if before.was_classified else ()
    if command.reason or (before.was_classified and (moves or _reclassified(before, tried.case, tried.packs))):
        checks.words(command.reason, "reason")
    checks.settle()
    if reason is None or not moves:
        return tried.result()
    asked = Unfolding.of(command.case, situation)
    proposal = ClassificationProposal(
        situation.mint.id("proposal"),
        classification,
        moves,
        reason,
        situation.actor.name,
        situation.now,
        proposers(asked, CLASSIFICATION, before.classification_proposal),
    )
    asked.add(f.ClassificationProposed(proposal))
    set_limits(asked)
    return asked.result()


def settle_classification(command: SettleClassification, situation: Situation) -> Facts:
    """Approve or refuse a classification that moves dates back: never the proposer. It is decided from what is known
    at the approval.
    """
    unfolding = Unfolding.of(command.case, situation)
    proposal = unfolding.case.classification_proposal
    if proposal is None or proposal.id != command.proposal:
        raise Illegal(Problem("no-such-proposal", "proposal"))
    check_second_person(situation, proposal, "proposal")
    if command.approve:
        lifecycle.check(ClassifyCase, unfolding.case.status)
        _classify(unfolding, proposal.classification, proposal.reason)
    else:
        unfolding.add(f.ClassificationProposed(None))
        set_limits(unfolding)
    return unfolding.result()


def _classify(unfolding: Unfolding, classification: Classification, reason: Sealed | None) -> None:
    record_passed(unfolding)
    unfolding.add(f.CaseClassified(classification, unfolding.situation.now, reason))
    prioritise(unfolding)
    set_limits(unfolding, MOVED)


def _reclassified(before: Case, after: Case, packs: Sequence[Pack]) -> bool:
    """Whether a class changed, or a fact stated before was changed or taken back."""
    if not set(before.classification.known) <= set(after.classification.known):
        return True
    return any(
        class_for(before, pack, values_of(before, pack)) != class_for(after, pack, values_of(after, pack))
        for pack in packs
    )


def later_dates(before: Case, after: Case, packs: Sequence[Pack]) -> tuple[LaterDate, ...]:
    """Return what would happen to each open duty of the firm whose strictest date becomes a later one, or goes."""
    now, then = _strictest(before, packs, _binds), _strictest(after, packs, _is_worked_to)
    moves = (LaterDate(key[1], due, then.get(key)) for key, due in now.items())
    return tuple(move for move in moves if move.after is None or move.after > move.before)


def _strictest(case: Case, packs: Sequence[Pack], which: Callable[[Rule], bool]) -> Duties:
    rules = {(pack.id, rule.id) for pack in packs for rule in pack.rules.values() if which(rule)}
    found: dict[tuple[Code, Code, Id | None], datetime] = {}
    for deadline in case.deadlines:
        due = deadline.due
        if deadline.is_open and (deadline.pack, due.rule) in rules:
            key = (deadline.pack, due.duty, due.party)
            found[key] = min(due.due_at, found.get(key, due.due_at))
    return found


def _binds(rule: Rule) -> bool:
    """Whether the firm has to keep the date: a deadline of a regime, its guidance included, that is confirmed."""
    return (rule.kind, rule.bound) == ("deadline", "firm") and rule.operated_force != "house" and rule.confirmed != "U"


def _is_worked_to(rule: Rule) -> bool:
    """Whether the firm works to the date, by its own rule or the regime's: what is sooner gives nobody more time."""
    return (rule.kind, rule.bound) == ("deadline", "firm")


def classification_of(said: Classifying, packs: Sequence[Pack], checks: Checks) -> Classification:
    """Return the classification in the packs' codes, the first pack's before all, noting every unknown one."""
    complaint_class, pack = said.complaint_class, packs[0]
    if complaint_class is not None:
        given = complaint_class[:60]
        checks.require(complaint_class in pack.classes, "unknown-class", "complaint_class", given=given)
    checks.require(said.tier in TIERS, "unknown-tier", "tier")
    product = checks.listed(said.product, pack, "product", "product")
    issues = tuple(i for text in said.issues if (i := checks.listed(text, pack, "issue", "issues")) is not None)
    others = tuple(_others(said, packs[1:], checks))
    known = tuple(_known(said, packs, checks))
    known_class = None if complaint_class is None or checks.problems else Code(complaint_class)
    return Classification(known_class, product, issues, said.about_representative, known, said.tier, others)


def _others(said: Classifying, packs: Sequence[Pack], checks: Checks) -> Iterator[ClassChoice]:
    further = {pack.id: pack for pack in packs}
    for name, given in dict(said.others).items():
        where = f"others.{name[:60]}"
        if not checks.require(name in further, "unknown-pack", where):
            continue
        if checks.require(given in further[Code(name)].classes, "unknown-class", where, given=given[:60]):
            yield ClassChoice(Code(name), Code(given))


def _known(said: Classifying, packs: Sequence[Pack], checks: Checks) -> Iterator[Known]:
    """Yield each fact once, as every pack that asks for it takes it."""
    picked = {packs[0].id: said.complaint_class, **dict(said.others)}
    for fact in dict(said.known).items():
        asking = [pack for pack in packs if fact[0] in pack.facts] or packs[:1]
        found = [known for pack in asking for known in known_facts((fact,), pack, picked.get(pack.id), checks)]
        yield from found[:1]


def known_facts(
    said: tuple[tuple[str, str], ...], pack: Pack, complaint_class: str | None, checks: Checks
) -> tuple[Known, ...]:
    """Return the facts by name, noting every unknown one, every value of another type than the fact's, and every fact
    that no complaint of this class can have.
    """
    found = []
    for name, value in said:
        where, fact = f"known.{name[:60]}", pack.facts.get(name)
        if not checks.require(fact is not None, "unknown-fact", where) or fact is None:
            continue
        possible = complaint_class is None or not fact.classes or complaint_class in fact.classes
        checks.require(possible, "fact-not-for-class", where, given=(complaint_class or "")[:60])
        if checks.require(fits(fact, value), "wrong-fact-value", where, type=fact.type):
            found.append(Known(Code(name), Code(value)))
    return tuple(found)


DECISIONS: Decisions = {ClassifyCase: classify_case, SettleClassification: settle_classification}
