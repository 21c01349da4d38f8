"""Every open date derived again, to see whether packs, calendars and what is stored still belong together."""

import os
import sys

import click

from register.cli.console import opened
from register.cli.terminal import say
from register.cli.trail import SHOWN, list_findings, watched

DIFFERENT = 1


@click.command()
@click.option("--processes", type=click.IntRange(min=1), help="How many at once; one a core unless given.")
def rederive(processes: int | None) -> None:
    """Derive every open date again from the pack and calendar its proof names; exit 1 on any difference."""
    with opened() as register, watched("Cases") as progress:
        findings = register.inspector.rederive(processes or os.cpu_count() or 1, progress)
    list_findings(findings.faults[:SHOWN])
    if findings.fault_count > SHOWN:
        say(f"  and {findings.fault_count - SHOWN} more")
    cases, dates = findings.counts.get("cases", 0), findings.counts.get("deadlines", 0)
    say(f"{cases} cases, {dates} open dates derived again: {findings.fault_count} differences.")
    sys.exit(0 if findings.holds else DIFFERENT)
