"""Making the demo's register: founded three months ago, then everything that happened since, in order."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from policies import catalogue
from policies.catalogue import Policies
from register.clock import Clock
from register.demo import arrivals, case_work, decisions, delays, endings, letters
from register.demo.stage import MovedClock, Page, Stage
from register.demo.story import ZONE, Event, Scene, content, events
from register.domain.actors import CONSOLE, Actor, account_name
from register.domain.commands import channel as ch
from register.domain.values import Id
from register.foundation import Founding, People, Person, assumed_details, found, placeholders, prepare
from register.publication import Asked, prepare_report
from register.settings import Settings
from register.wiring import Register, wire

Step = Callable[[Stage, Scene, str], None]
Progress = Callable[[int, int], None]

STEPS: Final[Mapping[str, Step]] = {
    "arrive": arrivals.arrive,
    "edit": arrivals.edit,
    "delete": arrivals.delete,
    "dismiss": decisions.dismiss,
    "unsure": decisions.unsure,
    "ask": decisions.ask,
    "hand-off": decisions.hand_off,
    "accept-hand-off": decisions.accept_hand_off,
    "finish-hand-off": decisions.finish_hand_off,
    "duplicate": decisions.duplicate,
    "link": decisions.link,
    "take": case_work.take,
    "assign": case_work.assign,
    "assign-other": case_work.assign_other,
    "acknowledge": case_work.acknowledge,
    "contact": case_work.contact,
    "postal": case_work.postal,
    "represented-contact": case_work.represented_contact,
    "identity": case_work.identity,
    "note": case_work.note,
    "privileged-note": case_work.privileged_note,
    "file": case_work.file,
    "task": case_work.task,
    "systemic": case_work.systemic,
    "support": case_work.support,
    "preferences": case_work.preferences,
    "restrict": case_work.restrict,
    "represent": case_work.represent,
    "link-staff": case_work.link_staff,
    "correct-receipt": case_work.correct_receipt,
    "propose-receipt": case_work.propose_receipt,
    "state-ground": delays.state_ground,
    "take-escalation": delays.take_escalation,
    "order-hold": delays.order_hold,
    "confirm-hold": delays.confirm_hold,
    "draft": letters.draft,
    "draft-too-soon": letters.draft_too_soon,
    "submit": letters.submit,
    "approve": letters.approve,
    "return": letters.send_back,
    "give": letters.give,
    "log-and-close": endings.log_and_close,
    "close": endings.close,
    "settle-closure": endings.settle_closure,
    "pay": endings.pay,
    "assess": endings.assess,
    "reopen": endings.reopen,
    "external": endings.external,
    "event": endings.event,
    "adopt": decisions.adopt,
}
BAD_SIGNATURES: Final = 3
GAP: Final = timedelta(hours=9)


def make(settings: Settings, clock: Clock, progress: Progress) -> None:
    """Set the register of ``settings`` up and play three months; ``progress`` hears how far it is, of how much.

    Some days before the end the firm installs the release that corrects a reading: what it has by then keeps the older.
    """
    now, firm = clock(), content("firm")
    moved = MovedClock(now - timedelta(days=firm["days"]))
    prepare(settings)
    happening, corrected = events(now), now - timedelta(days=firm["corrected"])
    before = [event for event in happening if event.at < corrected]
    stage = _founded(wire(settings, moved, _uncorrected()), moved, firm)
    try:
        play(stage, before, lambda done, _of: progress(done, len(happening)))
        stage.go_on_with(wire(settings, moved))
        play(stage, happening[len(before) :], lambda done, _of: progress(len(before) + done, len(happening)))
        moved.move(now)
        stage.worker.run_once()
        _report(stage, firm["entity"]["id"])
    finally:
        stage.register.close()


def _uncorrected() -> Policies:
    """Return the packs as the firm had them at first: before any reading was corrected."""
    shipped = catalogue.shipped()
    first = {key: pack for key, pack in shipped.packs.items() if pack.corrects is None}
    return replace(shipped, packs=first)


def _report(stage: Stage, entity: str) -> None:
    """Prepare the last whole month's report, for somebody else to approve."""
    today = stage.clock().astimezone(ZONE).date()
    last = today.replace(day=1) - timedelta(days=1)
    asked = Asked("regulator", entity, last.replace(day=1), last)
    prepare_report(stage.register, stage.people["olive"], asked)


def play(stage: Stage, happening: list[Event], progress: Progress) -> None:
    """Let everything happen at its time; between two days the worker does what waits."""
    for number, event in enumerate(happening, 1):
        if event.at.date() > stage.clock().date():
            stage.clock.move(datetime.combine(event.at.date(), datetime.min.time(), event.at.tzinfo))
            stage.pass_the_night()
        stage.clock.move(event.at)
        stage.scenes[event.scene.key] = event.scene
        STEPS[event.step](stage, event.scene, event.words)
        progress(number, len(happening))


def passwords() -> dict[str, str]:
    """Return the demo's log-ins: passwords by e-mail address. They open a made-up register on this machine only."""
    return {person["email"]: f"{person['key']}-harbour-demo" for person in content("firm")["person"]}


def _founded(register: Register, clock: MovedClock, firm: Mapping[str, Any]) -> Stage:
    packs = tuple(placeholders()["packs"])
    entity = firm["entity"]
    founding = Founding(
        entity=entity["id"],
        name=entity["name"],
        licence=entity["licence"],
        brands=tuple((brand["id"], brand["name"]) for brand in firm["brand"]),
        packs=packs,
        details=tuple({**assumed_details(register.policies, packs), **firm["details"]}.items()),
        place=entity["place"],
        member=entity["member"],
    )
    found(register, founding)
    stage = Stage(register, clock, content("stories"))
    _employ(stage, firm["person"])
    _declare(stage, firm["channel"])
    return stage


def _employ(stage: Stage, persons: list[dict[str, str]]) -> None:
    """Give everybody an account; administrators last, for the second of them ends what the console may do alone."""
    people, known = People(stage.register), passwords()
    for told in persons:
        account = people.add(Person(told["email"], told["name"], ""))
        people.grant(account, told["role"])
        person = stage.people[told["key"]] = Actor(account_name(account), frozenset({told["role"]}), account)
        people.give_password(account, known[told["email"]], person)


def _declare(stage: Stage, channels: list[dict[str, str]]) -> None:
    """Declare what the firm watches; one page was not covered for a night, and some deliveries were forged."""
    do, upkeep = stage.register.registrar.carry_out, stage.register.upkeep
    for told in channels:
        secret, account = secrets.token_hex(16), told.get("account")
        command = ch.AddChannel(platform=told["platform"], slug=told["slug"], brand=told["brand"])
        if account is not None:
            command = replace(command, native_account=account, secrets=(secret,), verify_token=secrets.token_hex(16))
        channel = Id(do(command, CONSOLE).subject.id)
        if account is not None:
            stage.pages[told["brand"]] = Page(channel, account, secret)
            for _ in range(BAD_SIGNATURES):
                upkeep.count_refused_delivery(channel, "bad-signature")
    began = stage.clock()
    stage.clock.move(began + timedelta(days=9))
    gap = ch.RecordGap(
        channel=stage.pages["tide"].channel, from_at=stage.clock() - GAP, until_at=stage.clock(), reason="outage"
    )
    do(gap, stage.people["ada"])
