"""The delivery around the changes: several entries, each of one page, each with several changes or conversations."""

from collections.abc import Iterator, Mapping, Sequence

from register.channels.facebook.changes import Change, inbound
from register.channels.facebook.conversations import conversation
from register.channels.facebook.kinds import NOTICE_FIELDS
from register.channels.payloads import Unreadable, identifier, loads, mapping, rows
from register.domain.subjects.inbound import Broken, Delivery, Foreign, Inbound
from register.domain.values import Code


def parse(body: bytes, *accounts: str) -> Delivery:
    """Return everything in one delivery that concerns the pages ``accounts``; never raises for what the body holds."""
    try:
        entries = _entries(body)
    except Unreadable as fault:
        return Delivery((Broken("", fault.reason, fault.detail),))
    items: list[Inbound | Broken] = []
    others: list[Foreign] = []
    for number, entry in enumerate(entries):
        path = f"entry[{number}]"
        owner = identifier(entry, "id") if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or owner is None:
            items.append(Broken(path, Code("no-account"), "id"))
        elif owner in accounts:
            items.extend(_items(entry, owner, path))
        else:
            parts = [f"{path}.{name}" for name, _ in _parts(entry)]
            others.extend(Foreign(part, owner) for part in parts or [path])
    return Delivery(tuple(items), tuple(others))


def _entries(body: bytes) -> Sequence[object]:
    envelope = mapping(loads(body), "body")
    if envelope.get("object") != "page":
        raise Unreadable("unknown-object", "object")
    return rows(envelope.get("entry"), "entry")


def _parts(entry: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name in ("changes", "messaging", "standby"):
        parts = entry.get(name)
        if isinstance(parts, list):
            yield from ((f"{name}[{number}]", part) for number, part in enumerate(parts))
        elif parts is not None:
            yield name, parts


def _items(entry: Mapping[str, object], account: str, path: str) -> Iterator[Inbound | Broken]:
    parts = list(_parts(entry))
    if not parts:
        yield Broken(path, Code("bad-shape"), "changes")
    for place, (name, part) in enumerate(parts):
        try:
            if name.startswith("changes"):
                yield inbound(_change(part, account, entry.get("time"), place))
            else:
                yield conversation(part, account, name)
        except Unreadable as fault:
            yield Broken(f"{path}.{name}", fault.reason, fault.detail)


def _change(part: object, account: str, sent: object, place: int) -> Change:
    part = mapping(part, "change")
    field, value = identifier(part, "field") or "field", part.get("value")
    if field in NOTICE_FIELDS and not isinstance(value, dict):
        value = {field: ""}
    return Change(account, field, sent, place, mapping(value, "value"))
