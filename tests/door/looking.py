"""How tests of the inspector look at a register."""

from policies.catalogue import Policies
from register.inspector import Inspector
from register.inspector.findings import Findings
from register.sealing_memory import Memory
from tests.build import Bench


def verified(bench: Bench, *since: str, policies: Policies | None = None) -> Findings:
    register = bench.register
    settings, keys = register.settings, [register.key.verifier_key]
    inspector = Inspector(settings.database_url, policies or register.policies, keys, Memory(settings.key_file))
    try:
        return inspector.verify(since)
    finally:
        inspector.close()


def codes(findings: Findings) -> set[str]:
    return {fault.code for fault in findings.faults}


def url_of(bench: Bench) -> str:
    return bench.register.settings.database_url
