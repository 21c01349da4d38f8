"""Every page, every address of programs and every document, asked for by everybody: nobody reads what is not theirs."""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from register.domain.actors import Actor
from register.worker import Worker
from tests.api.caller import House
from tests.build import PACK, Bench
from tests.journeys.planting import ORDINARY, PRIVILEGED, Planted, mark, marks, plant
from tests.web.pages.visit import visit
from tests.worker.relay import Manners

MARK = re.compile(r"qz[a-z]+?(?:open|shut|loose)")
NOTHING = "00000000-0000-7000-8000-00000000abcd"
ROOT = "/api/v1"
OPEN = marks("open", *ORDINARY) | marks("loose", "author", "text")
COUNSEL = marks("open", *PRIVILEGED)
SHUT = marks("shut", *ORDINARY, *PRIVILEGED)
MAY_SEE = {
    "officer": OPEN | COUNSEL,
    "approver": OPEN | COUNSEL | SHUT,
    "auditor": OPEN,
    "administrator": frozenset[str](),
    "outsider": frozenset[str](),
    "stranger": frozenset[str](),
}
LISTS = (
    "/inbox/?view=decided", "/inbox/?view=handed-off", "/queue/?status=closed", f"{ROOT}/messages?state=registered",
    f"{ROOT}/cases?status=open", f"{ROOT}/entries?subject_kind=case", f"{ROOT}/entries?subject_kind=message",
)  # fmt: skip
STEPS = {"cases.act": "note", "letters.step": "submit", "inbox.act": "ask"}


# What is asked of it is asked of both elsewhere.
pytestmark = pytest.mark.one_engine


@pytest.fixture
def planted(firm: Bench) -> Planted:
    return plant(firm)


def everybody(planted: Planted) -> dict[str, Actor | None]:
    bench = planted.bench
    return {
        "officer": bench.officer,
        "approver": bench.approver,
        "auditor": bench.auditor,
        "administrator": bench.admin,
        "outsider": planted.outsider,
        "stranger": None,
    }


def addresses(app: Flask, planted: Planted, method: str) -> Iterator[str]:
    """Yield every address there is, filled in with everything that was planted."""
    bench = planted.bench
    beside = {
        "report": planted.report,
        "account": str(bench.officer.account),
        "channel": bench.channel,
        "pack": PACK,
        "platform": "facebook",
        "slug": "harbour",
    }
    places = [*planted.places, {**planted.places[0], "message": planted.loose}]
    found = dict.fromkeys(
        filled(rule, {**beside, **place, "step": STEPS.get(rule.endpoint, "")})
        for rule in app.url_map.iter_rules()
        if method in (rule.methods or ()) and rule.endpoint not in {"shell.static", "security.logout"}
        for place in places
    )
    return iter(found)


def filled(rule: Rule, values: dict[str, str]) -> str:
    built = rule.build({name: values.get(name, NOTHING) for name in rule.arguments}, append_unknown=False)
    assert built is not None
    return str(built[1])


class Asking:
    """One person, with a browser and a token; what they are told is read down to the last attachment."""

    def __init__(self, house: House, actor: Actor | None, folder: Path) -> None:
        self.folder = folder
        self.browser = house.app.test_client() if actor is None else visit(house.app, house.bench, actor).client
        self.program = house.app.test_client()
        page = self.browser.get("/login" if actor is None else "/account").text
        self.form = {"csrf_token": page.split('name="csrf-token" content="')[1].split('"')[0]}
        self.token = "" if actor is None else f"Bearer {house.caller(actor).token}"

    def ask(self, address: str, method: str) -> set[str]:
        """Return the planted words in an answer."""
        if address.startswith(ROOT):
            headers = {"Authorization": self.token, "If-Match": "*"}
            answer = self.program.open(address, method=method, headers=headers, json=None if method == "GET" else {})
        else:
            answer = self.browser.open(address, method=method, data=self.form if method == "POST" else None)
        said = f"{answer.headers}\n{words(answer.data, self.folder)}"
        answer.close()
        assert answer.status_code < 500, (method, address, said[-500:])
        return set(MARK.findall(said))


def words(content: bytes, folder: Path) -> str:
    """Return everything readable in a document."""
    if content.startswith(b"%PDF"):
        paper = folder / "asked.pdf"
        paper.write_bytes(content)
        shown = subprocess.run(["pdftotext", "-layout", paper, "-"], check=True, capture_output=True).stdout
        beside = folder / "beside"
        beside.mkdir(exist_ok=True)
        subprocess.run(["pdfdetach", "-saveall", "-o", beside, paper], check=False, capture_output=True)
        files = [path.read_bytes() for path in beside.iterdir()]
        for path in beside.iterdir():
            path.unlink()
        return "\n".join(part.decode(errors="replace") for part in (shown, *files))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "\n".join(words(packed.read(name), folder) for name in packed.namelist())
    return content.decode(errors="replace")


def test_nobody_is_told_what_is_not_theirs(planted: Planted, tmp_path: Path) -> None:
    house = House(planted.bench)
    told: dict[str, set[str]] = {}
    leaks: list[tuple[str, str, set[str]]] = []
    for name, actor in everybody(planted).items():
        person, told[name] = Asking(house, actor, tmp_path), set()
        trail = [f"/trail/?case={place['ref']}" for place in planted.places[::2]]
        asked = [("GET", address) for address in (*addresses(house.app, planted, "GET"), *LISTS, *trail)]
        if name not in {"officer", "approver"}:
            asked += [("POST", address) for address in addresses(house.app, planted, "POST")]
        for method, address in asked:
            found = person.ask(address, method)
            told[name] |= found
            if found - MAY_SEE[name]:
                leaks.append((name, f"{method} {address}", found - MAY_SEE[name]))
    assert leaks == []
    # What nobody could see would prove nothing: each word has its readers.
    assert told == MAY_SEE


def test_what_leaves_the_house_and_what_watches_it_hold_nothing_personal(
    planted: Planted, worker: Worker, posted: Manners, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house = House(planted.bench)
    posted.recipient = f"550 5.1.1 {mark('mail', 'open')}@customer.example: no such mailbox"
    worker.run_once()
    auditor, officer = (Asking(house, actor, tmp_path) for actor in (planted.bench.auditor, planted.bench.officer))
    for person in (auditor, officer):
        person.ask(f"{ROOT}/cases?q={mark('mail', 'open')}@customer.example", "GET")
        person.ask(f"/queue/?q={mark('name', 'open')}", "GET")
    stranger = Asking(house, None, tmp_path)
    stranger.form |= {"email": f"{mark('mail', 'open')}@customer.example", "password": mark("number", "open")}
    stranger.ask("/login", "POST")
    for address in addresses(house.app, planted, "GET"):
        officer.ask(address, "GET")
    watching = {
        "metrics": set(MARK.findall(house.app.test_client().get("/metrics").text)),
        "export": auditor.ask("/trail/export", "POST"),
        "report": officer.ask(f"/reports/{planted.report}/document", "GET"),
        "entries": set(MARK.findall(kept(planted, "SELECT body FROM entries"))),
        "security-log": set(MARK.findall(kept(planted, "SELECT * FROM security_log"))),
        "log": set(MARK.findall("".join(capsys.readouterr()))),
    }
    assert {name: found for name, found in watching.items() if found} == {}


def kept(planted: Planted, query: str) -> str:
    """Return everything a query finds as one text; there has to be something."""
    with planted.bench.register.reader._engine.connect() as connection:
        rows = connection.execute(sa.text(query)).all()
    assert rows
    return "\n".join(
        part.decode(errors="replace") if isinstance(part, bytes) else str(part) for row in rows for part in row
    )
