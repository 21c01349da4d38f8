"""E-mail: what people write to us, as the mail server hands it over. Reports of mail servers are read elsewhere."""

import hashlib
import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime
from html.parser import HTMLParser
from typing import Final

from register.channels.payloads import EARLIEST, LATEST
from register.domain.display import storable
from register.domain.subjects.inbound import Author, Broken, Delivery, Inbound, OccurredBasis, Operation, Visibility
from register.domain.values import Code

PLATFORM: Final = Code("email")
LONGEST: Final = 100_000
CUT: Final = Code("cut-short")
ATTACHMENT: Final = Code("with-attachments")
BAD_TIME: Final = Code("bad-time")
MESSAGE_ID: Final = re.compile(r"<[^<>\s]{1,250}>")
BLANK_LINES: Final = re.compile(r"\n\s*\n\s*")


def parse(body: bytes, account: str, *_: str) -> Delivery:
    """Return the one message of an e-mail; one that cannot be read is parked whole."""
    try:
        return Delivery((_inbound(body, account),))
    except Exception:  # noqa: BLE001 -- malformed mail makes the library raise what it likes
        return Delivery((Broken("", Code("not-an-email")),))


def _inbound(body: bytes, account: str) -> Inbound:
    """The text is subject and body. The author's claims are theirs: the moment of receipt is the mail server's."""
    message = message_from_bytes(body, _class=EmailMessage, policy=default)
    if not message.keys():
        raise ValueError("no header")
    name, address = parseaddr(_header(message, "From"))
    occurred, text = _occurred(message), storable(f"{_header(message, 'Subject')}\n\n{_words(message)}".strip())
    marks = ((ATTACHMENT, any(message.iter_attachments())), (CUT, len(text) > LONGEST))
    said = _header(message, "Date")
    return Inbound(
        platform=PLATFORM,
        account=account,
        native_id=_native_id(message, text),
        operation=Operation.CREATED,
        thread=_thread(message),
        author=Author(handle=storable(address) or None, name=storable(name or address) or None),
        text=text[:LONGEST] or None,
        occurred=occurred,
        occurred_basis=OccurredBasis.AUTHOR if occurred else OccurredBasis.ABSENT,
        visibility=Visibility.PRIVATE,
        flags=tuple(mark for mark, holds in (*marks, (BAD_TIME, said and not occurred)) if holds),
    )


def _header(message: EmailMessage, name: str) -> str:
    value = message.get(name)
    return "" if value is None else " ".join(str(value).split())


def _native_id(message: EmailMessage, text: str) -> str:
    """Two mails are the same when their words are: whoever writes may use a Message-ID twice."""
    told = (_header(message, name) for name in ("Message-ID", "From", "Date"))
    return "sha256:" + hashlib.sha256("\0".join((*told, text)).encode("utf-8", "surrogatepass")).hexdigest()


def _thread(message: EmailMessage) -> str | None:
    found = (MESSAGE_ID.search(_header(message, name)) for name in ("References", "In-Reply-To", "Message-ID"))
    return next((match[0] for match in found if match), None)


def _occurred(message: EmailMessage) -> datetime | None:
    try:
        found = parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return aware.astimezone(UTC) if EARLIEST <= aware < LATEST else None


def _words(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    try:
        text = raw.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        text = raw.decode("utf-8", "replace")
    return _plain(text) if part.get_content_type() == "text/html" else text.replace("\r\n", "\n").strip()


def _plain(html: str) -> str:
    reader = _Words()
    reader.feed(html)
    reader.close()
    return BLANK_LINES.sub("\n\n", "".join(reader.words)).strip()


class _Words(HTMLParser):
    """The words of a page, a line for each block; what is no text for readers stays out."""

    SILENT: Final = frozenset({"script", "style", "head", "title"})
    BLOCKS: Final = frozenset({"p", "br", "div", "tr", "li", "blockquote", "h1", "h2", "h3", "h4", "table"})

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self.SILENT
        if tag in self.BLOCKS:
            self.words.append("\n\n" if tag == "p" else "\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self.SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(" ".join(data.split()) + (" " if data[-1:].isspace() else ""))
