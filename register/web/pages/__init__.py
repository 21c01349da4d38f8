"""The pages of the register; each module makes one blueprint."""

from flask import Flask

from register.wiring import Register


def install(app: Flask, register: Register) -> None:
    """Put every page into ``app``."""
