"""What a case's page says of the case itself: pairs of a term and its value, in words."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from flask_babel import gettext
from markupsafe import Markup

from register.domain.case import Closure
from register.domain.decide.knowing import class_for, values_of
from register.domain.decide.prioritising import TRIGGERS
from register.domain.external import ExternalStep
from register.domain.law.policy import Pack
from register.domain.letter import Letter
from register.domain.remedy import Remedy
from register.domain.values import Code
from register.web import formats
from register.web.pages.desk import Desk
from register.web.pages.telling import who
from register.web.pages.words import WORDS, label, pack_title, word
from register.web.texts import locale

Pair = tuple[str, str | Markup | None]


def about(desk: Desk) -> list[Pair]:
    """Return what the complaint is about, and how it came."""
    case, pack, known = desk.case, desk.pack, desk.case.classification
    pairs: list[Pair] = [
        (gettext("Class"), _class(desk, pack, known.complaint_class)),
        *((gettext("Class under %(pack)s", pack=pack_title(more)), _further(desk, more)) for more in desk.packs[1:]),
        (gettext("Product"), label(pack, "product", known.product)),
        (gettext("Issues"), ", ".join(label(pack, "issue", issue) for issue in known.issues)),
        (gettext("Priority tier"), _priority(desk)),
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
    return pairs


def standing(desk: Desk) -> list[Pair]:
    """Return who has the case and whether it was acknowledged."""
    case = desk.case
    acknowledged: str | Markup = gettext("not yet")
    if case.acknowledgement is not None:
        at = _when(desk, case.acknowledgement.at)
        acknowledged = Markup("{}, {}").format(word("acknowledged-by", case.acknowledgement.method), at)
    assignee = desk.names.get(case.assignee, case.assignee) if case.assignee else gettext("nobody yet")
    return [(gettext("Officer"), assignee), (gettext("Acknowledged"), acknowledged)]


def safeguards(desk: Desk) -> list[Pair]:
    """Return the flags of the case and what guards it."""
    case = desk.case
    systemic, external = gettext("not flagged"), gettext("not involved")
    if case.systemic is not None:
        owner = desk.names.get(case.systemic.owner, case.systemic.owner)
        systemic = f"{label(desk.pack, 'systemic-example', case.systemic.example)} · {owner}"
    if case.external is not None:
        external = " · ".join(filter(None, _external(desk, case.external)))
    linked = everybody(desk, case.linked_accounts) or gettext("none recorded")
    return [
        (gettext("Possible systemic issue"), systemic),
        (_scheme(desk), external),
        (gettext("Conflicts of interest"), linked),
    ]


def ending(desk: Desk, closure: Closure, remedies: Iterable[Remedy] = ()) -> list[Pair]:
    """Return how a case ended, or is proposed to end."""
    text, pack = desk.text, desk.pack
    early = label(pack, "early-close-basis", closure.basis)
    promised = [" ".join(filter(None, (label(pack, "remedy", r.code), _money(desk, r)))) for r in remedies]
    pairs: list[Pair] = [
        (gettext("Outcome"), label(pack, "complaint-outcome", closure.outcome)),
        (gettext("Basis"), word("basis", closure.basis) if closure.basis in WORDS["basis"] else early),
        (gettext("Root cause"), label(pack, "root-cause", closure.root_cause)),
        (gettext("Remedies"), ", ".join(promised)),
        (gettext("In the customer's words"), text(closure.words)),
        (gettext("Evidence"), text(closure.evidence)),
        (gettext("Words of the withdrawal"), text(closure.withdrawal)),
        (gettext("Withdrawn by"), _withdrawn(desk, closure)),
        (gettext("Attempts to reach them"), Markup(", ").join(_when(desk, at) for at in closure.attempts)),
    ]
    if desk.case.closure is closure and desk.case.closed_at is not None:
        pairs.append((gettext("Closed"), _when(desk, desk.case.closed_at)))
    return [(name, value) for name, value in pairs if value]


def _withdrawn(desk: Desk, closure: Closure) -> Markup | None:
    whose = closure.withdrawn
    if whose is None:
        return None
    said = (word("withdrawn-by", whose.by), word("withdrawn-how", whose.how), _when(desk, whose.at))
    return Markup(", ").join(said)


def letter_title(desk: Desk, letter: Letter) -> str:
    """Return what kind of letter it is, with what it decides."""
    kind = desk.pack.letter_types.get(letter.content.type)
    title = kind.title if kind else letter.content.type
    decision = label(desk.pack, "idr-decision", letter.content.decision).partition(":")[0]
    return f"{title}: {decision}" if decision else title


def everybody(desk: Desk, accounts: Iterable[str]) -> str:
    """Return the names of accounts."""
    return ", ".join(desk.names.get(account, account) for account in accounts)


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
    found = Markup("{} ({})").format(_when(desk, origin.received_at), word("receipt-basis", origin.basis))
    words = desk.text(origin.words)
    return Markup("{}: “{}”").format(found, words) if words else found


def _by(desk: Desk, at: datetime, actor: str) -> Markup:
    return Markup("{}, {}").format(_when(desk, at), who(desk.names, actor))


def _when(desk: Desk, at: datetime) -> Markup:
    words = formats.moment(at, desk.zone, locale())
    return formats.time_tag(at, words, desk.zone, locale())


def _scheme(desk: Desk) -> str:
    """Return the external scheme's name, as the case's pack gives it."""
    return next((scheme.title for scheme in desk.pack.schemes), gettext("External scheme"))


def _external(desk: Desk, step: ExternalStep) -> Iterator[str | None]:
    """Say where the complaint is with the external scheme: the last step, and what the scheme asks for."""
    yield word("external-step", step.kind)
    yield word("referral-stage", step.stage)
    yield desk.text(step.reference)
    if step.due_on is not None:
        yield gettext("answer asked for by %(day)s", day=formats.day(step.due_on, locale()))


def _value(value: str) -> str:
    words: dict[str, str] = {"true": gettext("yes"), "false": gettext("no")}
    return words.get(value, value)


def _money(desk: Desk, remedy: Remedy) -> str | None:
    return formats.money(remedy.amount, desk.pack.currency, locale()) if remedy.amount else None
