"""Decisions about what a complaint is about: class, product, issues, the facts rules ask for, priority tier."""

import re
from datetime import date

from register.domain.case import Classification, Known
from register.domain.commands.case import ClassifyCase, Classifying
from register.domain.decide.limits import set_limits
from register.domain.decide.prioritising import prioritise
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.decide.unfolding import Unfolding
from register.domain.facts import case as f
from register.domain.policy import Fact, Pack
from register.domain.priority import TIERS
from register.domain.values import Code

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def classify_case(command: ClassifyCase, situation: Situation) -> Facts:
    """Classify anew and derive every open deadline again from the original start."""
    unfolding = Unfolding.of(command.case, situation)
    checks = Checks()
    classification = classification_of(command.classifying, unfolding.packs[0], checks)
    checks.settle()
    unfolding.add(f.CaseClassified(classification, situation.now))
    prioritise(unfolding)
    set_limits(unfolding)
    return unfolding.result()


def classification_of(said: Classifying, pack: Pack, checks: Checks) -> Classification:
    """Return the classification in the pack's codes, noting every unknown one."""
    complaint_class = said.complaint_class
    if complaint_class is not None:
        given = complaint_class[:60]
        checks.require(complaint_class in pack.classes, "unknown-class", "complaint_class", given=given)
    checks.require(said.tier in TIERS, "unknown-tier", "tier")
    product = checks.listed(said.product, pack, "product", "product")
    issues = tuple(i for text in said.issues if (i := checks.listed(text, pack, "issue", "issues")) is not None)
    known = known_facts(said.known, pack, complaint_class, checks)
    known_class = None if complaint_class is None or checks.problems else Code(complaint_class)
    return Classification(known_class, product, issues, said.about_representative, known, said.tier)


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


def fits(fact: Fact, value: str) -> bool:
    """Whether ``value`` is written as the type of the fact asks: a yes or no, a number, a day, or one of its codes."""
    if fact.type == "date":
        return DAY.fullmatch(value) is not None and _is_day(value)
    return {
        "bool": value in {"true", "false"},
        "int": value.isascii() and value.isdecimal(),
        "code": value in fact.allowed,
    }[fact.type]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


DECISIONS: Decisions = {ClassifyCase: classify_case}
