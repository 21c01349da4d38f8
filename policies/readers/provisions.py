"""What a regime says, rule by rule in our own words: ``[[provision]]``, and where the register holds each of them."""

from collections.abc import Collection, Mapping
from typing import Final

from policies.readers.tables import Table
from register.domain.facts import FACTS
from register.domain.law.duties import Provision
from register.domain.law.policy import Pack
from register.domain.law.rules import FORCES, MARKS
from register.domain.permissions import MAY
from register.domain.values import Code

ELSEWHERE: Final = frozenset({"page", "report"})
COMMANDS: Final = frozenset(command.__name__ for command in MAY)
FACTS_KEPT: Final = frozenset(FACTS[tag].__name__ for tag in FACTS.tags())


def read_provisions(root: Table) -> dict[Code, Provision]:
    """Return the provisions by id, in the file's order."""
    found: dict[Code, Provision] = {}
    for table in root.tables("provision"):
        provision = _provision(table)
        if provision.id in found:
            table.faults.add("pack-duplicate", table.place("id"), found=provision.id)
        found[provision.id] = provision
    return found


def _provision(table: Table) -> Provision:
    """Return one provision: held somewhere, or with the reason why not, never both."""
    provision = Provision(
        id=table.code("id"),
        section=table.text("section"),
        text=table.text("text"),
        cite=table.cite(),
        force=table.one_of("force", FORCES),
        confirmed=table.one_of("confirmed", MARKS),
        held=table.words("held"),
        not_held=table.text("not_held", ""),
    )
    if bool(provision.held) == bool(provision.not_held.strip()):
        table.faults.add("pack-one-of", table.at, keys="held not_held")
    table.close()
    return provision


def check_held(root: Table, pack: Pack) -> None:
    """Note every ``held`` that names what the pack does not have: ``kind:name``, as in ``rule:`` or ``letter:``.

    Commands and facts are the register's own; pages and reports live above the packs and are not looked up here.
    """
    known = _known(pack)
    for table in root.tables("provision"):
        for reference in table.words("held"):
            kind, _, name = reference.partition(":")
            if kind not in ELSEWHERE and name not in known.get(kind, ()):
                table.faults.add("provision-unknown-reference", table.place("held"), found=reference)


def _known(pack: Pack) -> Mapping[str, Collection[str]]:
    """Return the names each kind of reference may have."""
    blocks = (block.id for rule in pack.letter_rules for block in (*rule.required, *rule.forbidden))
    return {
        "apportionment": {one.id for one in pack.scope.apportionments},
        "block": frozenset(blocks),
        "class": pack.classes,
        "code": pack.codes,
        "command": COMMANDS,
        "duty": pack.duties,
        "eligibility": {test.id for test in pack.eligibilities},
        "event": pack.events,
        "fact": pack.facts,
        "gate": {gate.id for gate in pack.gates},
        "hand_off": pack.hand_offs,
        "letter": pack.letter_types,
        "practice": {known.id for known in pack.practices},
        "prohibition": {ban.id for ban in pack.prohibitions},
        "reading": {one.id for one in pack.scope.readings},
        "retention": {retention.id for retention in pack.retentions},
        "return": {due.id for due in pack.returns},
        "risk": {risk.id for risk in pack.risks},
        "rule": pack.rules,
        "switch": pack.scope.switches,
        "threshold": {one.id for one in pack.scope.thresholds},
        "trail": FACTS_KEPT,
        "written_response": {trigger.code for trigger in pack.written_response},
    }
