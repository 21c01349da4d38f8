"""Decisions about the other firms one complaint is about; none of them moves a date."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from register.domain.commands import case as c
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.display import blank
from register.domain.facts import case as f
from register.domain.obligations.respondents import WHOLE, parties
from register.domain.subjects.case import Case
from register.domain.subjects.respondents import (
    NOT_COMPLIED,
    PASSED,
    Exchange,
    FirmFinding,
    Respondent,
    Share,
    Sharing,
)
from register.domain.values import Amount, Code, Id
from register.domain.vocabulary import LISTS


def name_respondent(command: c.NameRespondent, situation: Situation) -> Facts:
    """Name another firm."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    checks.line(command.name, "name")
    sector = _of_list("sector", command.sector, "sector", checks)
    contact = situation.mint.seal(command.contact) if not blank(command.contact) else None
    checks.settle()
    mint, me = situation.mint, situation.actor.name
    named = Respondent(mint.id("respondent"), mint.seal(command.name, "name"), sector, situation.now, me, contact)
    unfolding.add(f.RespondentNamed(named))
    return unfolding.result()


def record_exchange(command: c.RecordExchange, situation: Situation) -> Facts:
    """Record what went to another firm, only with the complainant's consent, or came from it."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    _check_party(command.respondent, unfolding.case, checks, "respondent")
    way = _of_list("exchange", command.way, "way", checks)
    timely = checks.not_after(command.at, situation.now, "at")
    checks.words(command.what, "what")
    agreed = command.consent_at
    if way == PASSED:
        checks.require(agreed is not None, "consent-to-pass-needed", "consent_at")
        checks.words(command.consent, "consent")
    if agreed is not None and checks.not_after(agreed, situation.now, "consent_at") and timely:
        checks.require(agreed <= command.at, "consent-after-passing", "consent_at")
    checks.settle()
    mint, me = situation.mint, situation.actor.name
    consent = mint.seal(command.consent) if not blank(command.consent) else None
    what = mint.seal(command.what)
    made = Exchange(mint.id("exchange"), command.respondent, way, command.at, what, me, agreed, consent)
    unfolding.add(f.ExchangeRecorded(made))
    return unfolding.result()


def record_finding(command: c.RecordFinding, situation: Situation) -> Facts:
    """Record what a firm says of itself; what it said before stays in the history."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    _check_party(command.respondent, unfolding.case, checks, "respondent")
    result = _of_list("finding", command.result, "result", checks)
    checks.not_after(command.at, situation.now, "at")
    checks.words(command.words, "words")
    fits = not command.greater_part or result == NOT_COMPLIED
    checks.require(fits, "greater-part-needs-breach", "greater_part")
    checks.settle()
    mint, me = situation.mint, situation.actor.name
    words = mint.seal(command.words)
    finding = FirmFinding(mint.id("finding"), command.respondent, result, command.at, words, me, command.greater_part)
    unfolding.add(f.FindingRecorded(finding))
    return unfolding.result()


def propose_shares(command: c.ProposeShares, situation: Situation) -> Facts:
    """Propose who bears what: of the whole loss at most, and each party once."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    loss = checks.amount(command.loss or None, "loss")
    checks.require(command.shares, "required", "shares")
    named = [said.respondent for said in command.shares]
    checks.require(len(set(named)) == len(named), "share-twice", "shares")
    shares = [_share(said, unfolding.case, checks) for said in command.shares]
    if not checks.problems:
        _check_sum(shares, loss, checks)
    checks.settle()
    reason = situation.mint.seal(command.reason) if not blank(command.reason) else None
    made, me = situation.mint.id("sharing"), situation.actor.name
    unfolding.add(f.SharesProposed(Sharing(made, tuple(shares), situation.now, me, loss, reason)))
    return unfolding.result()


def _share(said: c.SaidShare, case: Case, checks: Checks) -> Share:
    where = f"shares.{said.respondent or 'own'}"
    _check_party(said.respondent, case, checks, where)
    one = (said.percent is None) != (said.amount is None)
    checks.require(one, "share-percent-or-amount", where)
    percent, amount = checks.amount(said.percent, where), checks.amount(said.amount, where)
    within = percent is None or percent.decimal <= WHOLE
    checks.require(within, "share-over-hundred", where, percent=(said.percent or "")[:30])
    return Share(said.respondent, percent, amount)


def _check_sum(shares: Sequence[Share], loss: Amount | None, checks: Checks) -> None:
    """Note shares that come to more than all of it; amounts and percentages are compared by the loss."""
    percent, amount = _sum(one.percent for one in shares), _sum(one.amount for one in shares)
    checks.require(percent <= WHOLE, "shares-over-hundred", "shares", percent=f"{percent.normalize():f}")
    mixed = any(one.percent is not None for one in shares) and any(one.amount is not None for one in shares)
    checks.require(loss is not None or not mixed, "loss-needed", "loss")
    if loss is not None and percent <= WHOLE:
        told = amount + loss.decimal * percent / WHOLE
        checks.require(told <= loss.decimal, "shares-over-loss", "shares", loss=loss, sum=f"{told.normalize():f}")


def _sum(parts: Iterable[Amount | None]) -> Decimal:
    return sum((part.decimal for part in parts if part is not None), Decimal(0))


def agree_shares(command: c.AgreeShares, situation: Situation) -> Facts:
    """Record that everybody agreed to what was proposed last."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    last = unfolding.case.sharings[-1] if unfolding.case.sharings else None
    there = checks.require(last is not None and last.id == command.sharing, "no-such-shares", "sharing")
    checks.require(not there or last is None or last.agreed_at is None, "shares-agreed", "sharing")
    checks.not_after(command.at, situation.now, "at")
    checks.words(command.evidence, "evidence")
    checks.settle()
    evidence = situation.mint.seal(command.evidence)
    unfolding.add(f.SharesAgreed(command.sharing, command.at, evidence, situation.actor.name))
    return unfolding.result()


def _check_party(party: Id | None, case: Case, checks: Checks, where: str) -> None:
    checks.require(party in set(parties(case)), "no-such-respondent", where)


def _of_list(name: str, given: str, where: str, checks: Checks) -> Code:
    """Return the code where our list holds it, noting a problem otherwise."""
    allowed = LISTS[name]
    there = checks.require(given in allowed, "not-listed", where, given=given[:60], allowed=", ".join(allowed))
    return Code(given) if there else Code("none")


DECISIONS: Decisions = {
    c.NameRespondent: name_respondent,
    c.RecordExchange: record_exchange,
    c.RecordFinding: record_finding,
    c.ProposeShares: propose_shares,
    c.AgreeShares: agree_shares,
}
