"""Bringing complaints, or messages of a channel, in from a file."""

import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from register.cli.console import Stopped, opened, pairs, reasons
from register.cli.terminal import say
from register.cli.trail import watched
from register.domain.errors import Refused

if TYPE_CHECKING:
    from register.domain.subjects.channel import Channel
    from register.imports import Kept, Row, Table
    from register.wiring import Register

REFUSED = 1
BATCH = 100
SHOWN = 12
OWNER_ONLY = 0o600
EQUAL = "Give them a reference if they are one."
LATE = "Give received_at."


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--channel", "slug", metavar="SLUG", help="The rows are messages of this channel, not complaints.")
@click.option("--dry-run", is_flag=True, help="Check every row and keep nothing.")
@click.option("--column", "renamed", multiple=True, metavar="THEIRS=OURS", help="What a heading of the file means.")
@click.option(
    "--refused",
    "mend",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the refused rows go, to be mended and imported (a dry run writes none unless told to).",
)
def import_file(file: Path, slug: str | None, dry_run: bool, renamed: tuple[str, ...], mend: Path | None) -> None:
    """Bring in the complaints of FILE (CSV or JSON), one a row; doing it again changes nothing.

    A complaint has the columns brand, channel, summary and received_at (with its offset), and may have reference (the
    firm's own, by which a row is known again), complaint_class, product, issues and points (several apart by |), tier,
    name, kind, email and phone. One that was open in another system has carried_from (the system or file, and its
    reference there) and may have carried_dates (duty=2026-06-20, several apart by |); from before its rules took force
    it needs carried_because, the reason why it is brought in all the same. With --channel, a row is a message:
    native_id, text, author, occurred_at, received_at, url, thread. Each row's result is printed under the row's number;
    the refused ones are written into a file to mend.
    Exit 1 if one was refused.
    """
    from register.imports import CASES, MESSAGES, Columns, Importer, read_rows

    with opened() as register:
        known = (MESSAGES if slug else CASES).known
        columns = Columns(known, dict(pairs(renamed, "--column")))
        importer = Importer(register, _channel(register, slug) if slug else None, columns)
        table = read_rows(file.name, file.read_bytes(), columns)
        told = Telling(dry_run=dry_run)
        with watched("Rows") as progress:
            for start in range(0, len(table.rows), BATCH):
                batch = table.rows[start : start + BATCH]
                results = importer.check(batch) if dry_run else importer.take(batch)
                for row, result in zip(batch, results, strict=True):
                    told.tell(row, result)
                if progress is not None:
                    progress(start + len(batch), len(table.rows))
    told.sum_up()
    if told.refused and (mend is not None or not dry_run):
        _write(_free(mend or file.with_suffix(f".refused{file.suffix}")), table, told)
    sys.exit(REFUSED if told.refused else 0)


class Telling:
    """What is said of the rows: each one's result, and each mistake once with the rows that have it."""

    def __init__(self, *, dry_run: bool) -> None:
        """Start with nothing said."""
        self.refused: list[tuple[Row, str]] = []
        self._dry_run = dry_run
        self._mistakes: dict[str, list[int]] = {}
        self._equal: list[int] = []
        self._late: list[int] = []
        self._kept = self._already = 0

    def tell(self, row: "Row", result: "Kept | Refused") -> None:
        """Print a row's result; a mistake made before is told by the first row that has it."""
        if isinstance(result, Refused):
            why = "; ".join(reasons(result).splitlines())
            rows = self._mistakes.setdefault(why, [])
            rows.append(row.number)
            self.refused.append((row, why))
            say(f"row {row.number}: refused: {why if len(rows) == 1 else f'as row {rows[0]}'}")
            return
        self._already += result.already
        self._kept += not result.already
        if result.equal_to is not None:
            self._equal.append(row.number)
        if result.late and not result.already:
            self._late.append(row.number)
        say(f"row {row.number}: {'good' if self._dry_run else result.name}")

    def sum_up(self) -> None:
        """Print the totals, and what is worth a look."""
        total, refused = self._kept + self._already + len(self.refused), len(self.refused)
        kept = "would be kept" if self._dry_run else "kept"
        say(f"{self._kept} of {total} rows {kept}, {self._already} already there, {refused} refused.", err=True)
        for why, rows in self._mistakes.items():
            if len(rows) > 1:
                say(f"{_named(rows)}: {why}", err=True)
        if self._equal:
            say(f"{_named(self._equal)}: the same as an earlier row, and each counts. {EQUAL}", err=True)
        if self._late:
            say(f"{_named(self._late)}: nothing says when this was received, so limits start now. {LATE}", err=True)


def _named(rows: Sequence[int]) -> str:
    parts = list(islice(_spans(rows), SHOWN + 1))
    named = ", ".join([*parts[:SHOWN], *(["…"] if len(parts) > SHOWN else [])])
    return f"row {named}" if len(rows) == 1 else f"{len(rows)} rows ({named})"


def _spans(rows: Sequence[int]) -> Iterator[str]:
    first = last = rows[0]
    for row in [*rows[1:], 0]:
        if row != last + 1:
            yield str(first) if first == last else f"{first} to {last}"
            first = row
        last = row


def _free(path: Path) -> Path:
    """Return a path where nothing stands: somebody may be mending what an earlier import left."""
    tried = (path.with_stem(f"{path.stem}-{number}") if number > 1 else path for number in range(1, 10_000))
    return next(each for each in tried if not each.exists())


def _write(path: Path, table: "Table", told: Telling) -> None:
    from register.imports import to_mend

    text = to_mend(table, told.refused)
    path.touch(OWNER_ONLY, exist_ok=False)
    path.write_text(text, "utf-8", newline="")
    say(f"The refused rows are in {path}: mend them there, then import that file.", err=True)


def _channel(register: "Register", slug: str) -> "Channel":
    found = [file.channel for file in register.reader.channels.all() if file.channel.slug == slug]
    if len(found) != 1:
        raise Stopped(f"--channel {slug}: no such channel, or several. `register channel list` shows them.")
    return found[0]
