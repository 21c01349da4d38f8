"""The dates of a complaint that does not exist: what would be due, and why."""

import json
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from register.cli.console import Stopped, pairs, print_columns

if TYPE_CHECKING:
    from register.domain.policy import Pack, Place
    from register.domain.proofs import Due
    from register.domain.rules import Value


@click.command()
@click.option("--pack", "pack_id", help="The pack; needed where there are several.")
@click.option("--class", "complaint_class", required=True, help="A complaint class of the pack.")
@click.option("--received", required=True, metavar="LOCAL", help="Local time of the place, as in 2026-08-03T09:30.")
@click.option("--place", help="A place of the pack; its default unless given.")
@click.option("--fact", "facts", multiple=True, metavar="NAME=VALUE", help="A fact, or an event with its local time.")
@click.option("--json", "as_json", is_flag=True, help="Every date with its whole proof, as JSON.")
def dates(
    pack_id: str | None, complaint_class: str, received: str, place: str | None, facts: tuple[str, ...], as_json: bool
) -> None:
    """Show the deadlines of a hypothetical complaint, each with how it was counted. Nothing is recorded."""
    from policies import catalogue
    from register.domain.deadlines import Circumstances, derive
    from register.domain.values import Code

    policies, at = catalogue.load(), _local("--received", received)
    packs = policies.in_force([pack_id] if pack_id else sorted({known for known, _ in policies.packs}), at.date())
    if len(packs) != 1:
        raise Stopped(f"--pack: say which, one of {', '.join(pack.id for pack in packs)}.")
    pack = packs[0]
    where = pack.place(place or pack.default_place)
    values, events = _known(pairs(facts, "--fact"), pack, where)
    events["received"] = at.replace(tzinfo=ZoneInfo(where.zone))
    given = Circumstances(Code(complaint_class[:60]), where.id, where.zone, values, events)
    found = derive(pack, given, policies.calendars)
    if as_json:
        click.echo(json.dumps([_tree(due) for due in found], indent=2))
    else:
        _print(found)


def _local(option: str, text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        raise Stopped(f"{option} {text!r}: write the place's own time, as in 2026-08-03T09:30.")
    return found


def _known(
    given: list[tuple[str, str]], pack: "Pack", place: "Place"
) -> "tuple[dict[str, Value], dict[str, datetime]]":
    """Return facts and events by name; raises ``Stopped`` for a name that is neither, ``Refused`` for a wrong value."""
    from register.domain.decide.classifying import known_facts
    from register.domain.decide.limits import value_of
    from register.domain.decide.situation import Checks
    from register.domain.rules import EVENTS

    checks = Checks()
    events = {name: value for name, value in given if name in EVENTS}
    told = known_facts(tuple(pair for pair in given if pair[0] not in events), pack, checks)
    checks.settle()
    zone = ZoneInfo(place.zone)
    at = {name: _local(f"--fact {name}", value).replace(tzinfo=zone) for name, value in events.items()}
    return {known.name: value_of(known.value) for known in told}, at


def _tree(due: "Due") -> object:
    from register.domain.codec import to_text

    return json.loads(to_text(due))


def _print(found: "tuple[Due, ...]") -> None:
    rows = []
    for due in found:
        local = due.due_at.astimezone(ZoneInfo(due.derivation.zone)).strftime("%a %Y-%m-%d %H:%M %Z")
        provisional = " (provisional)" if due.provisional else ""
        rows.append((due.duty, due.kind, due.force, local + provisional, due.derivation.cite, _counted(due)))
    print_columns(("duty", "kind", "force", "before", "paragraph", "how counted"), rows)


def _counted(due: "Due") -> str:
    how = due.derivation
    skipped = [f"{day.day} {day.holiday}" for day in how.skipped]
    weekends = [f"{how.weekend_days} weekend days"] if how.weekend_days else []
    without = f", without {', '.join([*weekends, *skipped])}" if weekends or skipped else ""
    return f"{how.counted} {how.unit} from {how.start_date} ({how.start_event}){without}"
