"""What the packs' rules get to know of a case: its class under each pack, its facts, and what happened when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain

from register.domain.law.policy import ComplaintClass, Pack
from register.domain.law.proofs import Circumstances, Events
from register.domain.law.rules import ANSWER, Value
from register.domain.law.stated_facts import value_of
from register.domain.obligations.referrals import referral_values, referrals
from register.domain.subjects.case import Case
from register.domain.subjects.closure import WITHDRAWN
from register.domain.subjects.letter import SENT, Content
from register.domain.values import Code, Id

EARLY_BASIS = Code("early-close-basis")
REMEDY_DONE, ACCEPTED = "remedy_done", "accepted"


def circumstances(case: Case, pack: Pack, packs: Sequence[Pack] = ()) -> Circumstances:
    """Return what the pack's rules need to know of the case, for the complaint and for each of its parties.

    ``packs``: all the case is held to. An answer to the complainant is one under each of them, in whose words ever it
    is; any other letter, a notice of delay for one, is so only under the packs that know it.
    """
    values = values_of(case, pack)
    held = class_for(case, pack, values)
    parties = {party.id: _occurrences(_recorded(case, party.id)) for party in case.parties}
    events = _occurrences(_happened(case, pack, held.id, packs))
    return Circumstances(held.id, case.place, case.zone, values, events, parties)


def class_for(case: Case, pack: Pack, values: Mapping[str, Value]) -> ComplaintClass:
    """Return the class the case is held to: picked by a person, chosen by its facts, called for by its words.

    While none of these says anything, it is the first class the pack lists.
    """
    known = case.classification
    picked = next((choice.complaint_class for choice in known.others if choice.pack == pack.id), known.complaint_class)
    called_for = pack.classes.get(known.provisional) if known.provisional is not None else None
    return pack.held_class(picked, values) or called_for or next(iter(pack.classes.values()))


def values_of(case: Case, pack: Pack, before: datetime | None = None) -> Mapping[str, Value]:
    """Return the case's facts that rules may ask for, by name: those people stated, and those the register knows.

    ``before``: of what the scheme sent back more than once, as it was before that instant.
    """
    known = case.classification
    values: dict[str, Value] = {
        fact.name: value_of(fact.value, pack.facts[fact.name].type) for fact in known.known if fact.name in pack.facts
    }
    values["channel"] = case.origin.channel
    values["tier"] = known.tier
    values["about_representative"] = known.about_representative
    if known.product is not None:
        values["product"] = known.product
    if case.complainant.kind is not None:
        values["complainant"] = case.complainant.kind
    if case.complainant.employees is not None:
        values["employees"] = case.complainant.employees
    values.update(referral_values(case, pack, before))
    return values


def _happened(case: Case, pack: Pack, complaint_class: str, packs: Sequence[Pack]) -> Iterator[tuple[str, datetime]]:
    yield "received", case.origin.received_at
    yield "registered", case.logged_at
    if case.classified_at is not None:
        yield "classified", case.classified_at
    if case.acknowledgement is not None:
        yield "acknowledged", case.acknowledgement.at
    for letter in case.correspondence:
        if letter.state == SENT and letter.sent_at is not None:
            for event in _events_of(letter.content, pack, complaint_class, packs):
                yield event, letter.sent_at
    for at in referrals(case, pack):
        yield "referred_back", at
    yield from _ended(case, pack)
    recorded = list(_recorded(case, None))
    done_at = remedied_at(case)
    if done_at is not None:
        # What was done before it was accepted is carried out the moment it is.
        yield REMEDY_DONE, max([done_at, *(at for event, at in recorded if event == ACCEPTED)])
    yield from recorded


def events_of(content: Content, case: Case, pack: Pack, packs: Sequence[Pack]) -> Iterable[str]:
    """Return what a letter of the case is under a pack, by the class it is held to."""
    return _events_of(content, pack, class_for(case, pack, values_of(case, pack)).id, packs)


def _events_of(content: Content, pack: Pack, complaint_class: str, packs: Sequence[Pack]) -> Iterable[str]:
    kind = pack.letter_types.get(content.type)
    if kind is not None:
        return kind.events(complaint_class, content.decision)
    return (ANSWER,) if any(content.type in other.answers for other in packs) else ()


def recorded_as(case: Case, event: str, at: datetime) -> Id:
    """Return what tells of an event of that time: what was recorded, or the letter that was sent; else the case."""
    happenings = (h.id for h in case.happenings if not h.withdrawn and (h.event, h.at) == (event, at))
    letters = (letter.id for letter in case.correspondence if letter.state == SENT and letter.sent_at == at)
    remedies = (remedy.id for remedy in reversed(case.remedies) if event == REMEDY_DONE)
    return next(chain(happenings, letters, remedies), case.id)


def remedied_at(case: Case) -> datetime | None:
    """Return when the last of everything promised was carried out; None while something is not, or nothing was."""
    done = [remedy.done_at for remedy in case.remedies if remedy.done_at is not None]
    return max(done) if done and len(done) == len(case.remedies) else None


def _ended(case: Case, pack: Pack) -> Iterator[tuple[str, datetime]]:
    for ending in case.kept_endings:
        if ending.closure.ends_early(pack.id):
            yield "early_resolved", ending.at
    if case.closed_at is None or case.closure is None:
        return
    yield "closed", case.closed_at
    if case.closure.ends_early(pack.id):
        yield "early_resolved", case.closed_at
    if case.closure.basis == WITHDRAWN:
        yield "withdrawn", case.closed_at


def _recorded(case: Case, party: Id | None) -> Iterator[tuple[str, datetime]]:
    return ((h.event, h.at) for h in case.happenings if not h.withdrawn and h.party == party)


def _occurrences(happened: Iterator[tuple[str, datetime]]) -> Events:
    """Return each event with its instants, the earliest first."""
    times: defaultdict[str, list[datetime]] = defaultdict(list)
    for event, at in happened:
        times[event].append(at)
    return {event: tuple(sorted(found)) for event, found in times.items()}
