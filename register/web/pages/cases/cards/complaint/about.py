"""What a complaint is about, and how it came: pairs of a term and its value, in words."""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext
from markupsafe import Markup

from register.domain.law.policy import Pack
from register.domain.obligations.circumstances import class_for, values_of
from register.domain.obligations.scope import answered
from register.domain.subjects.priority import TRIGGERS
from register.domain.values import Code
from register.web.pages.cases.card import Pair
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.labels import label, pack_title, word


def about(desk: Desk) -> list[Pair]:
    """Return what the complaint is about, and how it came."""
    case, pack, known = desk.case, desk.pack, desk.case.classification
    pairs: list[Pair] = [
        (gettext("Class"), _class(desk, pack, known.complaint_class)),
        *((gettext("Class under %(pack)s", pack=pack_title(more)), _further(desk, more)) for more in desk.packs[1:]),
        (gettext("Product"), label(pack, "product", known.product)),
        (gettext("Issues"), ", ".join(label(pack, "issue", issue) for issue in known.issues)),
        (gettext("Support tier"), _priority(desk)),
        (gettext("Brand"), desk.firm.brand_name(case.brand)),
        (gettext("Entity"), desk.firm.entity_name(case.entity)),
        (gettext("Came by"), label(pack, "received-channel", case.origin.channel)),
        (gettext("First received by"), label(pack, "first-receiver", case.origin.first_received_by)),
        (gettext("Received"), _received(desk)),
        (gettext("Logged"), _by(desk, case.logged_at, case.logged_by)),
    ]
    if known.about_representative:
        pairs.append((gettext("About a representative of ours"), gettext("yes")))
    pairs.extend((pack.facts[fact.name].title, _value(fact.value)) for fact in known.known if fact.name in pack.facts)
    return [*pairs, *_open(desk)]


def _open(desk: Desk) -> Iterator[Pair]:
    """Yield what the packs say of questions their law leaves open: to know, it moves no date."""
    for one in answered(desk.case, desk.packs):
        said = f"{word('answer', one.answer)} ({one.cite})"
        yield one.title, f"{said} · {gettext('UNCONFIRMED')}" if one.confirmed == "U" else said


def _class(desk: Desk, pack: Pack, picked: Code | None) -> str:
    """Say the class that a person picked under a pack, or the one it is held to until then."""
    if picked in pack.classes:
        return pack.classes[Code(str(picked))].title
    values, words = values_of(desk.case, pack), desk.case.classification.provisional
    held = class_for(desk.case, pack, values)
    if pack.held_class(None, values) is not None:
        return str(gettext("%(title)s: the facts choose it", title=held.title))
    if held.id == words:
        return str(gettext("%(title)s: provisional, the class is not confirmed", title=held.title))
    return str(gettext("not picked; held to: %(title)s", title=held.title))


def _further(desk: Desk, pack: Pack) -> str:
    others = desk.case.classification.others
    return _class(desk, pack, next((each.complaint_class for each in others if each.pack == pack.id), None))


def _priority(desk: Desk) -> str:
    """Return the tier, and why the case stands there."""
    case, grounds = desk.case, []
    tier, held = word("tier", str(case.classification.tier)), case.priority
    if held is not None:
        urgent = desk.pack.classes.get(held.urgent_class) if held.urgent_class is not None else None
        grounds = [f"{urgent.title} ({urgent.cite})"] if urgent is not None else []
        grounds += [_trigger(desk, code) for code in held.triggers]
        grounds += [words] if (words := desk.text(held.reason)) else []
    return gettext("%(tier)s, because: %(grounds)s", tier=tier, grounds="; ".join(grounds)) if grounds else tier


def _trigger(desk: Desk, code: Code) -> str:
    entry = desk.pack.codes[TRIGGERS].entries.get(code) if TRIGGERS in desk.pack.codes else None
    return code if entry is None else f"{entry.label} ({entry.cite})" if entry.cite else entry.label


def _received(desk: Desk) -> Markup:
    origin = desk.case.origin
    found = Markup("{} ({})").format(desk.when(origin.received_at), word("receipt-basis", origin.basis))
    words = desk.text(origin.words)
    return Markup("{}: “{}”").format(found, words) if words else found


def _by(desk: Desk, at: datetime, actor: str) -> Markup:
    return Markup("{}, {}").format(desk.when(at), desk.who(actor))


def _value(value: str) -> str:
    words: dict[str, str] = {"true": gettext("yes"), "false": gettext("no")}
    return words.get(value, value)
