"""The log of the processes: structured, and without a word of anybody, whatever fails."""

import json
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
import structlog

from register.cli.logs import log_to_stderr
from register.store import tables as t
from register.store import upkeep_tables as u
from register.store.engine import reading_engine, writing_engine

WORDS = "robin.citizen@customer.example"
AN_ID = "00000000-0000-7000-8000-00000000abcd"


@pytest.fixture
def own_log() -> Iterator[None]:
    """Leave the log as it was before."""
    root = logging.getLogger()
    before = root.handlers, root.level, sys.excepthook, threading.excepthook
    yield
    root.handlers, root.level, sys.excepthook, threading.excepthook = before
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def lines(text: str) -> list[dict[str, Any]]:
    """Every line of a log, each of which is a JSON object."""
    read = [json.loads(line) for line in text.splitlines()]
    assert all(isinstance(line, dict) for line in read)
    return read


def insert_twice(connection: sa.Connection) -> None:
    row = {"digest": "d" * 64, "kind": WORDS, "subject_kind": "case", "subject_id": AN_ID, "salt": b"s",
           "value": WORDS.encode(), "lookup": WORDS}  # fmt: skip
    for _ in range(2):
        connection.execute(sa.insert(t.sealed_values), [row, {**row, "digest": "e" * 64}])


STATEMENTS: dict[str, Callable[[sa.Connection], Any]] = {
    "insert of a key that is there": insert_twice,
    "insert without what must be there": lambda c: c.execute(
        sa.insert(u.sessions).values(digest=WORDS, data=WORDS, account_id=None, created_at=None, seen_at=None)
    ),
    "update to what cannot be": lambda c: c.execute(
        sa.update(u.sessions).where(u.sessions.c.data == WORDS).values({"no_such": WORDS})
    ),
    "delete that names what is not": lambda c: c.execute(
        sa.text("DELETE FROM sessions WHERE no_such = :word"), {"word": WORDS}
    ),
    "select that names what is not": lambda c: c.execute(
        sa.text("SELECT no_such FROM sessions WHERE data = :word"), {"word": WORDS}
    ),
    "value of a wrong kind": lambda c: c.execute(sa.select(u.sessions).where(u.sessions.c.seen_at == WORDS)),
    "change of what is append-only": lambda c: c.execute(sa.text("UPDATE no_such SET body = :word"), {"word": WORDS}),
}


@pytest.mark.parametrize("kind", STATEMENTS)
def test_no_failing_statement_puts_what_people_said_into_the_log(
    database_url: str, own_log: None, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    log_to_stderr()
    engine = writing_engine(database_url)
    expected = (sa.exc.SQLAlchemyError, ValueError, TypeError, AttributeError)
    with pytest.raises(expected) as failed, engine.begin() as connection:
        STATEMENTS[kind](connection)
    engine.dispose()
    error = failed.value
    logging.getLogger("register").error("Exception on /log [POST]", exc_info=error)
    logging.getLogger("elsewhere").error("failed with " + WORDS, exc_info=error)  # noqa: G003 -- as libraries do
    logging.getLogger("elsewhere").error("failed with %s", WORDS)
    structlog.get_logger("register.web").error("broken", exc_info=error)
    sys.excepthook(type(error), error, error.__traceback__)
    said = capsys.readouterr().err
    assert WORDS not in said
    # The driver says by itself that its pipeline broke too.
    told = [line for line in lines(said) if line.get("logger") != "psycopg"]
    events = ["Exception on /log [POST]", "said something", "failed with %s", "broken", "uncaught"]
    assert [line["event"] for line in told] == events
    assert {line["error"] for line in told if "error" in line} == {type(error).__qualname__}
    assert all("test_logs.py" in line["trace"][0] for line in told if "trace" in line)


def test_threads_and_warnings_are_lines_too(own_log: None, capsys: pytest.CaptureFixture[str]) -> None:
    log_to_stderr()

    def fall() -> None:
        raise ValueError(WORDS)

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(WORDS, stacklevel=1)
        logging.captureWarnings(capture=False)
    falling = threading.Thread(target=fall)
    falling.start()
    falling.join()
    said = capsys.readouterr().err
    assert WORDS not in said
    assert [line["level"] for line in lines(said)] == ["warning", "critical"]


def test_a_reading_connection_hides_parameters_as_well(database_url: str) -> None:
    engine = reading_engine(database_url)
    with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError) as refused:
        connection.execute(sa.text("SELECT no_such FROM sessions WHERE data = :word"), {"word": WORDS})
    engine.dispose()
    assert WORDS not in str(refused.value)
