"""The demo: three months of a made-up bank, whole, true to the register's own rules, and made once."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from register.cli.demo import settings_of_demo
from register.demo.maker import STEPS, passwords
from register.demo.story import content, duration
from register.reader.cases import QueueView
from register.store import tables as t
from register.wiring import Register, wire
from tests.cli.console import Console

# The tour of the README makes and walks through a demo as well.
pytestmark = pytest.mark.long

STATES = {"awaiting", "unsure", "not-a-complaint", "handed-off", "duplicate", "linked", "registered"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a demo, made once for this module."""
    place = tmp_path_factory.mktemp("demo") / "home"
    said = Console(place).does("demo", "--set-up-only")
    assert all(f"{email:24}  {password}" in said for email, password in passwords().items())
    return place


@pytest.fixture
def register(home: Path) -> Register:
    return wire(settings_of_demo(home, 8000, 25))


def test_the_demo_holds_under_its_own_inspection(home: Path) -> None:
    said = Console(home).does("trail", "verify")
    assert "Replaying the trail gives exactly the stored rows" in said


def test_the_trail_tells_everything_in_one_order_of_time(home: Path, register: Register) -> None:
    """The stories are played beside each other, and no entry is sealed before an earlier one."""
    entries = sa.select(t.entries.c.at).join(t.leaves, t.leaves.c.entry_id == t.entries.c.id)
    with sa.create_engine(register.settings.database_url).connect() as connection:
        told = list(connection.execute(entries.order_by(t.leaves.c.leaf_index)).scalars())
    register.close()
    assert len(told) > 700
    assert told == sorted(told)


def test_there_is_a_case_in_every_state(register: Register) -> None:
    reader, ash = register.reader, register.reader.accounts.by_email("ash@harbour.example")
    assert ash is not None
    actor = ash.actor()
    lines = [
        *reader.cases.queue(actor, limit=200).items,
        *reader.cases.queue(actor, QueueView("closed"), limit=200).items,
    ]
    cases = [reader.cases.open(actor, line.id).case for line in lines]
    messages, waiting = reader.inbox.counts(), {waits.kind for waits in reader.parts.approvals(actor).items}
    register.close()
    letters = {letter.state for case in cases for letter in case.letters}
    assert len(cases) >= 55
    assert set(messages) == STATES
    assert waiting == {"closure", "letter", "receipt", "report"}
    assert {"draft", "submitted", "returned", "sent"} <= letters
    assert {d.state for case in cases for d in case.dispatches} == {"accepted", "refused"}
    assert {breach.result for case in cases for breach in case.breaches} == {None, "no-breach"}
    assert {case.closure.basis for case in cases if case.closure} >= {"response", "withdrawn", "abandoned"}
    assert {case.preferences.language for case in cases} >= {"id", "fr", "zh-Hans"}
    assert any(case.reopened for case in cases)
    assert any(case.systemic for case in cases)
    assert any(remedy.done_at is None for case in cases for remedy in case.remedies)


def test_delays_and_holds_stand_in_every_state(home: Path, register: Register) -> None:
    reader, ash = register.reader, register.reader.accounts.by_email("ash@harbour.example")
    assert ash is not None
    actor = ash.actor()
    cases = [reader.cases.open(actor, line.id).case for line in reader.cases.queue(actor, limit=200).items]
    untaken = reader.guard.escalations(actor)
    register.close()
    said = Console(home).does(
        "case", "show", *(case.reference for case in cases if case.holds if case.holds[0].confirmed_at)
    )
    assert "Hold enforcement (Collections team, and Ledger & Partners who collect for us): confirmed" in said
    said = Console(home).does(
        "case", "show", *(case.reference for case in cases if case.holds if not case.holds[0].confirmed_at)
    )
    assert "Not held, nobody has confirmed it: Do not start or continue enforcement" in said
    (waiting,) = (case for case in cases if case.delay_grounds and not case.letters)
    said = Console(home).does("case", "show", waiting.reference)
    assert "At risk: No response is drafted, and seven days or less are left (271.143)" in said
    assert "To do, in this order: respond, reassign, notify-delay" in said
    assert "Ground for a delay third-party-information, stated" in said
    assert untaken
    assert "manager: nobody took it up" in Console(home).does("case", "show", untaken[0].reference)


def test_one_complaint_came_back_from_the_scheme_and_one_went_to_the_advocate(register: Register) -> None:
    reader, ash = register.reader, register.reader.accounts.by_email("ash@harbour.example")
    assert ash is not None
    actor = ash.actor()
    lines = [
        *reader.cases.queue(actor, limit=200).items,
        *reader.cases.queue(actor, QueueView("closed"), limit=200).items,
    ]
    cases = [reader.cases.open(actor, line.id).case for line in lines]
    register.close()
    sent_back = [case for case in cases if [step.kind for step in case.external_steps][-1:] == ["referred-back"]]
    for back in sent_back:
        assert (back.external_steps[-1].stage, back.status) == ("part-way", "open")
        assert "refer-back-response" in {deadline.due.duty for deadline in back.deadlines if deadline.is_open}
    assert sorted(back.packs[0].version for back in sent_back) == ["2021-10-05", "2021-10-05+1"]
    (reviewed,) = (case for case in cases if any(each.event == "advocate_concluded" for each in case.happenings))
    (outcome,) = (d for d in reviewed.deadlines if d.due.duty == "advocate-outcome" and not d.replaced)
    assert outcome.due.derivation.stopped
    assert outcome.met_at is not None
    assert not reviewed.breaches


def test_the_corrected_reading_changes_one_complaint_and_was_adopted_for_another(
    home: Path, register: Register
) -> None:
    """What was received before the release came keeps the older reading until an approver adopts the other for it."""
    reader, ash = register.reader, register.reader.accounts.by_email("ash@harbour.example")
    assert ash is not None
    cases = [reader.cases.open(ash.actor(), line.id).case for line in reader.cases.queue(ash.actor(), limit=200).items]
    adopted, waiting = (
        next(case.reference for case in cases if case.external_steps and case.packs[0].version == version)
        for version in ("2021-10-05+1", "2021-10-05")
    )
    register.close()
    console = Console(home)
    since = ("--from", "2020-01-01", "--to", "2099-12-31")
    said = console.does("policy", "what-if", "au-asic-rg271", *since)
    (changed,) = (line for line in said.splitlines() if line.startswith("C-"))
    assert changed.startswith(f"{waiting}  delay-notification: no date -> ")
    assert "Under au-asic-rg271/2021-10-05+1: 1 would change" in said
    dry = console.run("policy", "adopt", "au-asic-rg271/2021-10-05+1", "--dry-run")
    assert f"{waiting}  delay-notification: no date -> " in dry.stdout
    assert adopted in dry.stdout.splitlines()[-1]
    assert "1 of them with other dates" in dry.stderr
    assert "0 differences." in console.does("policy", "rederive", "--processes", "1")
    shown = console.does("case", "show", adopted)
    assert re.search(r"(?m)^IDR delay notification +window +\S+ \S+ \S+ +(open|passed)", shown)


def test_no_mail_leaves_and_every_letter_is_kept(home: Path, register: Register) -> None:
    ash = register.reader.accounts.by_email("ash@harbour.example")
    assert ash is not None
    actor, cases = ash.actor(), register.reader.cases
    lines = [*cases.queue(actor, limit=200).items, *cases.queue(actor, QueueView("closed"), limit=200).items]
    sent = sum(d.state == "accepted" for line in lines for d in cases.open(actor, line.id).case.dispatches)
    register.close()
    kept = [file.read_bytes() for file in sorted(home.with_name("home.mail").glob("*.eml"))]
    assert sum(b"application/pdf" in mail for mail in kept) == sent > 15
    assert all(re.search(rb"(?m)^To: \S+@\S+\.example\r$", mail) for mail in kept)


def test_a_second_start_finds_it_as_it_was(home: Path) -> None:
    console = Console(home)
    before = console.does("trail", "checkpoint")
    console.does("demo", "--set-up-only")
    assert console.does("trail", "checkpoint") == before


def test_another_register_is_left_alone(embedded: Console) -> None:
    place = Console(embedded.home)
    place.does("init")
    assert "another register" in place.refuses("demo", "--set-up-only")
    assert "another register" in place.refuses("demo", "--fresh", "--set-up-only")
    assert (place.home / "register.db").exists()


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.txt").write_text("years of work")
    assert "not empty" in Console(tmp_path / "home").refuses("demo", "--set-up-only")
    assert (tmp_path / "home" / "thesis.txt").exists()


def test_every_story_is_told_in_known_steps() -> None:
    stories = content("stories")["story"]
    told = {case["story"] for name in ("closed", "open") for case in content(name)["case"]}
    assert told == set(stories)
    lines = [line for steps in stories.values() for line in steps]
    lines += [line for message in content("messages")["message"] for line in message.get("steps", ())]
    assert {line.split()[1] for line in lines} | {"arrive"} == set(STEPS)
    assert all(duration(line.split()[0].removeprefix("+")) for line in lines)
