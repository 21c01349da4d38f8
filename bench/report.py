"""The regulator report over 100,000 complaints, beside WeasyPrint printing the same pages from ready figures."""

import json
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa

from bench.log_a_case import databases
from bench.ready import ready_register
from bench.servers import cpu_seconds
from register.domain.codec import to_text
from register.domain.subjects.reportable import Reportable, ReportableBreach, ReportableDeadline, ReportableLetter
from register.domain.values import Code, Id
from register.publication.parts import REPORT_LANGUAGE, sealed_now, speech
from register.publication.report_input import Asked, Standing, gathered
from register.settings import Settings
from register.store import tables as t
from register.store.engine import writing_engine
from register.wiring import wire
from reports.regulator.document import written_report
from reports.renderers.pdf import Paper, print_pdf

CASES = 100_000
BATCH = 1_000
DAYS = 365
FIRST = datetime(2025, 7, 1, tzinfo=UTC)
ASKED = Asked("regulator", "harbour", date(2026, 1, 1), date(2026, 6, 30))
LIMITS = (
    ("acknowledgement-24-hours", "acknowledgement", "deadline", "G", 1),
    ("acknowledgement-one-business-day", "acknowledgement-alternative", "deadline", "G", 2),
    ("early-close", "early-close", "window", "E", 7),
    ("delay-notification", "delay-notification", "window", "E", 30),
    ("idr-response-standard", "idr-response", "deadline", "E", 30),
)
PRODUCTS = ("prod-personal-transaction-accounts", "prod-credit-cards", "prod-home-loans", "prod-term-deposits")
ISSUES = ("issue-fees-charges", "issue-service-quality", "issue-delay-in-complaint-handling", "issue-other")
LATE = 0.05


def run() -> None:
    """Fill a register on each engine, make the report in a process of its own, and print the ratio and the memory."""
    for engine in ("sqlite", "postgresql"):
        with databases(engine) as (_floor, url, server), tempfile.TemporaryDirectory() as folder:
            _token, home = ready_register(url)
            _fill(url)
            before = cpu_seconds(server)
            whole = _child("whole", url, home, folder)
            database = cpu_seconds(server) - before
            pages = _child("pages", folder)
        ours, beside = whole["cpu"] + database, pages["cpu"]
        print(
            f"regulator report over {CASES:,} complaints, {engine}: pages alone {beside:.1f} s CPU, "
            f"report {ours:.1f} s CPU: {ours / beside:.2f} x the pages (reach 1.5); "
            f"at most {whole['mebibytes']:.0f} MiB (reach 512), "
            f"{whole['bytes'] / 2**20:.1f} MiB of PDF"
        )


def _child(*arguments: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-m", "bench.report", *arguments], check=True, stdout=subprocess.PIPE)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _whole(url: str, home: str, folder: str) -> int:
    """Make the report as the register does; keep its pages, ready to be printed, for the other process."""
    register = wire(Settings(home=Path(home), database_url=url, secure_cookies=False))
    checkpoint = sealed_now(register)
    with (
        gathered(register, ASKED, checkpoint, Standing("Olive Officer")) as data,
        written_report(data, speech(REPORT_LANGUAGE)) as paper,
    ):
        ready = (paper.html, paper.identifier, paper.created, paper.resources)
        document = print_pdf(paper)
    (Path(folder) / "pages").write_bytes(pickle.dumps(ready))
    return len(document)


def _pages(folder: str) -> int:
    """Print the pages alone."""
    return len(print_pdf(Paper(*pickle.loads((Path(folder) / "pages").read_bytes()))))  # noqa: S301 -- our own


def _fill(url: str) -> None:
    """Insert what the register would hold of the complaints as far as a report reads it."""
    engine = writing_engine(url)
    chance = Random(7)  # noqa: S311 -- the same every time is what is wanted
    for first in range(0, CASES, BATCH):
        rows = [_version(number, chance) for number in range(first, first + BATCH)]
        marks = [{"case_id": row["case_id"], "seq": 1, "from_size": 1, "to_size": None} for row in rows]
        with engine.begin() as connection:
            connection.execute(sa.insert(t.case_versions), rows)
            connection.execute(sa.insert(t.version_marks), marks)
    engine.dispose()


def _version(number: int, chance: Random) -> dict[str, Any]:
    received = FIRST + timedelta(days=DAYS) * number / CASES
    return {
        "case_id": Id(f"{number:08x}-0000-7000-8000-000000000000"),
        "seq": 1,
        "at": received,
        "entity": "harbour",
        "brand": "harbour",
        "received_at": received,
        "reportable": to_text(_reportable(number, received, chance)),
    }


def _reportable(number: int, received: datetime, chance: Random) -> Reportable:
    late = chance.random() < LATE
    answered = received + timedelta(days=chance.uniform(31, 60) if late else chance.uniform(1, 29))
    deadlines = tuple(_deadlines(received, answered))
    due = deadlines[-1].due_at
    breach = ReportableBreach(deadlines[-1].rule, due, (due + timedelta(days=30)).date(), None, None)
    return Reportable(
        reference=Code(f"C-{received.year}-{number + 1:06d}"),
        status=Code("closed"),
        restricted=False,
        received_at=received,
        basis=Code("stated"),
        logged_at=received + timedelta(minutes=chance.randint(1, 600)),
        closed_at=answered,
        reopened=(),
        complaint_class=Code("standard"),
        product=Code(chance.choice(PRODUCTS)),
        issues=(Code(chance.choice(ISSUES)),),
        channel=Code(chance.choice(("telephone", "email", "social-public-post"))),
        complainant_kind=Code("individual"),
        support=(),
        tier=2,
        about_representative=False,
        acknowledged_at=received + timedelta(hours=chance.randint(1, 40)),
        deadlines=deadlines,
        letters=(ReportableLetter(Code("idr-response"), Code("accepted"), None, answered, Code("sent")),),
        outcome=Code("resolved"),
        closing_basis=Code("response"),
        root_cause=Code("process"),
        remedies=(),
        breaches=(breach,) if late else (),
        systemic=None,
        external=(),
        corrections=0,
        zone=Code("Australia/Sydney"),
        closings=(answered,),
    )


def _deadlines(received: datetime, answered: datetime) -> Iterator[ReportableDeadline]:
    for rule, duty, kind, force, days in LIMITS:
        due = received + timedelta(days=days)
        met = answered if kind == "deadline" else None
        codes = (Code(rule), Code(duty), Code(kind), Code(force))
        yield ReportableDeadline(*codes, due, due.date(), met, met is not None and met >= due)


def main(what: str, *arguments: str) -> None:
    """Do one of the two in this process and print what it took."""
    size = _whole(*arguments) if what == "whole" else _pages(*arguments)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": time.process_time(), "mebibytes": peak, "bytes": size}))


if __name__ == "__main__":
    main(*sys.argv[1:])
