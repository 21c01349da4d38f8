"""What is no complaint, and who may complain: ``[[hand_off]]`` and ``[[eligibility]]``."""

from collections.abc import Collection, Mapping

from policies.readers.rules import length
from policies.readers.tables import Table
from register.domain.law.handoffs import Eligibility, HandOffRule
from register.domain.law.policy import CodeList
from register.domain.law.rules import FORCES, MARKS
from register.domain.values import Code

Codes = Mapping[Code, CodeList]


def read_hand_offs(root: Table, classes: Collection[str], codes: Codes) -> dict[Code, HandOffRule]:
    """Return the hand-offs by id; their reasons are codes of the pack's list of what is not a complaint."""
    found: dict[Code, HandOffRule] = {}
    reasons = _listed(codes, "not-a-complaint")
    for table in root.tables("hand_off"):
        rule = _hand_off(table, classes, reasons)
        if rule.id in found:
            table.faults.add("pack-duplicate", table.place("id"), found=rule.id)
        found[rule.id] = rule
    return found


def _hand_off(table: Table, classes: Collection[str], reasons: Collection[str]) -> HandOffRule:
    rule = HandOffRule(
        id=table.code("id"),
        title=table.text("title"),
        cite=table.cite(),
        force=table.one_of("force", FORCES),
        confirmed=table.one_of("confirmed", MARKS),
        limit=length(table, "limit") if table.has("limit") else None,
        urgent=table.flag("urgent"),
        named=table.flag("named"),
        turns=table.flag("turns"),
        reasons=table.several("reasons", reasons),
        classes=table.several("classes", classes),
        note=table.text("note", ""),
    )
    table.close()
    return rule


def read_eligibilities(root: Table, codes: Codes) -> tuple[Eligibility, ...]:
    """Return the tests on who may complain; their kinds are codes of the pack's list of complainants."""
    kinds = _listed(codes, "complainant-type")
    return tuple(_eligibility(table, kinds) for table in root.tables("eligibility"))


def _listed(codes: Codes, name: str) -> Collection[str]:
    return codes[Code(name)].entries if name in codes else ()


def _eligibility(table: Table, kinds: Collection[str]) -> Eligibility:
    found = Eligibility(
        id=table.code("id"),
        title=table.text("title"),
        cite=table.cite(),
        force=table.one_of("force", FORCES),
        confirmed=table.one_of("confirmed", MARKS),
        kinds=table.several("kinds", kinds),
        below=table.number("below"),
        note=table.text("note", ""),
    )
    table.close()
    return found
