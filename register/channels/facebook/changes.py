"""One change of a page's feed: a comment, a visitor's post, a mention or a recommendation, and what became of it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from register.channels.facebook.kinds import (
    CONTENT,
    FIELDS,
    NOTICE_FIELDS,
    NOTICE_VERBS,
    OWN_ITEMS,
    REACTIONS,
    VERBS,
)
from register.channels.payloads import Unreadable, identifier, link, moment, words
from register.domain.display import storable
from register.domain.subjects.inbound import Attachment, Author, Inbound, OccurredBasis, Operation
from register.domain.values import Code

PLATFORM = Code("facebook")
PERMALINK = "https://www.facebook.com/{native_id}"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an entry: the page it belongs to, the field it came under, when Meta sent it, and its value.

    ``place`` is its place in the entry: what was sent together happened in this order.
    """

    account: str
    field: str
    sent: object
    place: int
    value: Mapping[str, object]

    @property
    def item(self) -> str | None:
        """What kind of thing it is about: comment, status, post, photo, rating, reaction."""
        return identifier(self.value, "item")

    @property
    def thread(self) -> str | None:
        """The post or recommendation it belongs to."""
        return identifier(self.value, "post_id", "open_graph_story_id")


@dataclass(frozen=True, slots=True)
class Times:
    """``occurred`` is the act's own time where ``timed``, else when Meta ``sent`` it; ``clues`` say what was wrong."""

    occurred: datetime | None
    timed: bool
    sent: datetime | None
    clues: tuple[Code, ...]


def inbound(change: Change) -> Inbound:
    """Return what the change tells; raises ``Unreadable``."""
    author = _author(change.value)
    if _tells_of_the_page(change, author):
        return _counted(change, Operation.NOTICE)
    if change.field not in FIELDS:
        raise Unreadable("unknown-field", change.field)
    verb = VERBS.get(identifier(change.value, "verb"))
    if verb is None:
        raise Unreadable("unknown-verb", "verb")
    if change.item in REACTIONS:
        return _counted(change, Operation.REACTION, author)
    native_id, times = _native_id(change), _times(change, verb)
    parent = identifier(change.value, "parent_id")
    return Inbound(
        platform=PLATFORM,
        account=change.account,
        native_id=native_id,
        operation=_operation(change, verb, author),
        version=_version(change, verb),
        thread=change.thread,
        parent=parent if parent != native_id else None,
        url=_url(change, native_id),
        author=author,
        text=_text(change.value),
        occurred=times.occurred,
        occurred_basis=OccurredBasis.ABSENT if times.occurred is None else OccurredBasis.PLATFORM,
        attachments=tuple(_attachments(change.value)),
        flags=(*_flags(change, native_id, author), *times.clues),
        timed=times.timed,
        sent=times.sent,
        place=change.place,
    )


def _tells_of_the_page(change: Change, author: Author) -> bool:
    """Whether it is nobody's words: a setting, a lead's number, a muted video, the page's own album or event."""
    if (change.field in NOTICE_FIELDS and change.value) or identifier(change.value, "verb") in NOTICE_VERBS:
        return True
    return change.item in OWN_ITEMS and author.native_id in {None, change.account}


def _counted(change: Change, operation: Operation, author: Author | None = None) -> Inbound:
    """Return what is counted beside the messages; a liked page has no id but its own."""
    value = change.value
    about = identifier(value, "comment_id") or change.thread or change.account
    told = [identifier(value, name) or "" for name in ("reaction_type", "verb", "created_time")]
    if operation is Operation.NOTICE:
        told += [change.field, *(identifier(value, name) or "" for name in ("item", "leadgen_id", "video_id"))]
    by = author or Author()
    return Inbound(PLATFORM, change.account, about, operation, _digest(by.native_id or "", *told), author=by)


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
    return Operation.ECHO if verb in CONTENT and author.native_id == change.account else verb


def _times(change: Change, verb: Operation) -> Times:
    """Return when it happened. Only a creation and an edit have a time of their own.

    A removal or hiding carries the creation's, and an edit without its own may: so Meta's sending time is the better
    witness, or the words would have stood there from the start.
    """
    clues: list[Code] = []

    def read(claim: object) -> datetime | None:
        try:
            return None if claim is None else moment(claim)
        except ValueError:
            clues.append(Code("bad-time"))
            return None

    own = {Operation.CREATED: "created_time", Operation.EDITED: "edited_time"}.get(verb)
    claimed = read(change.value.get(own)) if own else None
    sent = read(change.sent) if claimed is None else _sent(change.sent)
    occurred = claimed or sent
    if occurred is None and verb not in CONTENT:
        occurred = read(change.value.get("created_time"))
    if verb in CONTENT and claimed is None and sent is not None:
        clues.append(Code("entry-time"))
    return Times(occurred, claimed is not None, sent, tuple(dict.fromkeys(clues)))


def _sent(claim: object) -> datetime | None:
    try:
        return moment(claim)
    except ValueError:
        return None


def _version(change: Change, verb: Operation) -> str:
    """Without ``edited_time`` the text tells edits apart."""
    created = identifier(change.value, "created_time") or ""
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
