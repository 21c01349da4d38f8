"""Decisions about what a complaint is about: class, product, issues, the facts rules ask for, priority tier."""

from register.domain.case import Classification, Known
from register.domain.commands.case import ClassifyCase, Classifying
from register.domain.decide.limits import set_limits
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.decide.unfolding import Unfolding
from register.domain.facts import case as f
from register.domain.policy import Pack
from register.domain.values import Code

TIERS = (1, 2, 3)


def classify_case(command: ClassifyCase, situation: Situation) -> Facts:
    """Classify anew and derive every open deadline again from the original start."""
    unfolding = Unfolding.of(command.case, situation)
    checks = Checks()
    classification = classification_of(command.classifying, unfolding.packs[0], checks)
    checks.settle()
    unfolding.add(f.CaseClassified(classification))
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
    known = known_facts(said.known, pack, checks)
    known_class = None if complaint_class is None or checks.problems else Code(complaint_class)
    return Classification(known_class, product, issues, said.about_representative, known, said.tier)


def known_facts(said: tuple[tuple[str, str], ...], pack: Pack, checks: Checks) -> tuple[Known, ...]:
    """Return the facts by name, noting every unknown one and every value of another type than the fact's."""
    found = []
    for name, value in said:
        where, fact = f"known.{name[:60]}", pack.facts.get(name)
        if not checks.require(fact is not None, "unknown-fact", where) or fact is None:
            continue
        fits = {
            "bool": value in {"true", "false"},
            "int": value.isascii() and value.isdecimal(),
            "code": value in fact.allowed,
        }[fact.type]
        if checks.require(fits, "wrong-fact-value", where):
            found.append(Known(Code(name), Code(value)))
    return tuple(found)


DECISIONS: Decisions = {ClassifyCase: classify_case}
