"""A row inserted by a statement compiled once is the row SQLAlchemy would have inserted."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from register.store import tables as t
from register.store.engine import writing_engine
from register.store.inserts import Row, at_once, insert
from tests.clock import SteppedClock


@pytest.fixture
def connection(database_url: str) -> Iterator[sa.Connection]:
    """A transaction that is never committed."""
    engine = writing_engine(database_url)
    with engine.connect() as open_connection, open_connection.begin() as transaction:
        yield open_connection
        transaction.rollback()
    engine.dispose()


def _row(clock: SteppedClock, number: int) -> Row:
    row = {"subject_kind": "case", "subject_id": "y" * 36, "seq": number, "at": clock(), "actor": "a", "hash": "f" * 64}
    return {"id": f"{number:036d}", **row, "body": b"\x00bytes"}


@pytest.mark.parametrize("how_many", [1, 3])
def test_rows_come_back_as_they_were_given(connection: sa.Connection, clock: SteppedClock, how_many: int) -> None:
    rows = [_row(clock, number) for number in range(1, how_many + 1)]
    insert(connection, t.entries, rows)
    found = connection.execute(sa.select(t.entries).where(t.entries.c.actor == "a").order_by(t.entries.c.seq))
    assert [{**row, "body": bytes(row["body"])} for row in found.mappings()] == rows


def test_no_rows_are_no_statement(connection: sa.Connection) -> None:
    insert(connection, t.entries, [])
    assert connection.execute(sa.select(sa.func.count()).where(t.entries.c.actor == "a")).scalar() == 0


def test_columns_may_be_named_in_any_order(connection: sa.Connection, clock: SteppedClock) -> None:
    row = dict(reversed(_row(clock, 1).items()))
    insert(connection, t.entries, [row])
    assert connection.execute(sa.select(t.entries.c.at).where(t.entries.c.actor == "a")).scalar() == row["at"]


def test_a_taken_key_is_an_integrity_error(connection: sa.Connection, clock: SteppedClock) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        insert(connection, t.entries, [_row(clock, 1), _row(clock, 1)])


def test_what_is_sent_at_once_is_there_afterwards(connection: sa.Connection, clock: SteppedClock) -> None:
    with at_once(connection):
        insert(connection, t.entries, [_row(clock, 1)])
        insert(connection, t.unsealed, [{"entry_id": f"{number:036d}"} for number in (1, 2)])
        insert(connection, t.entries, [_row(clock, 2), _row(clock, 3)])
    query = sa.select(t.entries.c.seq).where(t.entries.c.actor == "a").order_by(t.entries.c.seq)
    assert connection.execute(query).scalars().all() == [1, 2, 3]
    assert connection.execute(sa.select(sa.func.count()).select_from(t.unsealed)).scalar() == 1 + 1


def test_a_taken_key_is_an_integrity_error_at_once_too(connection: sa.Connection, clock: SteppedClock) -> None:
    def send() -> None:
        with at_once(connection):
            insert(connection, t.entries, [_row(clock, 1)])
            insert(connection, t.entries, [_row(clock, 1)])
            insert(connection, t.unsealed, [{"entry_id": "1" * 36}])

    with pytest.raises(sa.exc.IntegrityError):
        send()
