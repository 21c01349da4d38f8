"""The audit trail: what happened, by whom; the checkpoint it stands under; inspected and exported by the auditor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import Optional

from register.domain.actors import AUDITOR, CONSOLE, INTAKE, ROLES, WORKER, Actor
from register.domain.commands.register import RecordExport
from register.domain.display import shown, storable
from register.domain.errors import Refused
from register.domain.law.policy import Pack
from register.domain.permissions import READING, check
from register.domain.trail.checkpoint import BadNote
from register.domain.trail.entry import Entry
from register.domain.values import Id
from register.imports.importer import IMPORTER
from register.publication.casefile import case_chronicle, case_file
from register.reader.exports import Wanted
from register.reader.plain import Plain
from register.reader.trail import Leaf, Signed
from register.web.forms import RegisterForm, blank_to_none
from register.web.login import current_actor, for_roles
from register.web.pages.shared.timeline import say, titles_of, who
from register.web.texts import sentence
from register.wiring import Register
from register.wording.findings import told
from register.wording.spoken import spoken

KINDS: Final[Mapping[str, LazyString]] = {
    "case": _("Complaint"),
    "message": _("Message"),
    "account": _("Account"),
    "channel": _("Channel"),
    "report": _("Report"),
    "register": _("Register and firm"),
}
MACHINES: Final = (WORKER.name, INTAKE.name, IMPORTER.name, CONSOLE.name)


@dataclass(frozen=True, slots=True)
class Entered:
    """One entry: its place, what it is about (with an address where there is a page), and its facts as sentences."""

    leaf: Leaf
    about: str
    address: str | None
    by: str
    told: list[tuple[str, list[str]]]


class VerifyForm(RegisterForm):
    """Inspect, against an earlier checkpoint where there is one."""

    since = TextAreaField(
        _("An earlier checkpoint"),
        [Optional()],
        description=_("From an old report or export, if you have one: it shows that nothing was rebuilt since."),
    )


class ExportForm(RegisterForm):
    """Export everything, or one complaint."""

    case = StringField(
        _("Only this complaint"), [Optional()], filters=[blank_to_none], description=_("As in C-2026-000001.")
    )


class TrailPages:
    """The pages of the trail."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def index(self) -> ResponseReturnValue:
        """Show the newest entries, as filtered."""
        return self._page(VerifyForm(formdata=None), ExportForm(formdata=None))

    def checkpoint(self) -> ResponseReturnValue:
        """Return the newest checkpoint as a file."""
        newest = self.register.reader.trail.checkpoint()
        if newest is None:
            abort(404)
        return Response(newest.note, 200, {"Content-Disposition": "attachment; filename=checkpoint"}, "text/plain")

    def verify(self) -> ResponseReturnValue:
        """Inspect the whole register and say in plain words what is proven, and what is not."""
        _only_auditors()
        form = VerifyForm()
        if not form.validate_on_submit():
            return self._page(form, ExportForm(formdata=None))
        try:
            findings = self.register.inspector.verify([form.since.data] if form.since.data else [])
        except BadNote as error:
            form.since.errors = [gettext("This is no checkpoint of this register: %(why)s", why=str(error))]
            return self._page(form, ExportForm(formdata=None)), 422
        self.register.upkeep.record(current_actor().name, "verified", ["holds" if findings.holds else "differs"])
        return render_template("trail/verified.html", findings=findings, told=partial(told, gettext=gettext))

    def export(self) -> ResponseReturnValue:
        """Make an export, record it and hand it over."""
        _only_auditors()
        form, actor = ExportForm(), current_actor()
        if not form.validate_on_submit():
            return self._page(VerifyForm(formdata=None), form)
        try:
            check(actor, RecordExport)
            reference = form.case.data
            cases = (self.register.reader.cases.find(actor, reference.upper()),) if reference else ()
            with TemporaryDirectory() as folder:
                target, wanted = Path(folder) / "export.zip", Wanted(cases=cases)
                made = self.register.exporter.export(actor, target, wanted, self._chronicle)
                # The file goes with its folder; what is open can still be read to its end.
                file = made.path.open("rb")
        except Refused as refusal:
            form.take(refusal)
            return self._page(VerifyForm(formdata=None), form), 422
        name = f"audit-trail-{reference or ('part' if made.withheld else 'whole')}-{made.tree_size}.zip"
        return send_file(file, "application/zip", as_attachment=True, download_name=name)

    def chronicle(self, case: str) -> ResponseReturnValue:
        """Return the chronicle of one complaint as PDF."""
        document = case_file(self.register, current_actor(), storable(case))
        return Response(document, 200, {"Content-Disposition": f'inline; filename="{case}.pdf"'}, "application/pdf")

    def _chronicle(self, actor: Actor, case: Id, _checkpoint: Signed) -> bytes:
        return case_chronicle(self.register, actor, case)

    def _page(self, verify: VerifyForm, export: ExportForm) -> str:
        actor, reader = current_actor(), self.register.reader
        kind, by, reference, before = (_asked(name) for name in ("kind", "who", "case", "before"))
        subject, unknown = self._subject(reference)
        page = reader.trail.newest(
            cursor=before,
            subject_kind=kind if kind in KINDS else None,
            actor=by,
            subject=subject,
        )
        hidden = reader.exports.hidden(actor)
        names = reader.accounts.names()
        names |= {code: who(names, code) for code in MACHINES}
        shown = [leaf for leaf in page.items if (leaf.entry.subject_kind, leaf.entry.subject) not in hidden]
        return render_template(
            "trail/index.html",
            entries=[] if unknown else self._entered(shown, names),
            withheld=len(page.items) - len(shown),
            unknown=unknown,
            newest=reader.trail.checkpoint(),
            key=self.register.key.verifier_key,
            kinds=KINDS,
            people=sorted(names.items(), key=lambda pair: pair[1].casefold()),
            chosen={"kind": kind, "who": by, "case": reference},
            first=_address({"kind": kind, "who": by, "case": reference}) if before else None,
            next=_address({"kind": kind, "who": by, "case": reference, "before": page.next}) if page.next else None,
            verify=verify,
            export=export,
            audits=AUDITOR in actor.roles,
            reads=bool(actor.roles & READING),
        )

    def _subject(self, reference: str | None) -> tuple[Id | None, str | None]:
        if reference is None:
            return None, None
        try:
            return self.register.reader.cases.find(current_actor(), reference.strip().upper()), None
        except Refused as refusal:
            return None, sentence(refusal.problems[0])

    def _zone(self) -> tzinfo:
        entities = self.register.reader.firm.now().firm.entities
        return ZoneInfo(entities[0].zone) if entities else UTC

    def _entered(self, leaves: list[Leaf], names: Mapping[str, str]) -> list[Entered]:
        actor = current_actor()
        reads, manner = bool(actor.roles & READING), say(self._zone(), spoken(self._packs(), gettext))
        entries = [leaf.entry for leaf in leaves]
        plain = self._notes(actor, entries) if reads else {}
        places = self._places(actor, entries, names, reads=reads)
        found = []
        for leaf in leaves:
            about, address = places[leaf.entry.subject]
            told = titles_of(leaf.entry, names, manner, plain)
            found.append(Entered(leaf, about, address, who(names, leaf.entry.actor), told))
        return found

    def _notes(self, actor: Actor, entries: list[Entry]) -> Plain:
        """Return the words of the notes among these entries, as far as the actor may read them; it is written down."""
        cases, words = self.register.reader.cases.notes(actor, entries)
        self.register.upkeep.record_each(actor.name, "read:note", [("case", case) for case in cases])
        return words

    def _places(
        self, actor: Actor, entries: list[Entry], names: Mapping[str, str], *, reads: bool
    ) -> dict[Id, tuple[str, str | None]]:
        """Return what each subject is called, and the address of its page where the actor may open one."""
        reader = self.register.reader
        of_kind = {kind: {entry.subject for entry in entries if entry.subject_kind == kind} for kind in KINDS}
        references = {line.id: line.reference for line in reader.cases.lines(actor, of_kind["case"])}
        authors = reader.inbox.authors(of_kind["message"]) if reads else {}
        found: dict[Id, tuple[str, str | None]] = {}
        for entry in entries:
            subject, called = entry.subject, str(KINDS.get(entry.subject_kind, entry.subject_kind))
            found[subject] = (called, None)
            if subject in references:
                address = url_for("cases.show", reference=references[subject]) if reads else None
                found[subject] = (references[subject], address)
            elif subject in authors:
                words = gettext("Message from %(author)s", author=shown(authors[subject] or gettext("(erased)")).text)
                found[subject] = (words, url_for("inbox.show", message=subject))
            elif entry.subject_kind == "account":
                found[subject] = (f"{called}: {names.get(f'account:{subject}', '')}", None)
        return found

    def _packs(self) -> list[Pack]:
        """Return the newest version of each pack that an entity of the firm is held to: their words are used."""
        held = dict.fromkeys(pack for entity in self.register.reader.firm.now().firm.entities for pack in entity.packs)
        return [versions[-1] for pack in held if (versions := self.register.policies.versions(pack))]


def _asked(name: str) -> str | None:
    return storable(request.args.get(name, "")) or None


def _only_auditors() -> None:
    if AUDITOR not in current_actor().roles:
        abort(403)


def _address(chosen: Mapping[str, Any]) -> str:
    return url_for("trail.index", **{name: value for name, value in chosen.items() if value})


def make(register: Register) -> Blueprint:
    """Return the pages of the trail."""
    blueprint = Blueprint("trail", __name__, url_prefix="/trail", template_folder="..")
    pages = TrailPages(register)
    for_roles(blueprint, *ROLES)
    blueprint.add_url_rule("/", "index", pages.index)
    blueprint.add_url_rule("/checkpoint", "checkpoint", pages.checkpoint)
    blueprint.add_url_rule("/chronicle/<case>", "chronicle", pages.chronicle)
    blueprint.add_url_rule("/verify", "verify", pages.verify, methods=["POST"])
    blueprint.add_url_rule("/export", "export", pages.export, methods=["POST"])
    return blueprint
