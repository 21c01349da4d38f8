"""A mistake in a pack is named by file, key and reason, all mistakes at once, and nothing of the pack is used."""

from pathlib import Path

import pytest

from policies.loader import load_pack
from register.domain.errors import Invalid

SMALLEST = """
[pack]
id = "test-pack"
version = "2026-01-01"
title = "A pack for tests"
jurisdiction = "AU"
currency = "AUD"
nature = "house"
effective_from = 2026-01-01
select_by = "received_on"
default_place = "HERE"
source = "made up"

[[place]]
id = "HERE"
calendar = "none"
zone = "UTC"

[[fact]]
id = "urgent"
type = "bool"
title = "Urgent"

[[fact]]
id = "medium"
type = "code"
title = "Medium"
allowed = ["letter", "phone"]

[[class]]
id = "plain"
title = "Plain"
cite = "1.1"

[[duty]]
id = "answer"
title = "Answer"

[[rule]]
id = "answer"
duty = "answer"
kind = "deadline"
force = "E"
cite = "1.2"
confirmed = "C"
start = "received"
limit = "30d"
met_by = ["final_sent"]

[[letter]]
id = "answer"
title = "Answer"
event = "final_sent"
written = true
outcomes = ["yes", "no"]
cite = "1.3"

[[letter_rule]]
letter = "answer"
require = [{ block = "outcome", kind = "text", cite = "1.3", force = "E" }]

[texts.en.letters]
salutation = "Dear {addressee_name}"
closing = "Yours"

[texts.en.letter.answer]
subject = "Our answer"
blocks = []

[codes]
colour = { file = "colour.csv", cite = "1.4" }
"""
EXAMPLE = """
[[example]]
id = "x"
title = "An example"
class = "plain"
place = "HERE"
events = { birth = 2026-01-01T00:00:00 }
"""
COLOURS = "code,label,parent\nred,Red,\ncrimson,Crimson,red\n"


def written(folder: Path, text: str, colours: str = COLOURS, name: str = "2026-01-01.toml") -> Path:
    """A pack file with its code list beside it."""
    place = folder / "test-pack"
    place.mkdir(exist_ok=True)
    (place / "colour.csv").write_text(colours, encoding="utf-8")
    (place / name).write_text(text, encoding="utf-8")
    return place / name


def mistakes(path: Path) -> list[tuple[str, str]]:
    """What is wrong with a pack: reason and key."""
    with pytest.raises(Invalid) as refusal:
        load_pack(path)
    for problem in refusal.value.problems:
        assert problem.params["file"] == "test-pack/2026-01-01.toml"
        assert problem.where.startswith("test-pack/2026-01-01.toml")
    return [(problem.code, str(problem.params["key"])) for problem in refusal.value.problems]


def test_a_right_pack_is_read(tmp_path: Path) -> None:
    pack = load_pack(written(tmp_path, SMALLEST))
    assert (pack.id, pack.version, pack.default_zone) == ("test-pack", "2026-01-01", "UTC")
    assert pack.rules_for("plain") == tuple(pack.rules.values())
    assert [entry.parent for entry in pack.codes[next(iter(pack.codes))].entries.values()] == [None, "red"]


def test_a_list_may_stand_in_the_pack_itself(tmp_path: Path) -> None:
    inline = SMALLEST.replace('file = "colour.csv"', 'labels = { red = "Red", blue = "Blue" }')
    pack = load_pack(written(tmp_path, inline))
    (found,) = pack.codes.values()
    assert {code: entry.label for code, entry in found.entries.items()} == {"red": "Red", "blue": "Blue"}
    assert found.cite == "1.4"


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ('cite = "1.2"', 'cite = "1.2"\ncolour = "red"', ("pack-unknown-key", "rule[answer].colour")),
        ('force = "E"\ncite', "cite", ("pack-missing-key", "rule[answer].force")),
        ('force = "E"\ncite', "force = 1\ncite", ("pack-wrong-type", "rule[answer].force")),
        ('limit = "30d"', 'limit = "30 fortnights"', ("pack-bad-value", "rule[answer].limit")),
        ('limit = "30d"', 'limit = { fact = "age", unit = "d" }', ("pack-unknown-value", "rule[answer].limit.fact")),
        ('limit = "30d"', 'limit = { fact = "urgent", unit = "x" }', ("pack-unknown-value", "rule[answer].limit.unit")),
        ('limit = "30d"', "", ("pack-one-of", "rule[answer]")),
        ('limit = "30d"', 'limit = "30d"\nevery = "5bd"', ("pack-one-of", "rule[answer]")),
        ('limit = "30d"', 'every = "5bd"', ("pack-missing-key", "rule[answer].every_from")),
        ('limit = "30d"', 'limit = "prompt"', ("pack-missing-key", "rule[answer].target")),
        ('limit = "30d"', 'limit = { date = "urgent" }', ("pack-unknown-value", "rule[answer].limit.date")),
        ('duty = "answer"', 'duty = "silence"', ("pack-unknown-value", "rule[answer].duty")),
        (
            'start = "received"',
            'start = { end_of = "later", as = "received" }',
            ("pack-unknown-value", "rule[answer].start.end_of"),
        ),
        ('limit = "30d"', 'limit = "30d"\ncloses_with = "answer"', ("pack-one-of", "rule[answer]")),
        ('limit = "30d"', 'closes_with = "nothing"', ("pack-unknown-value", "rule[answer].closes_with")),
        ('kind = "deadline"', 'kind = "hint"', ("pack-unknown-value", "rule[answer].kind")),
        ('start = "received"', 'start = "birth"', ("pack-unknown-value", "rule[answer].start")),
        ('start = "received"', 'start = { last = ["received"] }', ("pack-one-of", "rule[answer].start")),
        ('start = "received"', 'start = { latest = ["birth"] }', ("pack-unknown-value", "rule[answer].start.latest")),
        ('met_by = ["final_sent"]', 'met_by = ["luck"]', ("pack-unknown-value", "rule[answer].met_by")),
        ('met_by = ["final_sent"]', 'classes = ["odd"]', ("pack-unknown-value", "rule[answer].classes")),
        ('met_by = ["final_sent"]', 'supersedes = ["gone"]', ("pack-unknown-value", "rule[answer].supersedes")),
        ('met_by = ["final_sent"]', "when = { age = [3] }", ("pack-unknown-value", "rule[answer].when.age")),
        ('met_by = ["final_sent"]', "when = { urgent = [3] }", ("pack-wrong-type", "rule[answer].when.urgent")),
        ('met_by = ["final_sent"]', 'when = { medium = ["fax"] }', ("pack-unknown-value", "rule[answer].when.medium")),
        (
            'met_by = ["final_sent"]',
            'in_time = [{ event = "accepted", rule = "answer" }]',
            ("pack-unknown-value", "rule[answer].in_time.rule"),
        ),
        (
            'limit = "30d"',
            'limit = "3bd"\nstops = [{ stops_at = "received", runs_at = "closed", cite = "1.9" }]',
            ("pack-stop-needs-days", "rule[answer].stops"),
        ),
        ('cite = "1.1"', 'cite = "*"', ("pack-bad-value", "class[plain].cite")),
        ('cite = "1.1"', 'cite = "1.1"\nwhen = { medium = [] }', ("class-never-matches", "class[plain].when")),
        (
            "[[rule]]",
            (
                '[[class]]\nid = "all"\ntitle = "All"\ncite = "1"\nwhen = {}\n[[class]]\nid = "never"\ntitle = "No"\n'
                'cite = "1"\nwhen = { medium = ["phone"] }\n[[rule]]'
            ),
            ("class-never-matches", "class[never].when"),
        ),
        ("blocks = []", 'blocks = ["odd"]', ("pack-unknown-value", "texts.en.letter.answer.blocks")),
        (
            'source = "made up"',
            'source = "m"\nlanguages = ["en", "fr"]',
            ("block-without-text", "texts.fr.letter.answer"),
        ),
        ('kind = "text", ', 'kind = "fixed", ', ("block-without-text", "texts.en.block.outcome")),
        (
            "written = true",
            'written = true\ndelegated_as = "poem"',
            ("pack-unknown-value", "letter[answer].delegated_as"),
        ),
        (
            "written = true",
            'written = true\nafter_limit = "peace"',
            ("pack-unknown-value", "letter[answer].after_limit"),
        ),
        (
            "[codes]",
            '[[event]]\nid = "birth"\ntitle = "Birth"\ncite = "1"\n[codes]',
            ("pack-unknown-value", "event[birth].id"),
        ),
        (
            "[codes]",
            (
                '[[risk]]\nid = "r"\ntitle = "R"\ncite = "1"\nforce = "house"\nduty = "answer"\ndays_left = -1\n'
                'lacking = "luck"\n[codes]'
            ),
            ("pack-unknown-value", "risk[r].lacking"),
        ),
        ('[[class]]\nid = "plain"', '[[class]]\nid = "pl ain"', ("pack-bad-value", "class[pl ain].id")),
        ('default_place = "HERE"', 'default_place = "THERE"', ("pack-unknown-value", "pack.default_place")),
        ('select_by = "received_on"', 'select_by = "mood"', ("pack-unknown-value", "pack.select_by")),
        ("effective_from = 2026-01-01", 'effective_from = "soon"', ("pack-wrong-type", "pack.effective_from")),
        ('currency = "AUD"', 'currency = "dollars"', ("pack-bad-value", "pack.currency")),
        ('file = "colour.csv"', 'labels = { "r d" = "Red" }', ("pack-bad-value", "codes.colour.labels.r d")),
        ('file = "colour.csv"', "labels = { red = 1 }", ("pack-wrong-type", "codes.colour.labels.red")),
        ('file = "colour.csv"', 'file = "colour.csv", labels = {}', ("pack-unknown-key", "codes.colour.file")),
        ('currency = "AUD"', "", ("pack-missing-key", "pack.currency")),
        ('nature = "house"', 'nature = "rumour"', ("pack-unknown-value", "pack.nature")),
        ('version = "2026-01-01"', 'version = "2027-01-01"', ("pack-misplaced", "pack.id")),
        ('kind = "text", ', 'kind = "song", ', ("pack-unknown-value", "letter_rule[1].require[1].kind")),
        ('letter = "answer"', 'letter = "poem"', ("pack-unknown-value", "letter_rule[1].letter")),
        (
            'letter = "answer"',
            'letter = "answer"\noutcomes = ["maybe"]',
            ("pack-unknown-value", "letter_rule[1].outcomes"),
        ),
        ('file = "colour.csv"', 'file = "gone.csv"', ("pack-unreadable", "codes.colour.file")),
        ("[codes]", "[surprise]\na = 1\n[codes]", ("pack-unknown-key", "surprise")),
        (
            "[codes]",
            '[oracle]\nx = { duty = "gone", part = "limit" }\n[codes]',
            ("pack-unknown-value", "oracle.x.duty"),
        ),
        (
            "[codes]",
            f"{EXAMPLE}[codes]",
            ("pack-unknown-value", "example[x].events.birth"),
        ),
    ],
)
def test_one_mistake_is_named_by_key_and_reason(old: str, new: str, mistake: tuple[str, str], tmp_path: Path) -> None:
    assert SMALLEST.count(old) >= 1
    assert mistake in mistakes(written(tmp_path, SMALLEST.replace(old, new, 1)))


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    text = SMALLEST.replace('kind = "deadline"', 'kind = "hint"').replace('nature = "house"', 'nature = "rumour"')
    assert mistakes(written(tmp_path, text)) == [
        ("pack-unknown-value", "rule[answer].kind"),
        ("pack-unknown-value", "pack.nature"),
    ]


def test_an_id_used_twice_is_a_mistake(tmp_path: Path) -> None:
    twice = SMALLEST + '\n[[class]]\nid = "plain"\ntitle = "Again"\ncite = "1.1"\n'
    assert mistakes(written(tmp_path, twice)) == [("pack-duplicate", "class[plain].id")]


def test_a_pack_may_stand_in_parts_and_a_mistake_is_named_by_the_part(tmp_path: Path) -> None:
    path = written(tmp_path, SMALLEST)
    parts = path.with_suffix("")
    parts.mkdir()
    (parts / "more.toml").write_text('[[class]]\nid = "second"\ntitle = "Second"\ncite = "1"\n', encoding="utf-8")
    assert list(load_pack(path).classes) == ["plain", "second"]
    (parts / "wrong.toml").write_text('[pack]\ntitle = "Again"\n[[class]]\nid = "third"\n', encoding="utf-8")
    with pytest.raises(Invalid) as refusal:
        load_pack(path)
    wrong = "test-pack/2026-01-01/wrong.toml"
    assert {(problem.code, problem.where) for problem in refusal.value.problems} == {
        ("pack-duplicate", f"{wrong}: pack.title"),
        ("pack-missing-key", f"{wrong}: class[third].title"),
        ("pack-missing-key", f"{wrong}: class[third].cite"),
    }


def test_a_file_that_is_no_toml_is_a_mistake(tmp_path: Path) -> None:
    assert mistakes(written(tmp_path, "[pack\n")) == [("pack-unreadable", "")]


@pytest.mark.parametrize(
    ("colours", "mistake"),
    [
        ("code,label,shade\nred,Red,1\n", "pack-unknown-column"),
        ("code,label,parent\nred,Red,blue\n", "pack-bad-code"),
        ("code,label,parent\nred,Red,\nred,Red,\n", "pack-bad-code"),
        ("code,label,parent\nlight red,Red,\n", "pack-unreadable"),
        ("label,parent\nRed,\n", "pack-unreadable"),
    ],
)
def test_a_broken_code_list_is_a_mistake(colours: str, mistake: str, tmp_path: Path) -> None:
    assert mistakes(written(tmp_path, SMALLEST, colours)) == [(mistake, "codes.colour.file")]
