"""Intake: makes commands of what was delivered. The bytes are kept already; doing it again changes nothing."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final

from register.channels.catalogue import PLATFORMS
from register.delivery import bounces
from register.domain.actors import INTAKE, WORKER
from register.domain.channel import Channel
from register.domain.commands.letter import ReportDispatch
from register.domain.commands.message import CaptureMessage
from register.domain.errors import Refused, Reused
from register.domain.inbound import Broken, Delivery, Inbound, Operation, derived_id
from register.domain.values import Code
from register.reader import Reader
from register.reader.deliveries import part_of
from register.reader.work import RawDelivery
from register.registrar import Order, Outcome, Registrar
from register.upkeep import Upkeep

BATCH: Final = 100
COUNTED: Final = frozenset({Operation.ECHO, Operation.RECEIPT, Operation.REACTION})
WHOLE: Final = "body"
Result = tuple[str, str | None]


class Intake:
    """Turns deliveries and bounces into commands."""

    def __init__(self, registrar: Registrar, reader: Reader, upkeep: Upkeep) -> None:
        self._registrar, self._reader, self._upkeep = registrar, reader, upkeep

    def take(self, raw: RawDelivery) -> dict[str, Result]:
        """Capture every message of a delivery, park what cannot be read, count the rest; return each part's fate.

        A message's part is its operation's id, so that the same one in another delivery has the same name. Anything
        else goes by its place in the body; with what is parked stands an id of body and place, for a second delivery
        of the same bytes parks nothing new.
        """
        file = self._reader.channels.by_id(raw.channel)
        found = _parsed(raw, file.channel) if file else Delivery((Broken("", Code("no-channel")),))
        messages = [item for item in found.items if isinstance(item, Inbound)]
        wanted = {item.id: item for item in messages if item.operation not in COUNTED}
        results: dict[str, Result] = {f"foreign[{number}]": ("foreign", None) for number in range(found.foreign)}
        results.update({item.id: (item.operation.value, None) for item in messages if item.operation in COUNTED})
        results.update(self._parked(raw, [item for item in found.items if isinstance(item, Broken)]))
        if file is not None:
            results.update(self._captured(raw, file.channel, list(wanted.values())))
        results = results or {WHOLE: ("empty", None)}
        self._upkeep.settle_delivery(raw.id, [(part, *result) for part, result in results.items()])
        return results

    def take_bounce(self, report: bytes) -> Outcome | None:
        """Record that one of our e-mails came back; None when ``report`` tells of none. Raises ``Refused``."""
        found = bounces.parse(report)
        case = self._reader.outbox.case_of(found[0]) if found else None
        if found is None or case is None:
            return None
        dispatch, reason = found
        command = ReportDispatch(case=case, dispatch=dispatch, result="bounced", reason=reason)
        return self._registrar.carry_out(command, WORKER, derived_id("bounce", dispatch))

    def _parked(self, raw: RawDelivery, items: Sequence[Broken]) -> Iterator[tuple[str, Result]]:
        digest = hashlib.sha256(raw.body).hexdigest()
        parts = {part_of(item.path or WHOLE, derived_id(raw.channel, digest, item.path)): item for item in items}
        known = self._reader.deliveries.parked_among(parts)
        for part, item in parts.items():
            yield part, ("repeated", "parked-before") if part in known else ("parked", item.reason)

    def _captured(self, raw: RawDelivery, channel: Channel, items: Sequence[Inbound]) -> Iterator[tuple[str, Result]]:
        for start in range(0, len(items), BATCH):
            orders = [Order(_capture(raw, channel, item), INTAKE, item.id) for item in items[start : start + BATCH]]
            for order, outcome in zip(orders, self._registrar.carry_out_many(orders), strict=True):
                yield order.id, _result(outcome)


def _parsed(raw: RawDelivery, channel: Channel) -> Delivery:
    parse = PLATFORMS[channel.platform].parse
    if parse is None or channel.native_account is None:
        return Delivery((Broken("", Code("no-parser" if parse is None else "channel-without-account")),))
    return parse(raw.body, channel.native_account)


def _capture(raw: RawDelivery, channel: Channel, item: Inbound) -> CaptureMessage:
    return CaptureMessage(
        message=item.message_id,
        inbound=item,
        channel=channel.id,
        entity=channel.entity,
        brand=channel.brand,
        captured_at=raw.arrived_at,
        delivery=raw.id,
    )


def _result(outcome: Outcome | Refused) -> Result:
    """A platform that sends the same again in other words has changed nothing; its bytes are kept all the same."""
    if isinstance(outcome, Reused):
        return "repeated", "told-differently"
    if isinstance(outcome, Refused):
        return "parked", outcome.problems[0].code
    return "captured", None
