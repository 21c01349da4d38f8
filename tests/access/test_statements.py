"""What an address asks of the database: for many complaints no more than for two."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from tests.access.asking import ONE_ENGINE, Door
from tests.access.firm import a_place

MORE = 10
# A page that links to the next one looks whether there is one.
BESIDE = 2


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that any engine runs meanwhile."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


def asked(door: Door, who: str) -> Counter[str]:
    """How many statements it takes to answer each address, once what is kept in memory is there."""
    counts: Counter[str] = Counter()
    for address in door.addresses():
        if "GET" in address.methods:
            door.answer(address, "GET", who)
            with statements() as found:
                door.answer(address, "GET", who)
            counts[address.name] += len(found)
    return counts


@pytest.mark.long
@ONE_ENGINE
def test_no_address_asks_the_database_more_for_more_complaints(door: Door) -> None:
    people = ("approver", "auditor", "administrator")
    few = {who: asked(door, who) for who in people}
    for number in range(10, 10 + MORE):
        a_place(door.firm.bench, str(number))
    door.entries = door.firm.entries
    many = {who: asked(door, who) for who in people}
    door.kept.put_back()
    grown = {
        (who, name): (few[who][name], count)
        for who, counts in many.items()
        for name, count in counts.items()
        if count > few[who][name] + BESIDE
    }
    assert grown == {}
