"""A letter from its sealed blocks: as the fragment a page shows, and as the PDF that is sent."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from register.domain.actors import WORKER, Actor
from register.domain.errors import Problem, Unknown
from register.domain.law.letterspec import LetterType
from register.domain.law.texts import Standard
from register.domain.obligations.copies import copy_for
from register.domain.obligations.readings import Reading, readings, texts_of
from register.domain.subjects.letter import APPROVED, QUEUED, SENT, Content
from register.domain.subjects.letter import Letter as Written
from register.domain.values import Code, Id
from register.publication.addressee import addressee, addressee_name, letterhead
from register.publication.parts import Parts, named
from register.publication.suggestions import packs_of
from register.reader.cases import CaseFile
from reports.letters.document import preview, print_letter
from reports.letters.model import Block, Letter
from reports.letters.placeholders import fill

FINAL = (APPROVED, QUEUED, SENT)


def render_letter(
    register: Parts, case_id: Id, letter_id: Id, actor: Actor = WORKER, person: Id | None = None
) -> bytes:
    """Return the letter as PDF, for one ``person`` where several complain; raises ``Unknown``.

    What was sent is kept with its dispatch and is never made again.
    """
    letter = _letter(register, register.reader.cases.open(actor, case_id), letter_id, person)
    return print_letter(letter, register.clock())


def preview_letter(register: Parts, actor: Actor, case_id: Id, letter_id: Id) -> str:
    """Return the letter as an HTML fragment, everything in it escaped; raises ``Unknown``."""
    return preview_file(register, register.reader.cases.open(actor, case_id), letter_id)


def preview_file(register: Parts, file: CaseFile, letter_id: Id, person: Id | None = None) -> str:
    """Return the same for a case as read, or as it would stand with a letter that nobody has saved yet."""
    return preview(_letter(register, file, letter_id, person))


def _letter(register: Parts, file: CaseFile, letter_id: Id, person: Id | None = None) -> Letter:
    case, written = file.case, file.case.letter(letter_id)
    if written is None:
        raise Unknown(Problem("no-such-letter", "letter"))
    content, firm = written.content, register.reader.firm.now()
    found = tuple(readings(case, packs_of(register.policies, case), content.type, content.decision))
    texts = texts_of(found, content.language)
    frame = texts.letters[content.type]
    reader = person or content.person or case.id
    copy = copy_for(case, content, reader)
    contact = None if copy is None else copy.contact
    name = addressee_name(file, contact, reader) or ""
    return Letter(
        kind=content.type,
        language=content.language,
        letterhead=letterhead(firm, case),
        addressee=addressee(file, contact, reader),
        date=register.clock().astimezone(ZoneInfo(firm.firm.entity(case.entity).zone)).date(),
        reference=case.reference,
        subject=frame.subject,
        salutation=fill(frame.salutation, {"addressee_name": name}).strip(),
        blocks=_blocks(file, content, found, texts),
        closing=frame.closing,
        signatory=_signatory(register, written, found[0].kind, firm.brand_name(case.brand)),
        document_id=letter_id,
        checkpoint=_checkpoint(register, written),
    )


def _blocks(file: CaseFile, content: Content, found: Sequence[Reading], texts: Standard) -> tuple[Block, ...]:
    """Return what was written, in printing order; answered points and supported findings are items of their block."""
    printed = list(texts.letters[content.type].blocks)
    written = {block.id: file.text(block.text) or "" for block in content.blocks if not block.empty}
    asked = [block for reading in found for block in reading.asked()]
    items = {block.id: ITEMS[block.kind](file, content) for block in asked if block.kind in ITEMS}
    there = {*written, *(name for name, found in items.items() if found)}
    order = sorted(there, key=lambda name: (printed.index(name) if name in printed else len(printed), name))
    return tuple(_block(name, written.get(name, ""), items.get(name, ()), texts) for name in order)


def _block(name: Code, words: str, items: tuple[tuple[str, str], ...], texts: Standard) -> Block:
    known = texts.blocks.get(name)
    return Block(name, words, "" if known is None else known.heading, items)


def _answers(file: CaseFile, content: Content) -> tuple[tuple[str, str], ...]:
    raised = {point.id: file.text(point.text) or "" for point in file.case.points}
    return tuple(
        (raised[a.point], file.text(a.text) or "") for a in content.answers if a.point in raised and not a.empty
    )


def _findings(file: CaseFile, content: Content) -> tuple[tuple[str, str], ...]:
    told = [finding for finding in content.findings if not finding.empty]
    return tuple((file.text(finding.text) or "", file.text(finding.support) or "") for finding in told)


ITEMS = {Code("points"): _answers, Code("findings"): _findings}


def _signatory(register: Parts, written: Written, kind: LetterType, brand: str) -> tuple[str, ...]:
    """Return who signs: its author, or where the pack says so the second person, once they approved it."""
    signer = written.approved_by if kind.signed_by else written.drafted_by
    name = None if signer is None else register.reader.accounts.names().get(signer)
    return tuple(line for line in (name, kind.signed_by, brand) if line)


def _checkpoint(register: Parts, written: Written) -> str:
    """Return the line that names the newest checkpoint; a draft is made under none."""
    newest = register.reader.trail.checkpoint() if written.state in FINAL else None
    return "" if newest is None else named(newest)
