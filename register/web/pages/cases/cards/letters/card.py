"""The letters of a case, and those that should have left and have not."""

from register.domain.obligations.letters import pack_for
from register.domain.obligations.unsent import unsent
from register.domain.subjects.letter import Letter
from register.web.pages.cases.card import Card
from register.web.pages.cases.desk import Desk
from register.web.pages.shared.labels import label


def letter_title(desk: Desk, letter: Letter) -> str:
    """Return what kind of letter it is, with what it decides."""
    kind = pack_for(letter.content.type, desk.packs).letter_types.get(letter.content.type)
    title = kind.title if kind else letter.content.type
    decision = label(desk.pack, "idr-decision", letter.content.decision).partition(":")[0]
    return f"{title}: {decision}" if decision else title


LETTERS = Card("letters", model=lambda desk: tuple(unsent(desk.case, desk.now)))
