"""Settings from ``REGISTER_*`` variables, or from the file that ``REGISTER_CONFIG`` names (``KEY=value`` lines)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from register.domain.addresses import LONGEST_LOCAL, fault

SHORTEST_SECRET = 32
# In a return path, where the tag of the single e-mail goes, and how long that is.
PLACE = "*"
TAG_LENGTH = 39
HERE = ("127.0.0.1", "::1", "localhost")


class BadSetting(ValueError):
    """A setting cannot be used: says which, what it was, and what it should be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between installations; what is secret stays out of its ``repr``."""

    home: Path
    database_url: str = field(repr=False)
    origin: str = "register.local"
    smtp_host: str = "127.0.0.1"
    smtp_port: int = 25
    smtp_tls: bool = False
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    mail_from: str = "complaints@localhost"
    mail_return: str = ""
    secure_cookies: bool = True
    secret_key: str = field(default="", repr=False)
    base_url: str = "http://127.0.0.1:8000"

    @property
    def database_file(self) -> Path | None:
        """Where the embedded database is; None for a server's."""
        kind, _, path = self.database_url.partition("///")
        return Path(path) if kind.startswith("sqlite") else None

    @property
    def return_path(self) -> str:
        """Where reports on our e-mails come back to: an address with ``*`` for the tag that each e-mail has."""
        return self.mail_return or pattern_for(self.mail_from)

    @property
    def key_file(self) -> Path:
        """Where the sealing key is."""
        return self.home / "sealing.key"

    @property
    def secret_file(self) -> Path:
        """Where the secret that signs form tokens is kept, unless ``REGISTER_SECRET_KEY`` is set."""
        return self.home / "secret.key"

    def secret(self) -> bytes:
        """Return the installation's secret: ``REGISTER_SECRET_KEY``, or the content of the secret file.

        Raises ``BadSetting`` when there is neither, or the secret is too short to be one.
        """
        given = self.secret_key.encode() if self.secret_key else b""
        if not given and self.secret_file.exists():
            given = self.secret_file.read_bytes()
        if len(given) < SHORTEST_SECRET:
            raise BadSetting(f"no secret of {SHORTEST_SECRET} bytes: set REGISTER_SECRET_KEY, or run `register init`")
        return given


def pattern_for(sender: str) -> str:
    """Return the return path for a sender, ``complaints+*@…``; without a place where the name leaves no room."""
    local, _, domain = sender.rpartition("@")
    room = LONGEST_LOCAL - len(local.encode()) - 1
    return f"{local}+{PLACE}@{domain}" if room >= TAG_LENGTH else sender


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings; raises ``BadSetting`` naming the variable."""
    given = dict(os.environ if environment is None else environment)
    if file := given.get("REGISTER_CONFIG"):
        given = {**_read(Path(file)), **given}
    home = Path(given.get("REGISTER_HOME", "instance")).absolute()
    settings = Settings(
        home=home,
        database_url=given.get("REGISTER_DATABASE_URL", f"sqlite:///{home / 'register.db'}"),
        origin=_word(given, "REGISTER_ORIGIN", "register.local"),
        smtp_host=given.get("REGISTER_SMTP_HOST", "127.0.0.1"),
        smtp_port=_number(given, "REGISTER_SMTP_PORT", 25),
        smtp_tls=_switch(given, "REGISTER_SMTP_TLS", default=False),
        smtp_user=given.get("REGISTER_SMTP_USER", ""),
        smtp_password=given.get("REGISTER_SMTP_PASSWORD", ""),
        mail_from=_mailbox(given, "REGISTER_MAIL_FROM", "complaints@localhost"),
        mail_return=_mailbox(given, "REGISTER_MAIL_RETURN", ""),
        secure_cookies=_switch(given, "REGISTER_SECURE_COOKIES", default=True),
        secret_key=given.get("REGISTER_SECRET_KEY", ""),
        base_url=given.get("REGISTER_BASE_URL", "http://127.0.0.1:8000"),
    )
    if settings.smtp_user and not settings.smtp_tls and settings.smtp_host not in HERE:
        raise BadSetting("REGISTER_SMTP_TLS is off: the relay's password would travel in the clear; set it to 1")
    return settings


def _read(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise BadSetting(f"REGISTER_CONFIG names {path}, which cannot be read: {error.strerror}") from None
    pairs = (line.partition("=") for line in lines if line.strip() and not line.lstrip().startswith("#"))
    return {key.strip(): value.strip() for key, _, value in pairs}


def _number(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, str(default))
    if not (text.isascii() and text.isdecimal()):
        raise BadSetting(f"{name} is {text!r}: it must be a whole number")
    return int(text)


def _switch(given: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = given.get(name, "1" if default else "0").lower()
    if text not in {"0", "1", "true", "false", "yes", "no"}:
        raise BadSetting(f"{name} is {text!r}: say 1 or 0")
    return text in {"1", "true", "yes"}


def _mailbox(given: Mapping[str, str], name: str, default: str) -> str:
    """An address; one machine's own mail server may go by a name without dots."""
    text = given.get(name, default).strip()
    local, _, domain = text.rpartition("@")
    whole = f"{local.replace(PLACE, 'x' * TAG_LENGTH)}@{domain}"
    if text and fault(whole if "." in domain else f"{whole}.example") is not None:
        raise BadSetting(f"{name} is {text!r}: it must be an e-mail address")
    return text or default


def _word(given: Mapping[str, str], name: str, default: str) -> str:
    text = given.get(name, default)
    if not text or any(c.isspace() or c == "+" for c in text):
        raise BadSetting(f"{name} is {text!r}: it must have neither spaces nor plus signs")
    return text
