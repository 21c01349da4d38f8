"""A fictional half-year, always the same, for looking at the reports and trying them out."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from reports.regulator.inputs import (
    BreachRow,
    CaseRow,
    ChannelRow,
    DelayNotice,
    ExternalReferral,
    Gap,
    GateRefusal,
    MessageCounts,
    MissedLimit,
    Remedy,
    ReportData,
    ReportScope,
    SystemicRow,
    Tally,
)

DATA = Path(__file__).with_name("sample.toml")
BACK = 400
RESTRICTED = range(300, 302)
BY_HAND = {"telephone", "letter"}
MONEY = {"fee-refund-waiver": 40, "goodwill-payment": 150, "compensation": 900}


def sample(cases: int | None = None) -> ReportData:
    """Return the sample report, of ``cases`` complaints where a number is given."""
    shape = tomllib.loads(DATA.read_text(encoding="utf-8"))
    scope = ReportScope(**shape["scope"])
    rows = tuple(_cases(shape, scope, cases or shape["cases"]))
    return ReportData(
        scope=scope,
        cases=rows,
        messages=_messages(shape["messages"]),
        messages_prior=_messages(shape["messages_prior"]),
        channels=tuple(_channel(row) for row in shape["channels"]),
        breaches=tuple(_breaches(rows, scope)),
        systemic=tuple(SystemicRow(**{"affected": None, "closed_on": None, **row}) for row in shape["systemic"]),
        refusals=tuple(GateRefusal(**row) for row in shape["refusals"]),
        labels=shape["labels"],
        recommendations=tuple(shape["recommendations"]["sentences"]),
    )


def _messages(counts: Mapping[str, Any]) -> MessageCounts:
    lists = {
        name: tuple(Tally(code, count) for code, count in counts[name].items())
        for name in ("not_a_complaint", "handed_off")
    }
    return MessageCounts(**{**counts, **lists})


def _channel(row: Mapping[str, Any]) -> ChannelRow:
    gaps = tuple(Gap(gap["since"], gap.get("until"), gap["reason"]) for gap in row["gaps"])
    return ChannelRow(**{"covered_since": None, "covered_until": None, **row, "gaps": gaps})


def _cases(shape: Mapping[str, Any], scope: ReportScope, number: int) -> Iterator[CaseRow]:
    chance = Random(shape["seed"])  # noqa: S311  # the same every time is what is wanted
    first = datetime.combine(scope.period_to - timedelta(days=BACK), time(8), ZoneInfo(scope.zone)).astimezone(UTC)
    every = timedelta(days=BACK) / number
    for index in range(number):
        yield _Maker(shape, scope, chance).case(index, first + every * index)


class _Maker:
    """Makes one complaint's life up."""

    def __init__(self, shape: Mapping[str, Any], scope: ReportScope, chance: Random) -> None:
        self.shape, self.scope, self.chance = shape, scope, chance

    def pick(self, kind: str) -> str:
        weights: dict[str, int] = self.shape["weights"][kind]
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def often(self, what: str) -> bool:
        share: float = self.shape["chances"][what]
        return self.chance.random() < share

    def case(self, index: int, received: datetime) -> CaseRow:
        chance = self.chance
        classes = self.shape["classes"]
        name = chance.choices(list(classes), [each["weight"] for each in classes.values()])[0]
        due = self.due(received, classes[name]["days"])
        lasted = timedelta(
            hours=chance.choices((4, 60, 200, 500, 1000), (30, 25, 20, 18, 7))[0] * chance.uniform(0.4, 1.5)
        )
        closed = received + lasted
        known, reopenings = self.turns(closed)
        answered = known[0] if known else None
        early = answered is not None and lasted < timedelta(days=6) and due is not None
        return CaseRow(
            ref=f"C-{received.year}-{index + 1:06d}",
            brand=self.pick("brand"),
            complaint_class=name,
            received_at=received,
            logged_at=received + timedelta(hours=chance.choice((0.1, 0.3, 1, 5, 26, 70))),
            is_open=len(known) == len(reopenings),
            product=self.pick("product"),
            issues=tuple(dict.fromkeys(self.pick("issue") for _ in range(chance.choice((1, 1, 1, 2))))),
            **self.came(),
            complainant_type=self.pick("complainant"),
            closed_at=tuple(known),
            reopened_at=tuple(reopenings),
            support_needs=self.often("support_needs"),
            about_representative=self.often("about_representative"),
            **self.acknowledged(received),
            closed_early=early,
            response_due_at=due,
            response_sent_at=None if early else answered,
            **self.lateness(name, due, answered),
            **(self.result(closed) if answered is not None else {}),
            referrals=self.referred(closed),
            possible_systemic=self.often("possible_systemic"),
            backdated=self.often("backdated"),
            corrections=chance.choices((0, 1, 2), (90, 8, 2))[0],
            restricted=index in RESTRICTED,
        )

    def came(self) -> dict[str, Any]:
        """By which channel, and whether without a message."""
        channel = self.pick("channel")
        return {"channel": channel, "by_hand": channel in BY_HAND}

    def turns(self, closed: datetime) -> tuple[list[datetime], list[datetime]]:
        """When it was closed and reopened, as far as known."""
        closings, reopenings = [closed], []
        if self.often("reopened"):
            reopenings.append(closed + timedelta(days=3))
            closings.append(closed + timedelta(days=12))
        known = self.scope.as_at
        return [at for at in closings if at <= known], [at for at in reopenings if at <= known]

    def due(self, received: datetime, days: int) -> datetime | None:
        zone = ZoneInfo(self.scope.zone)
        after = received.astimezone(zone).date() + timedelta(days=days + 1)
        return datetime.combine(after, time.min, zone).astimezone(UTC) if days else None

    def acknowledged(self, received: datetime) -> dict[str, Any]:
        at = received + timedelta(hours=self.chance.choice((0.2, 0.5, 1, 2, 6, 12, 20, 30, 80)))
        return {
            "acknowledged_at": at if at <= self.scope.as_at and self.often("acknowledged") else None,
            "ack_due_in_hours_at": received + timedelta(hours=24),
            "ack_due_in_days_at": received + timedelta(hours=36),
        }

    def lateness(self, name: str, due: datetime | None, answered: datetime | None) -> dict[str, Any]:
        until = answered or self.scope.as_at
        if due is None or until < due:
            return {}
        delay = None
        if self.often("delay_notice"):
            valid = self.often("delay_valid")
            delay = DelayNotice(due - timedelta(days=3 if valid else -1), self.pick("ground"), valid)
        late = (until - due).days + 1
        return {"days_late": late, "delay": delay, "missed": () if delay and delay.valid else (self.limit(name, due),)}

    def limit(self, name: str, due: datetime) -> MissedLimit:
        return MissedLimit(self.shape["missed"][name], due)

    def result(self, closed: datetime) -> dict[str, Any]:
        outcome = self.pick("outcome")
        codes = dict.fromkeys(self.pick("remedy") for _ in range(2)) if outcome == "resolved" else {}
        return {
            "outcome": outcome,
            "root_cause": self.pick("root_cause"),
            "remedies": tuple(self.remedy(code, closed.date()) for code in codes),
        }

    def remedy(self, code: str, closed: date) -> Remedy:
        promised = Decimal(MONEY.get(code, 0)) * self.chance.randint(1, 5)
        done = self.often("remedy_done")
        paid = promised if done else Decimal(0)
        return Remedy(code, promised, paid, closed + timedelta(days=14), closed + timedelta(days=5) if done else None)

    def referred(self, closed: datetime) -> tuple[ExternalReferral, ...]:
        at = closed + timedelta(days=20)
        if at > self.scope.as_at or not self.often("referred"):
            return ()
        ended = at + timedelta(days=40)
        over = ended <= self.scope.as_at
        lodged_by = self.chance.choice(("complainant", "complainant", "scheme"))
        outcome = self.chance.choice(("settled", "in-favour-of-firm")) if over else ""
        return (ExternalReferral(at, lodged_by, None, ended if over else None, outcome, self.shape["scheme"]),)


def _breaches(rows: tuple[CaseRow, ...], scope: ReportScope) -> Iterator[BreachRow]:
    start = datetime.combine(scope.period_from, time.min, UTC)
    missed = [(row.ref, limit) for row in rows for limit in row.missed if start <= limit.due_at < scope.as_at]
    for index, (ref, limit) in enumerate(missed):
        known = limit.due_at + timedelta(minutes=1)
        assessed = known.date() + timedelta(days=9) if index % 5 else None
        result = "" if assessed is None else ("breach", "no-breach")[index % 3 == 0]
        yield BreachRow(ref, limit.cite, known, known.date() + timedelta(days=30), assessed, result)
