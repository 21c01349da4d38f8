"""A new letter to start from: the pack's blocks in printing order, filled with what the register knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from policies.catalogue import Policies
from register.domain.actors import Actor
from register.domain.errors import Invalid, Problem
from register.domain.law.deadlines import derive
from register.domain.law.letterspec import LetterSpec
from register.domain.law.policy import DELAY_EVENT, Pack
from register.domain.law.proofs import Due
from register.domain.law.rules import ANSWER, Rule
from register.domain.law.texts import Standard, StandardBlock
from register.domain.obligations.circumstances import circumstances
from register.domain.obligations.letters import pack_for
from register.domain.obligations.readings import Reading, readings, spec_of, texts_of
from register.domain.subjects.case import Case
from register.domain.subjects.firm import details_of
from register.domain.values import Cite, Code, Id
from register.publication.addressee import addressee_name
from register.publication.parts import Parts
from register.reader.cases import CaseFile
from reports.letters.labels import labels
from reports.letters.placeholders import fill
from reports.renderers.words import long_day


@dataclass(frozen=True, slots=True)
class Start:
    """Which letter: its type, the decision it tells where it tells one, and its language (the pack's own if None)."""

    type: str
    decision: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Suggested:
    """One block to start from. ``text`` is empty where only a person can write it; ``hint`` then says what.

    ``kind`` is the pack's (text, fixed, contact, points, findings). ``cite`` is the paragraph that asks for the block,
    None where nothing does. ``original`` is the same in the pack's own language, where the letter is in another one.
    """

    id: Code
    kind: Code
    heading: str
    text: str
    hint: str
    required: bool
    cite: Cite | None
    original: StandardBlock | None = None


def suggest_blocks(register: Parts, actor: Actor, case_id: Id, start: Start) -> list[Suggested]:
    """Return the blocks of a new letter; a placeholder nobody can fill yet stays for the officer (and the gate).

    Raises ``Unknown`` for a case this actor may not know of, ``Invalid`` for a letter, decision or language unknown to
    the pack.
    """
    file = register.reader.cases.open(actor, case_id)
    packs = packs_of(register.policies, file.case)
    pack, found = pack_for(start.type, packs), tuple(readings(file.case, packs, start.type, start.decision))
    spec = spec_of(file.case, packs, start.type, start.decision)
    language, own = start.language or pack.languages[0], pack.languages[0]
    if language not in pack.languages:
        raise Invalid(Problem("unknown-language", "language"))
    people = {**dict(_people(register, actor, file)), "reference": file.case.reference}
    details = details_of(register.reader.firm.now().details, file.case.brand)
    days = dict(_days(register, file.case, start))

    def words(spoken: str) -> Standard:
        texts = texts_of(found, spoken)
        said = {name: long_day(day, spoken) for name, day in days.items()}
        return _filled(texts, {**_details(texts, details, spoken), **people, **said})

    texts, originals = words(language), words(own) if language != own else None
    offered = [_suggested(block, spec, texts, originals) for block in _order(found, spec, texts)]
    return list(_grounded(offered, file)) if spec.type.event == DELAY_EVENT else offered


def _grounded(offered: Iterable[Suggested], file: CaseFile) -> Iterator[Suggested]:
    """Yield the parts of a delay notification, its reasons in the words in which the ground was stated last.

    They stand in the pack's own language; in a letter in another one they are the original to translate.
    """
    stated = [file.text(ground.facts) or "" for ground in file.case.delay_grounds[-1:]]
    for part in offered:
        facts = stated.pop() if stated and part.kind == "text" and not part.text else ""
        if not facts:
            yield part
        elif part.original is None:
            yield replace(part, text=facts)
        else:
            yield replace(part, original=replace(part.original, text=facts))


def packs_of(policies: Policies, case: Case) -> tuple[Pack, ...]:
    """Return the packs the case is held to, first the one whose letters it uses."""
    return tuple(policies.pack(choice.pack, choice.version) for choice in case.packs)


def pack_of(policies: Policies, case: Case) -> Pack:
    """Return the first of the case's packs, whose lists it uses."""
    return packs_of(policies, case)[0]


def standard_in(pack: Pack, language: str) -> Standard:
    """Return the pack's standard texts in this language, or in its own where it has not declared this one."""
    return pack.texts[Code(language) if language in pack.texts else pack.languages[0]]


def answers(rule: Rule | None) -> bool:
    """Whether the rule is a limit for the response."""
    return rule is not None and rule.kind == "deadline" and ANSWER in rule.met_by


def _order(found: Sequence[Reading], spec: LetterSpec, texts: Standard) -> list[Code]:
    """Return the required blocks and those no rule of the packs speaks of, as the standard texts order them."""
    letter = spec.type.id
    required = list(dict.fromkeys(block.id for block in spec.required))
    ruled = frozenset(block for reading in found for block in reading.ruled())
    printed = [Code(name) for name in texts.letters[letter].blocks] if letter in texts.letters else []
    wanted = [name for name in printed if name in required or name not in ruled]
    return [*wanted, *(name for name in required if name not in wanted)]


def _filled(texts: Standard, filling: Mapping[str, str]) -> Standard:
    return replace(texts, blocks={name: replace(b, text=fill(b.text, filling)) for name, b in texts.blocks.items()})


def _suggested(block: Code, spec: LetterSpec, texts: Standard, originals: Standard | None) -> Suggested:
    wanted = next((one for one in spec.required if one.id == block), None)
    text = texts.blocks.get(block, StandardBlock(block))
    kind = Code("contact" if block.endswith("-contact") else "fixed" if text.text else "text")
    if wanted is not None and not (wanted.kind == "fixed" and not text.text):
        kind = wanted.kind
    return Suggested(
        block,
        kind,
        text.heading,
        text.text,
        text.hint,
        required=wanted is not None,
        cite=None if wanted is None else wanted.cite,
        original=None if originals is None else originals.blocks.get(block),
    )


def _details(texts: Standard, details: Mapping[str, str], language: str) -> dict[str, str]:
    """Return, for each owner of contact details, all of them as lines: a contact block must carry every one."""
    lines: dict[str, list[str]] = {}
    for name, value in details.items():
        owner, _, what = name.partition("-")
        label = texts.details.get(what)
        line = value if label is None else f"- {fill(labels(language).detail, {'label': label, 'value': value})}"
        lines.setdefault(f"{owner}_details", []).append(line)
    return {name: "\n".join(found) for name, found in lines.items()}


def _people(register: Parts, actor: Actor, file: CaseFile) -> Iterator[tuple[str, str]]:
    officer = file.case.assignee or actor.account
    account = None if officer is None else register.reader.accounts.by_id(officer)
    # One text goes to everybody who complains, so it names none of them.
    name = None if file.case.joint else addressee_name(file)
    if account is not None:
        yield "officer_name", account.name
    if name is not None:
        yield "addressee_name", name


def _days(register: Parts, case: Case, start: Start) -> Iterator[tuple[str, date]]:
    pack = pack_for(start.type, packs_of(register.policies, case))
    yield "received_on", case.origin.received_at.astimezone(ZoneInfo(case.zone)).date()
    if pack.is_draft:
        # A person writes the day, or none: the letter would tell it as if it were the law's.
        return
    limits = [d.due for d in case.deadlines if not d.replaced and answers(pack.rules.get(d.due.rule))]
    review = _review(register, case, pack, start)
    for name, due in (("respond_by", min(limits, key=lambda due: due.due_at, default=None)), ("review_on", review)):
        if due is not None and due.derivation.due_calendar is not None:
            yield name, due.derivation.due_calendar


def _review(register: Parts, case: Case, pack: Pack, start: Start) -> Due | None:
    """Return the review date this letter would set if it went out now."""
    event = pack.letter_types[Code(start.type)].event
    if event is None:
        return None
    known = circumstances(case, pack)
    sent = replace(known, events={**known.events, event: (register.clock(),)})
    dues = derive(pack, sent, register.policies.calendars)
    return next((due for due in dues if due.kind == "review" and due.derivation.start_event == event), None)
