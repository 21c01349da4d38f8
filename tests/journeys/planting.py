"""A register full of marked words: whatever is personal in it says where it comes from, so that a leak names itself."""

from dataclasses import dataclass, field
from typing import Any

from register.domain.actors import CONSOLE, Actor, account_name
from register.domain.commands import account as a
from register.domain.commands import case as c
from register.domain.commands import letter as le
from register.domain.commands.base import Upload
from register.domain.subjects.inbound import Author
from register.domain.values import Id
from register.publication import Asked, prepare_report
from tests.build import AFCA_BLOCKS, Bench, a_message, a_post, a_yes_test, approved, restrict

PRIVILEGED = ("advice", "counselname", "counselfile")
ORDINARY = (
    "author", "text", "summary", "point", "name", "preferred", "number", "mail", "note", "filename", "file",
    "safeplace", "safetime", "never", "support", "agent", "authority", "task", "outcome", "acked", "basis",
)  # fmt: skip


def mark(what: str, where: str) -> str:
    """Return the word planted for ``what`` in the case called ``where``: letters only, so that nothing rewrites it."""
    return f"qz{what}{where}"


def marks(where: str, *what: str) -> frozenset[str]:
    """Return several of them."""
    return frozenset(mark(each, where) for each in what)


@dataclass
class Planted:
    """Where everything is, and who is there beside the usual people."""

    bench: Bench
    outsider: Actor
    report: Id
    loose: Id
    places: list[dict[str, str]] = field(default_factory=list)


def plant(bench: Bench) -> Planted:
    """Fill the register: one case open to the firm, one restricted to the approver, one message nobody decided on."""
    outsider = _an_officer_of_another_brand(bench)
    opened, shut = (_a_marked_case(bench, where) for where in ("open", "shut"))
    restrict(bench, Id(shut[0]["id"]), bench.approver)
    author = Author("99", None, mark("author", "loose"))
    loose = a_message(bench, a_post(bench, "9_9", mark("text", "loose"), author=author))
    on = bench.clock().date()
    report = prepare_report(bench.register, bench.officer, Asked("regulator", "harbour", on.replace(day=1), on))
    bench.register.sealer.seal()
    return Planted(bench, outsider, report.subject.id, loose, [*opened, *shut])


def _an_officer_of_another_brand(bench: Bench) -> Actor:
    made = bench.do(a.CreateAccount(email="tilly@harbour.example", name="Tilly Tide"), CONSOLE)
    account = Id(made.subject.id)
    bench.do(a.ChangeRole(account=account, role="officer"), CONSOLE)
    bench.do(a.LimitBrands(account=account, brands=("tide",)), CONSOLE)
    return Actor(account_name(account), frozenset({"officer"}), account)


def _a_marked_case(bench: Bench, where: str) -> list[dict[str, str]]:
    """Open a case from a message, mark all there can be in it; return its addresses, once for each of its files."""

    def word(what: str) -> str:
        return mark(what, where)

    author = Author(f"7{len(where)}{where}", None, word("author"))
    message = a_message(bench, a_post(bench, f"1_{where}", word("text"), author=author))
    case = _opened(bench, message, where)
    files = [
        bench.do(c.AttachFile(case=case, file=Upload(f"{word(name)}.txt", "text/plain", word(content).encode()),
                              privileged=privileged)).made["file"]
        for name, content, privileged in (("filename", "file", False), ("counselname", "counselfile", True))
    ]  # fmt: skip
    for command in _marking(bench, case, where):
        bench.do(command)
    letter = _sent_letter(bench, case, word("outcome"))
    reference = bench.register.reader.cases.open(bench.officer, case).case.reference
    place = {"id": case, "ref": reference, "reference": reference, "case": reference, "letter": letter}
    return [{**place, "message": message, "file": file, "wanted": file} for file in files]


def _opened(bench: Bench, message: Id, where: str) -> Id:
    test = a_yes_test()
    opening: dict[str, Any] = {
        "brand": "harbour",
        "channel": "social-public-post",
        "summary": mark("summary", where),
        "message": message,
        "classifying": c.Classifying(complaint_class="standard"),
        "points": (mark("point", where),),
        "test": c.TwoStepTest(
            test.expressed, test.about_us, test.answer_expected, test.controlled, test.subject, test.identifiable,
            c.Judgement("yes", mark("basis", where)),
        ),
    }  # fmt: skip
    return Id(bench.do(c.OpenCase(**opening)).subject.id)


def _marking(bench: Bench, case: Id, where: str) -> list[Any]:
    """Return the commands that write something personal into a case."""

    def word(what: str) -> str:
        return mark(what, where)

    now = bench.clock()
    mail = c.ContactDetail("email", f"{word('mail')}@customer.example", "private-reply")
    who = c.Identifying(word("name"), word("preferred"), "individual", None, word("number"))
    return [
        c.RecordComplainant(case=case, complainant=who, author_matched=True),
        c.RecordContact(case=case, contact=mail),
        c.RecordPreferences(
            case=case, safe_address=word("safeplace"), safe_times=word("safetime"), never_at=(word("never"),)
        ),
        c.RecordSupport(case=case, needs=("health",), consent_at=now, detail=word("support")),
        c.RecordRepresentative(
            case=case, kind="friend", name=word("agent"), authority_at=now, authority=word("authority")
        ),
        c.RecordRepresentative(case=case, kind=""),
        c.AddNote(case=case, text=word("note")),
        c.AddNote(case=case, text=word("advice"), privileged=True),
        c.OpenTask(case=case, kind="information", waiting_on="complainant", text=word("task")),
        c.AcknowledgeCase(case=case, method="private-reply", evidence=word("acked")),
    ]  # fmt: skip


def _sent_letter(bench: Bench, case: Id, outcome: str) -> Id:
    contact = bench.register.reader.cases.open(bench.officer, case).case.contacts[0].id
    blocks = (("outcome", outcome), ("actions-taken", "We refunded the fee."), *AFCA_BLOCKS)
    writing = le.Writing(
        type="idr-response", language="en", via="email", decision="accepted", contact=contact, blocks=blocks
    )
    letter = Id(bench.do(le.DraftLetter(case=case, writing=writing)).made["letter"])
    approved(bench, case, letter)
    return letter
