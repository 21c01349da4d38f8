"""The trail: signing it, checking it, handing it out."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from register.cli.console import Commands, Stopped, opened
from register.cli.moments import INSTANT
from register.cli.terminal import say, say_exactly
from register.domain.actors import CONSOLE

if TYPE_CHECKING:
    from register.inspector.chains import Progress
    from register.inspector.findings import Finding, Findings

DIFFERENT = 1
SHOWN = 50


@click.group(cls=Commands)
def trail() -> None:
    """The audit trail."""


@trail.command()
def checkpoint() -> None:
    """Seal what waits and print the newest checkpoint, a signed note."""
    with opened() as register:
        register.sealer.seal()
        signed = register.reader.trail.checkpoint()
    if signed is not None:
        say_exactly(signed.note)


@trail.command()
@click.option(
    "--since",
    "since",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with an earlier checkpoint: the signed note, or the three lines a report prints.",
)
@click.option("--quick", is_flag=True, help="Leave out the replay: guards, chains, tree and signatures only.")
def verify(since: tuple[Path, ...], quick: bool) -> None:
    """Check that the trail holds, and that replaying it gives exactly what is stored; exit 1 where it does not.

    Nothing is written or signed: what is not sealed yet is said.
    """
    from register.domain.trail.checkpoint import BadNote

    notes = [file.read_text("utf-8") for file in since]
    with opened() as register, watched("Entries") as progress:
        try:
            findings = register.inspector.verify(notes, progress, replay=not quick)
        except BadNote as error:
            raise Stopped(f"--since: {error}. Give the file as it was handed out.") from error
    _print(findings)
    sys.exit(0 if findings.holds else DIFFERENT)


@trail.command()
@click.argument("name")
@click.option("--reason", required=True, help="Why the database is an older one, in words: kept for good.")
def epoch(name: str, reason: str) -> None:
    """Go on with a database restored from an older backup: record what it lost under NAME, then seal again.

    The trail in the database must hold in itself; what was signed last and is not in it is named for ever.
    """
    from register.domain.commands.register import BeginEpoch
    from register.domain.errors import Refused

    with opened() as register:
        lost = register.sealer.signed_last()
        try:
            register.sealer.seal()
        except Refused:
            if lost is None:
                raise
        else:
            raise Stopped("The trail continues what was signed last: there is nothing to record.")
        with closing(register.inspector.alone()) as inspector:
            findings = inspector.verify(replay=False)
        if not findings.holds:
            _print(findings)
            raise Stopped("The trail in the database does not hold in itself. Restore another backup.")
        if all(known.lost_root != lost.root.hex() for known in register.reader.firm.now().firm.epochs):
            newest = register.reader.trail.checkpoint()
            size = 0 if newest is None else newest.size
            register.registrar.carry_out(BeginEpoch(epoch=name, reason=reason, size=size, lost=lost), CONSOLE)
        register.sealer.start_over()
        head = register.sealer.seal().head
    say(f"Epoch {name}: {lost.size} entries had been signed; the trail goes on, {head.size} entries are sealed.")


@trail.command()
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The ZIP to write.")
@click.option("--case", "cases", multiple=True, help="Only these complaints and their messages, by reference.")
@click.option("--kind", "kinds", multiple=True, help="Only entries about this kind of subject, such as `case`.")
@click.option("--from", "from_at", type=INSTANT, help="Only entries from this time on.")
@click.option("--until", "until_at", type=INSTANT, help="Only entries before this time.")
def export(
    out: Path, cases: tuple[str, ...], kinds: tuple[str, ...], from_at: datetime | None, until_at: datetime | None
) -> None:
    """Write the trail with everything needed to check it elsewhere, without network and without this program."""
    from register.publication import case_chronicle
    from register.reader.exports import Wanted

    if out.exists():
        raise Stopped(f"{out}: exists already. Choose another name.")
    with opened() as register:
        ids = tuple(register.reader.cases.find(CONSOLE, reference) for reference in cases)
        made = register.exporter.export(
            CONSOLE,
            out,
            Wanted(ids, kinds, from_at, until_at),
            lambda actor, case, _: case_chronicle(register, actor, case),
        )
    held = "the whole trail" if made.complete else "a part, each entry with its proof"
    withheld = f"; {made.withheld} withheld" if made.withheld else ""
    say(f"{made.path}: {made.entries} of {made.tree_size} entries, {held}{withheld}.")
    say("To check it: unpack it and run `python3 verify.py`, with a verify.py you trust.")


@contextmanager
def watched(what: str) -> "Iterator[Progress | None]":
    """Yield what to tell of the progress, shown as a bar in a terminal; None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    # What a command prints goes above the bar in a terminal, and untouched into a file or pipe.
    with Bar(console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()) as bar:
        task = bar.add_task(what)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _print(findings: "Findings") -> None:
    if not findings.holds:
        say(f"The trail does NOT hold: {findings.fault_count} differences.")
        list_findings(findings.faults[:SHOWN])
        if findings.fault_count > SHOWN:
            say(f"  and {findings.fault_count - SHOWN} more")
    if findings.proven:
        say("Proven:")
        list_findings(findings.proven)
    if findings.notes:
        say("Worth knowing:")
        list_findings(findings.notes)
    say("Not proven by this check:")
    list_findings(findings.not_proven)


def list_findings(found: "tuple[Finding, ...]") -> None:
    """Print findings, a line each."""
    from register.wording.findings import told

    for finding in found:
        about = f"{finding.subject_kind} {finding.subject}: " if finding.subject else ""
        say(f"  {about}{told(finding.code, finding.params)}")
