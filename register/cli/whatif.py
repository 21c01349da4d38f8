"""What would be of the cases of a period under another pack or version. Nothing is recorded."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from register.cli.changes import STANDS, changes_of
from register.cli.console import Stopped, opened, print_columns
from register.cli.moments import DAY
from register.cli.terminal import say, say_json
from register.cli.trail import watched

if TYPE_CHECKING:
    from policies.catalogue import Policies
    from register.domain.law.policy import Pack
    from register.domain.obligations.comparison import Change, Outcome, Question, Side, Totals
    from register.wiring import Register

DIRECTIONS: Final = ("earlier", "later", "new", "gone", "force")


@click.command("what-if")
@click.argument("pack")
@click.option("--from", "from_on", required=True, type=DAY, help="First day of receipt, local to each case.")
@click.option("--to", "to_on", required=True, type=DAY, help="Last day of receipt.")
@click.option("--version", help="The version of PACK; the newest unless given.")
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="PACK as it stands in this file, which need not be shipped yet.",
)
@click.option("--instead-of", metavar="PACK[/VERSION]", help="What is replaced; any version of PACK unless given.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each case that differs; totals last.")
def what_if(
    pack: str,
    from_on: date,
    to_on: date,
    version: str | None,
    file: Path | None,
    instead_of: str | None,
    as_json: bool,
) -> None:
    """Replay the cases received in a period under PACK: which dates would be others. Nothing is recorded."""
    from register.domain.obligations.comparison import Totals

    if to_on < from_on:
        raise Stopped(f"--to {to_on}: is before --from {from_on}.")
    with opened() as register:
        tried = _tried(register.policies, pack, version, file)
        question = _question(register, tried, instead_of or pack)
        totals = Totals()
        for outcome in _outcomes(register, question, (from_on, to_on), totals):
            _tell(outcome, as_json=as_json)
    if as_json:
        say_json({"totals": _tree_of_totals(totals)})
    else:
        _print(totals, question)


def _tried(policies: "Policies", pack_id: str, version: str | None, file: Path | None) -> "Pack":
    from policies.loader import load_pack

    if file is not None and version is not None:
        raise Stopped("--version, --file: give one of the two.")
    if file is not None:
        found = load_pack(file)
        if found.id != pack_id:
            raise Stopped(f"--file {file}: is {found.id}, not {pack_id}.")
        return found
    if version is not None:
        return policies.pack(pack_id, version)
    versions = policies.versions(pack_id)
    if not versions:
        raise Stopped(f"{pack_id}: no such pack. `register policy list` shows them.")
    return versions[-1]


def _question(register: "Register", tried: "Pack", instead_of: str) -> "Question":
    from register.domain.obligations.comparison import Question
    from register.domain.values import Code

    policies = register.policies
    pack_id, _, version = instead_of.partition("/")
    known = [pack.version for pack in policies.versions(pack_id)]
    if not known or (version and version not in known):
        raise Stopped(f"--instead-of {instead_of}: no such pack. `register policy list` shows them.")
    held = Code(version) if version else None
    return Question(tried, Code(pack_id), held, policies.packs, policies.calendars, register.clock())


def _outcomes(
    register: "Register", question: "Question", period: tuple[date, date], totals: "Totals"
) -> "Iterator[Outcome]":
    """Count every case and yield those of which there is something to say."""
    from register.domain.obligations.comparison import replay

    received = register.reader.received
    total = received.count(*period)
    with watched("Cases") as progress:
        for done, case in enumerate(received.stream(*period), 1):
            outcome = replay(case, question)
            totals.add(outcome)
            if outcome is not None and (outcome.changes or outcome.problems):
                yield outcome
            if progress is not None:
                progress(done, total)


def _tell(outcome: "Outcome", *, as_json: bool) -> None:
    if as_json:
        say_json(_tree(outcome))
        return
    for line in changes_of(outcome):
        say(line)


def _tree(outcome: "Outcome") -> dict[str, object]:
    return {
        "case": outcome.case,
        "reference": outcome.reference,
        "changes": [_tree_of_change(change) for change in outcome.changes],
        "problems": [{"code": problem.code, "where": problem.where} for problem in outcome.problems],
    }


def _tree_of_change(change: "Change") -> dict[str, object]:
    def side(found: "Side | None") -> dict[str, str | bool] | None:
        if found is None:
            return None
        codes = {"rule": found.rule, "force": found.force, "standing": found.standing}
        return {**codes, "due_at": found.due_at.isoformat(), "zone": found.zone, "provisional": found.provisional}

    about = {"duty": change.duty, "kind": change.kind, "party": change.party, "direction": change.direction}
    return {**about, "before": side(change.before), "after": side(change.after)}


def _tree_of_totals(totals: "Totals") -> dict[str, object]:
    return {
        "cases": dict(totals.cases),
        "refused": dict(totals.refused),
        "changes": [
            {"duty": duty, "direction": direction, "count": count}
            for (duty, direction), count in sorted(totals.directions.items())
        ],
        "standings": [
            {"before": before, "after": after, "count": count}
            for (before, after), count in sorted(totals.standings.items())
        ],
    }


def _print(totals: "Totals", question: "Question") -> None:
    cases, held = totals.cases, f"{question.instead_of}{f'/{question.version}' if question.version else ''}"
    asked = cases.total() - cases["not-held"]
    say(f"{cases.total()} cases of the period, {asked} of them held to {held}.")
    told = f"{cases['changed']} would change, {cases['same']} would not, {cases['refused']} have no dates there."
    say(f"Under {question.pack.id}/{question.pack.version}: {told}")
    duties = sorted({duty for duty, _ in totals.directions})
    if duties:
        rows = [(duty, *(str(totals.directions[duty, each]) for each in DIRECTIONS)) for duty in duties]
        print_columns(("duty", *DIRECTIONS), rows)
    for (before, after), count in sorted(totals.standings.items()):
        if before != after:
            say(f"{count} dates: {STANDS[before]} -> {STANDS[after]}")
