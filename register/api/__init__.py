"""REST under ``/api/v1`` and the platforms' webhooks under ``/hooks``."""

from flask import Flask

from register.wiring import Register


def install(app: Flask, register: Register) -> None:
    """Put REST and webhooks into ``app``."""
