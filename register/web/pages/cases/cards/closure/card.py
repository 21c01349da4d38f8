"""How a case ended, or is proposed to end."""

from collections.abc import Iterable

from flask_babel import gettext
from markupsafe import Markup

from register.domain.subjects.closure import Closure
from register.domain.subjects.remedy import Remedy
from register.web import formats
from register.web.pages.cases.card import Card, Pair
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.labels import WORDS, label, word
from register.web.texts import locale


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
        (gettext("Attempts to reach them"), Markup(", ").join(desk.when(at) for at in closure.attempts)),
    ]
    if desk.case.closure is closure and desk.case.closed_at is not None:
        pairs.append((gettext("Closed"), desk.when(desk.case.closed_at)))
    return [(name, value) for name, value in pairs if value]


def _withdrawn(desk: Desk, closure: Closure) -> Markup | None:
    whose = closure.withdrawn
    if whose is None:
        return None
    said = (word("withdrawn-by", whose.by), word("withdrawn-how", whose.how), desk.when(whose.at))
    return Markup(", ").join(said)


def _money(desk: Desk, remedy: Remedy) -> str | None:
    return formats.money(remedy.amount, desk.pack.currency, locale()) if remedy.amount else None


CLOSURE = Card("closure", model=lambda desk: ending(desk, desk.case.closure) if desk.case.closure else None)
