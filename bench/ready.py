"""A founded register with an officer's token, made for one benchmark run."""

import hashlib
import json
import secrets
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from register.domain.actors import CONSOLE
from register.domain.commands import account as a
from register.domain.values import Id
from register.store.schema import migrate
from tests.build import a_register
from tests.clock import SteppedClock

BODY = json.dumps(
    {
        "brand": "harbour",
        "channel": "telephone",
        "summary": "A fee was charged twice in September; asks for it back.",
        "received_at": (datetime.now(UTC) - timedelta(hours=1)).isoformat(),
        "classifying": {"complaint_class": "standard"},
        "complainant": {"name": "Robin Example", "kind": "individual"},
        "contacts": [{"kind": "email", "value": "robin@customer.example", "source": "phone-call"}],
    }
)


def ready_register(url: str) -> tuple[str, str]:
    """Migrate and found a register at ``url``; return an officer's token and the home folder."""
    home = tempfile.mkdtemp(prefix="bench-")
    migrate(url)
    bench = a_register(url, SteppedClock(datetime.now(UTC)), Path(home))
    token = f"reg_{secrets.token_urlsafe(32)}"
    digest = hashlib.sha256(token.encode()).hexdigest()
    scopes = ("cases:read", "cases:write")
    command = a.CreateToken(account=Id(str(bench.officer.account)), name="bench", digest=digest, scopes=scopes)
    bench.register.registrar.carry_out(command, CONSOLE)
    bench.register.close()
    return token, home
