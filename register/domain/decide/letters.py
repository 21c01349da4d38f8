"""Decisions about letters: written, let through by the gate, approved by a second person, returned."""

from collections.abc import Sequence
from dataclasses import replace

from register.domain.authorship import authors
from register.domain.commands import letter as c
from register.domain.decide.delays import check_after_limit, check_delay
from register.domain.decide.disclosure import check_disclosure
from register.domain.decide.gate import gate
from register.domain.decide.letter_words import Wording, blocks_of
from register.domain.decide.progress import Unfolding
from register.domain.decide.remedies import grant_seen
from register.domain.decide.second_person import check_second_person
from register.domain.decide.situation import Checks, Decisions, Facts, Situation
from register.domain.errors import Illegal, Problem, Unknown
from register.domain.facts import letter as f
from register.domain.law.policy import DELAY_EVENT
from register.domain.law.rules import ANSWER
from register.domain.law.texts import Standard
from register.domain.obligations.circumstances import circumstances
from register.domain.obligations.copies import arrivals
from register.domain.obligations.delays import GROUNDS
from register.domain.obligations.letters import letter_kind, pack_for
from register.domain.obligations.readings import Reading, readings, spec_of, texts_of
from register.domain.obligations.unsent import being_written
from register.domain.routes import PLANNED
from register.domain.subjects.case import Case
from register.domain.subjects.complainants import complainants, named
from register.domain.subjects.firm import details_of
from register.domain.subjects.letter import (
    ALONE,
    APPROVED,
    DRAFT,
    RETURNED,
    SECOND,
    SENT,
    SUBMITTED,
    Content,
    Copy,
    Letter,
)
from register.domain.trail.content_hash import content_hash
from register.domain.values import Code, Id

WEIGHTY = frozenset({ANSWER, "proposal_sent", "extension_sent"})


def letter_of(unfolding: Unfolding, letter: Id, *states: Code) -> Letter:
    """Return the letter; raises ``Unknown``, or ``Illegal`` when it is in none of these states."""
    found = unfolding.case.letter(letter)
    if found is None:
        raise Unknown(Problem("no-such-letter", "letter"))
    if found.state not in states:
        raise Illegal(Problem("letter-state", "letter", params={"state": found.state}))
    return found


def draft_letter(command: c.DraftLetter, situation: Situation) -> Facts:
    """Write a letter, or write it anew; nothing that left the house is ever rewritten."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    known = None
    if command.letter is not None:
        known = letter_of(unfolding, command.letter, DRAFT, SUBMITTED, APPROVED, RETURNED)
        left = next((d for d in unfolding.case.dispatches if d.letter == known.id), None)
        if left is not None or known.given:
            state = SENT if left is None else left.state
            raise Illegal(Problem("letter-state", "letter", params={"state": state}))
    content = _content(command.writing, unfolding, checks)
    check_disclosure(command.writing, unfolding, checks)
    checks.settle()
    _check_one_draft(unfolding, command.letter, content.type)
    kind = letter_kind(content.type, unfolding.packs)
    if kind.event == DELAY_EVENT:
        check_delay(unfolding, content.ground, checks)
    check_after_limit(unfolding, kind, checks)
    checks.settle()
    letter, me = command.letter or situation.mint.id("letter"), situation.actor.name
    wrote = tuple(sorted({me, *_unapproved_authors(known)}))
    unfolding.add(f.LetterDrafted(letter, content, content_hash("letter", content), me, situation.now, wrote))
    return unfolding.result()


def _check_one_draft(unfolding: Unfolding, letter: Id | None, kind: Code) -> None:
    """Raise ``Illegal`` where another letter of this kind is being written; it names that one, to go on with it."""
    other = being_written(unfolding.case, kind, letter)
    if other is not None:
        raise Illegal(Problem("already-drafted", "type", params={"letter": other.id, "state": other.state}))


def _unapproved_authors(letter: Letter | None) -> frozenset[Code]:
    """Return whose words a letter holds that no second person has approved."""
    approved = letter is None or (letter.state == APPROVED and letter.approved_rule == SECOND)
    return frozenset() if letter is None or approved else authors(letter)


def _content(said: c.Writing, unfolding: Unfolding, checks: Checks) -> Content:
    case, situation, pack = unfolding.case, unfolding.situation, pack_for(said.type, unfolding.packs)
    kinds = pack.letter_types
    known = checks.require(said.type in kinds, "unknown-letter-type", "type", type=said.type[:60])
    outcomes = kinds[Code(said.type)].outcomes if known else ()
    checks.require(not known or said.decision in (outcomes or (None,)), "unknown-letter-outcome", "decision")
    checks.require(said.language in pack.languages, "unknown-language", "language")
    _check_ways(said, case, checks)
    both = said if said.language != pack.languages[0] else replace(said, original=c.Original())
    found = tuple(readings(case, unfolding.packs, said.type, said.decision)) if known else ()
    words = Wording(both, situation, _texts(found, said.language), details_of(situation.details, case.brand))
    words.check_length(checks)
    points = {point.id for point in case.points}
    checks.require(words.answered <= points, "no-such-point", "answers")
    _check_blocks(words, unfolding, checks)
    grounds = pack.codes[GROUNDS].entries
    # A delay says for itself that it needs a ground of the pack.
    delays = known and kinds[Code(said.type)].event == DELAY_EVENT
    checks.require(not said.ground or delays or said.ground in grounds, "ground-needed", "ground")
    ground = Code(said.ground) if said.ground and said.ground in grounds else None
    if checks.problems:
        return Content(Code("none"), Code("en"), Code("email"))
    return Content(
        Code(said.type),
        Code(said.language),
        Code(said.via),
        Code(said.decision) if said.decision else None,
        ground,
        said.contact,
        said.account_information,
        words.blocks(),
        words.answers(),
        words.findings(),
        situation.details_digest(case.brand),
        words.translator(),
        named(case, complainants(case)[0]),
        tuple(Copy(copy.person, Code(copy.via), copy.contact) for copy in said.copies),
    )


def _check_ways(said: c.Writing, case: Case, checks: Checks) -> None:
    """Note what goes no known way, or to nobody; of several, a copy for a stranger, and two for one of them."""
    others = {person.id for person in case.joint}
    people = [copy.person for copy in said.copies]
    mine = {None, *(known.id for known in case.contacts)}
    checks.require(said.via in PLANNED, "unknown-route", "via")
    checks.require(said.contact in mine, "no-such-contact", "contact")
    for copy in said.copies:
        where = f"copies.{copy.person}"
        checks.require(copy.person in others, "no-such-complainant", where)
        checks.require(people.count(copy.person) == 1, "copy-twice", where)
        checks.require(copy.via in PLANNED, "unknown-route", where)
        checks.require(copy.contact in mine, "no-such-contact", where)


def _check_blocks(words: Wording, unfolding: Unfolding, checks: Checks) -> None:
    """Note each block that no pack of the case knows, and one that stands there twice."""
    for block in words.named:
        if checks.code(block, "blocks") is not None:
            in_some = any(block in blocks_of(pack) for pack in unfolding.packs)
            checks.require(in_some, "unknown-block", "blocks", block=block[:60])
    checks.require(len(set(words.named)) == len(words.named), "block-twice", "blocks")


def _texts(found: Sequence[Reading], language: str) -> Standard | None:
    return texts_of(found, language) if found and language in found[0].pack.languages else None


def submit_letter(command: c.SubmitLetter, situation: Situation) -> Facts:
    """Ask the gate; what needs no second person is approved at once."""
    unfolding = Unfolding.of(command.case, situation)
    letter = letter_of(unfolding, command.letter, DRAFT, RETURNED)
    gate(unfolding, letter)
    me, now = situation.actor.name, situation.now
    unfolding.add(f.LetterSubmitted(letter.id, letter.content_hash, me, now))
    if not _second_person(unfolding, letter):
        unfolding.add(f.LetterApproved(letter.id, letter.content_hash, me, now, ALONE))
    return unfolding.result()


def _second_person(unfolding: Unfolding, letter: Letter) -> bool:
    house, content = unfolding.situation.firm.house, letter.content
    promised = sum(r.amount.decimal for r in unfolding.case.remedies if r.amount is not None)
    kind = spec_of(unfolding.case, unfolding.packs, content.type, content.decision).type
    delegated = kind.delegated_as or kind.id
    named = {delegated, Code(f"{delegated}:{content.decision or 'none'}")} & set(house.second_person)
    answers = bool(kind.outcomes)
    above = answers and promised > house.officer_amount.decimal
    return bool(named or kind.signed_by) or above or _undelegated(unfolding, letter) or _gated(unfolding, letter)


def _undelegated(unfolding: Unfolding, letter: Letter) -> bool:
    """Whether the firm's delegation names no letter of this regime and this one answers, delays, or owns up late."""
    kinds = pack_for(letter.content.type, unfolding.packs).letter_types
    kind, house = kinds[letter.content.type], unfolding.situation.firm.house
    weighty = kind.event in WEIGHTY or kind.after_limit is not None
    return weighty and bool(house.second_person) and not any(c.partition(":")[0] in kinds for c in house.second_person)


def _gated(unfolding: Unfolding, letter: Letter) -> bool:
    """Whether a pack asks for a second person, whatever the firm delegates."""
    case, content = unfolding.case, letter.content
    return any(
        asked.stands_before(kind.id, circumstances(case, pack).complaint_class, outcome)
        for pack, kind, outcomes in readings(case, unfolding.packs, content.type, content.decision)
        for asked in pack.gates
        for outcome in outcomes
    )


def approve_letter(command: c.ApproveLetter, situation: Situation) -> Facts:
    """Approve exactly the content shown; never one's own work. The gate is asked again: the case may have moved on.

    With an answer goes the money it promises, which the approver has before them.
    """
    unfolding = Unfolding.of(command.case, situation)
    letter = letter_of(unfolding, command.letter, SUBMITTED)
    check_second_person(situation, letter, "letter")
    if command.content != letter.content_hash:
        raise Illegal(Problem("content-changed", "content"))
    gate(unfolding, letter)
    approved = f.LetterApproved(letter.id, letter.content_hash, situation.actor.name, situation.now, SECOND)
    unfolding.add(approved)
    if letter_kind(letter.content.type, unfolding.packs).outcomes:
        grant_seen(unfolding)
    return unfolding.result()


def return_letter(command: c.ReturnLetter, situation: Situation) -> Facts:
    """Send the letter back with a reason."""
    unfolding, checks = Unfolding.of(command.case, situation), Checks()
    letter = letter_of(unfolding, command.letter, SUBMITTED)
    checks.words(command.reason, "reason")
    checks.settle()
    unfolding.add(f.LetterReturned(letter.id, situation.actor.name, situation.mint.seal(command.reason)))
    return unfolding.result()


def void_letter(command: c.VoidLetter, situation: Situation) -> Facts:
    """Put the letter aside; one that is in the outbox or sent stays."""
    unfolding = Unfolding.of(command.case, situation)
    letter = letter_of(unfolding, command.letter, DRAFT, SUBMITTED, RETURNED, APPROVED)
    if any(True for _ in arrivals(unfolding.case, letter)):
        raise Illegal(Problem("copies-there", "letter"))
    unfolding.add(f.LetterVoided(letter.id))
    return unfolding.result()


DECISIONS: Decisions = {
    c.DraftLetter: draft_letter,
    c.SubmitLetter: submit_letter,
    c.ApproveLetter: approve_letter,
    c.ReturnLetter: return_letter,
    c.VoidLetter: void_letter,
}
