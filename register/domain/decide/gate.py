"""The gate: a letter passes when everything the case's packs ask of it is there, and nothing that they forbid."""

import unicodedata
from collections.abc import Iterator

from register.domain.decide.delays import check_after_limit, check_delay
from register.domain.decide.progress import Unfolding
from register.domain.decide.situation import Checks
from register.domain.decide.translations import check_translation
from register.domain.errors import Illegal
from register.domain.law.letterspec import Block as Wanted
from register.domain.law.policy import DELAY_EVENT
from register.domain.obligations.addressee import REPRESENTATIVE, addressee
from register.domain.obligations.copies import copy_for
from register.domain.obligations.readings import readings, spec_of
from register.domain.routes import sent_by_us
from register.domain.subjects.case import Case
from register.domain.subjects.complainants import complainants, first_of, owner_of, person_with
from register.domain.subjects.letter import Copy, Letter
from register.domain.values import Code


class GateClosed(Illegal):
    """The gate refuses the letter; each problem cites its paragraph."""

    kind = "gate"


def gate(unfolding: Unfolding, letter: Letter, *, given: bool = False, going: tuple[Copy, ...] = ()) -> None:
    """Let the letter through, or raise ``GateClosed`` with every reason at once.

    ``given``: it has left by hand already, so that it was late is for the record to say and no reason to refuse.
    ``going``: the copies it is about; none: those of everybody who complains.
    """
    content, checks = letter.content, Checks()
    spec = spec_of(unfolding.case, unfolding.packs, content.type, content.decision)
    for wanted in spec.required:
        _check_required(unfolding, letter, wanted, checks)
    present = {block.id for block in content.blocks if not block.empty}
    for banned in spec.forbidden:
        checks.require(banned.id not in present, "block-forbidden", f"blocks.{banned.id}", banned.cite)
    for where, name in _unresolved(letter):
        checks.require(False, "placeholder-open", where, placeholder=name)
    for where, character in _unprintable(letter):
        checks.require(False, "cannot-be-printed", where, character=named(character))
    check_translation(content, [*readings(unfolding.case, unfolding.packs, content.type, content.decision)], checks)
    for copy in going or _copies(unfolding.case, letter, checks):
        _check_copy(unfolding, letter, copy, checks)
    if spec.type.event == DELAY_EVENT:
        check_delay(unfolding, content.ground, checks, given=given)
    check_after_limit(unfolding, spec.type, checks)
    if checks.problems:
        refusal = GateClosed(*checks.problems)
        refusal.about = spec.type.id
        raise refusal


def _unresolved(letter: Letter) -> Iterator[tuple[str, Code]]:
    content = letter.content
    yield from ((f"blocks.{block.id}", name) for block in content.blocks for name in block.unresolved)
    yield from ((f"answers.{answer.point}", name) for answer in content.answers for name in answer.unresolved)
    yield from (("findings", name) for finding in content.findings for name in finding.unresolved)


def _unprintable(letter: Letter) -> Iterator[tuple[str, Code]]:
    content = letter.content
    yield from ((f"blocks.{block.id}", char) for block in content.blocks for char in block.unprintable)
    yield from ((f"answers.{answer.point}", char) for answer in content.answers for char in answer.unprintable)
    yield from (("findings", char) for finding in content.findings for char in finding.unprintable)


def named(character: Code) -> str:
    """Return a character's code with the name Unicode gave it: ``U+2028 LINE SEPARATOR``."""
    name = unicodedata.name(chr(int(character.removeprefix("U+"), 16)), "")
    return f"{character} {name}".strip()


def _check_required(unfolding: Unfolding, letter: Letter, wanted: Wanted, checks: Checks) -> None:
    content, where = letter.content, f"blocks.{wanted.id}"
    if wanted.kind == "points":
        answered = {answer.point for answer in content.answers if not answer.empty}
        checks.require(unfolding.case.points, "no-points-recorded", "points", wanted.cite)
        for number, point in enumerate(unfolding.case.points, 1):
            checks.require(point.id in answered, "point-unanswered", f"answers.{point.id}", wanted.cite, number=number)
    elif wanted.kind == "findings":
        told = content.findings and not any(finding.empty for finding in content.findings)
        checks.require(told, "finding-needed", "findings", wanted.cite)
        for number, finding in enumerate(content.findings, 1):
            checks.require(finding.support is not None, "finding-unsupported", "findings", wanted.cite, number=number)
    else:
        block = next((b for b in content.blocks if b.id == wanted.id and not b.empty), None)
        there = checks.require(block is not None, "block-missing", where, wanted.cite, block=wanted.id)
        if there and block is not None and wanted.kind == "contact":
            checks.require(block.contacts_match, "contact-details-differ", where, wanted.cite)
            current = unfolding.situation.details_digest(unfolding.case.brand)
            checks.require(content.details == current, "contact-details-changed", where, wanted.cite)


def _copies(case: Case, letter: Letter, checks: Checks) -> list[Copy]:
    """Return how the letter goes to each who complains; note whom it is not written to, and who complains no more."""
    content, found = letter.content, []
    people = {person.id for person in complainants(case)}
    for person in complainants(case):
        copy = copy_for(case, content, person.id)
        if checks.require(copy is not None, "copy-needed", f"copies.{person.id}") and copy is not None:
            found.append(copy)
    for addressed in (content.person or case.id, *(copy.person for copy in content.copies)):
        checks.require(addressed in people, "no-such-complainant", f"copies.{addressed}")
    return found


def _check_copy(unfolding: Unfolding, letter: Letter, copy: Copy, checks: Checks) -> None:
    """Note what stands against sending the letter to this person this way."""
    case, content = unfolding.case, letter.content
    mine = copy.person == (content.person or case.id)
    where = "contact" if mine else f"copies.{copy.person}"
    person = person_with(case, copy.person) or first_of(case)
    checks.require(addressee(case, copy.contact, copy.person) is not None, "addressee-needed", where)
    contact = next((k for k in case.contacts if k.id == copy.contact), None)
    own = contact is None or owner_of(case, contact) == copy.person
    checks.require(own, "contact-of-another", where)
    if sent_by_us(copy.via):
        checks.require(contact is not None and contact.kind == "email", "email-needed", where)
    if copy.via == "post":
        checks.require(contact is not None and contact.kind == "postal", "postal-address-needed", where)
    checks.require(copy.contact not in person.preferences.never_contacts, "never-contact-there", where)
    if content.account_information:
        checks.require(contact is not None and contact.verified, "address-unverified", where)
    acting, to_representative = person.representative, contact is not None and contact.of == REPRESENTATIVE
    checks.require(acting is not None or not to_representative, "nobody-represents", where)
    if acting is not None and acting.exception is None:
        cite = unfolding.packs[0].codes[Code("direct-contact-exception")].cite
        checks.require(to_representative, "representative-acts", where, cite)
