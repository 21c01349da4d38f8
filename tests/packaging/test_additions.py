"""What an addition takes: in a copy of the tree a sample is written as `docs/adding.md` says, counted, and used."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.test_new_channel import files
from tests.rules.source import ROOT

CARD = '''"""What the weather was when the complaint came: a sample."""

from register.web.pages.cases.card import Card
from register.web.pages.cases.cards.weather.steps import WeatherStep

WEATHER = Card("weather", {"weather": WeatherStep}, lambda desk: {"notes": desk.case.notes})
'''
STEPS = '''"""The step of the sample."""

from flask_babel import lazy_gettext as _

from register.domain.commands import case as c
from register.web.pages.cases.step import CaseStep
from register.web.pages.shared.fields import line


class WeatherStep(CaseStep):
    """Write the weather down."""

    TITLE, SUBMIT, ASKS = _("Record the weather"), _("Record"), c.AddNote
    sky = line(_("What it was like"), required=True)

    def order(self, desk):
        """Note it."""
        return c.AddNote(case=desk.case.id, text=self.sky.data)
'''
TEMPLATE = """{% from "macros/parts.html" import card %}
{% from "cases/macros.html" import steps %}
{% call card(_("Weather"), id="weather") %}
<p>{{ model.notes }} looked at the sky</p>{{ steps(offered, buttons, ref) }}{% endcall %}
"""
# Every script finds a register with one case, and says at its end that it came so far.
START = """
import sys
from datetime import timedelta
from pathlib import Path
from register.app import create_app
from register.domain.commands import case as c
from register.domain.values import Id
from register.publication import Asked, document_of, prepare_report
from register.store.schema import migrate
from tests.build import a_case, a_register
from tests.clock import SteppedClock
from tests.reports.paper import text
from tests.web.pages.visit import visit
home = Path(sys.argv[1])
migrate(f"sqlite:///{home}/register.db")
bench = a_register(f"sqlite:///{home}/register.db", SteppedClock(), home)
case = a_case(bench)
"""
END = """
print("used")
"""
IMPORT = "from register.web.pages.cases.cards.weather.card import WEATHER\n"
USE_CARD = """
olive = visit(create_app(bench.register), bench, bench.officer)
assert "0 looked at the sky" in olive.get(f"/cases/{case}")
assert "What it was like" in olive.get(f"/cases/{case}/weather")
assert olive.step(case, "weather", sky="Rain").status_code == 302
assert "1 looked at the sky" in olive.get(f"/cases/{case}/cards/weather")
"""

TOPIC = "daily_work"
COMMAND = (
    (
        f"domain/commands/case/{TOPIC}.py",
        "from register.domain.values import Id\n",
        '''

@dataclass(frozen=True, slots=True, kw_only=True)
class RecordWeather(CaseCommand):
    """Write the weather down."""

    TAG = "RecordWeather"
    sky: str
''',
    ),
    ("domain/commands/case/__init__.py", "    OpenTask,\n", "    RecordWeather,\n"),
    (
        f"domain/facts/case/{TOPIC}.py",
        "from register.domain.values import Code, Id\n",
        '''

@dataclass(frozen=True, slots=True)
class WeatherRecorded:
    """The weather was written down."""

    TAG: ClassVar[str] = "case:weather:recorded/1"
    sky: Sealed
''',
    ),
    ("domain/facts/case/__init__.py", "    NoteAdded,\n", "    WeatherRecorded,\n"),
    (
        f"domain/decide/{TOPIC}.py",
        'BYTES = Code("application/octet-stream")\n',
        '''

def record_weather(command: c.RecordWeather, situation: Situation) -> Facts:
    """Write it down."""
    unfolding = Unfolding.of(command.case, situation)
    unfolding.add(f.WeatherRecorded(situation.mint.seal(command.sky)))
    return unfolding.result()
''',
    ),
    (f"domain/decide/{TOPIC}.py", "    c.AddNote: add_note,\n", "    c.RecordWeather: record_weather,\n"),
    (
        "domain/apply/case.py",
        "    f.NoteAdded: _note_added,\n",
        "    f.WeatherRecorded: lambda case, fact: replace(case, notes=case.notes + 1),\n",
    ),
    ("domain/permissions.py", "    c.AddNote: CASEWORK,\n", "    c.RecordWeather: CASEWORK,\n"),
    ("domain/lifecycle.py", "    c.OpenTask: ANY,\n", "    c.RecordWeather: ANY,\n"),
    (
        "timeline/of_cases.py",
        "CASE: Final[Mapping[str, Telling]] = {\n",
        '    "case:weather:recorded/1": (_("Weather recorded"), {"sky": _("Sky")}),\n',
    ),
)
USE_COMMAND = """
bench.do(c.RecordWeather(case=case, sky="Rain"))
page = visit(create_app(bench.register), bench, bench.officer).get(f"/cases/{case}")
assert "Weather recorded" in page and "Rain" in page
bench.register.sealer.seal()
assert bench.register.inspector.verify().faults == ()
"""

FIGURE = (
    ("register/domain/subjects/reportable.py", "    parties: int = 0\n", "    notes: int = 0\n"),
    ("register/domain/subjects/reportable.py", "        parties=len(case.parties),\n", "        notes=case.notes,\n"),
    ("register/reader/told.py", "    parties: int\n", "    notes: int\n"),
    ("register/publication/rows.py", '        restricted=told["restricted"],\n', '        notes=told["notes"],\n'),
    ("reports/regulator/inputs.py", "    corrections: int = 0\n", "    notes: int = 0\n"),
    ("reports/regulator/figures/quality.py", "    corrections: int = 0\n", "    notes: int = 0\n"),
    (
        "reports/regulator/figures/quality.py",
        "        self.corrections += row.corrections\n",
        "        self.notes += row.notes\n",
    ),
    (
        "reports/regulator/sections/trust.py",
        '        (_("Corrections in all"), words.number(now.corrections), words.number(before.corrections)),\n',
        '        (_("Notes in all"), words.number(now.notes), words.number(before.notes)),\n',
    ),
)
USE_FIGURE = """
for number in range(17):
    bench.do(c.AddNote(case=case, text=f"note {number}"))
first = bench.clock().date().replace(day=1)
bench.clock.step(days=40)
last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
report = prepare_report(bench.register, bench.officer, Asked("regulator", "harbour", first, last))
(home / "report.pdf").write_bytes(document_of(bench.register, bench.auditor, Id(report.subject.id)))
assert "Notes in all 17 0" in text(home / "report.pdf")
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the product."""
    for package in ("register", "policies", "reports", "migrations"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def put(tree: Path, path: str, anchor: str, more: str) -> None:
    """Write something after what stands in a file."""
    place = tree / path
    text = place.read_text(encoding="utf-8")
    assert text.count(anchor) == 1, (path, anchor)
    place.write_text(text.replace(anchor, anchor + more), encoding="utf-8")


def touched(tree: Path, before: dict[Path, bytes], below: str = "register") -> set[str]:
    """The files that are new or not as before."""
    return {path.relative_to(below).as_posix() for path, content in files(tree).items() if content != before.get(path)}


def used(tree: Path, home: Path, script: str) -> None:
    """Run a script on the copy."""
    (tree / "use.py").write_text(START + script + END, encoding="utf-8")
    words, paths = [sys.executable, "use.py", str(home)], {"PYTHONPATH": f"{tree}:{ROOT}"}
    ran = subprocess.run(words, cwd=tree, env=paths, capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.returncode) == ("used\n", 0), ran.stderr


def test_a_card_is_one_folder_and_its_place(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    before, cards = files(tree), "register/web/pages/cases/cards"
    (tree / cards / "weather").mkdir()
    for name, text in {"__init__.py": "", "card.py": CARD, "steps.py": STEPS, "card.html": TEMPLATE}.items():
        (tree / cards / "weather" / name).write_text(text, encoding="utf-8")
    put(tree, f"{cards}/__init__.py", "cards.words.card import WORDS\n", IMPORT)
    put(tree, f"{cards}/__init__.py", "REMEDIES, NOTES", ", WEATHER")
    folder = {f"weather/{name}" for name in ("__init__.py", "card.py", "steps.py", "card.html")}
    assert touched(tree, before, cards) == {"__init__.py", *folder}
    used(tree, tmp_path_factory.mktemp("home"), USE_CARD)


def test_a_command_is_a_row_in_each_table_it_concerns(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    before = files(tree)
    for path, anchor, more in COMMAND:
        put(tree, f"register/{path}", anchor, more)
    assert touched(tree, before) == {path for path, _, _ in COMMAND}
    assert len(touched(tree, before)) == 9
    used(tree, tmp_path_factory.mktemp("home"), USE_COMMAND)


def test_a_figure_is_told_carried_counted_and_printed(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    before = files(tree)
    for path, anchor, more in FIGURE:
        put(tree, path, anchor, more)
    assert touched(tree, before, "") == {path for path, _, _ in FIGURE}
    assert len(touched(tree, before, "")) == 6
    used(tree, tmp_path_factory.mktemp("home"), USE_FIGURE)
