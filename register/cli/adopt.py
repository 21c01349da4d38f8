"""A corrected reading adopted for every open complaint that is held to the older one."""

import sys
from typing import IO, TYPE_CHECKING, Final

import click

from register.cli.changes import changes_of
from register.cli.console import Stopped, opened, reasons
from register.cli.terminal import say
from register.cli.trail import SHOWN, watched

if TYPE_CHECKING:
    from register.adoption import Adoption, Standing
    from register.domain.actors import Actor
    from register.domain.errors import Refused
    from register.domain.law.policy import Pack
    from register.wiring import Register

REFUSED: Final = 1


@click.command()
@click.argument("correction", metavar="PACK/VERSION")
@click.option("--dry-run", is_flag=True, help="Say what would change, and record nothing.")
@click.option("--token", "token_file", type=click.File(), help="A file with an approver's token; else it is asked for.")
def adopt(correction: str, token_file: IO[str] | None, *, dry_run: bool) -> None:
    """Adopt the correction PACK/VERSION for every open complaint held to the reading it puts right.

    A person decides this: whoever approves, known by a token of theirs with the scope approvals:write. Each complaint
    is a command of its own; run it again to go on. Exit 1 if one was refused.
    """
    from register.adoption import Adoption

    with opened() as register:
        adoption = Adoption(register, _pack(register, correction))
        actor = None if dry_run else _person(register, token_file)
        told, total = Telling(correction, dry_run=dry_run), adoption.count()
        with watched("Complaints") as progress:
            for done, standing in enumerate(adoption.standings(), 1):
                if standing is not None:
                    told.tell(standing, _adopt(adoption, standing, actor))
                if progress is not None:
                    progress(done, total)
    told.sum_up()
    sys.exit(REFUSED if told.refused else 0)


def _adopt(adoption: "Adoption", standing: "Standing", actor: "Actor | None") -> "Refused | None":
    if actor is None or standing.outcome is None:
        return None
    return adoption.adopt(standing.case, actor)


class Telling:
    """What is said of the complaints: what changes for each, which was refused and why, and the totals."""

    def __init__(self, correction: str, *, dry_run: bool) -> None:
        """Start with nothing said."""
        self.refused = 0
        self._correction, self._dry_run = correction, dry_run
        self._adopted = self._changed = 0
        self._already: list[str] = []

    def tell(self, standing: "Standing", refusal: "Refused | None") -> None:
        """Print what becomes of one complaint."""
        if standing.outcome is None:
            self._already.append(standing.reference)
            return
        if refusal is not None:
            self.refused += 1
            say(f"{standing.reference}  refused: {'; '.join(reasons(refusal).splitlines())}")
            return
        self._adopted += 1
        lines = list(changes_of(standing.outcome))
        self._changed += bool(lines)
        for line in lines or [f"{standing.reference}  no date changes"]:
            say(line)

    def sum_up(self) -> None:
        """Print which were held to it already, and the totals."""
        if self._already:
            more = f" and {len(self._already) - SHOWN} more" if len(self._already) > SHOWN else ""
            say(f"Held to it already: {', '.join(self._already[:SHOWN])}{more}")
        adopted = "would be held to" if self._dry_run else "are now held to"
        say(
            f"{self._adopted} open complaints {adopted} {self._correction}, {self._changed} of them with other dates;"
            f" {len(self._already)} were already, {self.refused} refused.",
            err=True,
        )


def _pack(register: "Register", correction: str) -> "Pack":
    pack_id, _, version = correction.partition("/")
    found = register.policies.packs.get((pack_id, version))
    if found is None or found.corrects is None:
        raise Stopped(f"{correction}: no such correction. `register policy list` shows the versions, as PACK VERSION.")
    return found


def _person(register: "Register", token_file: IO[str] | None) -> "Actor":
    """Return whose token it is; raises ``Stopped`` where it is nobody's, ``Forbidden`` where they may not adopt."""
    from register.domain import permissions
    from register.domain.commands.case import AdoptCorrection
    from register.ids import digest_of

    token = token_file.readline() if token_file is not None else click.prompt("Token of an approver", hide_input=True)
    use = register.reader.accounts.by_token(digest_of(token.strip()), register.clock())
    if use is None:
        raise Stopped("--token: this token is not valid, or not any more. An approver makes one under their account.")
    register.upkeep.token_used(use.token, use.used_at)
    permissions.check(use.actor, AdoptCorrection)
    return use.actor
