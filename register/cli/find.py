"""Finding complaints and messages by any words of them."""

from typing import TYPE_CHECKING

import click

from register.cli.console import opened, print_columns
from register.cli.terminal import say
from register.domain.actors import CONSOLE

if TYPE_CHECKING:
    from register.wiring import Register

Row = tuple[str, ...]


@click.command("find")
@click.argument("words", nargs=-1, required=True)
@click.option("--messages", is_flag=True, help="Messages instead of complaints.")
@click.option("--limit", type=click.IntRange(1, 200), default=50, show_default=True, help="How many at most.")
def find(words: tuple[str, ...], messages: bool, limit: int) -> None:
    """Find complaints by WORDS: a reference, a name, a phone number, anything they say; all words have to be there."""
    with opened() as register:
        register.upkeep.record(CONSOLE.name, "search:messages" if messages else "search:cases")
        headings, rows, more = (_messages if messages else _cases)(register, " ".join(words), limit)
    if not rows:
        say("Nothing found. Every word has to be there; fewer words find more.")
        return
    print_columns(headings, rows)
    if more:
        say(f"There are more than these {len(rows)}: more words find fewer, --limit shows more.")


def _cases(register: "Register", words: str, limit: int) -> tuple[Row, list[Row], bool]:
    page = register.reader.cases.search(CONSOLE, words, limit=limit)
    rows: list[Row] = [
        (line.reference, line.status, line.brand, line.channel, line.received_at.date().isoformat())
        for line in page.items
    ]
    return ("REFERENCE", "STATUS", "BRAND", "CHANNEL", "RECEIVED (UTC)"), rows, page.next is not None


def _messages(register: "Register", words: str, limit: int) -> tuple[Row, list[Row], bool]:
    page = register.reader.inbox.search(CONSOLE, words, limit=limit)
    rows: list[Row] = [
        (file.message.id, file.message.state, file.message.platform, file.message.received_at.date().isoformat())
        for file in page.items
    ]
    return ("MESSAGE", "STATE", "CHANNEL", "RECEIVED (UTC)"), rows, page.next is not None
