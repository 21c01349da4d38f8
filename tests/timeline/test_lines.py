"""Every fact has its sentence, and says what it carries in words people can read."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from policies.catalogue import shipped
from register.domain.facts import FACTS
from register.domain.facts import case as f
from register.domain.facts import letter as le
from register.domain.sealed import Sealed
from register.domain.subjects.acknowledgement import Acknowledgement
from register.domain.subjects.daily_work import Task
from register.domain.subjects.events import Happening, Party
from register.domain.subjects.letter import Content
from register.domain.trail.entry import Entry
from register.domain.values import Code, Digest, Id
from register.timeline import TELLING, Line, Say, lines
from register.timeline.lists import LISTS, list_of
from register.timeline.of_cases import ENDED
from register.wording.spoken import spoken

# References, names and addresses that are codes by their form only; people, who are said by their names.
AS_THEY_ARE = {
    *(
        "reference",
        "media_type",
        "slug",
        "brand",
        "brands",
        "owner",
        "origin",
        "key",
        "packs",
        "token.scopes",
        "pack",
        "proposal.stays",
        "draft.pack",
        "draft.version",
        "proposal.draft.pack",
        "proposal.draft.version",
        "voiding.stays",
        "merged.reference",
        "voiding.proposed_by",
        "voiding.approved_by",
        "version",
    ),
    *("entity.licence", "entity.place", "entity.packs", "brand.entity", "house.second_person", "epoch.id"),
    *("house.second_factor", "proposal.house.second_factor", "proposal.house.second_person"),
    *("proposal.entity.id", "proposal.brand.id", "proposal.brands"),
    *("proposed_by", "approved_by", "by", "second", "proposal.proposed_by"),
    "reason",
}
AT = datetime(2026, 8, 3, 1, 30, tzinfo=UTC)
ONE, TWO = Id("00000000-0000-7000-8000-00000000000a"), Id("00000000-0000-7000-8000-00000000000b")


def sealed(letter: str) -> Sealed:
    return Sealed(Digest(letter * 64))


def told(*facts: Any, plain: dict[str, str] | None = None, say: Say | None = None) -> list[Line]:
    entry = Entry(Code("case"), ONE, 1, AT, Code("account:x"), TWO, facts, None)
    return lines([entry], {"account:x": "Olive Officer"}, plain or {}, str, say or Say())


def test_every_fact_has_its_sentence() -> None:
    assert set(TELLING) == set(FACTS.tags())
    assert set(ENDED) <= set(TELLING)


@pytest.mark.parametrize("tag", sorted(TELLING))
def test_what_a_sentence_names_is_what_the_fact_carries(tag: str) -> None:
    for path in TELLING[tag][1]:
        kind: Any = FACTS[tag]
        for name in path.split("."):
            assert is_dataclass(kind), path
            hints = get_type_hints(kind)
            assert name in hints, path
            kind = bare(hints[name])


def test_a_fact_that_may_carry_nothing_says_that_it_ended() -> None:
    empty = {tag for tag in FACTS.tags() if NoneType in get_args(first_hint(FACTS[tag]))}
    assert empty == set(ENDED)


def first_hint(fact: Any) -> Any:
    own = fields(fact)
    return get_type_hints(fact)[own[0].name] if own else None


def bare(hint: Any) -> Any:
    """Return a type without its None."""
    if get_origin(hint) in {Union, UnionType}:
        return next(kind for kind in get_args(hint) if kind is not NoneType)
    return hint


def test_secrets_are_in_no_sentence() -> None:
    paths = {path.rpartition(".")[2] for _, labels in TELLING.values() for path in labels}
    assert not paths & {"password", "totp", "recovery", "secrets", "verify_token", "digest", "stamp"}


def test_a_line_says_who_when_and_what() -> None:
    given = Acknowledgement(AT, Code("phone"), Code("account:x"), sealed("a"))
    (line,) = told(
        f.CaseAcknowledged(given),
        plain={"a" * 64: "Call 17"},
        say=Say(words={"acknowledged-by": {"phone": "By phone"}, "contact-source": {"phone": "Told us"}}),
    )
    assert (line.number, line.at, line.actor, line.title) == (1, AT, "Olive Officer", "Acknowledged")
    assert line.details == (("Way", "By phone"), ("When", "2026-08-03 01:30+00:00"), ("Evidence", "Call 17"))


def test_a_code_is_said_in_the_words_of_its_own_list() -> None:
    words = spoken([shipped().pack("au-asic-rg271", "2021-10-05+1")], str)
    ended = le.DispatchEnded(ONE, Code("accepted"), AT, Code("smtp:2.0.0"))
    written = Content(Code("idr-response"), Code("id"), Code("email"), Code("accepted"))
    drafted = le.LetterDrafted(TWO, written, Digest("a" * 64), Code("account:x"), AT)
    replied = f.CaseAcknowledged(Acknowledgement(AT, Code("private-reply"), Code("account:x"), sealed("a")))
    approved = le.LetterApproved(TWO, Digest("a" * 64), Code("account:x"), AT, Code("second-person"))
    said = [dict(line.details) for line in told(drafted, approved, ended, replied, say=Say(words=words))]
    assert said[0]["Decision"] == words["idr-decision"]["accepted"]
    assert said[1]["Approval"] == "By a second person"
    assert said[2]["Result"] == "Taken by the recipient's mail server"
    assert said[3]["Way"] == "By a private reply"
    assert words["event"]["accepted"] not in {text for line in said for text in line.values()}


def test_every_code_a_sentence_names_has_its_list_or_is_said_as_it_is() -> None:
    words = spoken(shipped().packs.values(), str)
    without = set()
    for tag, (_title, labels) in TELLING.items():
        for path in labels:
            kind: Any = FACTS[tag]
            for name in path.split("."):
                kind = bare(get_type_hints(kind)[name])
            if Code in (kind, *get_args(kind)) and list_of(tag, path) not in words:
                without.add(path)
    assert without == AS_THEY_ARE
    assert set(LISTS.values()) <= words.keys()


def test_what_was_erased_says_so_and_what_is_privileged_is_marked() -> None:
    note, kept = told(f.NoteAdded(ONE, sealed("a"), privileged=False), f.NoteAdded(TWO, sealed("b"), privileged=True))
    assert (note.details, note.privileged) == ((("Note", "(erased)"),), False)
    assert (kept.details, kept.privileged) == ((("Note", "(privileged)"),), True)


def test_a_later_fact_names_the_part_it_is_about() -> None:
    task = Task(ONE, Code("call-back"), Code("complainant"), sealed("a"), date(2026, 8, 9))
    opened, done = told(f.TaskOpened(task), f.TaskDone(ONE, AT), plain={"a" * 64: "Ring them"})
    assert dict(opened.details)["Reminder"] == "2026-08-09"
    assert done.details == (("Kind", "call-back"),)


def test_giving_back_is_not_assigning() -> None:
    taken, back = told(f.CaseAssigned(Id(ONE)), f.CaseAssigned(None))
    assert (taken.title, back.title, back.details) == ("Assigned", "Given back", ())


def test_an_event_names_the_person_and_its_withdrawal_names_the_event() -> None:
    name, why = sealed("a"), sealed("b")
    happening = Happening(TWO, Code("proposal_received"), AT, Code("account:x"), ONE)
    facts = (
        f.PartyAdded(Party(ONE, name, Code("beneficiary"))),
        f.EventHappened(happening),
        f.EventWithdrawn(TWO, why),
    )
    plain = {str(name.digest): "Kim Example", str(why.digest): "Sent to another"}
    said = told(*facts, plain=plain, say=Say(words={"event": {"proposal_received": "A proposal came"}}))
    assert dict(said[1].details)["To whom"] == "Kim Example"
    assert said[2].details == (("What happened", "A proposal came"), ("Reason", "Sent to another"))
    assert "To whom" not in dict(told(*facts)[1].details)
