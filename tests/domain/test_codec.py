"""What a fact may hold, how it is written, and that it comes back the same."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.domain.codec import Registry, canonical, decode, encode, from_text, to_text
from register.domain.sealed import Sealed
from register.domain.shapes import Malformed, Unfit, shape_of
from register.domain.values import Amount, Cite, Code, Digest, Id

SOME_ID = Id("01980000-0000-7000-8000-000000000001")
NOON = datetime(2026, 8, 3, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Skipped:
    day: date
    holiday: Code | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    TAG: ClassVar[str] = "case:thing:done/1"
    who: Id
    kind: Code
    rule: Cite | None
    paper: Digest
    refund: Amount | None
    name: Sealed
    count: int
    final: bool
    day: date
    at: datetime
    skipped: tuple[Skipped, ...]
    pairs: tuple[tuple[Code, int], ...] = ()
    flags: frozenset[Code] = frozenset()


FACTS = Registry([Thing])
THING = Thing(
    who=SOME_ID,
    kind=Code("small-business"),
    rule=Cite("271.56"),
    paper=Digest("0f" * 32),
    refund=Amount("25.00"),
    name=Sealed(Digest("ab" * 32)),
    count=-3,
    final=True,
    day=date(2026, 8, 3),
    at=NOON,
    skipped=(Skipped(date(2026, 8, 1)), Skipped(date(2026, 8, 3), Code("bank-holiday"))),
    pairs=((Code("a"), 1),),
    flags=frozenset({Code("z"), Code("b")}),
)

codes = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:/+-]{0,20}", fullmatch=True).map(Code)
digests = st.binary(min_size=32, max_size=32).map(lambda raw: Digest(raw.hex()))
things = st.builds(
    Thing,
    who=st.uuids().map(lambda some: Id(str(some))),
    kind=codes,
    rule=st.none() | st.just(Cite("DISP 1.6.2R")),
    paper=digests,
    refund=st.none() | st.integers(-9999, 9999).map(lambda cents: Amount(f"{cents}.50")),
    name=digests.map(Sealed),
    count=st.integers(-(2**53) + 1, 2**53 - 1),
    final=st.booleans(),
    day=st.dates(),
    at=st.datetimes(timezones=st.just(UTC)),
    skipped=st.lists(st.builds(Skipped, day=st.dates(), holiday=st.none() | codes), max_size=3).map(tuple),
    pairs=st.lists(st.tuples(codes, st.integers(0, 99)), max_size=3).map(tuple),
    flags=st.frozensets(codes, max_size=4),
)


@given(things)
def test_a_fact_survives_being_written_and_read(thing: Thing) -> None:
    stored = canonical(encode(thing))
    assert decode(json.loads(stored), FACTS) == thing
    assert canonical(json.loads(stored)) == stored


@given(things)
def test_a_value_survives_being_written_and_read(thing: Thing) -> None:
    assert from_text(Thing, to_text(thing)) == thing


def test_the_text_of_a_fact_is_exactly_this() -> None:
    assert canonical(encode(THING)).decode() == (
        '{"at":"2026-08-03T02:00:00.000000Z","count":-3,"day":"2026-08-03","fact":"case:thing:done/1","final":true,'
        '"flags":["b","z"],"kind":"small-business","name":{"sealed":"' + "ab" * 32 + '"},"pairs":[["a",1]],'
        '"paper":"' + "0f" * 32 + '","refund":"25.00","rule":"271.56",'
        '"skipped":[{"day":"2026-08-01"},{"day":"2026-08-03","holiday":"bank-holiday"}],'
        '"who":"01980000-0000-7000-8000-000000000001"}'
    )


def test_an_instant_of_another_zone_is_written_in_utc() -> None:
    sydney = NOON.astimezone(timezone(timedelta(hours=10)))
    assert encode(replace(THING, at=sydney))["at"] == "2026-08-03T02:00:00.000000Z"


@dataclass(frozen=True)
class FreeText:
    TAG: ClassVar[str] = "case:note:added/1"
    words: str


@dataclass(frozen=True)
class Rounded:
    TAG: ClassVar[str] = "case:refund:paid/1"
    dollars: float | None


@dataclass(frozen=True)
class Nested:
    TAG: ClassVar[str] = "case:note:added/1"
    notes: tuple[FreeText, ...]


@dataclass(frozen=True)
class Either:
    TAG: ClassVar[str] = "case:note:added/1"
    one: Code | Id


@dataclass(frozen=True)
class Loose:
    TAG: ClassVar[str] = "case:note:added/1"
    what: dict[Code, Code]


@dataclass(frozen=True)
class Tagged:
    TAG: ClassVar[str] = "case:note:added/1"
    fact: Code


@dataclass
class Changeable:
    TAG: ClassVar[str] = "case:note:added/1"
    kind: Code


@dataclass(frozen=True)
class BadTag:
    TAG: ClassVar[str] = "NoteAdded"
    kind: Code


@dataclass(frozen=True)
class SameTag:
    TAG: ClassVar[str] = "case:thing:done/1"
    kind: Code


@pytest.mark.parametrize(
    ("fact", "why"),
    [
        (FreeText, r"FreeText\.words: a plain str cannot be stored"),
        (Rounded, r"Rounded\.dollars: a plain float cannot be stored"),
        (Nested, r"FreeText\.words: a plain str"),
        (Either, r"Either\.one: a union"),
        (Loose, r"Loose\.what: dict"),
        (Tagged, r"Tagged\.fact: this name is kept"),
        (Changeable, "Changeable is not a frozen dataclass"),
        (BadTag, "BadTag: TAG must look like subject:noun:verb/1"),
        (SameTag, "SameTag: the tag case:thing:done/1 already belongs to Thing"),
    ],
)
def test_a_class_that_cannot_be_stored_is_refused_when_registered(fact: type, why: str) -> None:
    with pytest.raises(Unfit, match=why):
        Registry([Thing, fact])


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("kind", "Ms Quill of Example Street", "expected Code, got str"),
        ("who", Code("x"), "expected Id, got Code"),
        ("count", True, "expected int, got bool"),
        ("count", 2**53, "an integer must stay below"),
        ("final", 1, "expected bool, got int"),
        ("day", NOON, "expected date, got datetime"),
        ("at", NOON.replace(tzinfo=None), ".* has no time zone"),
        ("name", "Quill", "expected Sealed, got str"),
        ("skipped", [], "expected tuple, got list"),
        ("skipped", (THING,), "expected Skipped, got Thing"),
        ("flags", (Code("b"),), "expected frozenset, got tuple"),
    ],
)
def test_a_value_of_another_type_is_refused_without_showing_it(field: str, value: object, why: str) -> None:
    mistake: dict[str, Any] = {field: value}
    with pytest.raises(Malformed, match=rf"^Thing\.{field}: {why}") as refusal:
        encode(replace(THING, **mistake))
    assert "Quill" not in str(refusal.value)


def changed(**fields: object) -> dict[str, object]:
    stored: dict[str, object] = json.loads(canonical(encode(THING)))
    return stored | fields


@pytest.mark.parametrize(
    ("stored", "why"),
    [
        (changed(fact="case:thing:undone/1"), "unknown fact 'case:thing:undone/1'"),
        (changed(colour="red"), "Thing has no field 'colour'"),
        (changed(kind="two words"), "Thing.kind"),
        (changed(kind=5), "Thing.kind"),
        (changed(count="5"), "Thing.count"),
        (changed(count=1.0), "Thing.count"),
        (changed(at="2026-08-03T02:00:00Z"), "Thing.at: an instant is written like"),
        (changed(at="2026-08-03T02:00:00.00000+00"), "Thing.at"),
        (changed(day="20260803"), "Thing.day"),
        (changed(name={"sealed": "ab" * 32, "value": "x"}), "Thing.name"),
        (changed(pairs=[["a"]]), "Thing.pairs"),
        ({"fact": "case:thing:done/1"}, "who"),
    ],
)
def test_a_stored_fact_that_does_not_fit_is_refused(stored: dict[str, object], why: str) -> None:
    with pytest.raises(Malformed, match=why):
        decode(stored, FACTS)


def test_a_field_added_later_takes_its_default() -> None:
    stored = changed()
    del stored["flags"]
    assert decode(stored, FACTS) == replace(THING, flags=frozenset())


@pytest.mark.parametrize("tree", [1.5, {"a": [float("nan")]}, {1: "a"}, [2**53], {"a": b"x"}, (1, 2)])
def test_what_has_no_exact_form_is_not_written(tree: object) -> None:
    with pytest.raises(Malformed):
        canonical(tree)


def test_canonical_json_sorts_keys_and_keeps_other_alphabets() -> None:
    assert canonical({"b": [True, None, -1], "a": "é漢\n"}) == '{"a":"é漢\\n","b":[true,null,-1]}'.encode()


def test_only_dataclasses_are_stored_whole() -> None:
    with pytest.raises(Unfit, match="int is not a frozen dataclass"):
        shape_of(int)
    with pytest.raises(Unfit, match="str is not a frozen dataclass"):
        to_text("words")
