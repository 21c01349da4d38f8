"""What was recorded by mistake is taken back, for a reason; dates are as if it had never been. The trail keeps both.

Whatever others built on it is named first: nothing is pulled away from under a letter that was sent.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from register.domain.commands.case import WithdrawRecord
from register.domain.decide.copies import settle_acknowledgement, settle_copies
from register.domain.decide.dispatch import came_back
from register.domain.decide.limits import set_limits
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.facts import case as f
from register.domain.obligations.circumstances import circumstances
from register.domain.obligations.copies import has_copy
from register.domain.subjects.case import Case
from register.domain.subjects.complainants import everybody
from register.domain.subjects.external_scheme import EXTENDED, OBJECTED, REFERRED_BACK, ExternalStep
from register.domain.subjects.letter import SENT, Letter
from register.domain.subjects.records import (
    ACKNOWLEDGEMENT,
    DELAY_GROUND,
    EXCHANGE,
    EXTERNAL_STEP,
    FINDING,
    GIVEN_LETTER,
    IDENTITY_CHECK,
    RESPONDENT,
    SHARES,
    records,
)
from register.domain.values import Code, Id

AFTER: Final = {REFERRED_BACK: {EXTENDED, OBJECTED}, EXTENDED: {OBJECTED}}


def withdraw_record(command: WithdrawRecord, situation: Situation) -> Facts:
    """Take a record back; raises ``Invalid`` where there is none, or something rests on it."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    known = any((one.kind, one.id) == (command.kind, command.record) for one in records(unfolding.case))
    checks.require(known, "no-such-record", "record", kind=command.kind[:60])
    if known and command.kind in RESTING:
        RESTING[Code(command.kind)](unfolding, command.record, checks)
    checks.words(command.reason, "reason")
    checks.settle()
    reason, before = situation.mint.seal(command.reason), unfolding.case
    unfolding.add(f.RecordWithdrawn(Code(command.kind), command.record, reason))
    copied = _letter_given(before, command.record)
    if command.kind == GIVEN_LETTER and copied is not None and copied.given:
        settle_copies(unfolding, copied.id)
    elif command.kind == GIVEN_LETTER:
        came_back(unfolding)
    else:
        settle_acknowledgement(unfolding)
        set_limits(unfolding)
    return unfolding.result()


def _step(unfolding: Unfolding, record: Id, checks: Checks) -> None:
    steps = unfolding.case.external_steps
    there = next(step for step in steps if step.id == record)
    for later in _built_on(there, steps):
        checks.require(False, "others-build-on-it", "record", after=later.kind)


def _built_on(there: ExternalStep, steps: tuple[ExternalStep, ...]) -> list[ExternalStep]:
    after = AFTER.get(there.kind, set())
    others = [step for step in steps if step.id != there.id and step.scheme == there.scheme]
    again = any(step.kind == there.kind and step.at <= there.at for step in others)
    return [] if again else [step for step in others if step.kind in after and step.at >= there.at]


def _ground(unfolding: Unfolding, record: Id, checks: Checks) -> None:
    grounds = unfolding.case.delay_grounds
    ground = next(one.ground for one in grounds if one.id == record)
    if sum(one.ground == ground for one in grounds) == 1:
        resting = (item for item in unfolding.case.letters if item.state == SENT and item.content.ground == ground)
        _rests(resting, checks)


def _acknowledgement(unfolding: Unfolding, record: Id, checks: Checks) -> None:
    given = None if unfolding.case.acknowledged_to else unfolding.case.acknowledgement
    checks.require(given is None or given.letter is None, "acknowledged-by-letter", "record")


def _given(unfolding: Unfolding, record: Id, checks: Checks) -> None:
    case = unfolding.case
    letter = _letter_given(case, record)
    if letter is None or letter.state != SENT:
        return
    standing = [happening.event for happening in case.happenings if not happening.withdrawn]
    for pack in unfolding.packs:
        kind = pack.letter_types.get(letter.content.type)
        held = circumstances(case, pack).complaint_class
        was = () if kind is None else kind.events(held, letter.content.decision)
        for event in standing:
            needs = pack.events[event].after if event in pack.events else ()
            checks.require(set(was).isdisjoint(needs), "others-build-on-it", "record", after=event)


def _identity(unfolding: Unfolding, record: Id, checks: Checks) -> None:
    case = unfolding.case
    person = next(each for each in everybody(case) if any(check.id == record for check in each.identity))
    if sum(check.passed for check in person.identity) == 1:
        told = (item for item in case.letters if item.content.account_information)
        _rests((item for item in told if item.state == SENT or has_copy(case, item, person.id)), checks)


def _letter_given(case: Case, record: Id) -> Letter | None:
    """Return the letter that was given by hand, or of which a copy was."""
    return next((item for item in case.letters if record in {item.id, *(each.id for each in item.given)}), None)


def _respondent(unfolding: Unfolding, record: Id, checks: Checks) -> None:
    case = unfolding.case
    resting = {
        EXCHANGE: (one.respondent for one in case.exchanges),
        FINDING: (one.respondent for one in case.findings),
        SHARES: (share.respondent for one in case.sharings for share in one.shares),
    }
    for kind, named in resting.items():
        checks.require(record not in set(named), "others-build-on-it", "record", after=kind)


def _rests(letters: Iterable[Letter], checks: Checks) -> None:
    for letter in letters:
        checks.require(False, "letter-rests-on-it", "record", type=letter.content.type)


# What rests on a record; on a hold nothing does.
RESTING: Final[Mapping[Code, Callable[[Unfolding, Id, Checks], None]]] = {
    EXTERNAL_STEP: _step,
    DELAY_GROUND: _ground,
    ACKNOWLEDGEMENT: _acknowledgement,
    GIVEN_LETTER: _given,
    IDENTITY_CHECK: _identity,
    RESPONDENT: _respondent,
}
DECISIONS: Decisions = {WithdrawRecord: withdraw_record}
