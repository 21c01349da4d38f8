"""Upkeep: what changes without being an act of the register. Raw deliveries, kept mail, the security log, leases,
token use.

Sessions and sign-in counters stand in ``register.visits``.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa

from register.clock import Clock
from register.domain.codec import canonical
from register.domain.errors import Refused
from register.domain.shapes import instant_text
from register.domain.subjects.inbound import derived_id
from register.domain.values import Id
from register.ids import new_id
from register.store import tables as t
from register.store import upkeep_tables as u
from register.store.find_rebuild import anew
from register.store.upkeep_transactions import upkeeping

TRIAL = "trial"
LEFT_OVER = frozenset({"parked", "foreign", "repeated"})

Result = tuple[str, str, str | None]
"""What became of a part of a delivery: the part, its state, the reason."""

TOKEN_USE_EVERY = timedelta(minutes=1)


class Upkeep:
    """Short transactions on upkeep's own tables."""

    def __init__(self, engine: sa.Engine, clock: Clock) -> None:
        self._engine, self._clock = engine, clock

    # ---------------------------------------------------------------- the security log

    def record(self, actor: str, what: str, codes: Iterable[str] = (), subject: tuple[str, str] | None = None) -> None:
        """Append to the security log: who did or read or was refused what; ``codes`` never hold personal data."""
        with upkeeping(self._engine) as upkeep:
            upkeep.insert(u.security_log, self._line(actor, what, codes, subject))

    def record_each(self, actor: str, what: str, subjects: Iterable[tuple[str, str]]) -> None:
        """Append a line to the security log for each of these subjects."""
        if lines := [self._line(actor, what, (), subject) for subject in subjects]:
            with upkeeping(self._engine) as upkeep:
                upkeep.insert(u.security_log, *lines)

    def _line(
        self, actor: str, what: str, codes: Iterable[str], subject: tuple[str, str] | None = None
    ) -> dict[str, object]:
        kind, subject_id = subject or (None, None)
        return {
            "id": new_id(),
            "at": self._clock(),
            "actor": actor,
            "what": what,
            "subject_kind": kind,
            "subject_id": subject_id,
            "codes": canonical(list(codes)).decode(),
        }

    def tally(self, actor: str, what: str) -> None:
        """Count what anybody can bring about without end; ``write_tallies`` says in the security log how often."""
        self._count(u.tallies, {"actor": actor, "what": what}, "times", since=self._clock())

    def write_tallies(self) -> int:
        """Write what was counted into the security log, one line for each, and return how many lines."""
        with upkeeping(self._engine) as upkeep:
            counted = upkeep.take(u.tallies)
            lines = [
                self._line(row.actor, row.what, [f"times:{row.times}", f"since:{instant_text(row.since)}"])
                for row in counted
            ]
            if lines:
                upkeep.insert(u.security_log, *lines)
            return len(lines)

    def record_refusal(self, actor: str, command: str, refusal: Refused, subject: tuple[str, str] | None) -> None:
        """Append a refused command with every reason's code and paragraph, and what part of the subject it is about."""
        about = f" @{refusal.about}" if refusal.about else ""
        codes = [f"{problem.code} {problem.cite or ''}".strip() + about for problem in refusal.problems]
        self.record(actor, f"refused:{command}", codes, subject)

    # ---------------------------------------------------------------- deliveries

    def keep_delivery(self, channel: Id, headers: bytes, body: bytes) -> Id:
        """Keep the bytes of a verified delivery, as they came, before anything is made of them."""
        delivery = Id(new_id())
        row = {
            "id": delivery,
            "channel_id": channel,
            "arrived_at": self._clock(),
            "headers": headers.decode("latin-1"),
            "body": body,
        }
        with upkeeping(self._engine) as upkeep:
            upkeep.insert(u.deliveries, row)
        return delivery

    def count_refused_delivery(self, channel: Id, reason: str) -> None:
        """Count a delivery that failed verification; its contents are not kept."""
        key: dict[str, object] = {"channel_id": channel, "day": self._clock().date(), "reason": reason}
        self._count(u.refused_deliveries, key, "count")

    def _count(self, table: sa.Table, key: dict[str, object], number: str, **first: object) -> None:
        """Count one more under ``key``; ``first`` is what the first row of it says beside."""
        where = sa.and_(*(table.c[name] == value for name, value in key.items()))
        one_more = {number: table.c[number] + 1}
        with upkeeping(self._engine) as upkeep:
            if upkeep.update(table, where, **one_more):
                return
        try:
            with upkeeping(self._engine) as upkeep:
                upkeep.insert(table, {**key, **first, number: 1})
        except sa.exc.IntegrityError:
            # Another request counted the first at the same moment.
            with upkeeping(self._engine) as upkeep:
                upkeep.update(table, where, **one_more)

    def settle_delivery(self, delivery: str, results: Iterable[Result], by: str | None = None) -> None:
        """Record what became of a delivery's parts; once a part is settled it stays so.

        ``by`` had it read again: what was left over before and is no more is noted as read.
        """
        found, r, now = list(results), u.delivery_results.c, self._clock()
        with upkeeping(self._engine) as upkeep:
            if by is not None:
                left = {part for part, state, _ in found if state in LEFT_OVER}
                unread = upkeep.select(sa.select(r.part).where(r.delivery_id == delivery, u.unread()))
                gone = [{**_part(delivery, row.part), "by": by, "at": now} for row in unread if row.part not in left]
                if gone:
                    upkeep.insert(u.dealt_parts, *({**row, "how": u.READ_AGAIN} for row in gone))
            known = {row.part for row in upkeep.select(sa.select(r.part).where(r.delivery_id == delivery))}
            rows: list[dict[str, object]] = [
                {**_part(delivery, part), "state": state, "reason": reason, "at": now}
                for part, state, reason in found
                if part not in known
            ]
            if rows:
                upkeep.insert(u.delivery_results, *rows)

    def set_aside(self, delivery: str, part: str, reason: str, by: str) -> bool:
        """Note that somebody looked at a part nobody could read, and why it may rest; False when it is not unread."""
        r = u.delivery_results.c
        waits = sa.select(r.part).where(r.delivery_id == delivery, r.part == part, u.unread())
        row = {**_part(delivery, part), "how": u.SET_ASIDE, "reason": reason, "by": by, "at": self._clock()}
        with upkeeping(self._engine) as upkeep:
            if not upkeep.select(waits):
                return False
            upkeep.insert(u.dealt_parts, row)
            return True

    # ---------------------------------------------------------------- mail, and what is wrong with its server

    def keep_mail(self, body: bytes, reason: str, brand: str | None = None) -> Id:
        """Keep a mail for a person to look at; the same bytes again are the same mail."""
        mail = derived_id("mail", hashlib.sha256(body).hexdigest())
        with upkeeping(self._engine) as upkeep:
            upkeep.put(
                u.kept_mail,
                {"id": mail},
                arrived_at=self._clock(),
                reason=reason,
                brand=brand,
                size=len(body),
                body=body,
            )
        return mail

    def settle_mail(self, mail: str, actor: str) -> bool:
        """Note that a person dealt with a mail; False when somebody did before."""
        waits = sa.and_(u.kept_mail.c.id == mail, u.kept_mail.c.settled_at.is_(None))
        with upkeeping(self._engine) as upkeep:
            return bool(upkeep.update(u.kept_mail, waits, settled_at=self._clock(), settled_by=actor))

    def erase_mail(self, settled_before: datetime) -> int:
        """Erase the bytes of mails that were dealt with before then; return how many."""
        old = sa.and_(u.kept_mail.c.settled_at < settled_before, u.kept_mail.c.body.is_not(None))
        with upkeeping(self._engine) as upkeep:
            return upkeep.update(u.kept_mail, old, body=None)

    def trouble(self, what: str, reason: str | None) -> bool:
        """Note what is wrong with something we depend on (None: nothing any more); return whether that is news."""
        table = u.troubles
        with upkeeping(self._engine) as upkeep:
            if reason is None:
                return bool(upkeep.delete(table, table.c.what == what))
            if upkeep.select(sa.select(table.c.what).where(table.c.what == what, table.c.reason == reason)):
                return False
            upkeep.put(table, {"what": what}, reason=reason, since=self._clock())
            return True

    # ---------------------------------------------------------------- commands

    def forget_fingerprints(self, asked_before: datetime) -> int:
        """Take salt and fingerprint from commands that were asked before then, and return from how many.

        A short value, such as a phone number, could be guessed back from the two after it was erased.
        """
        c = t.commands.c
        old = sa.and_(c.salt.is_not(None), sa.or_(c.at.is_(None), c.at < asked_before))
        with upkeeping(self._engine) as upkeep:
            return upkeep.update(t.commands, old, salt=None, fingerprint=None)

    # ---------------------------------------------------------------- the index of words

    def index_anew(self) -> int:
        """Make the index of words anew from what is sealed; return how many subjects it finds."""
        return anew(self._engine)

    # ---------------------------------------------------------------- leases and tokens

    def lease(self, name: str, holder: str, seconds: float) -> bool:
        """Take or renew a lease; False when another holder has it still.

        One that ends later than a lease taken now was taken while the clock was ahead, and is free.
        """
        now = self._clock()
        until = now + timedelta(seconds=seconds)
        ended = sa.or_(u.leases.c.until <= now, u.leases.c.until > until)
        free = sa.and_(u.leases.c.name == name, sa.or_(u.leases.c.holder == holder, ended))
        try:
            with upkeeping(self._engine) as upkeep:
                if upkeep.update(u.leases, free, holder=holder, until=until):
                    return True
                upkeep.insert(u.leases, {"name": name, "holder": holder, "until": until})
                return True
        except sa.exc.IntegrityError:
            return False

    def try_writing(self) -> None:
        """Write and commit something that says nothing; raises ``Outage`` when that cannot be done."""
        with upkeeping(self._engine) as upkeep:
            upkeep.put(u.leases, {"name": TRIAL}, holder=TRIAL, until=self._clock())

    def release(self, name: str, holder: str) -> None:
        """Give a lease back before its time; nothing happens when another holder has it by now."""
        with upkeeping(self._engine) as upkeep:
            upkeep.delete(u.leases, sa.and_(u.leases.c.name == name, u.leases.c.holder == holder))

    def token_used(self, token: str, last: datetime | None) -> None:
        """Note when a token was last used, at most once a minute."""
        now = self._clock()
        if last is None or now - last >= TOKEN_USE_EVERY:
            with upkeeping(self._engine) as upkeep:
                upkeep.put(u.token_uses, {"token_id": token}, used_at=now)


def _part(delivery: str, part: str) -> dict[str, object]:
    return {"delivery_id": delivery, "part": part}
