"""The security log at the console: who signed in, read what, and was refused what."""

import json
from datetime import datetime
from typing import TYPE_CHECKING

import click

from register.cli.console import opened
from register.cli.moments import INSTANT
from register.cli.terminal import say_exactly
from register.domain.actors import CONSOLE
from register.domain.shapes import instant_text

if TYPE_CHECKING:
    from register.reader.logs import Logged

A_PAGE = 200


@click.command("log")
@click.option("--from", "from_at", type=INSTANT, help="Only lines from this time on.")
@click.option("--who", help="Only lines of one actor, such as `stranger` or `account:ID`.")
def log(from_at: datetime | None, who: str | None) -> None:
    """Print the security log, the newest line first, each as JSON; that it was read is written down in it."""
    from register.reader.pagination import every

    with opened() as register:
        register.upkeep.record(CONSOLE.name, "read:security-log")
        for line in every(lambda cursor: register.reader.logs.security(actor=who, cursor=cursor, limit=A_PAGE)):
            if from_at is not None and line.at < from_at:
                return
            say_exactly(_told(line) + "\n")


def _told(line: "Logged") -> str:
    told = {"at": instant_text(line.at), "actor": line.actor, "what": line.what, "codes": line.codes}
    about = {} if line.subject is None else {"subject": {"kind": line.subject[0], "id": line.subject[1]}}
    return json.dumps({**told, **about}, ensure_ascii=False)
