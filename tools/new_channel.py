"""Make the skeleton of a channel: ``python -m tools.new_channel NAME``.

It writes one folder, ``register/channels/NAME`` with a sample delivery that is not read yet, and one row of the
catalogue. The tests fail until the sample is read: that is what is to be written.
"""

import re
import sys
from pathlib import Path
from typing import Final

CHANNELS: Final = Path("register/channels")
CATALOGUE: Final = CHANNELS / "catalogue.py"
NAME: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
ROWS: Final = "ROWS = (\n"
IMPORTS: Final = re.compile(r"^from register\.channels import (?P<names>.+)$", re.MULTILINE)

ROOM: Final = '''"""{title}: what it sends, and how it is answered."""

from typing import Final

from register.channels.{name}.door import verify
from register.channels.{name}.envelope import parse
from register.channels.platform import Platform, ReplyRoute
from register.domain.routes import PUBLIC_REPLY
from register.domain.subjects.inbound import Visibility
from register.domain.values import Code

__all__ = ["PLATFORM", "parse", "verify"]

PLATFORM: Final = Platform(
    Code("{code}"), Visibility.PUBLIC, (ReplyRoute(PUBLIC_REPLY),), verify=verify, parse=parse
)
'''
DOOR: Final = '''"""Who may knock: the signature of a delivery, as Meta signs until another scheme is named here."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from register.channels import signatures


def verify(headers: Mapping[str, str], body: bytes, secrets: Sequence[str], now: datetime) -> None:
    """Return when the body was signed with one of the secrets; raises ``BadSignature``."""
    signatures.verify("meta", headers, body, secrets, now)
'''
ENVELOPE: Final = '''"""A delivery as the platform sends it, read into messages."""

from register.channels.payloads import Unreadable, loads
from register.domain.subjects.inbound import Broken, Delivery
from register.domain.values import Code


def parse(body: bytes, *accounts: str) -> Delivery:
    """Return everything in one delivery that concerns ``accounts``; never raises for what the body holds."""
    try:
        loads(body)
    except Unreadable as fault:
        return Delivery((Broken("", fault.reason, fault.detail),))
    return Delivery((Broken("", Code("bad-shape"), "nothing is read yet"),))
'''
SAMPLE: Final = """{"made": "up: put a recorded delivery here, with invented people"}
"""
EXPECTED: Final = """{"accounts": ["1"], "items": [{"operation": "created", "native_id": "1", "text": "Charged twice"}]}
"""


class Unfit(Exception):
    """Why no channel is made of this name."""


def make(name: str, root: Path) -> list[Path]:
    """Write the skeleton of a channel below ``root``; return the files written or changed. Raises ``Unfit``."""
    if not NAME.fullmatch(name):
        raise Unfit(f"{name[:60]!r} is no name of a channel: small letters, digits and single underscores")
    room = root / CHANNELS / name
    if room.exists() or (root / CHANNELS / f"{name}.py").exists():
        raise Unfit(f"{CHANNELS / name} is there already")
    catalogue = (root / CATALOGUE).read_text(encoding="utf-8")
    known = IMPORTS.search(catalogue)
    if known is None or ROWS not in catalogue:
        raise Unfit(f"{CATALOGUE} has no import of the channels, or no rows")
    told = {"name": name, "code": name.replace("_", "-"), "title": name.replace("_", " ").capitalize()}
    files = {
        room / "__init__.py": ROOM.format(**told),
        room / "door.py": DOOR,
        room / "envelope.py": ENVELOPE,
        room / "samples" / "created.json": SAMPLE,
        room / "samples" / "created.expected.json": EXPECTED,
    }
    names = ", ".join(sorted([*known["names"].split(", "), name]))
    catalogue = catalogue.replace(known[0], f"from register.channels import {names}")
    files[root / CATALOGUE] = catalogue.replace(ROWS, f"{ROWS}    {name}.PLATFORM,\n")
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return list(files)


def main(names: list[str]) -> int:
    """Make one channel; 2 and a line that says why where none can be made."""
    if len(names) != 1:
        print("usage: python -m tools.new_channel NAME", file=sys.stderr)
        return 2
    try:
        for path in make(names[0], Path()):
            print(path)
    except Unfit as why:
        print(why, file=sys.stderr)
        return 2
    print("Next: record a delivery under samples/, say what is expected of it, and let tests/channels read it.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
