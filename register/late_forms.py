"""What people had typed when it could not be taken: one upkeep row for each person and form, gone after a week."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from register.clock import Clock
from register.store import upkeep_tables as u
from register.store.upkeep_transactions import upkeeping

KEPT_FOR: Final = timedelta(days=7)
MOST: Final = 20


@dataclass(frozen=True, slots=True)
class LateForm:
    """One form as it was sent. ``form`` is its key among those of one person, ``content`` what it held, as text."""

    form: str
    saved_at: datetime
    content: str


class LateForms:
    """Keeps late forms, each for the one account that wrote it."""

    def __init__(self, engine: sa.Engine, clock: Clock) -> None:
        self._engine, self._clock = engine, clock

    def keep(self, account: str, form: str, content: str) -> None:
        """Keep a form in place of what stood under its key; the oldest give way beyond ``MOST`` for one account."""
        d, now = u.form_drafts.c, self._clock()
        mine = sa.select(d.form).where(d.account_id == account).order_by(d.saved_at.desc(), d.form)
        with upkeeping(self._engine) as upkeep:
            upkeep.put(u.form_drafts, {"account_id": account, "form": form}, saved_at=now, content=content)
            for row in upkeep.select(mine.offset(MOST)):
                upkeep.delete(u.form_drafts, sa.and_(d.account_id == account, d.form == row.form))

    def of(self, account: str) -> list[LateForm]:
        """Return the account's late forms, the newest first."""
        d = u.form_drafts.c
        query = sa.select(d.form, d.saved_at, d.content).where(d.account_id == account, d.saved_at > self._oldest())
        with self._engine.connect() as connection:
            return [LateForm(*row) for row in connection.execute(query.order_by(d.saved_at.desc(), d.form))]

    def drop(self, account: str, form: str) -> None:
        """Forget one; nothing happens when there is none."""
        d = u.form_drafts.c
        with upkeeping(self._engine) as upkeep:
            upkeep.delete(u.form_drafts, sa.and_(d.account_id == account, d.form == form))

    def sweep(self) -> None:
        """Delete what is older than ``KEPT_FOR``, whosever it was: it may name customers."""
        with upkeeping(self._engine) as upkeep:
            upkeep.delete(u.form_drafts, u.form_drafts.c.saved_at <= self._oldest())

    def _oldest(self) -> datetime:
        return self._clock() - KEPT_FOR
