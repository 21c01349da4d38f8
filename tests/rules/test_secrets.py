"""What holds a secret, or opened personal data, does not tell it when it is printed: a log may print anything."""

from dataclasses import fields
from typing import Any

import pytest

from register.reader.accounts import AccountFile
from register.reader.cases import CaseFile
from register.reader.channels import ChannelFile
from register.reader.inbox import MessageFile
from register.reader.reports import ReportFile
from register.settings import Settings
from register.web.accounts import Credentials
from register.web.login import LogIn

SECRET = (
    (Settings, "database_url"),
    (Settings, "smtp_password"),
    (Settings, "secret_key"),
    (LogIn, "secret"),
    (Credentials, "password_hash"),
    (Credentials, "totp_secret"),
    (Credentials, "recovery_codes"),
    (ChannelFile, "secrets"),
    (ChannelFile, "verify_token"),
    (AccountFile, "plain"),
    (CaseFile, "plain"),
    (MessageFile, "plain"),
    (ReportFile, "plain"),
)


@pytest.mark.parametrize(("kind", "name"), SECRET, ids=lambda part: getattr(part, "__name__", part))
def test_a_secret_is_not_printed(kind: Any, name: str) -> None:
    told = {field.name: field.repr for field in fields(kind)}
    assert told[name] is False
