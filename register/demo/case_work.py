"""What officers do with cases in the demo, but for letters and endings."""

from datetime import timedelta
from typing import Any

from register.demo.decisions import two_step_test
from register.demo.stage import Stage
from register.demo.story import Scene
from register.domain.commands import case as c
from register.domain.commands.base import Upload
from register.domain.subjects.priority import PERSONAL

ANSWERED = {"telephone": "phone", "in-person": "in-person", "email": "email", "letter": "letter", "online": "email"}


def take(stage: Stage, scene: Scene, words: str) -> None:
    """Put the complaint under the regulator's limits."""
    scene.made["case"] = stage.act(scene, opening(stage, scene)).subject.id


def opening(stage: Stage, scene: Scene) -> c.OpenCase:
    """Return the command that opens the scene's case: from its message, or by hand."""
    told: Any = scene.told
    known = told.get("known", "").split()
    shared: dict[str, Any] = {
        "brand": told["brand"],
        # What somebody posted stays their own words; the officer's summary of it is what they raised.
        "summary": "; ".join(told["points"]) if scene.social else told["text"],
        "points": tuple(told["points"]),
        "classifying": c.Classifying(
            complaint_class=told.get("class", "standard"),
            product=told["product"],
            issues=tuple(told["issues"]),
            about_representative=told.get("about_representative", False),
            known=((known[0], known[1]),) if known else (),
            tier=told.get("tier", PERSONAL),
        ),
    }
    if scene.social:
        return c.OpenCase(
            channel="social-public-post", message=scene.made["message"], test=two_step_test(stage), **shared
        )
    return c.OpenCase(
        channel=told["by"],
        received_at=scene.arrived,
        complainant=c.Identifying(name=told["name"], kind="individual"),
        contacts=(c.ContactDetail("phone", phone(scene), "phone-call"),),
        **shared,
    )


def phone(scene: Scene) -> str:
    """Return a number from a range that is never given out."""
    return f"02 5550 {1000 + scene.number}"


def assign(stage: Stage, scene: Scene, words: str) -> None:
    """The officer takes the case."""
    stage.act(scene, c.AssignCase(case=scene.made["case"], assignee=stage.people[scene.officer].account))


def assign_other(stage: Stage, scene: Scene, words: str) -> None:
    """The other officer takes it over."""
    scene.officer = "oscar" if scene.officer == "olive" else "olive"
    assign(stage, scene, words)


def acknowledge(stage: Stage, scene: Scene, words: str) -> None:
    """Say that the complaint was received, the way it came."""
    method = "public-reply" if scene.social else ANSWERED[scene.told["by"]]
    command = c.AcknowledgeCase(case=scene.made["case"], method=method, evidence=stage.words["ack"]["evidence"])
    stage.act(scene, command)


def contact(stage: Stage, scene: Scene, words: str) -> None:
    """Get to know who it is, and how to write to them."""
    case = scene.made["case"]
    who = c.Identifying(name=scene.told["name"], kind="individual")
    stage.act(scene, c.RecordComplainant(case=case, complainant=who, author_matched=scene.social))
    address = scene.told.get("mail") or f"{scene.key}@customer.example"
    source = "private-reply" if scene.social else "phone-call"
    scene.made["contact"] = _contact(stage, scene, c.ContactDetail("email", address, source))
    if language := scene.told.get("language"):
        stage.act(scene, c.RecordPreferences(case=case, language=language, contact_by="email"))


def postal(stage: Stage, scene: Scene, words: str) -> None:
    """Write down where letters go."""
    address = stage.words["postal"]["address"]
    scene.made["contact"] = _contact(stage, scene, c.ContactDetail("postal", address, "phone-call"))
    scene.made["via"] = "post"


def represented_contact(stage: Stage, scene: Scene, words: str) -> None:
    """Write down how to reach the representative."""
    known = c.ContactDetail("email", stage.words["representative"]["email"], "authority", of="representative")
    _contact(stage, scene, known)


def _contact(stage: Stage, scene: Scene, known: c.ContactDetail) -> Any:  # noqa: ANN401 - the id the register gave
    return stage.act(scene, c.RecordContact(case=scene.made["case"], contact=known)).made["contact"]


def identity(stage: Stage, scene: Scene, words: str) -> None:
    """Check who it is before anything about an account is said."""
    checked = c.RecordIdentityCheck(
        case=scene.made["case"], method="call-back", passed=True, contact=scene.made.get("contact")
    )
    stage.act(scene, checked)


def note(stage: Stage, scene: Scene, words: str) -> None:
    """Write an internal comment."""
    text = stage.words["note"]["texts"][scene.number % len(stage.words["note"]["texts"])]
    stage.act(scene, c.AddNote(case=scene.made["case"], text=text))


def privileged_note(stage: Stage, scene: Scene, words: str) -> None:
    """Write down what the lawyer said."""
    stage.act(scene, c.AddNote(case=scene.made["case"], text=stage.words["note"]["privileged"], privileged=True))


def file(stage: Stage, scene: Scene, words: str) -> None:
    """Attach a piece of evidence."""
    text = f"{scene.told['name']}\n{scene.told['text']}\n"
    kept = Upload("record-of-call.txt", "text/plain", text.encode())
    stage.act(scene, c.AttachFile(case=scene.made["case"], file=kept))


def task(stage: Stage, scene: Scene, words: str) -> None:
    """Wait for something."""
    kind, waiting_on = words.split()
    remind = (stage.clock() + timedelta(days=10)).date()
    text = stage.words["task"]["text"]
    stage.act(scene, c.OpenTask(case=scene.made["case"], kind=kind, waiting_on=waiting_on, text=text, remind_on=remind))


def systemic(stage: Stage, scene: Scene, words: str) -> None:
    """Say that it may be one of many."""
    owner = stage.people["ash"].account
    stage.act(scene, c.FlagSystemic(case=scene.made["case"], owner=owner, example=words))


def support(stage: Stage, scene: Scene, words: str) -> None:
    """Record what the person needs, with their consent."""
    needs = ("safety",) if scene.told["story"] == "guarded" else ("health",)
    stage.act(scene, c.RecordSupport(case=scene.made["case"], needs=needs, consent_at=stage.clock()))


def preferences(stage: Stage, scene: Scene, words: str) -> None:
    """Record where the person may be reached, and where never."""
    safe = stage.words["safe"]
    command = c.RecordPreferences(
        case=scene.made["case"],
        contact_by="phone",
        safe_times=safe["times"],
        safe_address=safe["address"],
        never_at=(safe["never_at"],),
    )
    stage.act(scene, command)


def restrict(stage: Stage, scene: Scene, words: str) -> None:
    """Only those who need to know may open it."""
    readers = tuple(
        account for who in (scene.officer, "ash", "audrey") if (account := stage.people[who].account) is not None
    )
    stage.do(c.RestrictCase(case=scene.made["case"], readers=readers, reason=stage.words["safe"]["reason"]), "ash")


def represent(stage: Stage, scene: Scene, words: str) -> None:
    """Somebody speaks for the complainant."""
    who = stage.words["representative"]
    command = c.RecordRepresentative(
        case=scene.made["case"],
        kind=who["kind"],
        name=who["name"],
        authority_at=stage.clock(),
        authority=who["authority"],
    )
    stage.act(scene, command)


def link_staff(stage: Stage, scene: Scene, words: str) -> None:
    """The officer turns out to be linked to what the complaint is about."""
    account = stage.people[scene.officer].account
    if account is not None:
        stage.do(c.LinkAccount(case=scene.made["case"], account=account, reason="colleague"), "ash")


def correct_receipt(stage: Stage, scene: Scene, words: str) -> None:
    """The complaint had come earlier than was written down."""
    earlier = scene.arrived - timedelta(days=int(words))
    reason = stage.words["receipt"]["reason"]
    stage.act(scene, c.CorrectReceipt(case=scene.made["case"], received_at=earlier, reason=reason))


def propose_receipt(stage: Stage, scene: Scene, words: str) -> None:
    """The complaint may have come later than was written down; a second person has to agree."""
    told, later = stage.words["receipt"], scene.arrived + timedelta(minutes=14)
    command = c.CorrectReceipt(
        case=scene.made["case"], received_at=later, reason=told["later"], evidence=told["evidence"]
    )
    stage.act(scene, command)
