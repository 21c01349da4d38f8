"""Programs say with each request who they are: what they send is never asked for a session."""

from typing import Any

import pytest

from tests.api.caller import ROOT, House


class Watched:
    """A store of sessions that notes which are asked for."""

    def __init__(self, store: Any, asked: list[str]) -> None:
        self._store, self._asked = store, asked

    def get(self, key: str) -> Any:
        self._asked.append(key)
        return self._store.get(key)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


@pytest.mark.parametrize("path", [f"{ROOT}/cases", "/hooks/facebook/harbour"])
def test_a_cookie_is_nothing_to_programs(house: House, path: str) -> None:
    client = house.app.test_client()
    client.set_cookie("session", "a-session-that-nobody-has")
    asked: list[str] = []
    store = house.app.session_interface.store  # type: ignore[attr-defined]  # our own interface
    house.app.session_interface.store = Watched(store, asked)  # type: ignore[attr-defined]  # our own
    answer = client.get(path, headers={"Authorization": f"Bearer {house.officer.token}"})
    assert asked == []
    assert ("Set-Cookie" in answer.headers, "Cookie" in answer.headers.get("Vary", "")) == (False, False)
    client.get("/login")
    assert len(asked) == 1
