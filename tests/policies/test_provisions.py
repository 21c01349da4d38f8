"""Provisions: each says where the register holds it or why it does not, and what it names is there."""

import shutil
from pathlib import Path

import pytest

from policies.catalogue import FOLDER
from policies.loader import load_pack
from policies.readers.provisions import ELSEWHERE
from register.domain.errors import Invalid
from tests.policies.reckoning import POLICIES

PACK = POLICIES.pack("au-asic-rg271", "2021-10-05")
PART = "au-asic-rg271/2021-10-05/provisions.toml"
ONE = """
[[provision]]
id = "Z1"
section = "17. Made up"
cite = "271.999"
force = "G"
confirmed = "D"
text = "A rule nobody wrote."
held = ["rule:early-close"]
"""


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """The shipped pack with its code lists, to be changed."""
    for part in ("codes", "packs/au-asic-rg271"):
        shutil.copytree(FOLDER / part, tmp_path / part)
    return tmp_path / "packs"


def with_provision(packs: Path, text: str) -> Path:
    """The pack with one more provision."""
    part = packs / PART
    part.write_text(part.read_text(encoding="utf-8") + text, encoding="utf-8")
    return packs / "au-asic-rg271" / "2021-10-05.toml"


def test_a_provision_is_read_in_its_place(packs: Path) -> None:
    pack = load_pack(with_provision(packs, ONE))
    assert list(pack.provisions)[:-1] == list(PACK.provisions)
    last = list(pack.provisions.values())[-1]
    assert (last.id, last.cite, last.held, last.not_held) == ("Z1", "271.999", ("rule:early-close",), "")


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("rule:early-close", "rule:gone", ("provision-unknown-reference", "provision[Z1].held")),
        ("rule:early-close", "letter:poem", ("provision-unknown-reference", "provision[Z1].held")),
        ("rule:early-close", "event:birth", ("provision-unknown-reference", "provision[Z1].held")),
        ("rule:early-close", "command:MakeTea", ("provision-unknown-reference", "provision[Z1].held")),
        ("rule:early-close", "trail:TeaMade", ("provision-unknown-reference", "provision[Z1].held")),
        ("rule:early-close", "wish:early-close", ("provision-unknown-reference", "provision[Z1].held")),
        ("rule:early-close", "early-close", ("provision-unknown-reference", "provision[Z1].held")),
        ('held = ["rule:early-close"]', "", ("pack-one-of", "provision[Z1]")),
        ("force =", 'not_held = "both"\nforce =', ("pack-one-of", "provision[Z1]")),
        ('id = "Z1"', 'id = "K1"', ("pack-duplicate", "provision[K1].id")),
        ('force = "G"', 'force = "X"', ("pack-unknown-value", "provision[Z1].force")),
        ('text = "A', 'words = "A', ("pack-missing-key", "provision[Z1].text")),
    ],
)
def test_a_mistake_is_named_by_file_and_key(old: str, new: str, mistake: tuple[str, str], packs: Path) -> None:
    assert old in ONE
    with pytest.raises(Invalid) as refusal:
        load_pack(with_provision(packs, ONE.replace(old, new)))
    found = [(problem.code, problem.params["key"]) for problem in refusal.value.problems]
    assert mistake in found
    assert {problem.params["file"] for problem in refusal.value.problems} == {PART}


def test_pages_and_reports_are_not_looked_up_here(packs: Path) -> None:
    """They live above the packs; a rule of the house looks them up."""
    held = ", ".join(f'"{kind}:anything"' for kind in sorted(ELSEWHERE))
    assert "Z1" in load_pack(with_provision(packs, ONE.replace('"rule:early-close"', held))).provisions


def test_every_provision_says_what_it_rests_on() -> None:
    assert len(PACK.provisions) > 180
    assert [each.id for each in PACK.provisions.values() if bool(each.held) == bool(each.not_held)] == []
    uncertain = {each.id for each in PACK.provisions.values() if each.confirmed in {"U", "D"} and each.force == "E"}
    assert uncertain == set(), "what is not in the text is not called enforceable"
