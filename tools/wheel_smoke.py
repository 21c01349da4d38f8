"""Use the wheel as a stranger would: alone in an empty environment, the source out of the way.

    python tools/wheel_smoke.py dist/*.whl

Goes through set-up, a signed webhook, a letter that a second person approves and that is printed as PDF, and the
verification of the trail. The first step that does not
hold ends it with exit 1, the command and everything it said. Standard library only.
"""

import hashlib
import hmac
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = {"register", "policies", "reports", "migrations"}
ASSETS = ("tabler.min.css", "tabler.min.js", "htmx.min.js", "icons.svg", "swagger-ui.css", "swagger-ui-bundle.js")
LOCKS = ("requirements-build.lock", "requirements.lock")
READY_WITHIN = 60.0
PAGE, SECRET = "1001", "an app secret of the smoke test"
COMMENT = "You charged me twice and nobody answers."
SCHEME = {
    "afca-name": "Australian Financial Complaints Authority",
    "afca-phone": "1800 931 678",
    "afca-email": "info@afca.org.au",
    "afca-web": "www.afca.org.au",
    "afca-post": "GPO Box 3, Melbourne VIC 3001",
}
PEOPLE = {
    "officer": ("cases:read", "cases:write"),
    "approver": ("cases:read", "approvals:write"),
}
LETTER = {
    "type": "idr-response",
    "language": "en",
    "via": "email",
    "decision": "accepted",
    "blocks": {
        "outcome": "We accept your complaint.",
        "actions-taken": "We refunded the second charge.",
        "afca-right": f"If you are not satisfied you may complain to the {SCHEME['afca-name']}.",
        "afca-contact": " · ".join(SCHEME.values()),
    },
}


class Broken(Exception):
    """A step that did not hold; the text says which and what was seen."""


@dataclass(frozen=True)
class Installation:
    """A fresh environment with the wheel, and a home for its database and keys."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of ours but the home: no source, no settings, no path into a checkout."""
        ours = ("REGISTER_", "PYTHON", "VIRTUAL")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        path = os.pathsep.join([str(self.folder / "bin"), os.defpath])
        # Nobody takes mail on the reserved port 1: a letter stays in the outbox, printed and unsent.
        return kept | {"REGISTER_HOME": str(self.folder / "home"), "REGISTER_SMTP_PORT": "1", "PATH": path}

    def run(self, *command: str) -> str:
        """What a command of the environment prints; raises Broken with everything it said when it fails."""
        program = [str(self.folder / "bin" / command[0]), *command[1:]]
        done = subprocess.run(
            program, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=600, check=False
        )
        if done.returncode:
            raise Broken(f"$ {' '.join(command)}\nexit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    @contextmanager
    def serving(self, port: int) -> Iterator[None]:
        """`register serve` while the block runs; raises Broken when it does not start or does not end."""
        log = self.folder / "serve.log"
        with log.open("w") as output:
            command = [str(self.folder / "bin" / "register"), "serve", "--port", str(port)]
            server = subprocess.Popen(command, cwd=self.folder, env=self.environment, stdout=output, stderr=output)
            try:
                until = time.monotonic() + READY_WITHIN
                while ask(port, "GET", "/readyz")[0] != http.client.OK:
                    expect(server.poll() is None and time.monotonic() < until, "serve gets ready", log.read_text())
                    time.sleep(0.2)
                yield
                server.terminate()
                expect(server.wait(READY_WITHIN) in {0, -15}, "serve ends when asked to", log.read_text())
            finally:
                server.kill()
                server.wait()


def expect(holds: bool, what: str, seen: object) -> None:
    """Raises Broken with what was seen when something does not hold."""
    if not holds:
        raise Broken(f"expected: {what}\nseen: {seen}")


def ask(port: int, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
    """Status and body of one request; status 0 while nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except OSError:
        return 0, b""
    finally:
        connection.close()


@dataclass(frozen=True)
class Program:
    """A caller of the API with somebody's token."""

    port: int
    token: str

    def __call__(self, method: str, path: str, said: object = None) -> dict[str, Any]:
        """What the API answers; raises Broken with its words when it refuses."""
        body = b"" if said is None else json.dumps(said).encode()
        status, answer = self.raw(method, path, body, If_Match="*")
        expect(status in {200, 201}, f"{method} {path} is done", (status, answer))
        answered: dict[str, Any] = json.loads(answer)
        return answered

    def raw(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        """Status and body as they come."""
        sent = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        return ask(self.port, method, f"/api/v1{path}", body, **sent, **headers)


def _the_wheel_holds_what_it_should(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    rooms = {name.partition("/")[0] for name in names if ".dist-info/" not in name}
    expect(rooms == SHIPPED, f"only {sorted(SHIPPED)} in the wheel", sorted(rooms))
    catalogues = (po.relative_to(ROOT).with_suffix(".mo") for po in (ROOT / "register").rglob("*.po"))
    needed = {f"register/web/static/vendor/{asset}" for asset in ASSETS} | {str(mo) for mo in catalogues}
    missing = sorted(needed - set(names))
    expect(not missing, "browser files and catalogues in the wheel", missing)


def _it_installs_alone(place: Installation, wheel: Path) -> None:
    venv.create(place.folder, with_pip=True)
    locked = ("python", "-m", "pip", "install", "-qq", "--no-deps", "--require-hashes", "--no-build-isolation")
    for lock in LOCKS:
        place.run(*locked, "--use-pep517", "--requirement", str(wheel.parent / lock))
    place.run("python", "-m", "pip", "install", "-qq", "--no-deps", str(wheel))
    place.run("python", "-m", "pip", "check")
    where = place.run("python", "-c", "import register, policies, reports, migrations; print(register.__file__)")
    expect(where.startswith(str(place.folder)), "the package comes from the wheel", where)


def _it_is_set_up(place: Installation) -> dict[str, str]:
    """Set up; the API token of each person, by role."""
    place.run("register", "init", *(f"--detail={name}={value}" for name, value in SCHEME.items()))
    place.run("register", "doctor")
    options = [f"page_id={PAGE}", f"app_secret={SECRET}", "verify_token=smoke"]
    place.run("register", "channel", "add", "facebook", "page", *(f"--option={option}" for option in options))
    tokens = {}
    for role, scopes in PEOPLE.items():
        email = f"{role}@firm.example"
        place.run("register", "user", "add", email, "--role", role)
        allowed = [f"--scope={scope}" for scope in scopes]
        tokens[role] = place.run("register", "token", "create", "--user", email, *allowed).split()[-1]
    return tokens


def _comment() -> bytes:
    comment = {
        "item": "comment",
        "verb": "add",
        "post_id": f"{PAGE}_1",
        "comment_id": "1_2",
        "from": {"id": "77", "name": "Ada Example"},
        "message": COMMENT,
        "created_time": int(time.time()) - 60,
    }
    entry = {"id": PAGE, "time": int(time.time()), "changes": [{"field": "feed", "value": comment}]}
    return json.dumps({"object": "page", "entry": [entry]}).encode()


def _a_signed_webhook_is_kept(place: Installation, officer: Program) -> None:
    port, body = officer.port, _comment()
    status, said = ask(port, "POST", "/hooks/facebook/page", body, Content_Type="application/json")
    expect(status in {401, 403}, "an unsigned webhook is refused", (status, said))
    signature = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    for _ in range(2):
        status, said = ask(
            port, "POST", "/hooks/facebook/page", body, Content_Type="application/json", X_Hub_Signature_256=signature
        )
        expect(status in {200, 202, 204}, "a signed webhook is accepted", (status, said))
    place.run("register", "worker", "--once")
    kept = officer("GET", "/messages")["items"]
    expect([message["text"] for message in kept] == [COMMENT], "its message, once", kept)


def _pages_find_their_files(port: int) -> None:
    status, page = ask(port, "GET", "/login")
    expect(status == http.client.OK and b"vendor/tabler.min.css" in page, "a styled log-in page", (status, page[:500]))


def _a_letter_becomes_a_pdf(officer: Program, approver: Program) -> None:
    brand = officer("GET", "/messages")["items"][0]["brand"]
    told = {
        "brand": brand,
        "channel": "telephone",
        "summary": "Charged twice",
        "received_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "classifying": {"complaint_class": "standard"},
        "complainant": {"name": "Ada Example", "kind": "individual"},
        "contacts": [{"kind": "email", "value": "ada@customer.example", "source": "phone-call"}],
    }
    case = f"/cases/{officer('POST', '/cases', told)['reference']}"
    contact = officer("GET", case)["contacts"][0]["id"]
    letter = f"/letters/{officer('POST', f'{case}/letters', LETTER | {'contact': contact})['made']['letter']}"
    officer("POST", f"{letter}/submission")
    approver("POST", f"{letter}/approval", {"content": approver("GET", letter)["content_hash"]})
    status, said = 0, b""
    until = time.monotonic() + READY_WITHIN
    while status != http.client.OK and time.monotonic() < until:
        status, said = officer.raw("GET", f"{letter}/document")
        time.sleep(0.2)
    expect(said.startswith(b"%PDF-") and said.rstrip().endswith(b"%%EOF"), "the letter as PDF", (status, said[:500]))


def _the_trail_verifies(place: Installation) -> None:
    place.run("register", "trail", "verify")
    bundle = place.folder / "trail.zip"
    place.run("register", "trail", "export", "--out", str(bundle))
    zipfile.ZipFile(bundle).extractall(place.folder / "trail")
    verifier = next((place.folder / "trail").rglob("verify.py"))
    place.run("python", "-I", str(verifier))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def smoke(wheel: Path, folder: Path) -> None:
    """All steps in order, each named as it starts."""
    place, port = Installation(folder), _free_port()
    _step("the wheel holds what it should")
    _the_wheel_holds_what_it_should(wheel)
    _step("it installs alone")
    _it_installs_alone(place, wheel)
    _step("it is set up")
    tokens = _it_is_set_up(place)
    officer, approver = (Program(port, tokens[role]) for role in PEOPLE)
    with place.serving(port):
        _step("pages find their files")
        _pages_find_their_files(port)
        _step("a signed webhook is kept, an unsigned one is not")
        _a_signed_webhook_is_kept(place, officer)
        _step("a letter is approved and becomes a PDF")
        _a_letter_becomes_a_pdf(officer, approver)
    _step("the trail verifies, here and on its own")
    _the_trail_verifies(place)


def _step(name: str) -> None:
    print(f"  wheel: {name}", flush=True)


def main() -> int:
    """Exit status: 0 when everything holds."""
    wheel = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="register-wheel-") as folder:
        try:
            smoke(wheel, Path(folder).resolve())
        except Broken as broken:
            print(f"the wheel does not hold:\n{broken}", file=sys.stderr)
            return 1
    print("The wheel holds on its own.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
