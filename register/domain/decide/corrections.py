"""A released pack never changes: a correction of our reading is another version, which a person adopts for a case."""

from register.domain.commands.case import AdoptCorrection
from register.domain.decide.limits import set_limits
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.decide.versions import version_of_its_day
from register.domain.facts import case as f
from register.domain.subjects.deadline import CORRECTED
from register.domain.values import Code


def adopt_correction(command: AdoptCorrection, situation: Situation) -> Facts:
    """Hold the case to a later correction of the same rules, and derive its dates anew.

    One from before a pack took force adopts a version for its day in the same way, once there is such a version.
    """
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    held = next((pack for pack in unfolding.packs if pack.id == command.pack), None)
    checks.require(held is not None, "not-held-to-pack", "pack", pack=command.pack[:60])
    checks.settle()
    of_its_day = version_of_its_day(unfolding, command.pack)
    if held is not None and checks.require(held.version != command.version, "already-adopted", "version"):
        tried = situation.policies.pack(command.pack, command.version)
        known = tried.puts_right(held) or tried is of_its_day
        checks.require(known, "no-such-correction", "version", pack=tried.id, version=tried.version)
    checks.require(situation.actor.account is not None, "person-needed", "actor")
    checks.settle()
    adopted = f.CorrectionAdopted if of_its_day is None or of_its_day.version != command.version else f.VersionGoverns
    unfolding.add(adopted(Code(command.pack), Code(command.version)))
    set_limits(unfolding, CORRECTED)
    return unfolding.result()


DECISIONS: Decisions = {AdoptCorrection: adopt_correction}
