"""The page of one's own tokens."""

import re

from register.ids import digest_of
from tests.build import Bench
from tests.web.pages.visit import Visit

PAGE = "/account/tokens/"


def test_a_token_asks_for_the_password_again(olive: Visit, bench: Bench) -> None:
    form = {**olive.form(PAGE, PAGE), "name": "nightly", "scopes": ["cases:read"]}
    with olive.client.session_transaction() as session:
        session["fs_paa"] -= 11 * 60
    for answer in (olive.client.get(PAGE), olive.client.post(PAGE, data=form)):
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/account/again")
    file = bench.register.reader.accounts.by_id(str(bench.officer.account))
    assert file is not None
    assert file.account.tokens == ()


def test_a_page_sent_twice_shows_no_secret_that_opens_nothing(olive: Visit, bench: Bench) -> None:
    form = {**olive.form(PAGE, PAGE), "name": "nightly", "scopes": ["cases:read"]}
    first, again = (olive.client.post(PAGE, data=form).text for _ in range(2))
    (secret,) = set(re.findall(r"reg_[A-Za-z0-9_-]{43}", first))
    file = bench.register.reader.accounts.by_id(str(bench.officer.account))
    assert file is not None
    assert [token.digest for token in file.account.tokens] == [digest_of(secret)]
    assert re.findall(r"reg_[A-Za-z0-9_-]{43}", again) == []
    assert "The token was made before" in again
