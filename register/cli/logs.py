"""What the processes say on standard error: one JSON line an event, nothing of what people wrote.

An error is told by its kind and where it happened, never by its words: a database quotes the row it refuses in them.
"""

import logging
import sys
import threading
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, Final

import structlog

HERE: Final = "register"
# Their messages name an address of ours at most.
OURS: Final = (HERE, "waitress")
DEEPEST: Final = 40

Event = MutableMapping[str, Any]


def log_to_stderr() -> None:
    """Write what the register and its libraries log as JSON lines; uncaught errors too."""
    shared: list[Any] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_words,
    ]
    renderer = structlog.processors.JSONRenderer()
    structlog.configure(processors=[*shared, renderer], logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    foreign = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.add_logger_name, _by_its_template, *shared],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        pass_foreign_args=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(foreign)
    root = logging.getLogger()
    root.handlers, root.level = [handler], logging.WARNING
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda died: _uncaught(died.exc_type, died.exc_value, died.exc_traceback)


def _by_its_template(_: object, __: str, event: Event) -> Event:
    """Say what a library says in general, without the values it puts in: they may be somebody's words."""
    record: logging.LogRecord = event["_record"]
    if event.pop("positional_args", None):
        event["event"] = str(record.msg)
    elif not record.name.startswith(OURS):
        event["event"] = "said something"
    event.pop("stack_info", None)
    return event


def _without_words(_: object, __: str, event: Event) -> Event:
    """Put kind and place of an error in the place of its words."""
    said = event.pop("exc_info", None)
    error = sys.exc_info()[1] if said is True else said[1] if isinstance(said, tuple) else said
    if isinstance(error, BaseException):
        event["error"], event["trace"] = type(error).__qualname__, _places(error)
    return event


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def _uncaught(kind: type[BaseException], error: BaseException | None, _: TracebackType | None) -> None:
    if error is not None and not issubclass(kind, KeyboardInterrupt | SystemExit):
        structlog.get_logger(HERE).critical("uncaught", exc_info=error)
