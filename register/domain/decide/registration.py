"""Decisions that make a complaint a regulated case: logged by hand or registered from a message."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from register.domain.commands import case as c
from register.domain.commands.base import Ref
from register.domain.commands.case import LogAndClose, OpenCase
from register.domain.decide.acknowledgement import acknowledge
from register.domain.decide.alike import check_all_others
from register.domain.decide.carried_over import carry_over, check_carried_over, chosen, packs_for
from register.domain.decide.classification import classification_of
from register.domain.decide.closure import close, needs_second_person
from register.domain.decide.complainants import MOST, joined
from register.domain.decide.judgement import check_test, judged
from register.domain.decide.later_dissatisfaction import LATER, earlier_of, turned
from register.domain.decide.limits import set_limits
from register.domain.decide.people import complainant_of, contact_of
from register.domain.decide.priority import prioritise
from register.domain.decide.progress import Unfolding
from register.domain.decide.related_cases import relate
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.display import blank
from register.domain.errors import Forbidden, Illegal, Problem, Unknown
from register.domain.facts import case as f
from register.domain.facts import message as m
from register.domain.law.policy import Pack
from register.domain.subjects.case import Origin, PackChoice, Point
from register.domain.subjects.classification import Classification
from register.domain.subjects.complainants import complainants
from register.domain.subjects.firm import Brand
from register.domain.subjects.message import LINKED, OPEN_STATES, REGISTERED, Message
from register.domain.values import Code

DECIDABLE = (*OPEN_STATES, REGISTERED, LINKED)


def open_case(command: OpenCase, situation: Situation) -> Facts:
    """Open the case, set its deadlines, and tell the message it came from."""
    unfolding = _opened(command, situation)
    return {**relate(command, unfolding), **unfolding.result(), **_message_facts(command, unfolding)}


def log_and_close(command: LogAndClose, situation: Situation) -> Facts:
    """Open, acknowledge and close in one step; refused where a second person would have to approve the closure."""
    unfolding = _opened(command.opening, situation)
    origin = unfolding.case.origin
    spoken = origin.received_at if origin.message is None else situation.now
    # It was acknowledged in the conversation that settled it, so what shows the one shows the other.
    closing = command.closing
    said = closing.evidence or closing.words or closing.withdrawal
    acknowledge(
        unfolding, command.acknowledged_by, command.acknowledged_at or spoken, said, complainants(unfolding.case)
    )
    if needs_second_person(unfolding, command.closing, command.remedies):
        raise Illegal(Problem("closure-needs-approval", "closing"))
    close(unfolding, command.closing, command.remedies)
    opening = command.opening
    return {**relate(opening, unfolding), **unfolding.result(), **_message_facts(opening, unfolding)}


def _opened(command: OpenCase, situation: Situation) -> Unfolding:
    if situation.created is None:
        raise LookupError("created")
    checks = Checks()
    message = _message_of(command, situation, checks)
    earlier = earlier_of(command, message, situation, checks)
    origin = _origin_of(command, message or earlier, situation, checks)
    brand = _brand_of(command, situation)
    entity = situation.firm.entity(brand.entity)
    received_on = origin.received_at.astimezone(ZoneInfo(entity.zone)).date()
    check_carried_over(command.carried_over, checks)
    packs = packs_for(command.carried_over, entity.packs, received_on, situation, checks)
    checks.require(packs, "no-pack-in-force", "received_at")
    checks.settle()
    checks.listed(origin.channel, packs[0], "received-channel", "channel")
    first = checks.listed(command.first_received_by, packs[0], "first-receiver", "first_received_by")
    origin = replace(origin, first_received_by=first)
    classification = _classification(command, packs, checks)
    complainant = complainant_of(command.complainant, packs[0], checks, situation, message or earlier)
    contacts = tuple(contact_of(c, checks, situation) for c in command.contacts)
    checks.words(command.summary, "summary")
    check_all_others(c.Joining(command.complainant, command.contacts), command.others, checks)
    checks.settle()
    unfolding = Unfolding(situation.created, None, situation)
    choices = chosen(packs, received_on)
    unfolding.add(_case_opened(command, brand, choices, origin, situation))
    carry_over(command.carried_over, unfolding)
    unfolding.add(f.CaseClassified(classification, situation.now), f.ComplainantRecorded(complainant))
    linked = [f.MessageLinked(earlier.id)] if earlier is not None and origin.message != earlier.id else []
    unfolding.add(*(f.ContactRecorded(contact) for contact in contacts), *_points(command, situation), *linked)
    _add_others(command, unfolding)
    prioritise(unfolding)
    set_limits(unfolding)
    return unfolding


def _add_others(command: OpenCase, unfolding: Unfolding) -> None:
    """Add those who complain with the complainant from the start."""
    checks = Checks()
    checks.require(len(command.others) < MOST, "too-many-complainants", "others", most=MOST)
    people = [joined(other, unfolding, checks, None) for other in command.others]
    checks.settle()
    for person, contacts in people:
        unfolding.add(f.ComplainantAdded(person), *(f.ContactRecorded(contact) for contact in contacts))


def _case_opened(
    command: OpenCase, brand: Brand, packs: tuple[PackChoice, ...], origin: Origin, situation: Situation
) -> f.CaseOpened:
    entity = situation.firm.entity(brand.entity)
    return f.CaseOpened(
        _reference(situation, entity.zone),
        entity.id,
        brand.id,
        entity.place,
        entity.zone,
        packs,
        origin,
        situation.now,
        situation.actor.name,
        situation.mint.seal(command.summary),
    )


def _classification(command: OpenCase, packs: Sequence[Pack], checks: Checks) -> Classification:
    """Return what was said, with the class that the complaint's own words call for."""
    called_for = packs[0].class_by_words("\n".join(_words(command)))
    said = classification_of(command.classifying, packs, checks)
    return replace(said, provisional=None if called_for is None else called_for.id)


def _words(command: OpenCase) -> Iterator[str]:
    """Yield what the complaint says, as far as the command holds it in words."""
    yield command.summary
    yield from command.points
    if command.later is not None:
        yield command.later.words


def _points(command: OpenCase, situation: Situation) -> Iterator[f.PointRaised]:
    for point in command.points:
        if not blank(point):
            yield f.PointRaised(Point(situation.mint.id(), situation.mint.seal(point)))


def _brand_of(command: OpenCase, situation: Situation) -> Brand:
    brand = situation.firm.brand(command.brand)
    if not situation.actor.covers(brand.id):
        raise Forbidden(Problem("other-brand", "brand"))
    return brand


def _message_of(command: OpenCase, situation: Situation, checks: Checks) -> Message | None:
    if command.message is None:
        return None
    message: Message | None = situation.subjects.get(Ref(Code("message"), command.message))
    if message is None:
        raise Unknown(Problem("no-such-message", "message"))
    if message.state not in DECIDABLE:
        raise Illegal(Problem("already-decided", "message", params={"state": message.state}))
    checks.require(situation.actor.account is not None, "person-needed", "actor")
    checks.require(command.test is not None, "test-needed", "test")
    if command.test is not None:
        check_test(command.test, message, checks, registering=True)
    return message


def _message_facts(command: OpenCase, unfolding: Unfolding) -> Facts:
    facts: Facts = {}
    situation, case = unfolding.situation, unfolding.ref.id
    if command.message is not None and command.test is not None:
        test = judged(command.test, situation)
        registered = m.MessageRegistered(case, test, situation.actor.name, situation.now)
        facts[Ref(Code("message"), command.message)] = [registered]
    if command.later is not None:
        became = m.MessageTurned(case, unfolding.case.origin.received_at, situation.actor.name)
        facts[Ref(Code("message"), command.later.message)] = [became]
    return facts


def _origin_of(command: OpenCase, message: Message | None, situation: Situation, checks: Checks) -> Origin:
    channel = checks.code(command.channel, "channel") or Code("other")
    if message is not None and message.id != command.message:
        return turned(command, message, channel, situation)
    if message is not None:
        basis = message.basis if command.later is None else LATER
        return Origin(channel, message.received_at, basis, message.occurred_at, message.channel, message.id)
    received: datetime | None = command.received_at
    checks.require(received is not None, "required", "received_at")
    timely = checks.not_after(received, situation.now, "received_at")
    return Origin(channel, received if received is not None and timely else situation.now, Code("stated"))


def _reference(situation: Situation, zone: str) -> Code:
    year = situation.now.astimezone(ZoneInfo(zone)).year
    return Code(f"C-{year}-{situation.mint.number():06d}")


DECISIONS: Decisions = {OpenCase: open_case, LogAndClose: log_and_close}
