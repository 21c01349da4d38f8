"""Facebook Page: comments, visitor posts, mentions and recommendations, by webhook (channels reference, section 2)."""

import hashlib
import hmac
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from register.channels import signatures
from register.channels.reading import Unreadable, identifier, link, loads, mapping, moment, rows, words
from register.domain.display import storable
from register.domain.errors import Problem, Refused
from register.domain.inbound import Attachment, Author, Broken, Delivery, Inbound, OccurredBasis, Operation
from register.domain.values import Code

PLATFORM = Code("facebook")
PERMALINK = "https://www.facebook.com/{native_id}"
CHALLENGE = re.compile(r"[A-Za-z0-9._-]{1,200}")

FIELDS = frozenset({"feed", "mention", "ratings"})
REACTIONS = frozenset({"reaction", "like"})
CONTENT = frozenset({Operation.CREATED, Operation.EDITED})
VERBS: Mapping[str | None, Operation] = {
    "add": Operation.CREATED,
    "edited": Operation.EDITED,
    "edit": Operation.EDITED,
    "update": Operation.EDITED,
    "remove": Operation.DELETED,
    "delete": Operation.DELETED,
    "hide": Operation.HIDDEN,
    "unhide": Operation.UNHIDDEN,
}


class BadHandshake(Refused):
    """A subscription request that does not know our token, or whose challenge is not fit to be repeated (HTTP 403)."""

    kind = "unverified"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an entry: the page it belongs to, the field it came under, when Meta sent it, and its value."""

    account: str
    field: str
    sent: object
    value: Mapping[str, object]

    @property
    def item(self) -> str | None:
        """What kind of thing it is about: comment, status, post, photo, rating, reaction."""
        return identifier(self.value, "item")

    @property
    def thread(self) -> str | None:
        """The post or recommendation it belongs to."""
        return identifier(self.value, "post_id", "open_graph_story_id")


def handshake(args: Mapping[str, str], verify_token: str) -> str:
    """Return the challenge to answer as plain text; raises ``BadHandshake``. An empty token never matches."""
    given = args.get("hub.verify_token", "").encode("utf-8", "replace")
    known = hmac.compare_digest(given, verify_token.encode("utf-8", "replace"))
    if args.get("hub.mode") != "subscribe" or not verify_token or not known:
        raise BadHandshake(Problem("handshake-refused", "hub.verify_token"))
    challenge = args.get("hub.challenge", "")
    if not CHALLENGE.fullmatch(challenge):
        raise BadHandshake(Problem("handshake-malformed", "hub.challenge"))
    return challenge


def verify(headers: Mapping[str, str], body: bytes, secrets: Sequence[str], now: datetime) -> None:
    """Return when the body was signed with the app secret; raises ``BadSignature``. Nothing is timed: dedupe guards."""
    signatures.verify("meta", headers, body, secrets, now)


def parse(body: bytes, account: str) -> Delivery:
    """Return everything in one delivery that concerns the page ``account``; never raises for what the body holds."""
    try:
        entries = _entries(body)
    except Unreadable as fault:
        return Delivery((Broken("", fault.reason, fault.detail),))
    items: list[Inbound | Broken] = []
    foreign = 0
    for number, entry in enumerate(entries):
        path = f"entry[{number}]"
        owner = identifier(entry, "id") if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or owner is None:
            items.append(Broken(path, Code("no-account"), "id"))
        elif owner == account:
            items.extend(_items(entry, account, path))
        else:
            foreign += max(1, len(list(_parts(entry))))
    return Delivery(tuple(items), foreign)


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
    for name, part in parts:
        try:
            yield _inbound(_change(name, part, account, entry.get("time")))
        except Unreadable as fault:
            yield Broken(f"{path}.{name}", fault.reason, fault.detail)


def _change(name: str, part: object, account: str, sent: object) -> Change:
    if not name.startswith("changes"):
        raise Unreadable("messenger-not-connected", name)
    part = mapping(part, "change")
    field = identifier(part, "field")
    if field not in FIELDS:
        raise Unreadable("unknown-field", "field" if field is None else field)
    return Change(account, field, sent, mapping(part.get("value"), "value"))


def _inbound(change: Change) -> Inbound:
    verb = VERBS.get(identifier(change.value, "verb"))
    if verb is None:
        raise Unreadable("unknown-verb", "verb")
    native_id, author = _native_id(change), _author(change.value)
    occurred, clues = _occurred(change, verb)
    operation = _operation(change, verb, author)
    parent = identifier(change.value, "parent_id")
    return Inbound(
        platform=PLATFORM,
        account=change.account,
        native_id=native_id,
        operation=operation,
        version=_version(change, verb, operation, author),
        thread=change.thread,
        parent=parent if parent != native_id else None,
        url=_url(change, native_id),
        author=author,
        text=_text(change.value),
        occurred=occurred,
        occurred_basis=OccurredBasis.ABSENT if occurred is None else OccurredBasis.PLATFORM,
        attachments=tuple(_attachments(change.value)),
        flags=(*_flags(change, native_id, author), *clues),
    )


def _native_id(change: Change) -> str:
    comment = identifier(change.value, "comment_id")
    found = comment if comment or change.item == "comment" else change.thread
    if found is None:
        raise Unreadable("no-id", "comment_id" if change.item == "comment" else "post_id")
    return found


def _author(value: Mapping[str, object]) -> Author:
    """``from`` is absent without the right permission, and older fields name the sender or reviewer flat."""
    origin = value.get("from")
    if isinstance(origin, dict):
        native_id, names = identifier(origin, "id"), [origin.get("name")]
    else:
        native_id = identifier(value, "sender_id", "reviewer_id")
        names = [value.get("sender_name"), value.get("reviewer_name")]
    name = next((storable(name) for name in names if isinstance(name, str) and name), None)
    return Author(native_id, None, name)


def _operation(change: Change, verb: Operation, author: Author) -> Operation:
    """A page's own words come back as an echo; its own removals stay removals, as they may concern a complaint."""
    if change.item in REACTIONS:
        return Operation.REACTION
    return Operation.ECHO if verb in CONTENT and author.native_id == change.account else verb


def _occurred(change: Change, verb: Operation) -> tuple[datetime | None, tuple[Code, ...]]:
    """For a removal ``created_time`` may be the post's, so Meta's sending time is the better witness of the moment."""
    created, sent = ("created_time", change.value.get("created_time")), ("entry-time", change.sent)
    edited = ("edited_time", change.value.get("edited_time"))
    claims = {Operation.CREATED: (created, sent), Operation.EDITED: (edited, created, sent)}
    clues: list[Code] = []
    for name, claim in claims.get(verb, (sent, created)):
        if claim is None:
            continue
        try:
            found = moment(claim)
        except ValueError:
            clues.append(Code("bad-time"))
            continue
        if verb in CONTENT and name == "entry-time":
            clues.append(Code("entry-time"))
        return found, tuple(dict.fromkeys(clues))
    return None, tuple(dict.fromkeys(clues))


def _version(change: Change, verb: Operation, operation: Operation, author: Author) -> str:
    """Without ``edited_time`` the text tells edits apart: Meta's sending time differs when it sends the same again."""
    created = identifier(change.value, "created_time") or ""
    if operation is Operation.REACTION:
        kind = identifier(change.value, "reaction_type") or ""
        return _digest(author.native_id or "", kind, verb.value, created)
    if verb is Operation.EDITED:
        try:
            return str(int(moment(change.value.get("edited_time")).timestamp()))
        except ValueError:
            return _digest(created, _text(change.value) or "")
    return created if verb in {Operation.HIDDEN, Operation.UNHIDDEN} else ""


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _text(value: Mapping[str, object]) -> str | None:
    return words(value, "review_text") or words(value, "message")


def _url(change: Change, native_id: str) -> str:
    """A comment's own address is not sent: the post's is the nearest there is."""
    post = change.value.get("post")
    known = link(post.get("permalink_url")) if isinstance(post, dict) else None
    return known or PERMALINK.format(native_id=quote(change.thread or native_id))


def _attachments(value: Mapping[str, object]) -> Iterator[Attachment]:
    photos = value.get("photos")
    found = [("photo", value.get("photo")), ("video", value.get("video")), ("link", value.get("link"))]
    found += [("photo", each) for each in (photos if isinstance(photos, list) else ())]
    for kind, address in found:
        url = link(address)
        if url:
            yield Attachment(Code(kind), url)


def _flags(change: Change, native_id: str, author: Author) -> Iterator[Code]:
    if change.field == "ratings" and native_id == change.thread:
        yield Code("rating")
        for word in ("recommendation_type", "rating"):
            grade = identifier(change.value, word)
            if grade in {"positive", "negative", "1", "2", "3", "4", "5"}:
                yield Code(f"rating:{grade}")
    if change.field == "mention" and not (change.thread or native_id).startswith(f"{change.account}_"):
        yield Code("mention")
    if author.native_id == change.account:
        yield Code("own-account")
