"""Intake: makes commands of what was delivered. The bytes are kept already; doing it again changes nothing."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from register.channels.catalogue import PLATFORMS
from register.channels.payloads import piece
from register.domain.actors import INTAKE
from register.domain.commands.message import CaptureMessage
from register.domain.errors import Refused, Reused
from register.domain.subjects.channel import Channel
from register.domain.subjects.inbound import Broken, Delivery, Inbound, Operation, derived_id
from register.domain.values import Code
from register.orders import Order, Outcome
from register.reader import Reader
from register.reader.channels import ChannelFile
from register.reader.deliveries import TOLD_DIFFERENTLY, part_of
from register.reader.work import RawDelivery
from register.registrar import Registrar
from register.upkeep import Upkeep

BATCH: Final = 100
COUNTED: Final = frozenset({Operation.ECHO, Operation.RECEIPT, Operation.REACTION, Operation.NOTICE})
WHOLE: Final = "body"
Result = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a delivery held, and the channel of each account it was read for."""

    found: Delivery
    channels: Mapping[str, Channel]


class Intake:
    """Turns deliveries into commands."""

    def __init__(self, registrar: Registrar, reader: Reader, upkeep: Upkeep) -> None:
        self._registrar, self._reader, self._upkeep = registrar, reader, upkeep

    def take(self, raw: RawDelivery, *, by: str | None = None) -> dict[str, Result]:
        """Capture every message of a delivery, park what cannot be read, count the rest; return each part's fate.

        A message's part is the id of what it tells, so that the same one in another delivery has the same name.
        Anything else goes by its place in the body; with what is parked stands an id of body and place, for a second
        delivery of the same bytes parks nothing new. ``by`` had it read again: what it is read as now counts.
        """
        heard = self._read(raw)
        messages = [item for item in heard.found.items if isinstance(item, Inbound)]
        wanted = {(item.act, item.text): item for item in messages if item.operation not in COUNTED}
        results: dict[str, Result] = {
            item.act: (item.operation.value, None) for item in messages if item.operation in COUNTED
        }
        results.update(self._left_over(raw, heard.found))
        results.update(self._captured(raw, heard.channels, list(wanted.values())))
        results = results or {WHOLE: ("empty", None)}
        settled = [(part, *result) for part, result in results.items()]
        self._upkeep.settle_delivery(raw.id, settled, by)
        return results

    def _read(self, raw: RawDelivery) -> Heard:
        file = self._reader.channels.by_id(raw.channel)
        if file is None:
            return _unheard("no-channel")
        platform, account = PLATFORMS[file.channel.platform], file.channel.native_account
        parse, account = platform.parse, account or (file.channel.slug if platform.manual else None)
        if parse is None or account is None:
            return _unheard("no-parser" if parse is None else "channel-without-account")
        found = parse(raw.body, account)
        if not found.others:
            return Heard(found, {account: file.channel})
        declared = self._declared(file.channel.platform, {other.account for other in found.others})
        same = {name: known.channel for name, known in declared.items() if _hears_for(known, file)}
        found = parse(raw.body, account, *same)
        elsewhere = [other for other in found.others if other.account in declared]
        parked = [Broken(other.path, _why(declared[other.account])) for other in elsewhere]
        strangers = tuple(other for other in found.others if other.account not in declared)
        return Heard(Delivery((*found.items, *parked), strangers), {**same, account: file.channel})

    def _declared(self, platform: Code, accounts: Collection[str]) -> dict[str, ChannelFile]:
        """Return the channel of each account that somebody declared, an open one before one that was closed."""
        files = [file for file in self._reader.channels.all() if file.channel.platform == platform]
        files.sort(key=lambda file: file.channel.closed_at is None)
        return {name: file for file in files if (name := file.channel.native_account) and name in accounts}

    def words(self, raw: RawDelivery, part: str) -> str:
        """Return what stands in a part of a delivery: a message's words, or the part as the platform wrote it."""
        told = [item for item in self._read(raw).found.items if isinstance(item, Inbound) and item.act == part]
        texts = [item.text for item in told if item.text]
        return "\n\n".join(texts) if texts else piece(raw.body, part)

    def _left_over(self, raw: RawDelivery, found: Delivery) -> Iterator[tuple[str, Result]]:
        digest = hashlib.sha256(raw.body).hexdigest()
        fates = [(item.path, "parked", item.reason) for item in found.items if isinstance(item, Broken)]
        fates += [(other.path, "foreign", Code("account-not-declared")) for other in found.others]
        parts = {part_of(path or WHOLE, derived_id(raw.channel, digest, path)): fate for path, *fate in fates}
        known = self._reader.deliveries.left_over_among(parts, besides=raw.id)
        for part, (state, reason) in parts.items():
            yield part, ("repeated", "parked-before") if part in known else (state, reason)

    def _captured(
        self, raw: RawDelivery, channels: Mapping[str, Channel], items: Sequence[Inbound]
    ) -> Iterator[tuple[str, Result]]:
        for start in range(0, len(items), BATCH):
            batch = items[start : start + BATCH]
            orders = [Order(_capture(raw, channels[item.account], item), INTAKE, item.act) for item in batch]
            for item, outcome in zip(batch, self._registrar.carry_out_many(orders), strict=True):
                yield self._told_again(raw, item) if isinstance(outcome, Reused) else (item.act, _result(outcome))

    def _told_again(self, raw: RawDelivery, item: Inbound) -> tuple[str, Result]:
        """The first telling of it stands. Other words are for somebody to look at; the same ones tell nothing."""
        if item.text is None or item.text in self._reader.inbox.said(item.message_id):
            return item.act, ("repeated", "told-before")
        part = part_of(item.act, derived_id(item.act, item.text))
        known = self._reader.deliveries.left_over_among([part], besides=raw.id)
        return part, ("repeated", "told-before" if known else TOLD_DIFFERENTLY)


def _unheard(reason: str) -> Heard:
    return Heard(Delivery((Broken("", Code(reason)),)), {})


def _hears_for(other: ChannelFile, addressed: ChannelFile) -> bool:
    """Whether whoever could sign for the channel addressed could have signed for the other as well."""
    return other.channel.closed_at is None and not set(other.secrets).isdisjoint(addressed.secrets)


def _why(other: ChannelFile) -> Code:
    return Code("other-secret" if other.channel.closed_at is None else "channel-closed")


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
    if isinstance(outcome, Refused):
        return "parked", outcome.problems[0].code
    return "captured", None
