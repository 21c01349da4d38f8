"""What the worker's tests have in common: letters ready to go, and a look at a case."""

from dataclasses import replace
from typing import Any

from register.domain.commands import case as c
from register.domain.subjects.case import Case
from register.domain.subjects.letter import Dispatch
from register.domain.values import Id
from register.letterbox import Letterbox
from register.worker import Worker
from tests.build import Bench, a_case, an_accepted_response, approved

SENDER = "complaints@harbour.example"


def a_worker(bench: Bench, port: int = 9) -> Worker:
    """Return a worker of its own, with its own connections, sending through the relay at ``port``."""
    settings = replace(bench.register.settings, smtp_port=port, mail_from=SENDER)
    return Worker(replace(bench.register, settings=settings))


def a_letterbox(bench: Bench) -> Letterbox:
    """Return the letterbox at the address letters are sent from."""
    return Letterbox(replace(bench.register, settings=replace(bench.register.settings, mail_from=SENDER)))


def an_approved_response(bench: Bench, **changes: Any) -> Id:
    """Log a complaint, write its response and have it approved; return the case."""
    case = a_case(bench, **changes)
    bench.do(c.AcknowledgeCase(case=case, method="phone", evidence="Call 7"))
    approved(bench, case, an_accepted_response(bench, case))
    return case


def the_case(bench: Bench, case: Id) -> Case:
    """Return the case as it stands."""
    return bench.register.reader.cases.open(bench.officer, case).case


def the_dispatch(bench: Bench, case: Id) -> Dispatch:
    """Return the case's one dispatch."""
    (dispatch,) = the_case(bench, case).dispatches
    return dispatch
