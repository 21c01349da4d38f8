"""Looking at one case."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from register.cli.console import Commands, Stopped, opened, print_columns
from register.cli.dates import remarks
from register.cli.delays import guard_lines
from register.cli.moments import INSTANT
from register.cli.terminal import say, say_json
from register.domain.actors import CONSOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from register.domain.obligations.dates import Dated
    from register.domain.subjects.breach import Breach
    from register.domain.subjects.case import Case
    from register.domain.subjects.deadline import Deadline
    from register.domain.values import Id
    from register.reader.plain import Plain
    from register.wiring import Register


@click.group(cls=Commands)
def case() -> None:
    """Complaints."""


@case.command("show")
@click.argument("reference")
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("--as-at", type=INSTANT, help="As the newest checkpoint signed by then knows it.")
def show_case(reference: str, as_json: bool, as_at: datetime | None) -> None:
    """Show one case by its reference: where it stands, its dates, its letters."""
    with opened() as register:
        found, plain = _case(register, reference, as_at)
        register.upkeep.record(CONSOLE.name, "read:case", (), ("case", found.id))
        if as_json:
            say_json(_opened_up(_tree(found), plain), indent=2)
        else:
            _print(found, plain, register)


def _case(register: "Register", reference: str, as_at: datetime | None) -> "tuple[Case, Plain]":
    from register.domain.commands.base import Ref
    from register.domain.values import Code

    cases = register.reader.cases
    file = cases.open(CONSOLE, cases.find(CONSOLE, reference))
    if as_at is None:
        return file.case, file.plain
    checkpoint = register.reader.trail.checkpoint(as_at)
    if checkpoint is None:
        raise Stopped(f"--as-at: no checkpoint was signed by {as_at.isoformat()}.")
    with register.reader.figures.under(checkpoint) as known:
        then: Case | None = known.value(Ref(Code("case"), file.case.id))
    if then is None:
        raise Stopped(f"{reference}: not yet known to the checkpoint of {checkpoint.signed_at.isoformat()}.")
    return then, file.plain


def _tree(found: "Case") -> Any:  # noqa: ANN401 - a tree of JSON
    from register.domain.codec import in_full

    return in_full(found)


def _opened_up(tree: Any, plain: "Plain") -> Any:  # noqa: ANN401 - a tree of JSON
    """Return the tree with sealed values as their texts; null where the text was erased."""
    if isinstance(tree, dict):
        if tree.keys() == {"sealed"}:
            return plain.get(tree["sealed"])
        return {name: _opened_up(value, plain) for name, value in tree.items()}
    return [_opened_up(value, plain) for value in tree] if isinstance(tree, list) else tree


def _print(found: "Case", plain: "Plain", register: "Register") -> None:
    from register.domain.obligations.dates import dated, strictest_first
    from register.domain.obligations.risks import delay_notified
    from register.domain.subjects.complainants import complainants

    names = [person.complainant.name for person in complainants(found)]
    person = ", ".join(plain.get(name.digest, "erased") if name else "not known" for name in names)
    about, people = found.classification, {party.id: plain.get(party.name.digest, "erased") for party in found.parties}
    say(f"{found.reference}  {found.status}  {found.brand}  tier {about.tier}")
    say(plain.get(found.summary.digest, "erased"))
    first = f", first received by {found.origin.first_received_by}" if found.origin.first_received_by else ""
    say(f"Complainant {person} · class {_class(found)} · by {found.origin.channel}{first}")
    for line in _from_elsewhere(found, plain):
        say(line)
    for other in found.related:
        say(f"Related {other.reference}")
    for party in found.parties:
        say(f"Party {people[party.id]} · {party.role}")
    now = register.clock()
    standing = strictest_first(dated(found, register.policies.pack), now)
    packs = [register.policies.pack(choice.pack, choice.version) for choice in found.packs]
    notified = {deadline.id: delay_notified(found, packs, deadline) for deadline in found.deadlines}
    rows = [_standing(*pair, people, now, notified[pair[0].id]) for pair in standing]
    print_columns(("what", "kind", "before", "stands", "paragraph", "pack", "remarks"), rows)
    for happening in found.happenings:
        whom = f" to {people[happening.party]}" if happening.party else ""
        local = happening.at.astimezone(ZoneInfo(found.zone)).strftime("%Y-%m-%d %H:%M %Z")
        say(f"Event {happening.event}{whom}, {local}{' (withdrawn)' if happening.withdrawn else ''}")
    for letter in found.letters:
        decision = f" ({letter.content.decision})" if letter.content.decision else ""
        say(f"Letter {letter.content.type}{decision}: {letter.state}")
    for breach in found.breaches:
        limit = found.limit_behind(breach).due.derivation.due_calendar
        say(
            f"Possible breach, limit passed on {limit}, recorded on {breach.recorded_at.date()}: {_standing_of(breach)}"
        )
    for line in guard_lines(found, plain, register):
        say(line)


def _from_elsewhere(found: "Case", plain: "Plain") -> "Iterator[str]":
    """Yield where a complaint was brought over from, what no pack claims, and each date that came with it."""
    brought = found.carried_over
    if brought is not None:
        yield f"Brought over from {plain.get(brought.source.digest, 'erased')}, {brought.at.date()}"
    for choice in found.packs:
        if choice.unclaimed:
            yield f"Received before {choice.pack} took force: held to version {choice.version}, which does not claim it"
    for date in found.carried_dates:
        yield f"Date carried over: {date.duty}, from {plain.get(date.source.digest, 'erased')}"


def _standing_of(breach: "Breach") -> str:
    standing = "" if breach.standing == "stands" else f"{breach.standing}, "
    return f"{standing}{breach.result or 'not assessed'}"


def _class(found: "Case") -> str:
    provisional = found.classification.provisional
    if found.held_class is not None:
        return found.held_class
    return f"not set (provisional: {provisional}; the class is not confirmed)" if provisional else "not set"


def _standing(
    deadline: "Deadline", known: "Dated", people: dict["Id", str], now: datetime, notified: datetime | None
) -> tuple[str, ...]:
    due, zone = deadline.due, deadline.due.derivation.zone
    if deadline.replaced:
        stands = "replaced"
    elif deadline.met_at is not None:
        late = "met late" if notified is None else f"answered under delay notification of {notified.date()}"
        stands = "met" if deadline.met_at < due.due_at else late
    else:
        stands = "passed" if due.due_at <= now else "open"
    local = due.due_at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M %Z")
    title = f"{known.title}: {people[due.party]}" if due.party else known.title
    return title, due.kind, local, stands, due.derivation.cite, known.pack.id, ", ".join(remarks(known))
