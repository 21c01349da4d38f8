"""The Flask application: pages, REST and webhooks over one register."""

from zoneinfo import ZoneInfo

from flask import Flask
from flask_security import hash_password

from register import api
from register.web import pages
from register.web.application import Application
from register.web.login import LogIn
from register.web.outages import install_outages
from register.web.ports import RegisterAccounts, RegisterSessions, RegisterSignIns
from register.web.shell import Frame, install_shell
from register.wiring import Register


def create_app(register: Register) -> Flask:
    """Return the application for ``register``."""
    app = Application("register", static_folder=None)
    settings = register.settings
    log_in = LogIn(
        RegisterAccounts(register),
        RegisterSignIns(register),
        RegisterSessions(register),
        register.late_forms,
        register.clock,
        settings.secret(),
        settings.secure_cookies,
    )
    install_shell(app, log_in, frame(register))
    install_outages(app, register.clock)
    pages.install(app, register)
    api.install(app, register)
    # Tokens and signatures are never sent by a browser on its own: no session stands behind them, no form is forged.
    app.machines_door = api.ask_who
    return app


def frame(register: Register) -> Frame:
    """Return what the frame of every page shows of the firm."""
    file = register.reader.firm.now()
    if not file.firm.entities:
        return Frame("Register")
    entity = file.firm.entities[0]
    return Frame(file.entity_name(entity.id), ZoneInfo(entity.zone))


def password_hash(app: Flask, password: str) -> str:
    """Return a password's hash, as log-in will compare it."""
    with app.app_context():
        return str(hash_password(password))
