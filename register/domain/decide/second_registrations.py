"""What the complaint that stays takes over from a second registration of it, person by person."""

from collections.abc import Iterator
from typing import Final

from register.domain.decide.alike import counterpart
from register.domain.decide.copies import reopen_unanswered
from register.domain.decide.limits import set_limits
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks, Facts, Situation
from register.domain.facts import case as f
from register.domain.frozen import replace
from register.domain.law.spoken import folded
from register.domain.subjects.case import Case, Point
from register.domain.subjects.complainants import complainants, named, owner_of, several
from register.domain.subjects.letter import SENT, Letter
from register.domain.subjects.parties import Complainant, Person, Preferences
from register.domain.subjects.void_cases import Merged
from register.domain.values import Code, Id

OTHER: Final = Code("other")


def check_same_complaint(case: Case, stays: Case, situation: Situation, checks: Checks) -> None:
    """Note what keeps one case from being a second registration of the other."""
    checks.require((stays.entity, stays.brand) == (case.entity, case.brand), "another-firm", "into")
    stay = {"reference": stays.reference}
    first = stays.origin.received_at <= case.origin.received_at
    checks.require(first, "received-first-stays", "into", None, **stay)
    fewer = bool(case.restricted_to) and set(case.restricted_to) != set(stays.restricted_to)
    checks.require(not fewer, "restrict-the-other-first", "into", None, **stay)
    everyone = all(counterpart(person, case, stays, situation.plain) for person in complainants(case))
    checks.require(everyone, "complained-by-others", "into", None, **stay)


def take_over(case: Case, into: Id, situation: Situation) -> Facts:
    """Take over what was recorded of the same complaint: what happened, what was sent, who it is and where to avoid.

    Nothing is taken over that would end a limit for one of several who did not have it.
    """
    other = Unfolding.of(into, situation)
    stays, together = other.case, several(case) or several(other.case)
    held = (case.classification, *(one for merged in case.merged for one in merged.classifications))
    letters = () if together else sent_letters(case)
    other.add(f.CaseMerged(Merged(case.id, case.reference, held, letters)))
    other.add(*(f.EventHappened(happening) for happening in case.happenings if not happening.withdrawn))
    other.add(*(f.PointRaised(point) for point in _new_points(case, stays, situation)))
    other.add(*(f.DateCarriedOver(date) for date in case.carried_dates))
    other.add(*(f.RespondentNamed(firm) for firm in case.respondents))
    other.add(*(f.ExchangeRecorded(exchange) for exchange in case.exchanges))
    other.add(*(f.FindingRecorded(finding) for finding in case.findings))
    other.add(*(f.MessageLinked(message) for message in case.messages if message not in stays.messages))
    other.add(*(f.AccountLinked(one, OTHER) for one in case.linked_accounts if one not in stays.linked_accounts))
    given, known = case.acknowledgement, stays.acknowledgement
    if given is not None and not together and (known is None or given.at < known.at):
        other.add(f.CaseAcknowledged(given))
    for person in complainants(case):
        _take_over_person(person, case, other)
    set_limits(other)
    return other.result()


def _new_points(case: Case, stays: Case, situation: Situation) -> Iterator[Point]:
    """Yield the points that were not raised in the same words before; one whose words are erased is its own."""
    known = {folded(words) for point in stays.points if (words := situation.plain.get(point.text.digest))}
    for point in case.points:
        words = situation.plain.get(point.text.digest)
        if words is None or folded(words) not in known:
            yield point


def came_back_elsewhere(case: Case, letter: Id, into: tuple[Id, ...], situation: Situation) -> Facts:
    """Let a letter that came back count no more for the complaints its case was merged into, one into the next.

    Raises ``Invalid`` where these are not named.
    """
    facts: Facts = {}
    checks, at = Checks(), case
    for other in into:
        checks.require(at.is_void and at.merged_into == other, "not-as-proposed", "into")
        unfolding = Unfolding.of(other, situation)
        unfolding.add(f.MergedLetterUnsent(letter))
        set_limits(unfolding)
        reopen_unanswered(unfolding)
        facts |= unfolding.result()
        at = unfolding.case
    checks.require(not at.is_void or at.merged_into is None, "not-as-proposed", "into")
    checks.settle()
    return facts


def sent_letters(case: Case) -> tuple[Letter, ...]:
    """Return the letters that count as sent."""
    return tuple(letter for letter in case.correspondence if letter.state == SENT)


def _take_over_person(person: Person, case: Case, other: Unfolding) -> None:
    """Add what is known of somebody here to what is known of them there; what is known there stays."""
    same = counterpart(person, case, other.case, other.situation.plain)
    if same is None:
        return
    who = named(other.case, same)
    for contact in case.contacts:
        if owner_of(case, contact) == person.id:
            other.add(f.ContactRecorded(replace(contact, person=who)))
    if (complainant := _completed(same.complainant, person.complainant)) != same.complainant:
        other.add(f.ComplainantRecorded(complainant))
    if (kept := _kept_safe(same.preferences, person.preferences)) != same.preferences:
        other.add(f.PreferencesRecorded(kept, who))
    if same.support is None and person.support is not None:
        other.add(f.SupportRecorded(person.support, who))
    if same.representative is None and person.representative is not None:
        other.add(f.RepresentativeRecorded(person.representative, who))


def _completed(known: Complainant, told: Complainant) -> Complainant:
    return replace(
        known,
        name=known.name or told.name,
        preferred_name=known.preferred_name or told.preferred_name,
        kind=known.kind or told.kind,
        employees=told.employees if known.employees is None else known.employees,
        customer_number=known.customer_number or told.customer_number,
        author=known.author or told.author,
        employees_on=known.employees_on or told.employees_on,
    )


def _kept_safe(known: Preferences, told: Preferences) -> Preferences:
    """Return what holds for somebody: every place to avoid, and what they asked for where nothing was known."""
    return Preferences(
        known.language or told.language,
        known.interpreter or told.interpreter,
        known.contact_by or told.contact_by,
        known.safe_address or told.safe_address,
        known.safe_times or told.safe_times,
        (*known.never_at, *told.never_at),
        tuple(dict.fromkeys((*known.never_contacts, *told.never_contacts))),
    )
