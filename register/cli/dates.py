"""The dates of a complaint that does not exist: what would be due, and why."""

from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import click

from register.cli.console import Stopped, pairs, print_columns
from register.cli.date_words import in_words, last_day_before, missing_lines, proven, why_lines
from register.cli.pack_documents import mark
from register.cli.terminal import say, say_json
from register.domain.moments import NoMoment, on_the_wall, written
from register.domain.values import Id
from register.wording.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from register.domain.law.calendars import Calendar
    from register.domain.law.policy import Pack
    from register.domain.law.proofs import Circumstances
    from register.domain.law.rules import Value
    from register.domain.obligations.dates import Dated

HEADINGS: Final = {
    "legal": "Legal dates",
    "complainant": "The complainant's time",
    "house": "The firm's own targets",
    "unconfirmed": "Unconfirmed: no legal dates",
    "example": "From an example pack: no legal dates",
}
WHOLE: Final = ("week", "month", "year")
SURE: Final = {
    "S": "secondary source",
    "D": "derived by us",
    "U": "unconfirmed, no legal date",
    "N": "not claimed by the pack: received before it took force",
    "O": "carried over",
}


@click.command()
@click.option("--pack", "pack_id", help="The pack; needed where there are several.")
@click.option("--class", "complaint_class", help="A complaint class of the pack; where facts choose it, not needed.")
@click.option("--received", required=True, metavar="LOCAL", help="Local time of the place, as in 2026-08-03T09:30.")
@click.option("--place", help="A place of the pack; its default unless given.")
@click.option(
    "--fact",
    "facts",
    multiple=True,
    metavar="NAME=VALUE",
    help="A fact, or an event with its local time; NAME@1 for what happened to the first of several parties.",
)
@click.option("--why", "in_full", is_flag=True, help="Say of each date why it is what it is, and tell its days.")
@click.option("--json", "as_json", is_flag=True, help="Every date with its whole proof, as JSON.")
def dates(
    pack_id: str | None,
    complaint_class: str | None,
    received: str,
    place: str | None,
    facts: tuple[str, ...],
    in_full: bool,
    as_json: bool,
) -> None:
    """Show the deadlines of a hypothetical complaint, each with how it was counted. Nothing is recorded."""
    from policies import catalogue
    from register.domain.law.deadlines import derive
    from register.domain.obligations.dates import Dated

    policies, at = catalogue.shipped(), _told("--received", received)
    asked, drafts = ([pack_id], policies.drafts) if pack_id else (sorted({known for known, _ in policies.packs}), ())
    packs = policies.in_force(asked, at.date(), drafts)
    if len(packs) != 1:
        raise Stopped(f"--pack: say which, one of {', '.join(pack.id for pack in packs)}.")
    pack = packs[0]
    given = _circumstances(pack, complaint_class, place, [("received", received), *pairs(facts, "--fact")])
    found = [Dated(due, pack) for due in derive(pack, given, policies.calendars)]
    if as_json:
        say_json([_tree(each, given, policies.calendars) for each in found], indent=2)
    else:
        about = pack.complaint_class(given.complaint_class).title
        say(f"{pack.title}{mark(pack)}, version {pack.version}: {about}")
        _print(found, given)
        for each in found if in_full else ():
            for line in why_lines(_title(each), proven(each, given, policies.calendars)):
                say(line)
        for line in missing_lines(pack, given, found):
            say(line)
        for line in _doubts(found, policies.calendars):
            say(f"\nprovisional: {line}")


def _told(option: str, text: str) -> datetime:
    """Return a time as it was written: the place's own, or with its offset."""
    try:
        return written(text)
    except NoMoment:
        raise Stopped(f"{option} {text!r}: write the place's own time, as in 2026-08-03T09:30.") from None


def _local(option: str, text: str, zone: ZoneInfo) -> datetime:
    """Return the time in the place; one with its offset is taken at its word."""
    try:
        return on_the_wall(_told(option, text), zone).astimezone(zone)
    except NoMoment as fault:
        raise Stopped(f"{option} {text!r}: {sentence(fault.problem)}") from None


def _circumstances(
    pack: "Pack", complaint_class: str | None, place: str | None, given: list[tuple[str, str]]
) -> "Circumstances":
    """Return what is given; raises ``Stopped`` for a name that is neither fact nor event, ``Refused`` for a value."""
    from register.domain.decide.classification import known_facts
    from register.domain.decide.situation import Checks
    from register.domain.law.proofs import Circumstances
    from register.domain.law.rules import EVENTS
    from register.domain.law.stated_facts import value_of

    where, checks = pack.place(place or pack.default_place), Checks()
    events = [(name, value) for name, value in given if name.partition("@")[0] in EVENTS]
    told = known_facts(tuple(pair for pair in given if pair not in events), pack, complaint_class, checks)
    checks.settle()
    values: dict[str, Value] = {known.name: value_of(known.value, pack.facts[known.name].type) for known in told}
    held = pack.held_class(complaint_class and pack.complaint_class(complaint_class).id, values)
    if held is None:
        raise Stopped(f"--class: say which, one of {', '.join(pack.classes)}.")
    happened = _happened(events, ZoneInfo(where.zone))
    own = happened.pop("", {})
    parties = {Id(str(UUID(int=number))): happened[name] for number, name in enumerate(sorted(happened), start=1)}
    return Circumstances(held.id, where.id, where.zone, values, own, parties)


def _happened(events: list[tuple[str, str]], zone: ZoneInfo) -> dict[str, dict[str, tuple[datetime, ...]]]:
    """Return each event with its instants: of the complaint under an empty name, of each party under its own."""
    found: dict[str, dict[str, tuple[datetime, ...]]] = {"": {}}
    for name, value in events:
        event, _, party = name.partition("@")
        own = found.setdefault(party, {})
        at = _local("--received" if event == "received" else f"--fact {name}", value, zone)
        own[event] = tuple(sorted((*own.get(event, ()), at)))
    return found


def _tree(known: "Dated", given: "Circumstances", calendars: "Mapping[str, Calendar]") -> object:
    """Return a date with its whole proof, what its pack says of it, and why it is provisional."""
    from register.domain.codec import in_full
    from register.domain.law.announced import doubt

    said = {"title": known.title, "legal": known.legal, "bound": known.bound, "prompt": known.prompt}
    found = doubt(known.due.derivation, calendars[known.due.derivation.calendar])
    told = in_words(proven(known, given, calendars))
    unsure = {"announced_year": found.announced_year, "estimated": [str(day) for day, _ in found.estimated]}
    return {
        **in_full(known.due),
        **said,
        "example": known.pack.is_example,
        "draft": known.pack.is_draft,
        **unsure,
        **told,
    }


def _doubts(found: "list[Dated]", calendars: "Mapping[str, Calendar]") -> list[str]:
    """Return each reason for which a date is provisional, once."""
    from register.domain.law.announced import doubt

    said: dict[str, None] = {}
    for proof in (known.due.derivation for known in found):
        unsure = doubt(proof, calendars[proof.calendar])
        if unsure.announced_year is not None:
            said[f"the holidays of {proof.calendar} are announced up to {unsure.announced_year}."] = None
        for day, holiday in unsure.estimated:
            said[f"{holiday.name}, {day}, is only estimated."] = None
    return list(said)


def _print(found: "list[Dated]", given: "Circumstances") -> None:
    """Print the dates under headings: what the law sets for the firm stands apart from all else."""
    for group, heading in HEADINGS.items():
        rows = [_row(each, given) for each in found if each.group == group]
        if rows:
            say(f"\n{heading}")
            print_columns(("what", "kind", "force", "before", "paragraph", "how counted"), rows)


def _row(known: "Dated", given: "Circumstances") -> tuple[str, ...]:
    due = known.due
    local = due.due_at.astimezone(ZoneInfo(due.derivation.zone)).strftime("%a %Y-%m-%d %H:%M %Z")
    force = "promptly; the firm's own target" if known.prompt else due.force
    before = " ".join((local, *(f"({remark})" for remark in remarks(known))))
    return _title(known), due.kind, force, before, due.derivation.cite, _counted(known, given)


def _title(known: "Dated") -> str:
    return f"{known.title}, party {UUID(known.due.party).int}" if known.due.party else known.title


def remarks(known: "Dated") -> list[str]:
    """Return what keeps a date from being one of the law's, or from being certain, in a few words each."""
    said = ["provisional"] if known.due.provisional else []
    said += [SURE[known.due.derivation.confirmed]] if known.due.derivation.confirmed in SURE else []
    said += ["the complainant's time"] if known.bound == "complainant" else []
    said += ["draft law"] if known.pack.is_draft else []
    return said + (["example, no law"] if known.pack.is_example else [])


def _counted(known: "Dated", given: "Circumstances") -> str:
    how, earlier = known.due.derivation, last_day_before(known, given)
    start = f"the last day of: {earlier}" if earlier else how.start_event
    if how.unit == "stated-day":
        return "the day stated from outside"
    skipped = [f"{day.day} {day.holiday}" for day in how.skipped]
    weekends = [f"{how.weekend_days} weekend days"] if how.weekend_days else []
    without = f", without {', '.join([*weekends, *skipped])}" if weekends or skipped else ""
    limit = known.rule.limit if known.rule is not None else None
    whole = limit is not None and limit.unit in WHOLE and not limit.fact
    counted = f"{limit.count} {limit.unit}" if limit is not None and whole else f"{how.counted} {how.unit}"
    return f"{counted} from {how.start_date} ({start}){without}"
