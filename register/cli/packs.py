"""Packs: what a regulator asks, as data; shown, checked, and compared with worked dates."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from register.cli.adopt import adopt
from register.cli.console import Commands, Stopped
from register.cli.pack_documents import mark, show_pack
from register.cli.rederivation import rederive
from register.cli.terminal import say
from register.cli.whatif import what_if
from register.domain.errors import Invalid

if TYPE_CHECKING:
    from policies.catalogue import Policies
    from register.domain.law.policy import Pack

DIFFERENT = 1


@click.group(cls=Commands)
def policy() -> None:
    """The regulators' rules."""


policy.add_command(show_pack)
policy.add_command(what_if)
policy.add_command(rederive)
policy.add_command(adopt)


@policy.command("list")
def list_packs() -> None:
    """Show every pack and version, and from when it is in force."""
    from policies import catalogue

    policies = catalogue.shipped()
    for (pack_id, version), pack in sorted(policies.packs.items()):
        state = "released" if (pack_id, version) in policies.released else "not released"
        until = f" until {pack.effective_to}" if pack.effective_to else ""
        say(f"{pack_id}  {version}  in force from {pack.effective_from}{until}  {state}  {pack.title}{mark(pack)}")


@policy.command("check")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check_packs(file: Path | None) -> None:
    """Check FILE, or every shipped pack: its form, its lock, and the dates of its own worked examples."""
    from policies import catalogue
    from policies.loader import load_pack
    from policies.oracle import check_examples

    policies = catalogue.shipped()
    packs = [load_pack(file)] if file else list(policies.packs.values())
    if missing := [*catalogue.missing_calendars(packs, policies.calendars), *catalogue.missing_lists(packs)]:
        raise Invalid(*missing)
    differences = [f"{pack.id}: {each}" for pack in packs for each in check_examples(pack, policies.calendars)]
    for each in differences:
        say(each)
    say(f"{len(packs)} checked, {sum(len(pack.examples) for pack in packs)} worked examples.")
    sys.exit(DIFFERENT if differences else 0)


@policy.command()
@click.argument("table", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--pack", "pack_id", help="The pack; needed where several have a table of worked dates.")
def oracle(table: Path | None, pack_id: str | None) -> None:
    """Compare a pack with TABLE, a CSV of worked dates (its own unless given); exit 1 on any difference."""
    from policies import catalogue
    from policies.oracle import compare

    policies = catalogue.shipped()
    pack = _newest(policies, pack_id or _only(policies))
    against = table or catalogue.FOLDER / "packs" / pack.id / "oracle.csv"
    differences = compare(pack, against, policies.calendars)
    for difference in differences:
        say(str(difference))
    say(f"{against.name} against {pack.id} {pack.version}: {len(differences)} differences.")
    sys.exit(DIFFERENT if differences else 0)


def _newest(policies: "Policies", pack_id: str) -> "Pack":
    versions = policies.versions(pack_id)
    if not versions:
        raise Stopped(f"{pack_id}: no such pack. `register policy list` shows them.")
    return versions[-1]


def _only(policies: "Policies") -> str:
    """Return the one pack that can be compared with a table; raises ``Stopped`` where there are several."""
    ids = sorted({pack.id for pack in policies.packs.values() if pack.oracle})
    if len(ids) != 1:
        raise Stopped(f"--pack: say which, one of {', '.join(ids)}.")
    return ids[0]
