"""Decisions about the register itself: founded once, its firm, its rules, its exports."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from register.domain.actors import ROLES
from register.domain.addresses import tidy
from register.domain.commands import register as c
from register.domain.commands.base import Ref
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.decide.two_administrators import decides_alone, to_settle
from register.domain.errors import Illegal, Problem
from register.domain.facts import register as f
from register.domain.facts.report import TrailExported
from register.domain.frozen import replace
from register.domain.law.policy import Pack
from register.domain.subjects.firm import OF, AcceptedDraft, Brand, Detail, Entity, Epoch, FirmProposal, HouseRules
from register.domain.values import Amount, Code, Digest

EMAIL = "-email"


def found_register(command: c.FoundRegister, situation: Situation) -> Facts:
    """Write the genesis entry; a register is founded once."""
    if situation.subjects.get(c.REGISTER) is not None:
        raise Illegal(Problem("already-founded", "register"))
    founded = f.RegisterFounded(
        Code(command.origin),
        Code(command.key),
        Digest(command.key_digest),
        tuple(Code(p) for p in command.packs),
        situation.now,
    )
    return {c.REGISTER: [founded]}


def set_entity(command: c.SetEntity, situation: Situation) -> Facts:
    """Add or change a licence holder: its place must be one of its first pack's places."""
    checks = Checks()
    entity, licence = checks.code(command.entity, "entity"), checks.code(command.licence, "licence")
    member = checks.code(command.member, "member") if command.member else None
    checks.line(command.name, "name")
    checks.require(command.packs, "required", "packs")
    _check_drafts(command.packs, situation, checks)
    checks.settle()
    packs = situation.policies.in_force(command.packs, situation.now.date(), situation.firm.accepted)
    place = packs[0].place(command.place)
    if entity is not None and licence is not None:
        name = situation.mint.seal(command.name, "firm")
        made = Entity(entity, name, licence, place.id, place.zone, tuple(Code(p) for p in command.packs), member)
        if any(known.id == entity for known in situation.firm.entities) and not decides_alone(situation):
            return _proposed(situation, entity=made)
        return _on(f.EntitySet(made, situation.actor.name))
    return {}


def _check_drafts(packs: Sequence[str], situation: Situation, checks: Checks) -> None:
    """Note each pack whose law is not made yet and that the firm has not accepted."""
    for pack in packs:
        versions = situation.policies.versions(pack)
        made = any(not version.is_draft or _is_accepted(version, situation) for version in versions)
        checks.require(made or not versions, "draft-not-accepted", "packs", pack=pack[:60])


def _is_accepted(pack: Pack, situation: Situation) -> bool:
    return (pack.id, pack.version) in situation.firm.accepted


def accept_draft_law(command: c.AcceptDraftLaw, situation: Situation) -> Facts:
    """Accept a version of a pack whose law is not made yet: one administrator proposes it, another confirms."""
    checks, pack = Checks(), situation.policies.pack(command.pack, command.version)
    checks.require(pack.is_draft, "not-draft-law", "pack", pack=pack.id)
    checks.require(not _is_accepted(pack, situation), "draft-accepted", "pack", pack=pack.id)
    checks.words(command.reason, "reason")
    checks.settle()
    draft = AcceptedDraft(pack.id, pack.version, situation.mint.seal(command.reason), situation.now)
    if not decides_alone(situation):
        return _proposed(situation, draft=draft)
    return _on(f.DraftLawAccepted(draft, situation.actor.name))


def end_draft_law(command: c.EndDraftLaw, situation: Situation) -> Facts:
    """Take the acceptance back; complaints registered under it keep it, and it stays no law for them."""
    checks = Checks()
    there = (command.pack, command.version) in situation.firm.accepted
    checks.require(there, "draft-not-accepted", "pack", pack=command.pack[:60])
    checks.words(command.reason, "reason")
    checks.settle()
    reason = situation.mint.seal(command.reason)
    return _on(f.DraftLawEnded(Code(command.pack), Code(command.version), reason, situation.actor.name))


def set_brand(command: c.SetBrand, situation: Situation) -> Facts:
    """Add or change a brand of an entity."""
    checks, entity = Checks(), situation.firm.entity(command.entity)
    brand = checks.code(command.brand, "brand")
    checks.line(command.name, "name")
    checks.settle()
    if brand is None:
        return {}
    made = Brand(brand, entity.id, situation.mint.seal(command.name, "firm"))
    if any(known.id == brand for known in situation.firm.brands) and not decides_alone(situation):
        return _proposed(situation, brand=made)
    return _on(f.BrandSet(made, situation.actor.name))


def set_details(command: c.SetDetails, situation: Situation) -> Facts:
    """Set the contact details letters print."""
    checks, details = Checks(), []
    for name, value in command.details:
        code = checks.code(name, "details")
        where = f"details.{name[:60]}"
        brand, of, _ = name.rpartition(OF)
        known = not of or any(each.id == brand for each in situation.firm.brands)
        checks.require(known, "unknown-brand", where, brand=brand[:60])
        fits = checks.words(value, where) and (not name.endswith(EMAIL) or checks.address(tidy(value), where))
        if fits and code is not None:
            details.append(Detail(code, situation.mint.seal(value, "firm")))
    checks.settle()
    if situation.firm.details and not decides_alone(situation):
        return _proposed(situation, details=tuple(details))
    return _on(f.DetailsSet(tuple(details), situation.actor.name))


def set_house_rules(command: c.SetHouseRules, situation: Situation) -> Facts:
    """Set the delegation matrix and the days in which possible breaches are to be assessed."""
    checks = Checks()
    amount = checks.amount(command.officer_amount, "officer_amount") or Amount("0")
    named = tuple(code for text in command.second_person if (code := checks.code(text, "second_person")) is not None)
    checks.require(command.assess_within_days > 0, "not-positive", "assess_within_days")
    for role in command.second_factor:
        checks.require(role in ROLES, "unknown-role", "second_factor")
    checks.settle()
    factor = tuple(Code(role) for role in ROLES if role in command.second_factor)
    house = HouseRules(amount, named, command.assess_within_days, factor)
    if _loosens(situation.firm.house, house) and not decides_alone(situation):
        return _proposed(situation, house=house)
    return _on(f.HouseRulesSet(house, situation.actor.name))


def _loosens(before: HouseRules, after: HouseRules) -> bool:
    """Whether one person may do more alone than before, or later, or get in with less."""
    dropped = {*before.second_person, *before.second_factor} - {*after.second_person, *after.second_factor}
    more = after.officer_amount.decimal > before.officer_amount.decimal
    return bool(dropped) or more or after.assess_within_days > before.assess_within_days


def _proposed(situation: Situation, **change: Any) -> Facts:
    made = FirmProposal(situation.mint.id("proposal"), situation.actor.name, situation.now, **change)
    if any(waiting.about == made.about for waiting in situation.firm.proposals):
        raise Illegal(Problem("already-proposed", made.about[0]))
    return _on(f.FirmChangeProposed(made))


def settle_firm_change(command: c.SettleFirmChange, situation: Situation) -> Facts:
    """Confirm or refuse as a second administrator: never the proposer."""
    proposal, me = to_settle(situation.firm.proposals, command.proposal, situation), situation.actor.name
    settled = f.FirmChangeSettled(proposal.id, me, command.confirm)
    if not command.confirm:
        return _on(settled)
    names = proposal.proposed_by, me
    if proposal.draft is not None:
        return _on(settled, f.DraftLawAccepted(replace(proposal.draft, accepted_at=situation.now), *names))
    if proposal.house is not None:
        return _on(settled, f.HouseRulesSet(proposal.house, *names))
    if proposal.entity is not None:
        return _on(settled, f.EntitySet(proposal.entity, *names))
    if proposal.brand is not None:
        return _on(settled, f.BrandSet(proposal.brand, *names))
    return _on(settled, f.DetailsSet(proposal.details, *names))


def begin_epoch(command: c.BeginEpoch, situation: Situation) -> Facts:
    """Name what a restored database does not hold any more; each epoch has a name of its own."""
    checks = Checks()
    name = checks.code(command.epoch, "epoch")
    checks.words(command.reason, "reason")
    checks.require(all(known.id != name for known in situation.firm.epochs), "already-taken", "epoch")
    checks.settle()
    if name is None:
        return {}
    lost, reason = command.lost, situation.mint.seal(command.reason)
    return _on(f.EpochBegun(Epoch(name, reason, command.size, lost.size, Digest(lost.root.hex()), situation.now)))


def digest_logs(command: c.DigestLogs, situation: Situation) -> Facts:
    """Keep the digests of days that are over, each day once and none left out."""
    checks, known = Checks(), situation.firm.digested_on
    checks.require(known is None or command.from_on == known + timedelta(days=1), "already-done", "from_on")
    checks.require(command.from_on <= command.to_on < situation.now.date(), "date-out-of-range", "to_on")
    checks.settle()
    return _on(f.LogsDigested(command.from_on, command.to_on, command.logs))


def confirm_time(_command: c.ConfirmTime, situation: Situation) -> Facts:
    """Record that a person looked at the clock."""
    return _on(f.TimeConfirmed(situation.now))


def record_export(command: c.RecordExport, situation: Situation) -> Facts:
    """Record an export before its bytes leave."""
    export = situation.mint.id("export")
    made = TrailExported(
        export, command.tree_size, command.entries, command.withheld, situation.actor.name, situation.now
    )
    return _on(made)


def _on(*facts: object) -> dict[Ref, list[object]]:
    return {c.REGISTER: list(facts)}


DECISIONS: Decisions = {
    c.FoundRegister: found_register,
    c.SetEntity: set_entity,
    c.SetBrand: set_brand,
    c.SetDetails: set_details,
    c.SetHouseRules: set_house_rules,
    c.AcceptDraftLaw: accept_draft_law,
    c.EndDraftLaw: end_draft_law,
    c.SettleFirmChange: settle_firm_change,
    c.BeginEpoch: begin_epoch,
    c.DigestLogs: digest_logs,
    c.ConfirmTime: confirm_time,
    c.RecordExport: record_export,
}
