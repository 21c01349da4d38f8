"""What a card takes: in a copy of the tree a sample is written as `docs/adding.md` says, counted, and used."""

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
IMPORT = "from register.web.pages.cases.cards.weather.card import WEATHER"
USE = """
import sys
from pathlib import Path
from register.app import create_app
from register.store.schema import migrate
from tests.build import a_case, a_register
from tests.clock import SteppedClock
from tests.web.pages.visit import visit
home = Path(sys.argv[1])
migrate(f"sqlite:///{home}/register.db")
bench = a_register(f"sqlite:///{home}/register.db", SteppedClock(), home)
case, olive = a_case(bench), visit(create_app(bench.register), bench, bench.officer)
assert "0 looked at the sky" in olive.get(f"/cases/{case}")
assert "What it was like" in olive.get(f"/cases/{case}/weather")
assert olive.step(case, "weather", sky="Rain").status_code == 302
assert "1 looked at the sky" in olive.get(f"/cases/{case}/cards/weather")
print("used")
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the product."""
    for package in ("register", "policies", "reports", "migrations"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_a_card_is_one_folder_and_its_place(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    before = files(tree)
    cards = tree / "register/web/pages/cases/cards"
    (cards / "weather").mkdir()
    for name, text in {"__init__.py": "", "card.py": CARD, "steps.py": STEPS, "card.html": TEMPLATE}.items():
        (cards / "weather" / name).write_text(text, encoding="utf-8")
    place = cards / "__init__.py"
    listed = place.read_text(encoding="utf-8")
    listed = listed.replace(
        "\nfrom register.web.pages.cases.step import", f"\n{IMPORT}\nfrom register.web.pages.cases.step import"
    )
    place.write_text(listed.replace("REMEDIES, NOTES)", "REMEDIES, NOTES, WEATHER)"), encoding="utf-8")
    after = files(tree)
    touched = {
        path.relative_to("register/web/pages/cases/cards").as_posix()
        for path in after
        if after[path] != before.get(path)
    }
    assert touched == {"__init__.py", "weather/__init__.py", "weather/card.py", "weather/steps.py", "weather/card.html"}
    (tree / "use.py").write_text(USE, encoding="utf-8")
    home = tmp_path_factory.mktemp("home")
    ran = subprocess.run(
        [sys.executable, "use.py", str(home)],
        cwd=tree,
        env={"PYTHONPATH": f"{tree}:{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout, ran.returncode) == ("used\n", 0), ran.stderr
