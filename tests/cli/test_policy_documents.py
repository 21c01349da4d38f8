"""`policy show` as people read it, and `policy check` on files that are broken."""

import json
import shutil
from pathlib import Path

import pytest

from policies import catalogue
from register.domain.errors import Invalid
from tests.cli.console import Console

PACK = "uk-fca-disp1"
VERSION = "2026-06-01"


@pytest.fixture
def stranger(tmp_path: Path) -> Console:
    return Console(tmp_path / "nowhere")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of everything shipped, to be broken."""
    for part in ("packs", "codes", "calendars"):
        shutil.copytree(catalogue.FOLDER / part, tmp_path / "policies" / part)
    return tmp_path / "policies"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_pack_is_read_in_words_without_any_register(stranger: Console) -> None:
    said = stranger.does("policy", "show", PACK, "--version", VERSION)
    assert "promptly: the law gives no number" in said
    assert "DISP 1.6.2R | legal deadline | E · enforceable | C · read in the text" in said
    assert "12 of 12 hold." in said


def test_an_unknown_version_is_refused(stranger: Console) -> None:
    assert "no such pack" in stranger.refuses("policy", "show", PACK, "--version", "1999-01-01")


def test_all_of_a_pack_as_data(stranger: Console) -> None:
    said = json.loads(stranger.does("policy", "show", PACK, "--json"))
    shipped = catalogue.shipped().packs[PACK, VERSION]
    assert said["rules"].keys() == shipped.rules.keys()
    assert said["rules"]["final-response-general"]["limit"] == {"count": 8, "unit": "week", "fact": ""}
    assert said["rules"]["after-eight-weeks"]["confirmed"] == "U"
    assert said["classes"]["payments"]["when"] == {"product": ["payments", "payment-service", "e-money"]}
    assert len(said["examples"]) == len(shipped.examples)
    assert said["texts"]["en"]["letters"]["final-response"]["subject"]


def test_a_page_is_written_once_and_never_over_another_file(stranger: Console, tmp_path: Path) -> None:
    out = tmp_path / "pack.html"
    assert str(out) in stranger.does("policy", "show", "ie-cbi-cpc", "--out", str(out))
    assert "Example, no law" in out.read_text(encoding="utf-8")
    assert "exists already" in stranger.refuses("policy", "show", PACK, "--out", str(out))
    assert ".pdf or .html" in stranger.refuses("policy", "show", PACK, "--out", str(tmp_path / "pack.docx"))


def test_a_pdf_is_written(stranger: Console, tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    stranger.does("policy", "show", "sg-mas-fa-chr", "--out", str(out))
    assert out.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("part", "swapped", "told"),
    [
        (f"{VERSION}.toml", ('limit = "3bd"', 'limit = "3 days"'), "rule[early-resolution].limit: “3 days” cannot"),
        (f"{VERSION}.toml", ('nature = "law"', ""), "pack.nature: This is missing."),
        (f"{VERSION}.toml", ('nature = "law"', "nature = 7"), "pack.nature: This must be of the kind str; it is int."),
        (f"{VERSION}.toml", ('nature = "law"', 'nature = "law"\nmood = 1'), "pack.mood: Packs have no such key here."),
        (f"{VERSION}.toml", ('version = "2026', 'version = "2025'), "pack.id: The pack says that it is"),
        (f"{VERSION}.toml", ('id = "Scotland"', 'id = "England-and-Wales"'), "“England-and-Wales” is there twice."),
        (f"{VERSION}.toml", ('"fund-management"', '"payments"'), "].when: No complaint can ever be of this class"),
        (
            f"{VERSION}.toml",
            ('calendar = "gb-nir"', 'calendar = "moon"'),
            "place[Northern-Ireland]: The register has no",
        ),
        (
            f"{VERSION}/provisions.toml",
            ('held = ["', 'held = ["rule:gone", "'),
            "The pack has nothing called “rule:gone”.",
        ),
        (f"{VERSION}/texts-en.toml", ("[texts.en.block.fos-right]", "[texts.en.block.odd]"), "text in the language en"),
        (f"{VERSION}.toml", ("[pack]", "[pack"), "The file cannot be read"),
        ("codes/idr-decision.csv", ("label", "name"), "A code list has the columns code, label, parent and cite"),
    ],
    ids=["value", "missing", "kind", "key", "place", "twice", "class", "calendar", "held", "text", "toml", "csv"],
)
def test_a_broken_pack_is_told_by_file_key_and_reason(
    stranger: Console, copied: Path, part: str, swapped: tuple[str, str], told: str
) -> None:
    folder = copied / "packs" / PACK
    change(folder / part, *swapped)
    said = stranger.refuses("policy", "check", str(folder / f"{VERSION}.toml"))
    assert told in said
    assert f"register: {PACK}/" in said


def test_nothing_is_loaded_over_a_broken_pack_and_every_mistake_is_named(copied: Path) -> None:
    assert catalogue.load(copied).packs.keys() == catalogue.shipped().packs.keys()
    change(copied / "packs" / PACK / f"{VERSION}.toml", 'limit = "3bd"', 'limit = "soon"')
    change(copied / "packs" / "ie-cbi-cpc" / "2026-03-24.toml", "[pack]", "[pack]\nmood = 1")
    with pytest.raises(Invalid) as refusal:
        catalogue.load(copied)
    named = {(problem.code, problem.where) for problem in refusal.value.problems}
    assert ("pack-bad-value", f"{PACK}/{VERSION}.toml: rule[early-resolution].limit") in named
    assert ("pack-unknown-key", "ie-cbi-cpc/2026-03-24.toml: pack.mood") in named
