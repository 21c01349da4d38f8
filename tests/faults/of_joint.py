"""One example for each command about who complains together."""

from typing import Final

from register.domain.commands import case as c
from register.domain.values import Id
from tests.build import Bench, a_case
from tests.faults.of_cases import Asked, Examples, the_last

KIM: Final = c.Joining(
    c.Identifying(name="Kim Example"), (c.ContactDetail("email", "kim@quiet.example", "phone-call"),)
)


def _joint(bench: Bench) -> dict[str, Id]:
    case = a_case(bench, others=(KIM,))
    return {"case": case, "person": the_last(bench, case, "joint")}


def _added(bench: Bench) -> Asked:
    return c.AddComplainant(case=a_case(bench), joining=KIM), bench.officer


EXAMPLES: Final[Examples] = {
    c.AddComplainant: _added,
    c.CorrectJoining: lambda b: (c.CorrectJoining(**_joint(b), since=b.clock(), reason="Joined today"), b.officer),
    c.TakeOutComplainant: lambda b: (c.TakeOutComplainant(**_joint(b), reason="Another household"), b.officer),
    c.LeaveComplaint: lambda b: (c.LeaveComplaint(**_joint(b), words="Robin goes on", at=b.clock()), b.officer),
}
