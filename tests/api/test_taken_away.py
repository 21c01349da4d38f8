"""A token or a role that is taken away is gone at the very next request, also where another application serves it."""

from register.app import create_app
from register.domain.actors import CONSOLE
from register.domain.commands import account as a
from register.domain.values import Id
from register.wiring import wire
from tests.api.caller import Caller, House, an_opening, codes


def test_what_is_taken_away_is_gone_at_the_next_request_wherever_it_is_asked(both: House) -> None:
    elsewhere = wire(both.bench.register.settings, both.bench.clock)
    there = Caller(create_app(elsewhere), both.officer.token)
    account = Id(str(both.bench.officer.account))
    try:
        assert [each.post("/cases", an_opening()).status_code for each in (both.officer, there)] == [201, 201]
        both.bench.do(a.ChangeRole(account=account, role="officer", grant=False), CONSOLE)
        for each in (there, both.officer):
            assert codes(each.post("/cases", an_opening())) == ["not-permitted"]
            assert codes(each.get("/cases")) == ["not-permitted"]
        both.bench.do(a.ChangeRole(account=account, role="officer"), CONSOLE)
        assert there.post("/cases", an_opening()).status_code == 201
        token = there.get("/tokens").json["items"][0]["id"]
        assert both.officer("DELETE", f"/tokens/{token}").status_code == 200
        assert codes(there.post("/cases", an_opening())) == ["token-refused"]
        assert codes(there.get("/cases")) == ["token-refused"]
    finally:
        elsewhere.close()
