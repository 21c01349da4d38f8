"""A firm with everybody who may ask, and one of everything that can be asked for; kept, and put back as it was."""

import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from register.domain.actors import APPROVER, CONSOLE, OFFICER, Actor
from register.domain.commands import account as a
from register.domain.commands import case as c
from register.domain.commands.base import Upload
from register.domain.permissions import SCOPES
from register.domain.subjects.inbound import Author
from register.domain.values import Id
from register.ids import digest_of, new_token
from register.publication import Asked, prepare_report
from tests.build import (
    Bench,
    a_case,
    a_message,
    a_person,
    a_post,
    a_yes_test,
    an_accepted_response,
    restrict,
)
from tests.kept import name_of
from tests.postgres import Cluster
from tests.web.pages.test_kept_mail import arrives
from tests.web.pages.test_unread import arrive

STRANGER: Final = "stranger"


@dataclass(frozen=True)
class Firm:
    """Who asks under which name (None: has not signed in), and what stands in an address for each of its parts."""

    bench: Bench
    people: dict[str, Actor | None]
    tokens: dict[str, str] = field(repr=False)
    places: dict[str, str]
    hidden: dict[str, str] = field(repr=False)

    def place(self, who: str) -> dict[str, str]:
        """Return what this person's addresses lead to: whoever is not among the readers asks for what they keep."""
        return self.hidden if who == "unnamed" else self.places

    @property
    def entries(self) -> int:
        """How many entries the trail holds."""
        with self.bench.register.reader._engine.connect() as connection:
            return int(connection.execute(sa.text("SELECT count(*) FROM entries")).scalar_one())


@dataclass(frozen=True)
class Kept:
    """The firm's folder and database as they were, to be put back."""

    firm: Firm
    home: Path
    cluster: Cluster | None

    def put_back(self) -> None:
        """Make undone whatever was done since."""
        register = self.firm.bench.register
        register.close()
        shutil.rmtree(register.settings.home)
        shutil.copytree(self.home, register.settings.home)
        if self.cluster is not None:
            name = name_of(self.firm.bench)
            self.cluster.drop(name)
            self.cluster.create(name, f"{name}_kept")


def keep(firm: Firm, home: Path, cluster: Cluster | None) -> Kept:
    """Keep the firm as it is now; ``cluster`` is where its database is, unless it is in its folder."""
    register = firm.bench.register
    register.close()
    shutil.copytree(register.settings.home, home)
    if cluster is not None:
        name = name_of(firm.bench)
        cluster.create(f"{name}_kept", name)
    return Kept(firm, home, cluster)


def a_firm(bench: Bench) -> Firm:
    """Return the firm: people of each role, two whom something is kept from, one who may do nothing yet."""

    def ask(command: Any) -> Any:
        return bench.do(command, CONSOLE)

    linked, unnamed, foreign = (a_person(ask, f"{name} Approver", APPROVER) for name in ("Lin", "Una", "Tilly"))
    gone = a_person(ask, "Gus Gone", OFFICER)
    places = a_place(bench, "1")
    hidden = a_place(bench, "2")
    bench.do(c.LinkAccount(case=Id(places["id"]), account=_account(linked), reason="named"), bench.approver)
    restrict(bench, Id(hidden["id"]), bench.approver, bench.auditor)
    bench.register.sealer.seal()
    people = {
        STRANGER: None,
        "no-role": gone,
        "officer": bench.officer,
        "approver": bench.approver,
        "auditor": bench.auditor,
        "administrator": bench.admin,
        "foreign": foreign,
        "linked": linked,
        "unnamed": unnamed,
    }
    tokens = {who: "" if actor is None else _a_token(bench, actor) for who, actor in people.items()}
    ask(a.LimitBrands(account=_account(foreign), brands=("tide",)))
    ask(a.ChangeRole(account=_account(gone), role=OFFICER, grant=False))
    beside = _beside(bench)
    waiting = a_message(bench, a_post(bench, "3_1", author=Author("9", None, "Kim Example")))
    return Firm(
        bench,
        people,
        tokens,
        {**beside, **places, "card": "notes", "message": waiting},
        {**beside, **hidden, "card": "notes"},
    )


def _a_token(bench: Bench, actor: Actor) -> str:
    token = new_token()
    bench.do(a.CreateToken(account=_account(actor), name="access", digest=digest_of(token), scopes=SCOPES), actor)
    return token


def _account(actor: Actor) -> Id:
    assert actor.account is not None
    return actor.account


def a_place(bench: Bench, number: str) -> dict[str, str]:
    """Open a case from a message, with one of everything a case can hold."""
    post = a_message(bench, a_post(bench, f"{number}_1"))
    case = a_case(
        bench,
        message=post,
        channel="social-media",
        test=a_yes_test(),
        received_at=None,
        classifying=c.Classifying("credit-default-notice"),
    )

    def do(command: Any) -> dict[str, str]:
        return dict(bench.do(command).made)

    promise = c.RemedyPromise("fee-refund-waiver", "25.00", date(2026, 12, 31))
    made = {
        **do(c.AddNote(case=case, text="called back")),
        **do(c.AttachFile(case=case, file=Upload("bill.txt", "text/plain", b"25.00"))),
        **do(c.OpenTask(case=case, kind="information", waiting_on="complainant", text="the statement")),
        **do(c.OrderHold(case=case, prohibition="enforcement", recipient="Collections team")),
        **do(c.PromiseRemedy(case=case, remedy=promise)),
    }
    letter = an_accepted_response(bench, case)
    found = bench.register.reader.cases.open(bench.officer, case).case
    reference = found.reference
    return {**made, "id": case, "ref": reference, "reference": reference, "case": reference, "letter": letter,
            "deadline": found.deadlines[0].id, "message": post, "wanted": made["file"]}  # fmt: skip


def _beside(bench: Bench) -> dict[str, str]:
    """Return what stands beside the cases."""
    on = bench.clock().date()
    report = prepare_report(bench.register, bench.officer, Asked("regulator", "harbour", on.replace(day=1), on))
    return {
        "report": report.subject.id,
        "account": _account(bench.officer),
        "channel": bench.channel,
        "pack": "sg-mas-fa-chr",
        "version": "2022-01-03",
        "platform": "facebook",
        "slug": "harbour",
        "mail": arrives(bench),
        "delivery": arrive(bench, {"id": "1000000000001", "changes": [{"field": "comments", "value": {}}]}),
        "filename": "register.css",
    }
