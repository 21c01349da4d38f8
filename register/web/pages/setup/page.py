"""Set-up, for administrators: people and roles with four eyes, channels, the firm, the rules of the house."""

import secrets
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_security import hash_password
from wtforms.fields import SelectChoice

from register.channels.catalogue import PLATFORMS, unwatched
from register.domain.actors import ADMINISTRATOR
from register.domain.commands.account import ChangeRole, SetPassword
from register.domain.errors import Refused
from register.domain.law.policy import Pack
from register.domain.values import Id
from register.reader.accounts import AccountFile
from register.reader.channels import ChannelFile
from register.web.login import SHORTEST_PASSWORD, current_actor, for_roles
from register.web.pages.setup import forms as f
from register.web.pages.setup import settling_forms as st
from register.web.pages.setup.contact_details import details_form, details_now
from register.web.pages.setup.draft_law import DraftLawPage
from register.web.pages.shared.fields import MomentField, id_of
from register.web.pages.shared.labels import pack_title, word
from register.web.pages.shared.step_form import carry_out
from register.web.texts import sentence
from register.wiring import Register

PEOPLE: Final = {"create": f.CreateAccountForm}
PERSON: Final = {
    "role": f.RoleForm,
    "settle": st.SettleRoleForm,
    "rescue": f.RescueForm,
    "settle-rescue": st.SettleRescueForm,
    "settle-change": st.SettleChangeForm,
    "join": f.JoinForm,
    "part": f.PartForm,
    "brands": f.BrandsForm,
    "sessions": f.EndSessionsForm,
    "close": f.CloseAccountForm,
}
CHANNELS: Final = {"add": f.AddChannelForm}
CHANNEL: Final = {
    "settle": st.SettleSecretsForm,
    "secrets": f.SecretsForm,
    "gap": f.GapForm,
    "close": f.CloseChannelForm,
}
FIRM: Final = {"settle": st.SettleFirmForm, "entity": f.EntityForm, "brand": f.BrandForm}
RULES: Final = {"rules": f.HouseForm}
Forms = dict[str, f.SetupForm]


class Setup:
    """The pages of the set-up. Each shows its forms, and takes the one that was sent."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def index(self) -> ResponseReturnValue:
        """People: everybody, what waits for confirmation, and a new one."""
        forms = self._forms(PEOPLE, None, {})
        if (made := self._taken(forms, None, gettext("The account is made."))) is not None:
            self._propose(made, forms["create"])
            self._warn_of_namesakes(forms["create"])
            return redirect(url_for("setup.person", account=made))
        people = self.register.reader.accounts.everybody()
        waiting = [(file, each) for file in people for each in file.waiting]
        return self._page("setup/people.html", forms, people=people, waiting=waiting)

    def _propose(self, account: Id, form: f.SetupForm) -> None:
        """Propose the role that was chosen for a new person; whatever speaks against it is told on their page."""
        role = form["role"].data
        if not role:
            return
        command = ChangeRole(account=account, role=role, grant=True)
        try:
            self.register.registrar.carry_out(command, current_actor(), str(uuid5(UUID(form.command), "role")))
        except Refused as refusal:
            flash(" ".join(sentence(problem) for problem in refusal.problems), "error")

    def _warn_of_namesakes(self, form: f.SetupForm) -> None:
        """Say where somebody else has the same name: two accounts of one human approve each other's work."""
        if len(self.register.reader.accounts.named(form["name"].data)) > 1:
            flash(gettext("There is an account with this name already. One human has one account."), "warning")

    def person(self, account: str) -> ResponseReturnValue:
        """One person."""
        file = self.register.reader.accounts.by_id(id_of(account))
        if file is None:
            abort(404)
        forms = self._forms(PERSON, file.version, {"brands": {"brands": sorted(file.account.brands)}})
        if self._taken(forms, file.account.id, _said(request.form.get("step"))) is not None:
            return redirect(url_for("setup.person", account=account))
        return self._person(file, forms)

    def first_password(self, account: str) -> ResponseReturnValue:
        """Make up a first password and show it this once; the trail says who did."""
        secret = secrets.token_urlsafe(SHORTEST_PASSWORD)
        command = SetPassword(account=id_of(account), password_hash=hash_password(secret))
        self.register.registrar.carry_out(command, current_actor())
        file = self.register.reader.accounts.by_id(account)
        if file is None:
            abort(404)
        return self._person(file, self._forms(PERSON, file.version, {}), secret)

    def _person(self, file: AccountFile, forms: Forms, secret: str | None = None) -> ResponseReturnValue:
        values = {
            "file": file,
            "me": current_actor(),
            "waiting": file.waiting,
            "token_names": _token_names(file),
            "shown_password": secret,
        }
        return self._page("setup/person.html", forms, **values)

    def channels(self) -> ResponseReturnValue:
        """Every channel, and a new one."""
        forms = self._forms(CHANNELS, None, {})
        if (made := self._taken(forms, None, gettext("The channel is declared."))) is not None:
            return redirect(url_for("setup.channel", channel=made))
        return self._page("setup/channels.html", forms, channels=self.register.reader.channels.all())

    def channel(self, channel: str) -> ResponseReturnValue:
        """One channel."""
        file = self.register.reader.channels.by_id(id_of(channel))
        if file is None:
            abort(404)
        forms = self._forms(CHANNEL, file.version, {})
        step = request.form.get("step")
        if self._taken(forms, file.channel.id, _said("close-channel" if step == "close" else step)) is not None:
            return redirect(url_for("setup.channel", channel=channel))
        told = {"me": current_actor(), "hook": self._hook(file), "lacks": unwatched(file.channel)}
        return self._page("setup/channel.html", forms, file=file, **told)

    def firm(self) -> ResponseReturnValue:
        """Entities, brands, contact details."""
        firm = self.register.reader.firm.now()
        kinds = FIRM | {"details": details_form(firm, self._held(self._packs()))}
        forms = self._forms(kinds, firm.version, {"details": details_now(firm)})
        if self._taken(forms, None, _said(request.form.get("step"))) is not None:
            return redirect(url_for("setup.firm"))
        return self._page("setup/firm.html", forms, me=current_actor(), packs=self._packs())

    def rules(self) -> ResponseReturnValue:
        """The rules of the house."""
        firm = self.register.reader.firm.now()
        house = firm.firm.house
        known = {
            "officer_amount": house.officer_amount,
            "second_person": list(house.second_person),
            "assess_within_days": house.assess_within_days,
            "second_factor": list(house.second_factor),
        }
        forms = self._forms(RULES, firm.version, {"rules": known})
        if self._taken(forms, None, _said("rules")) is not None:
            return redirect(url_for("setup.rules"))
        return self._page("setup/rules.html", forms)

    # ------------------------------------------------------------------------------------------ forms

    def _forms(
        self, kinds: Mapping[str, type[f.SetupForm]], version: int | None, known: Mapping[str, Mapping[str, Any]]
    ) -> Forms:
        sent = request.form.get("step")
        made = {}
        for name, kind in kinds.items():
            seen = {"version": "" if version is None else str(version)}
            told = {**seen, **known.get(name, {})}
            form = kind(data=told) if name == sent else kind(formdata=None, data=told)
            self._choose(form)
            made[name] = form
        return made

    def _choose(self, form: f.SetupForm) -> None:
        firm, zone = self.register.reader.firm.now(), self._zone()
        packs = self._packs()
        lists: dict[str, list[tuple[str, Any]]] = {
            "brand": [(brand.id, firm.brand_name(brand.id)) for brand in firm.firm.brands],
            "brands": [(brand.id, firm.brand_name(brand.id)) for brand in firm.firm.brands],
            "entity": [(entity.id, firm.entity_name(entity.id)) for entity in firm.firm.entities],
            "other": [(file.account.id, file.name) for file in self.register.reader.accounts.everybody()],
            "platform": [(code, code.replace("-", " ").capitalize()) for code in PLATFORMS],
            "place": [(place, place) for pack in packs for place in pack.places],
            "packs": [(pack.id, pack_title(pack)) for pack in packs],
            "second_person": [choice for pack in self._held(packs) for choice in _approvable(pack)],
        }
        for field in form:
            if hasattr(field, "choices") and field.name in lists:
                field.choices = [SelectChoice(code, text) for code, text in dict(lists[field.name]).items()]
            if isinstance(field, MomentField):
                field.zone = zone

    def _taken(self, forms: Forms, subject: Id | None, said: str) -> Id | None:
        form = forms.get(request.form.get("step", "")) if request.method == "POST" else None
        if form is None or not form.validate_on_submit():
            return None
        outcome = carry_out(self.register, form.order(subject), form)
        if outcome is None:
            return None
        flash(said, "success")
        return outcome.subject.id

    def _page(self, template: str, forms: Forms, **values: Any) -> ResponseReturnValue:
        refused = next((form for form in forms.values() if form.errors), None)
        page = render_template(
            template,
            forms=forms,
            refused=refused,
            house=self.register.reader.firm.now(),
            names=self.register.reader.accounts.names(),
            role_words=f.ROLE_WORDS,
            zone=self._zone(),
            word=word,
            unwatched=unwatched,
            **values,
        )
        return page, HTTPStatus.OK if refused is None else HTTPStatus.UNPROCESSABLE_ENTITY

    def _packs(self) -> list[Pack]:
        newest = {
            pack.id: pack for pack in sorted(self.register.policies.packs.values(), key=lambda p: p.effective_from)
        }
        return list(newest.values())

    def _held(self, packs: list[Pack]) -> list[Pack]:
        """Return those of the packs that an entity of the firm is held to: letters of others are none of its own."""
        held = {pack for entity in self.register.reader.firm.now().firm.entities for pack in entity.packs}
        return [pack for pack in packs if pack.id in held]

    def _zone(self) -> ZoneInfo:
        entities = self.register.reader.firm.now().firm.entities
        return ZoneInfo(entities[0].zone if entities else "UTC")

    def _hook(self, file: ChannelFile) -> str | None:
        channel = file.channel
        platform = PLATFORMS.get(channel.platform)
        if platform is None or platform.manual:
            return None
        return f"{self.register.settings.base_url}/hooks/{channel.platform}/{channel.slug}"


def _approvable(pack: Pack) -> list[tuple[str, str]]:
    """Return each kind of letter and, where it tells decisions, each decision of it."""
    found = []
    for kind in pack.letter_types.values():
        found.append((str(kind.id), kind.title))
        found += [(f"{kind.id}:{told}", f"{kind.title}: {told.replace('-', ' ')}") for told in kind.outcomes]
    return found


def _said(step: str | None) -> str:
    words = {
        "role": _("The change waits for another administrator."),
        "settle": _("It is settled."),
        "settle-rescue": _("It is settled."),
        "settle-change": _("It is settled."),
        "brands": _("Recorded. For more brands than before it waits for another administrator."),
        "sessions": _("They are logged out everywhere."),
        "close": _(
            "Recorded. The account of an administrator or auditor stays open until another administrator confirms."
        ),
        "close-channel": _("It is closed."),
        "secrets": _("Recorded. Where there were secrets before, the new ones wait for another administrator."),
        "entity": _("Recorded. A change of what was there waits for another administrator."),
        "brand": _("Recorded. A change of what was there waits for another administrator."),
        "details": _("Recorded. A change of what was there waits for another administrator."),
        "rules": _("Recorded. What lets one person do more alone waits for another administrator."),
        "gap": _("The gap is recorded; every report will name it."),
    }
    return str(words.get(step or "", _("It is recorded.")))


def _token_names(file: AccountFile) -> dict[str, str]:
    return {token.id: file.text(token.name) or "" for token in file.account.tokens}


def make(register: Register) -> Blueprint:
    """Return the pages of the set-up."""
    blueprint = Blueprint("setup", __name__, url_prefix="/set-up", template_folder="..")
    pages = Setup(register)
    for_roles(blueprint, ADMINISTRATOR)
    both = ["GET", "POST"]
    blueprint.add_url_rule("/", "index", pages.index, methods=both)
    blueprint.add_url_rule("/people/<account>", "person", pages.person, methods=both)
    blueprint.add_url_rule("/people/<account>/first-password", "first_password", pages.first_password, methods=["POST"])
    blueprint.add_url_rule("/channels", "channels", pages.channels, methods=both)
    blueprint.add_url_rule("/channels/<channel>", "channel", pages.channel, methods=both)
    blueprint.add_url_rule("/firm", "firm", pages.firm, methods=both)
    blueprint.add_url_rule("/rules", "rules", pages.rules, methods=both)
    blueprint.add_url_rule("/draft-law", "draft_law", DraftLawPage(register).index, methods=both)
    return blueprint
