"""The registrar alone changes the register: load, decide, save, append to the trail, commit, in one transaction."""

import hmac
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from policies.catalogue import Policies
from register import committed
from register.clock import Clock
from register.domain.actors import Actor
from register.domain.apply import changed
from register.domain.commands.base import Command, Ref
from register.domain.commands.register import REGISTER
from register.domain.decide import admit, decide
from register.domain.decide.situation import Mint, Printing, Situation, everything_prints
from register.domain.errors import Forbidden, Illegal, Problem, Refused, Reused, Stale
from register.domain.subjects.account import Account
from register.domain.subjects.case import Case
from register.domain.subjects.complainants import compared
from register.domain.subjects.message import Message
from register.domain.trail.entry import Entry, entry_bytes, entry_hash
from register.domain.values import Code, Digest, Id
from register.fingerprints import fingerprint
from register.house import UNSEEN, House, as_it_stands
from register.ids import new_id, new_salt
from register.orders import Order, Outcome, outcome_of, outcome_text
from register.outage import Outage, Uncertain
from register.store.door import Door
from register.store.subjects import Held
from register.store.write_transaction import Batch, Save, Writing, writing

ATTEMPTS = 3


Refusal = Callable[[Order, Refused], None]


class Registrar:
    """Carries out commands. ``on_refusal`` is told of every refused one, after its transaction is gone."""

    def __init__(self, engine: sa.Engine, policies: Policies, clock: Clock, on_refusal: Refusal) -> None:
        self._engine, self._policies, self._clock, self._on_refusal = engine, policies, clock, on_refusal
        self.unprintable: Printing = everything_prints
        self.locked: Callable[[Command], Command] = lambda command: command
        self._house = UNSEEN
        self._one_writer = engine.dialect.name == "sqlite"
        self._door = Door(self._settled)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def carry_out(
        self, command: Command, actor: Actor, command_id: str | None = None, expected_version: int | None = None
    ) -> Outcome:
        """Carry out one command; raises ``Refused`` or ``Outage`` (nothing has changed then) or ``Uncertain``."""
        known = Id(command_id or new_id())
        order = Order(self.locked(command), actor, known, expected_version, fresh=command_id is None)
        result = self._door.ask(order) if self._one_writer else self._settled([order])[0]
        if isinstance(result, Refused):
            self._on_refusal(order, result)
        if isinstance(result, Exception):
            raise result
        committed.note()
        return result

    def carry_out_many(self, orders: Sequence[Order]) -> list[Outcome | Refused]:
        """Carry out many commands in one transaction; a refused one takes none of the others with it.

        Raises what broke one of them; the others may be carried out then, and are not again under the same ids.
        """
        locked = [replace(order, command=self.locked(order.command)) for order in orders]
        results: list[Outcome | Refused] = []
        for order, result in zip(locked, self._settled(locked), strict=True):
            if isinstance(result, Refused):
                self._on_refusal(order, result)
            elif isinstance(result, Exception):
                raise result
            else:
                committed.note()
            results.append(result)
        return results

    def _settled(self, orders: Sequence[Order]) -> list[Outcome | Exception]:
        """Return what came of each order: its outcome, its refusal, or what broke it alone."""
        try:
            return self._answered(orders)
        except sa.exc.IntegrityError:
            return [self._alone(replace(order, fresh=False)) for order in orders]

    def _alone(self, order: Order) -> Outcome | Exception:
        try:
            for _ in range(ATTEMPTS):
                with suppress(sa.exc.IntegrityError):
                    return self._answered([order])[0]
        except Exception as broken:  # noqa: BLE001 -- whatever it was, the next one has its own answer
            return broken
        return Illegal(Problem("already-taken", "command"))

    def _answered(self, orders: Sequence[Order]) -> list[Outcome | Exception]:
        """Carry the orders out; where the commit's answer was lost, ask again, for what stands is not done twice."""
        try:
            return self._together(orders)
        except Uncertain as lost:
            try:
                return self._together([replace(order, fresh=False) for order in orders])
            except Outage as outage:
                raise Uncertain(outage.code, outage.detail) from lost

    def _together(self, orders: Sequence[Order]) -> list[Outcome | Exception]:
        with writing(self._engine) as transaction:
            work = Work(transaction, self._policies, self._clock(), self.unprintable)
            self._house = work.load(orders, self._house)
            results: list[Outcome | Exception] = [work.attempt(order) for order in orders]
            transaction.save(work.batch)
        return results


class Work:
    """One transaction's work: the subjects as they stand after each command, and everything to be saved."""

    def __init__(self, transaction: Writing, policies: Policies, now: datetime, unprintable: Printing) -> None:
        self._transaction, self._policies, self._now, self._unprintable = transaction, policies, now, unprintable
        self._held: dict[Ref, Held] = {}
        self._beside: dict[Ref, Held] = {}
        self._house = UNSEEN
        self.batch = Batch()

    def load(self, orders: Sequence[Order], house: House) -> House:
        """Lock and load every subject the orders touch, in one order for everybody; read what stands beside them.

        ``house`` is the one seen last; it is returned again when it still stands.
        """
        actors = {_account(order.actor.account) for order in orders if order.actor.account is not None}
        actors |= {_account(named) for order in orders for named in order.command.names()}
        self._held = self._transaction.load(ref for order in orders for ref in order.command.touches())
        values = [held.value for held in self._held.values()]
        cases = {_case(case) for value in values if isinstance(value, Message) for case in value.cases}
        self._beside = self._transaction.load([REGISTER, *actors, *cases], lock=False)
        self._house = as_it_stands(self._beside[REGISTER], house, self._transaction.plain)
        return self._house

    def attempt(self, order: Order) -> Outcome | Refused:
        """Carry out one order against the subjects as they stand; return its refusal instead of raising it."""
        try:
            return self._attempt(order)
        except Refused as refusal:
            return refusal

    def _attempt(self, order: Order) -> Outcome:
        past = None if order.fresh else self._transaction.past(order.actor.name, order.id)
        if past is not None:
            # After its time nothing tells the requests apart any more: what came of the command is the answer.
            if past.fingerprint and past.salt and not _same(order.command, past.salt, past.fingerprint):
                raise Reused(Problem("command-id-reused", "command"))
            return outcome_of(past.outcome)
        order = replace(order, actor=self._actor(order.actor))
        touched = {ref: self._held[ref] for ref in order.command.touches()}
        primary = _primary(order.command)
        mint = Mint(new_id, new_salt, self._transaction.next_number)
        values = {ref: held.value for ref, held in touched.items()}
        situation = Situation(
            now=self._now,
            actor=order.actor,
            subjects=values,
            firm=self._house.firm,
            policies=self._policies,
            mint=mint,
            created=primary if order.command.CREATES else None,
            details=self._house.details,
            administrators=self._administrators(order),
            accounts=self._named(order.command),
            unprintable=self._unprintable,
            cases=self._cases(values),
            plain=self._plain(order.command, values),
        )
        admit(order.command, situation)
        if primary in touched and order.expected_version not in {None, touched[primary].seq}:
            raise Stale(Problem("changed-meanwhile", primary.kind, params={"version": touched[primary].seq}))
        facts = decide(order.command, situation)
        return self._keep(order, primary, facts, mint)

    def _actor(self, actor: Actor) -> Actor:
        if actor.account is None:
            return actor
        account: Account | None = self._value(_account(actor.account))
        if account is None or not account.active:
            raise Forbidden(Problem("account-closed", "actor"))
        also = self._transaction.others_of(account)
        return replace(actor, roles=frozenset(account.roles), brands=frozenset(account.brands) or None, also=also)

    def _named(self, command: Command) -> dict[Id, Account]:
        values = {account: self._value(_account(account)) for account in command.names()}
        return {account: value for account, value in values.items() if value is not None}

    def _plain(self, command: Command, touched: dict[Ref, Any]) -> dict[Digest, str]:
        """Return what is sealed of who complains and of what, for a command whose words are compared with it."""
        cases = [value for value in touched.values() if isinstance(value, Case)] if command.COMPARES else []
        digests = {sealed.digest for case in cases for sealed in compared(case)}
        if not digests:
            return {}
        stored = self._transaction.plain(digests).items()
        just_now = (
            (secret.digest, secret.value.decode()) for _, secret in self.batch.secrets if secret.digest in digests
        )
        return {Digest(digest): text for digest, text in (*stored, *just_now)}

    def _cases(self, touched: dict[Ref, Any]) -> dict[Id, Case]:
        messages = [value for value in touched.values() if isinstance(value, Message)]
        return {case: self._value(_case(case)) for message in messages for case in message.cases}

    def _value(self, ref: Ref) -> Any:  # noqa: ANN401 -- subjects hold every kind of value
        return (self._held.get(ref) or self._beside[ref]).value

    def _administrators(self, order: Order) -> dict[Id, Id]:
        if not order.command.TAKES_TWO:
            return {}
        held = {ref.id: held.value for ref, held in self._held.items() if isinstance(held.value, Account)}
        before = {each: human for each, human in self._transaction.administrators().items() if each not in held}
        return before | {account.id: account.human for account in held.values() if account.administers}

    def _keep(self, order: Order, primary: Ref, facts: dict[Ref, list[Any]], mint: Mint) -> Outcome:
        version = self._held[primary].seq if primary in self._held else 0
        for ref, happened in facts.items():
            if happened:
                save = self._entered(order, ref, happened, mint)
                version = save.entry.seq if ref == primary else version
        owner = primary if primary in facts else next(iter(facts), primary)
        self.batch.secrets.extend((owner, secret) for secret in mint.secrets)
        self.batch.documents.update(mint.documents)
        value = self._held[primary].value if primary in self._held else None
        outcome = Outcome(primary, version, mint.made, value.reference if isinstance(value, Case) else None)
        salt = new_salt()
        self.batch.commands.append(
            {
                "actor": order.actor.name,
                "id": order.id,
                "salt": salt,
                "fingerprint": fingerprint(order.command, salt),
                "outcome": outcome_text(outcome),
                "at": self._now,
            }
        )
        return outcome

    def _entered(self, order: Order, ref: Ref, happened: list[Any], mint: Mint) -> Save:
        before = self._held.get(ref) or Held(ref, 0, None, None, None)
        at = self._now if before.at is None else max(self._now, before.at)
        entry = Entry(ref.kind, ref.id, before.seq + 1, at, order.actor.name, order.id, tuple(happened), before.head)
        body = entry_bytes(entry)
        head = entry_hash(body)
        unfolded = mint.unfolded.get(ref)
        if unfolded is not None and unfolded.facts is happened:
            after = unfolded.case
        else:
            after = changed(before.value, ref, happened)
        save = Save(before, after, entry, Id(new_id()), body, head)
        self._held[ref] = Held(ref, entry.seq, head, at, after)
        self.batch.saves.append(save)
        return save


def _same(command: Command, salt: bytes, known: Digest) -> bool:
    return hmac.compare_digest(known, fingerprint(command, salt))


def _account(account: Id) -> Ref:
    return Ref(Code("account"), account)


def _case(case: Id) -> Ref:
    return Ref(Code("case"), case)


def _primary(command: Command) -> Ref:
    if command.CREATES is not None:
        return Ref(command.CREATES, Id(new_id()))
    return command.touches()[0]
