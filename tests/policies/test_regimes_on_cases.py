"""The other regimes on cases: the same decisions, with nothing of the first regime in the way."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from policies.catalogue import shipped
from register.domain.actors import WORKER
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.law.policy import Pack
from register.domain.subjects.deadline import Deadline
from register.domain.subjects.firm import Brand, Entity, Firm
from register.domain.values import Code, Id
from tests.domain.decide.scene import NOTHING, Scene, a_closing, a_response, an_opening, approved, given

POLICIES = shipped()
UK = POLICIES.pack("uk-fca-disp1", "2026-06-01")
SINGAPORE = POLICIES.pack("sg-mas-fa-chr", "2022-01-03")
TELCO = POLICIES.pack("au-acma-tcp", "2026-01-01")
IRELAND = POLICIES.pack("ie-cbi-cpc", "2026-03-24")
OPENED = {UK.id: "2026-12-18T10:00", SINGAPORE.id: "2026-04-02T10:00", TELCO.id: "2026-04-01T10:00"}
SCHEMES = {"fos-web": "ombudsman.example", "fidrec-web": "centre.example", "tio-web": "scheme.example"}
CONTACT = "02 5550 0000, ombudsman.example, centre.example, scheme.example"


class Regime:
    """A firm under one pack and one case of its, opened by telephone when the pack's worked dates begin."""

    def __init__(self, pack: Pack, opened: str, **told: object) -> None:
        place = pack.places[pack.default_place]
        entity = Entity(Code("harbour"), NOTHING, Code("L-1"), place.id, place.zone, (pack.id,))
        firm = Firm(entities=(entity,), brands=(Brand(Code("harbour"), Code("harbour"), NOTHING),))
        self.pack, self.zone = pack, ZoneInfo(place.zone)
        self.scene = Scene(self.at(opened), firm, {"firm-phone": "02 5550 0000", **SCHEMES})
        self.case = self.scene.do(
            an_opening(**{"received_at": self.at(opened), "classifying": c.Classifying(), **told})
        )

    def at(self, text: str) -> datetime:
        """A local time of the pack's place, in UTC."""
        return datetime.fromisoformat(text).replace(tzinfo=self.zone).astimezone(UTC)

    def send(self, when: str, letter: str, decision: str | None = None, ground: str | None = None) -> Id:
        """Write a letter with every block the pack asks for, approve it and give it in person."""
        self.scene.now = self.at(when)
        if ground is not None:
            self.scene.do(c.StateDelayGround(case=self.case, ground=ground, facts="The clearing house is closed"))
        return given(self.scene, self.case, self.written(letter, decision, ground))

    def written(self, letter: str, decision: str | None = None, ground: str | None = None) -> le.Writing:
        """A letter that is complete: each required block filled."""
        case = self.scene.case(self.case)
        held = case.classification.complaint_class or next(iter(self.pack.classes))
        wanted = self.pack.letter(letter, held, decision).required
        blocks = tuple((block.id, CONTACT if block.kind == "contact" else "Words.") for block in wanted)
        points = {"answers": tuple((point.id, "Answered.") for point in case.points)}
        more = points if any(block.kind == "points" for block in wanted) else {}
        return a_response(self.scene, self.case, type=letter, decision=decision, ground=ground, blocks=blocks, **more)

    def tell(self, event: str, when: str) -> None:
        """Record what happened, when it happened."""
        self.scene.now = self.at(when)
        self.scene.do(c.RecordEvent(case=self.case, event=event, at=self.at(when), evidence="Said so on the phone"))

    def standing(self) -> dict[str, Deadline]:
        """The dates that stand, by rule."""
        return {str(d.due.rule): d for d in self.scene.case(self.case).deadlines if not d.replaced}

    def last_day(self, rule: str) -> date | None:
        """The last day a rule sets."""
        return self.standing()[rule].due.derivation.due_calendar


@pytest.mark.provision("U11", "U12", "U15", pack="uk-fca-disp1")
def test_a_holding_response_in_time_moves_the_limit_and_the_answer_starts_the_complainants_window() -> None:
    regime = Regime(UK, OPENED[UK.id], classifying=c.Classifying("payments"))
    assert regime.last_day("final-response-payments") == date(2027, 1, 13)
    regime.send("2027-01-12T10:00", "holding-response", ground="exceptional-beyond-control")
    assert "final-response-payments" not in regime.standing()
    assert regime.last_day("final-response-payments-extended") == date(2027, 2, 10)
    regime.send("2027-02-01T10:00", "final-response", "rejected")
    standing = regime.standing()
    assert "final-response-payments" not in standing
    assert standing["final-response-payments-extended"].met_at == regime.at("2027-02-01T10:00")
    assert regime.last_day("ombudsman-window") == date(2027, 8, 1)
    assert not regime.scene.case(regime.case).breaches


@pytest.mark.provision("U12", pack="uk-fca-disp1")
def test_a_holding_response_needs_a_ground_of_the_packs_closed_list() -> None:
    regime = Regime(UK, OPENED[UK.id], classifying=c.Classifying("payments"))
    workload = c.StateDelayGround(case=regime.case, ground="workload", facts="Everybody is busy")
    assert regime.scene.refused(workload) == {"ground-needed": "ground"}


@pytest.mark.provision("U8", pack="uk-fca-disp1")
def test_the_eight_week_response_meets_the_limit_as_well_as_the_final_one() -> None:
    regime = Regime(UK, OPENED[UK.id], classifying=c.Classifying("general"))
    regime.send("2027-02-12T10:00", "eight-week-response")
    assert regime.standing()["final-response-general"].met_at == regime.at("2027-02-12T10:00")
    assert regime.last_day("after-eight-weeks") == date(2027, 3, 12)


@pytest.mark.provision("U5", "U6", pack="uk-fca-disp1")
def test_closing_early_starts_the_summary_resolution_communication() -> None:
    regime = Regime(UK, OPENED[UK.id], classifying=c.Classifying("general"))
    regime.scene.now = regime.at("2026-12-23T15:00")
    regime.scene.do(c.CloseCase(case=regime.case, closing=a_closing("accepted-resolution")))
    assert regime.standing()["early-resolution"].met_at is not None
    assert regime.last_day("summary-resolution") == date(2026, 12, 24)


@pytest.mark.provision("U5", pack="uk-fca-disp1")
def test_the_fourth_business_day_is_too_late_to_close_early() -> None:
    regime = Regime(UK, OPENED[UK.id], classifying=c.Classifying("general"))
    regime.scene.now = regime.at("2026-12-24T00:00")
    closing = c.CloseCase(case=regime.case, closing=a_closing("accepted-resolution"))
    assert "early-window-passed" in regime.scene.refused(closing)


@pytest.mark.provision("S6", pack="sg-mas-fa-chr")
def test_an_explained_delay_meets_singapores_limit_and_leaves_a_review() -> None:
    regime = Regime(SINGAPORE, OPENED[SINGAPORE.id])
    regime.send("2026-05-04T23:00", "delay-response")
    assert regime.standing()["final-response"].met_at is not None
    assert regime.standing()["after-explained-delay"].due.force == "house"


@pytest.mark.provision("S2", pack="sg-mas-fa-chr")
def test_singapores_final_response_cannot_leave_on_its_authors_word() -> None:
    regime = Regime(SINGAPORE, OPENED[SINGAPORE.id])
    regime.scene.house(second_person=())
    letter = approved(regime.scene, regime.case, regime.written("final-response", "rejected"))
    found = regime.scene.letter(regime.case, letter)
    assert found.approved_by is not None
    assert found.approved_by != found.submitted_by


def test_a_delegation_that_names_no_letter_of_a_regime_leaves_none_of_its_answers_to_one_person() -> None:
    regime = Regime(UK, OPENED[UK.id])
    answer = regime.written("final-response", "rejected")
    alone = regime.scene.letter(regime.case, approved(regime.scene, regime.case, answer))
    assert alone.approved_by != alone.submitted_by
    regime.scene.house(second_person=("final-response:accepted",))
    told = regime.scene.letter(regime.case, approved(regime.scene, regime.case, answer))
    assert told.approved_by == told.submitted_by


@pytest.mark.provision("T4", "T5", pack="au-acma-tcp")
def test_acceptance_starts_five_working_days_to_carry_it_out() -> None:
    regime = Regime(TELCO, OPENED[TELCO.id], classifying=c.Classifying("standard"))
    regime.send("2026-04-10T10:00", "proposed-resolution", "accepted")
    regime.tell("accepted", "2026-04-14T10:00")
    assert regime.last_day("carry-out") == date(2026, 4, 21)
    regime.tell("remedy_done", "2026-04-20T10:00")
    assert regime.standing()["carry-out"].met_at == regime.at("2026-04-20T10:00")


@pytest.mark.provision("T4", "T5", pack="au-acma-tcp")
@pytest.mark.parametrize("accepted_first", [True, False])
def test_carrying_out_all_that_was_promised_ends_the_five_working_days(*, accepted_first: bool) -> None:
    regime = Regime(TELCO, OPENED[TELCO.id], classifying=c.Classifying("standard"))
    promised = []
    for code in ("apology", "refund"):
        regime.scene.do(c.PromiseRemedy(case=regime.case, remedy=c.RemedyPromise(code, due_on=date(2026, 4, 20))))
        promised.append(regime.scene.made["remedy"])
    regime.send("2026-04-10T10:00", "proposed-resolution", "accepted")
    if accepted_first:
        regime.tell("accepted", "2026-04-14T10:00")
    regime.scene.now = regime.at("2026-04-15T10:00")
    regime.scene.do(c.FinishRemedy(case=regime.case, remedy=promised[0]))
    assert not accepted_first or regime.standing()["carry-out"].is_open
    regime.scene.now = regime.at("2026-04-16T10:00")
    regime.scene.do(c.FinishRemedy(case=regime.case, remedy=promised[1]))
    if not accepted_first:
        said = c.RecordEvent(case=regime.case, event="accepted", at=regime.at("2026-04-14T10:00"), evidence="By mail")
        regime.scene.do(said)
    assert regime.standing()["carry-out"].met_at == regime.at("2026-04-16T10:00")


@pytest.mark.provision("T6", pack="au-acma-tcp")
def test_telling_a_consumer_that_it_will_be_late_excuses_nothing() -> None:
    regime = Regime(TELCO, OPENED[TELCO.id], classifying=c.Classifying("standard"))
    regime.send("2026-04-16T10:00", "delay-notice")
    regime.scene.now = regime.at("2026-04-18T00:00")
    regime.scene.do(c.SweepDeadlines(case=regime.case), WORKER)
    assert regime.standing()["proposed-resolution"].missed_recorded
    late = {breach.deadline for breach in regime.scene.case(regime.case).breaches}
    assert regime.standing()["proposed-resolution"].id in late


@pytest.mark.provision("I4", pack="ie-cbi-cpc")
def test_updates_fall_due_every_twenty_working_days_until_the_answer() -> None:
    regime = Regime(IRELAND, "2026-04-13T10:00", classifying=c.Classifying("consumer"))
    assert regime.last_day("progress-update") == date(2026, 5, 12)
    regime.send("2026-05-06T10:00", "progress-update")
    (waiting,) = [
        d for d in regime.scene.case(regime.case).open_deadlines("deadline") if d.due.duty == "progress-update"
    ]
    assert waiting.due.derivation.due_calendar == date(2026, 6, 10)
    regime.scene.details["fspo-web"] = "scheme.example"
    regime.send("2026-05-20T10:00", "final-response", "rejected")
    still = [d for d in regime.scene.case(regime.case).open_deadlines("deadline") if d.due.duty == "progress-update"]
    assert still == []


@pytest.mark.provision("I1", pack="ie-cbi-cpc")
def test_a_missed_limit_of_an_example_is_recorded_and_called_no_breach() -> None:
    regime = Regime(IRELAND, "2026-04-13T10:00", classifying=c.Classifying("consumer"))
    regime.scene.now = regime.at("2026-04-21T00:00")
    regime.scene.do(c.SweepDeadlines(case=regime.case), WORKER)
    assert regime.standing()["acknowledgement"].missed_recorded
    assert not regime.scene.case(regime.case).breaches
