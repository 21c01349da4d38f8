"""The chronicle of one case: what it is, its limits, and every fact of its trail under one checkpoint."""

from collections.abc import Iterable, Iterator
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale

from register.domain.actors import Actor
from register.domain.codec import tag_of
from register.domain.commands.base import Ref
from register.domain.facts.case import ContactRecorded, PreferencesRecorded, SupportRecorded
from register.domain.law.policy import Pack
from register.domain.obligations.dates import (
    COMPLAINANT,
    DRAFT,
    EXAMPLE,
    HOUSE,
    UNCLAIMED,
    UNCONFIRMED,
    alternatives,
    dated,
)
from register.domain.obligations.risks import delay_notified
from register.domain.subjects.case import Case
from register.domain.subjects.complainants import complainants, several
from register.domain.subjects.deadline import Deadline
from register.domain.subjects.parties import Person
from register.domain.values import Code, Id
from register.publication.parts import REPORT_LANGUAGE, Parts, check_reader, named, sealed_now, speech
from register.publication.suggestions import pack_of
from register.reader.cases import CaseFile
from register.reader.figures import Kept
from register.reader.trail import Signed
from register.timeline import Line, Say, lines
from register.timeline.of_cases import ERASED
from register.wording.dates.aloud import Call
from register.wording.dates.manner import Manner
from register.wording.dates.told import Telling
from register.wording.dates.why import Said
from register.wording.marker import _
from register.wording.spoken import spoken
from reports.casefile.document import render_chronicle
from reports.casefile.inputs import Chronicle, Detail, Event, Limit, Proof
from reports.regulator.period import INSTANT
from reports.renderers.day_strip import draw
from reports.renderers.words import Words

STATUS: Final = {"open": _("open"), "closed": _("closed"), "void": _("void")}
OR: Final = _(" or ")
REMARKS: Final = {
    COMPLAINANT: _("the complainant's time"),
    HOUSE: _("the firm's own target"),
    UNCONFIRMED: _("unconfirmed: not a legal date"),
    UNCLAIMED: _("not claimed by the pack: received before it took force"),
    EXAMPLE: _("from an example pack: not a legal date"),
    DRAFT: _("draft law, UNCONFIRMED: not a legal date"),
}
# How one of several is reached, and what they need: it is in the register, for those who work on the complaint.
OF_ONE_ALONE: Final = frozenset({tag_of(kind) for kind in (ContactRecorded, PreferencesRecorded, SupportRecorded)})
COMPLAINANT_LABEL: Final = _("Complainant")
KEPT_BACK: Final = _("(not printed: several people complain, and this is for one of them alone)")

CARRIED_FROM: Final = _("carried over from %(source)s")


def case_chronicle(register: Parts, actor: Actor, case_id: Id) -> bytes:
    """Return the chronicle as PDF, with personal values as far as this actor may see them.

    Privileged notes and files are left out for everybody, and their number is printed. The reading is in the security
    log before the document leaves. Raises ``Forbidden`` for a role that may not read cases, ``Unknown`` for a case this
    actor may not know of.
    """
    check_reader(actor)
    checkpoint = sealed_now(register)
    file = register.reader.cases.open(actor, case_id)
    with register.reader.figures.under(checkpoint) as known:
        history = known.history(Ref(Code("case"), case_id))
    chronicle = _Telling(register, file, checkpoint).chronicle(actor, history)
    register.upkeep.record(actor.name, "read:chronicle", (), ("case", case_id))
    return render_chronicle(chronicle, speech(REPORT_LANGUAGE))


def case_file(register: Parts, actor: Actor, reference: str) -> bytes:
    """Return the chronicle of the case with this reference; raises as ``case_chronicle`` does."""
    return case_chronicle(register, actor, register.reader.cases.find(actor, reference))


class _Telling:
    """Tells one case under one checkpoint."""

    def __init__(self, register: Parts, file: CaseFile, checkpoint: Signed) -> None:
        self.file, self.checkpoint = file, checkpoint
        self.firm = register.reader.firm.now()
        self.names = register.reader.accounts.names()
        self.pack = pack_of(register.policies, file.case)
        self.speech = speech(REPORT_LANGUAGE)
        self.packs = packs = [register.policies.pack(choice.pack, choice.version) for choice in file.case.packs]
        known = spoken(packs, self.speech.gettext)
        self.words = Words(self.speech, REPORT_LANGUAGE, file.case.zone, labels=known)
        self.dated = {deadline.id: known for deadline, known in dated(file.case, register.policies.pack)}
        duties = {str(known.due.rule): known.title for known in self.dated.values()}
        call = Call(file.case, packs, checkpoint.signed_at)
        manner = Manner(self.speech.gettext, self.speech.ngettext, Locale.parse(REPORT_LANGUAGE, sep="-"))
        self.telling = Telling(call, file.entries, register.policies.calendar, file.text, manner)
        self.say = Say(self.words.moment, self.words.day, {**known, "rule": {**known["rule"], **duties}})

    def chronicle(self, actor: Actor, history: list[Kept]) -> Chronicle:
        case = self.file.case
        told = lines([kept.entry for kept in history], self.names, self.file.plain, self.speech.gettext, self.say)
        return Chronicle(
            firm=self.firm.entity_name(case.entity),
            brand=self.firm.brand_name(case.brand),
            ref=case.reference,
            zone=case.zone,
            language=REPORT_LANGUAGE,
            as_at=self.checkpoint.signed_at,
            pack=", ".join(self.law(pack) for pack in self.packs),
            checkpoint_text=named(self.checkpoint),
            checkpoint_size=self.checkpoint.size,
            checkpoint_root=self.checkpoint.root,
            exported_by=self.names.get(actor.name, self.speech.gettext("the console")),
            document_id=f"{case.reference} / {self.checkpoint.size}",
            summary=self.summary(case),
            limits=(*self.limits(case), *self.gaps()),
            proofs=tuple(self.proofs(case)),
            events=tuple(self.events(told, history)),
            withheld=sum(line.privileged for line in told),
        )

    def law(self, pack: Pack) -> str:
        """Return a pack with its version, marked where its law is not made yet."""
        named = f"{pack.id}, {pack.version}"
        return f"{named} ({self.speech.gettext('draft law, UNCONFIRMED')})" if pack.is_draft else named

    def summary(self, case: Case) -> tuple[Detail, ...]:
        """Return what the case is, as pairs; what is not recorded is left out."""
        _, text, words = self.speech.gettext, self.file.text, self.words
        known, void = case.classification, case.voiding
        pairs = (
            (_("Complainants") if case.joint else _("Complainant"), self.people(complainants(case))),
            (_("Withdrew"), self.people(case.former)),
            (_("Status"), _(STATUS[case.status])),
            (_("Why it is void"), text(void.words) if void is not None else None),
            (_("Registered before as"), void.stays if void is not None else None),
            (_("Registered a second time as"), ", ".join(merged.reference for merged in case.merged)),
            (_("Received"), words.moment(case.origin.received_at)),
            (_("Brought over from"), text(case.carried_over.source if case.carried_over else None)),
            (_("Channel"), words.label("received-channel", case.origin.channel)),
            (_("Class"), words.label("class", case.held_class or "")),
            (_("Product or service"), words.label("product", known.product or "")),
            (_("Summary"), text(case.summary)),
        )
        return tuple(Detail(label, said) for label, said in pairs if said)

    def people(self, people: tuple[Person, ...]) -> str:
        """Return the names of some who complain, or did."""
        names = (self.file.text(person.complainant.name) for person in people)
        return ", ".join(name for name in names if name)

    def limits(self, case: Case) -> Iterator[Limit]:
        """Yield the deadlines that stand, each with its last moment and what became of it; alternatives are one."""
        standing = ((d, self.dated[d.id]) for d in case.deadlines if not d.replaced)
        for same in alternatives(standing):
            dates = sorted((deadline for deadline, _known in same), key=lambda one: one.due.due_at)
            either = self.speech.gettext(OR).join(self.words.moment(one.due.due_at - INSTANT) for one in dates)
            cites = ", ".join(dict.fromkeys(one.due.derivation.cite for one in dates))
            yield Limit(self.name(dates[0]), cites, either, self.result(dates[0]))

    def gaps(self) -> Iterator[Limit]:
        """Yield the dates the case lacks, each with the reason."""
        return (Limit(gap.title, gap.found.cite, self.words.moment(None), gap.words) for gap in self.telling.gaps())

    def proofs(self, case: Case) -> Iterator[Proof]:
        """Yield the proof of each date, those that were replaced last and without their days."""
        for deadline in sorted(case.deadlines, key=lambda one: one.replaced):
            known, name = self.dated[deadline.id], self.name(deadline)
            said = _details(self.telling.why(deadline, known))
            if deadline.replaced:
                yield Proof(name, "", said)
                continue
            of_days = self.telling.picture(deadline, known)
            aloud = self.telling.aloud(deadline, known) or ""
            yield Proof(name, aloud, said, draw(of_days), of_days.title, _details(of_days.key))

    def name(self, deadline: Deadline) -> str:
        """Return what a deadline is for and whom it is about, with what keeps it from being a date of the law."""
        known = self.dated[deadline.id]
        person = next((party for party in self.file.case.parties if party.id == deadline.due.party), None)
        name = (
            known.title
            if person is None
            else f"{known.title}: {self.file.text(person.name) or self.speech.gettext(ERASED)}"
        )
        remark = self.speech.gettext(REMARKS[known.group]) if known.group in REMARKS else ""
        if deadline.carried is not None:
            source = self.file.text(self.file.case.source_of(deadline)) or self.speech.gettext(ERASED)
            remark = self.speech.gettext(CARRIED_FROM) % {"source": source}
        return f"{name} ({remark})" if remark else name

    def result(self, deadline: Deadline) -> str:
        """Return what became of a deadline as known under the checkpoint."""
        _, due = self.speech.gettext, deadline.due
        notified = delay_notified(self.file.case, self.packs, deadline)
        if deadline.met_at is not None and notified is not None and deadline.met_at >= due.due_at:
            told = {
                "day": self.words.day(notified.astimezone(ZoneInfo(self.file.case.zone)).date()),
                "moment": self.words.moment(deadline.met_at),
            }
            return _("answered under delay notification of %(day)s, %(moment)s") % told
        if deadline.met_at is not None:
            met = _("met") if deadline.met_at < due.due_at else _("met late")
            return f"{met}, {self.words.moment(deadline.met_at)}"
        if self.checkpoint.signed_at < due.due_at:
            return _("running")
        return _("no longer open: the option is gone") if due.kind == "window" else _("passed")

    def events(self, told: list[Line], history: list[Kept]) -> Iterator[Event]:
        """Yield every line but the privileged; an entry's hash stands under its last one."""
        shown = [line for line in told if not line.privileged]
        last = {line.number: line for line in shown}
        hashes = {kept.entry.seq: kept.hash for kept in history}
        for line in shown:
            details = tuple(Detail(label, said) for label, said in self.told(line))
            digest = hashes[line.number] if last[line.number] is line else ""
            yield Event(line.number, line.at, line.actor, line.title, details, digest)

    def told(self, line: Line) -> tuple[tuple[str, str], ...]:
        """Return what a line tells. Where several complain, what one told for themselves alone stays out of the paper.

        It may come into the hands of another of them, from whom an address or a need has to be safe.
        """
        if line.tag not in OF_ONE_ALONE or not several(self.file.case):
            return line.details
        _ = self.speech.gettext
        whose = tuple((label, said) for label, said in line.details if label == _(COMPLAINANT_LABEL))
        return (*whose, (_("Details"), _(KEPT_BACK)))


def _details(said: Iterable[Said]) -> tuple[Detail, ...]:
    return tuple(Detail(term, text) for term, text in said)
