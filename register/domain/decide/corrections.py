"""A released pack never changes: a correction of our reading is another version, which a person adopts for a case."""

from register.domain.commands.case import AdoptCorrection
from register.domain.decide.limits import set_limits
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.facts import case as f
from register.domain.subjects.case import CORRECTED
from register.domain.values import Code


def adopt_correction(command: AdoptCorrection, situation: Situation) -> Facts:
    """Hold the case to a later correction of the same rules, and derive its dates anew."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    held = next((pack for pack in unfolding.packs if pack.id == command.pack), None)
    checks.require(held is not None, "not-held-to-pack", "pack", pack=command.pack[:60])
    checks.settle()
    if held is not None and checks.require(held.version != command.version, "already-adopted", "version"):
        tried = situation.policies.pack(command.pack, command.version)
        checks.require(tried.puts_right(held), "no-such-correction", "version", pack=tried.id, version=tried.version)
    checks.require(situation.actor.account is not None, "person-needed", "actor")
    checks.settle()
    unfolding.add(f.CorrectionAdopted(Code(command.pack), Code(command.version)))
    set_limits(unfolding, CORRECTED)
    return unfolding.result()


DECISIONS: Decisions = {AdoptCorrection: adopt_correction}
