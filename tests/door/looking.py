"""How tests of the inspector look at a register."""

from policies.catalogue import Policies
from register.inspector import Inspector
from register.inspector.findings import Findings
from tests.build import Bench


def verified(bench: Bench, *since: str, policies: Policies | None = None) -> Findings:
    register = bench.register
    inspector = Inspector(register.settings.database_url, policies or register.policies, [register.key.verifier_key])
    try:
        return inspector.verify(since)
    finally:
        inspector.close()


def codes(findings: Findings) -> set[str]:
    return {fault.code for fault in findings.faults}


def url_of(bench: Bench) -> str:
    return bench.register.settings.database_url
