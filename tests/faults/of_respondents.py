"""One example for each command about the other firms of a complaint, and about law that is not made yet."""

from typing import Final

from policies.catalogue import shipped
from register.domain.actors import Actor
from register.domain.commands import case as c
from register.domain.commands import register as r
from register.domain.values import Id
from tests.build import Bench, a_case
from tests.faults.of_cases import Asked, Examples, the_last
from tests.faults.of_second_persons import a_second_to, nothing_waits

(DRAFT,) = (pack for pack in shipped().packs.values() if pack.is_draft)


def _named(bench: Bench) -> tuple[Id, Id]:
    case = a_case(bench)
    bench.do(c.NameRespondent(case=case, name="Tin Can Telecom", sector="telco"))
    return case, the_last(bench, case, "respondents")


def _exchange(bench: Bench) -> Asked:
    case, respondent = _named(bench)
    now = bench.clock()
    passed = c.RecordExchange(
        case=case, respondent=respondent, way="passed", at=now, what="The messages", consent_at=now, consent="By phone"
    )
    return passed, bench.officer


def _finding(bench: Bench) -> Asked:
    case, respondent = _named(bench)
    finding = c.RecordFinding(
        case=case, respondent=respondent, result="not-complied", words="Their letter", at=bench.clock()
    )
    return finding, bench.officer


def _shares(bench: Bench) -> tuple[c.ProposeShares, Actor]:
    case, respondent = _named(bench)
    shares = (c.SaidShare(None, percent="50"), c.SaidShare(respondent, percent="50"))
    return c.ProposeShares(case=case, shares=shares, loss="10000.00"), bench.officer


def _agreed(bench: Bench) -> Asked:
    proposed, officer = _shares(bench)
    bench.do(proposed)
    last = the_last(bench, proposed.case, "sharings")
    return c.AgreeShares(case=proposed.case, sharing=last, at=bench.clock(), evidence="Both wrote"), officer


def _accept(bench: Bench) -> tuple[r.AcceptDraftLaw, Actor]:
    nothing_waits(bench)
    if bench.register.reader.firm.now().firm.drafts:
        bench.do(r.EndDraftLaw(pack=DRAFT.id, version=DRAFT.version, reason="Not yet"), bench.admin)
    return r.AcceptDraftLaw(pack=DRAFT.id, version=DRAFT.version, reason="To be ready"), bench.admin


def _end(bench: Bench) -> Asked:
    accepting, admin = _accept(bench)
    made = bench.do(accepting, admin).made
    bench.do(r.SettleFirmChange(proposal=made["proposal"], confirm=True), a_second_to(bench))
    return r.EndDraftLaw(pack=DRAFT.id, version=DRAFT.version, reason="It was not made"), admin


EXAMPLES: Final[Examples] = {
    c.NameRespondent: lambda b: (
        c.NameRespondent(case=a_case(b), name="Tin Can Telecom", sector="telco", contact="02 5550 0009"),
        b.officer,
    ),
    c.RecordExchange: _exchange,
    c.RecordFinding: _finding,
    c.ProposeShares: _shares,
    c.AgreeShares: _agreed,
    r.AcceptDraftLaw: _accept,
    r.EndDraftLaw: _end,
}
