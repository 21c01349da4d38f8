"""Who is called when a person signs in or out: kept by the application, and gone with it."""

from collections.abc import Callable
from typing import Any

from blinker import Signal
from flask import Flask

EXTENSION = "listeners"


def listen(app: Flask, signal: Signal, listener: Callable[..., Any]) -> None:
    """Have ``listener`` called whenever ``app`` sends the signal, which by itself would keep the listener for ever."""
    app.extensions.setdefault(EXTENSION, []).append(listener)
    signal.connect(listener, app)
