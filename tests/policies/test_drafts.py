"""A pack whose law is not made yet: how it is read, why it is never released, and when it is in force at all."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from policies.catalogue import FOLDER, Policies, load, shipped
from policies.loader import load_pack
from policies.lock import release
from register.domain.errors import Invalid
from tests.policies.test_loader import EXAMPLE, SMALLEST, mistakes, written

DRAFT, LAW = "au-spf", "au-asic-rg271"
POLICIES = shipped()
PACK = POLICIES.versions(DRAFT)[-1]
KEY = frozenset({(PACK.id, PACK.version)})
AS_DRAFT = SMALLEST.replace('nature = "house"', 'nature = "draft"\ndraft = "Only a bill"')
REST = '\ncite = "1"\nconfirmed = "U"'
MONEY = '[[fact]]\nid = "loss"\ntype = "money"\ntitle = "Loss"\n'
UNSURE = AS_DRAFT.replace('confirmed = "C"', 'confirmed = "U"')


def reasons(ids: list[str], received: date, accepted: frozenset[tuple[str, str]] = frozenset()) -> list[str]:
    with pytest.raises(Invalid) as refusal:
        POLICIES.in_force(ids, received, accepted)
    return [problem.code for problem in refusal.value.problems]


def test_a_draft_says_why_and_marks_every_number_unconfirmed(tmp_path: Path) -> None:
    pack = load_pack(written(tmp_path, UNSURE))
    assert (pack.is_draft, pack.draft) == (True, "Only a bill")
    assert {pack.force_of(rule) for rule in pack.rules.values()} == {"house"}
    assert mistakes(written(tmp_path, AS_DRAFT)) == [("pack-draft-confirmed", "rule[answer].confirmed")]
    assert mistakes(written(tmp_path, UNSURE.replace('draft = "Only a bill"', ""))) == [
        ("pack-missing-key", "pack.draft")
    ]
    only_law = SMALLEST.replace('nature = "house"', 'nature = "house"\ndraft = "Only a bill"')
    assert mistakes(written(tmp_path, only_law)) == [("pack-unknown-key", "pack.draft")]


@pytest.mark.parametrize(
    ("added", "mistake"),
    [
        ('[[switch]]\nid = "made"\ntitle = "Made"\ncite = "1"', ("pack-missing-key", "switch[made].confirmed")),
        (
            '[[reading]]\nid = "r"\ntitle = "R"\nevent = "birth"\nbegins = 2027-01-01\ncite = "1"\nconfirmed = "U"',
            ("pack-unknown-value", "reading[r].event"),
        ),
        (
            '[[threshold]]\nid = "t"\ntitle = "T"\nfact = "age"\namount = "1"\nedge = "no"' + REST,
            ("pack-unknown-value", "threshold[t].fact"),
        ),
        (
            MONEY + '[[threshold]]\nid = "t"\ntitle = "T"\nfact = "loss"\namount = "much"\nedge = "no"' + REST,
            ("pack-bad-value", "threshold[t].amount"),
        ),
        (
            '[[apportionment]]\nid = "a"\ntitle = "A"\nrule = "by-size"\nunless = "materially-greater-part"' + REST,
            ("pack-unknown-value", "apportionment[a].rule"),
        ),
    ],
)
def test_what_is_open_is_read_with_care(tmp_path: Path, added: str, mistake: tuple[str, str]) -> None:
    assert mistakes(written(tmp_path, SMALLEST.replace("[codes]", f"{added}\n[codes]"))) == [mistake]


def test_a_rule_waits_only_for_a_switch_of_the_pack(tmp_path: Path) -> None:
    waiting = SMALLEST.replace('limit = "30d"', 'limit = "30d"\nswitch = "made"')
    assert mistakes(written(tmp_path, waiting)) == [("pack-unknown-value", "rule[answer].switch")]


def test_draft_law_is_never_released(tmp_path: Path) -> None:
    for part in ("packs", "codes", "calendars"):
        shutil.copytree(FOLDER / part, tmp_path / part)
    with pytest.raises(Invalid, match="draft-not-released"):
        release(tmp_path, PACK.id, PACK.version)
    assert POLICIES.released.isdisjoint(POLICIES.drafts)


@pytest.mark.provision("ST9", pack="au-spf")
def test_draft_law_is_in_force_only_where_it_was_accepted_and_from_its_day_on() -> None:
    before, first = date(2027, 3, 30), date(2027, 3, 31)
    assert [pack.id for pack in POLICIES.in_force([LAW, DRAFT], first)] == [LAW]
    assert [pack.id for pack in POLICIES.in_force([LAW, DRAFT], first, KEY)] == [LAW, DRAFT]
    assert [pack.id for pack in POLICIES.in_force([LAW, DRAFT], before, KEY)] == [LAW]
    assert reasons([DRAFT], first) == ["draft-not-accepted"]
    assert reasons([DRAFT], before, KEY) == ["pack-not-in-force"]
    assert reasons([DRAFT, "mars-mining"], first) == ["unknown-pack", "draft-not-accepted"]


def test_the_law_takes_the_place_of_its_draft(tmp_path: Path) -> None:
    """Nobody has to accept the version that is law; the accepted draft holds until its day."""
    written(tmp_path, UNSURE)
    later = SMALLEST.replace("2026-01-01", "2027-01-01")
    law = load_pack(written(tmp_path, later, name="2027-01-01.toml"))
    draft = load_pack(tmp_path / "test-pack/2026-01-01.toml")
    both = Policies({(draft.id, draft.version): draft, (law.id, law.version): law}, {}, {}, frozenset())
    accepted = {(draft.id, draft.version)}
    assert both.in_force([law.id], date(2026, 6, 1), accepted) == (draft,)
    assert both.in_force([law.id], date(2027, 6, 1)) == (law,)


def test_examples_are_worked_in_a_draft_as_in_any_pack(tmp_path: Path) -> None:
    examples = UNSURE.replace("[codes]", f"{EXAMPLE.replace('birth', 'received')}[codes]")
    assert load_pack(written(tmp_path, examples)).examples
    assert load(FOLDER).drafts == KEY
