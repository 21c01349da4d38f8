"""Bringing complaints, or messages of a channel, in from a file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from register.cli.console import Stopped, opened, reasons
from register.cli.terminal import say
from register.cli.trail import watched
from register.domain.errors import Refused

if TYPE_CHECKING:
    from register.domain.channel import Channel
    from register.importing import Row
    from register.wiring import Register

REFUSED = 1
BATCH = 100


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--channel", "slug", metavar="SLUG", help="The rows are messages of this channel, not complaints.")
@click.option("--dry-run", is_flag=True, help="Check every row and keep nothing.")
def import_file(file: Path, slug: str | None, dry_run: bool) -> None:
    """Bring in the complaints of FILE (CSV or JSON lines), one a row; doing it again changes nothing.

    A complaint has the columns brand, channel, summary and received_at (with its offset), and may have complaint_class,
    product, issues and points (several apart by |), tier, name, kind, email and phone. With --channel, a row is a
    message: native_id, text, author, occurred_at, url, thread. Each row's result is printed; exit 1 if one was refused.
    """
    from register.importing import Importer, read_rows

    with opened() as register:
        importer = Importer(register, file.read_bytes(), _channel(register, slug) if slug else None)
        rows = read_rows(file.name, importer.content)
        refused = 0
        with watched("Rows") as progress:
            for start in range(0, len(rows), BATCH):
                batch = rows[start : start + BATCH]
                results = importer.check(batch) if dry_run else importer.take(batch)
                for row, result in zip(batch, results, strict=True):
                    refused += isinstance(result, Refused)
                    _tell(row, result, dry_run=dry_run)
                if progress is not None:
                    progress(start + len(batch), len(rows))
    kept = "would be kept" if dry_run else "kept"
    say(f"{len(rows) - refused} of {len(rows)} rows {kept}, {refused} refused.", err=True)
    sys.exit(REFUSED if refused else 0)


def _tell(row: "Row", result: "str | Refused", *, dry_run: bool) -> None:
    if isinstance(result, Refused):
        say(f"row {row.number}: refused: {'; '.join(reasons(result).splitlines())}")
    else:
        say(f"row {row.number}: {'good' if dry_run else result}")


def _channel(register: "Register", slug: str) -> "Channel":
    found = [file.channel for file in register.reader.channels.all() if file.channel.slug == slug]
    if len(found) != 1:
        raise Stopped(f"--channel {slug}: no such channel, or several. `register channel list` shows them.")
    return found[0]
