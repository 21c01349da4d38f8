"""Checking that everything is there that the register needs to do its work."""

import socket
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click

from register.cli.console import check_standing, opened
from register.cli.terminal import say
from register.domain.actors import WORKER
from register.domain.law.texts import Standard
from register.domain.values import Id
from register.files import FOR_OTHERS
from register.settings import Settings, load

if TYPE_CHECKING:
    from register.wiring import Register

PATIENCE: Final = 3.0
FOUND_WRONG: Final = 1
SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. ``needed``: without it the register does not do its work."""

    name: str
    look: Callable[[Settings], str]
    needed: bool = True


class NotWell(Exception):
    """What is wrong, and what to do."""


@click.command()
def doctor() -> None:
    """Check the installation: database, keys, time zones, printing, mail, trail; exit 1 if it cannot work."""
    settings, wrong = load(), 0
    check_standing(settings)
    for check in CHECKS:
        try:
            say(f"  ok       {check.name}: {check.look(settings)}")
        except NotWell as finding:
            say(f"  {'WRONG' if check.needed else 'notice':8} {check.name}: {finding}")
            wrong += check.needed
    sys.exit(FOUND_WRONG if wrong else 0)


def _database(settings: Settings) -> str:
    from register.store.schema import standing

    kind = settings.database_url.partition(":")[0].partition("+")[0]
    return f"{kind} at revision {standing(settings.database_url)}"


def _dead_rows(settings: Settings) -> str:
    with opened(settings) as register:
        dead = register.reader.health.dead_rows()
    found = ", ".join(f"{table} {rows:,}" for table, rows in dead.rows.items())
    if dead.held_for is not None:
        raise NotWell(
            f"a transaction is open for {dead.held_for:.0f} hours, and no dead row is cleared away while it is"
            f"{f' ({found})' if found else ''}: end it (pg_stat_activity names it)"
        )
    if found:
        raise NotWell(f"{found}: run VACUUM on these tables, and let autovacuum visit them more often")
    return "no queue is full of dead rows"


def _keys(settings: Settings) -> str:
    for path in (settings.home, settings.key_file, settings.secret_file, settings.database_file):
        if path is not None and path.exists() and path.stat().st_mode & FOR_OTHERS:
            raise NotWell(f"{path} can be read by others than its owner: run chmod go= {path}")
    settings.secret()
    from register import sealing_key

    return f"{sealing_key.load(settings.key_file).name}, for its owner only"


def _zones(settings: Settings) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from policies import catalogue

    zones = sorted({place.zone for pack in catalogue.shipped().packs.values() for place in pack.places.values()})
    try:
        for zone in zones:
            ZoneInfo(zone)
    except ZoneInfoNotFoundError as error:
        raise NotWell(f"{error}: install tzdata") from error
    return f"{len(zones)} zones"


def _printing(settings: Settings) -> str:
    from datetime import UTC, datetime

    try:
        from reports.letters.document import print_letter
        from reports.letters.sample import samples
    except OSError as error:
        raise NotWell(f"Pango cannot be loaded ({error}): install libpango-1.0-0 and libpangoft2-1.0-0") from error
    pdf = print_letter(next(samples(*_printed())), datetime(2026, 1, 1, tzinfo=UTC))
    return f"a letter of {len(pdf) // 1024} KiB"


def _printed() -> tuple[Standard, str]:
    from policies import catalogue

    _, pack = min(catalogue.shipped().packs.items())
    return pack.texts[pack.languages[0]], pack.languages[0]


def _fonts(settings: Settings) -> str:
    """Print words of many scripts and an emoji the way documents are printed, and see what had to be written out."""
    from reports.renderers.pdf import unprintable

    lacking = [f"{package} (for {shown})" for package, shown in FONTS.items() if unprintable(shown)]
    if lacking:
        raise NotWell(f"characters that people use would be written out by name: install {', '.join(lacking)}")
    return f"{' '.join(FONTS.values())} print as they are"


def _mail(settings: Settings) -> str:
    from register.reader.mail import RELAY

    with opened(settings) as register:
        trouble = register.reader.mail.trouble(RELAY)
    if trouble is not None:
        raise NotWell(
            f"takes no letters since {trouble.since:%Y-%m-%d %H:%M} UTC ({trouble.reason}), they wait: check "
            "REGISTER_SMTP_* and REGISTER_MAIL_FROM"
        )
    address = (settings.smtp_host, settings.smtp_port)
    try:
        with closing(socket.create_connection(address, PATIENCE)):
            return f"{settings.smtp_host}:{settings.smtp_port} answers"
    except OSError as error:
        raise NotWell(
            f"{address[0]}:{address[1]} does not answer ({error}): set REGISTER_SMTP_HOST and _PORT"
        ) from error


def _kept_mail(settings: Settings) -> str:
    with opened(settings) as register:
        waiting = register.reader.mail.count()
    if waiting:
        raise NotWell(f"{waiting} to look at, on the page Inbox")
    return "none to look at"


def _details(settings: Settings) -> str:
    from register.foundation import placeholders

    with opened(settings) as register:
        details = register.reader.firm.now().details
    unset = [name for name, value in placeholders()["details"].items() if details.get(name) == value]
    if unset:
        raise NotWell(f"{', '.join(unset)}: not set yet, and letters print them")
    return f"{len(details)} set"


def _channels(settings: Settings) -> str:
    from register.channels.catalogue import unwatched

    with opened(settings) as register:
        files = [file.channel for file in register.reader.channels.all() if file.channel.closed_at is None]
    deaf = [f"{each.platform}/{each.slug} (no {', no '.join(lacks)})" for each in files if (lacks := unwatched(each))]
    if deaf:
        raise NotWell(f"not watched: {'; '.join(deaf)}. Set-up, Channels says what to do")
    return f"{len(files)} open"


def _deliveries(settings: Settings) -> str:
    with opened(settings) as register:
        unread = register.reader.deliveries.count_unread()
    if unread:
        raise NotWell(f"{unread} parts of deliveries are in no message: see {settings.base_url}/inbox/unread")
    return "everything that came was read"


def _letters(settings: Settings) -> str:
    """Try to make each letter that should have left by itself, and say what stands in its way."""
    from register.domain.obligations.unsent import unsent

    with opened(settings) as register:
        reader = register.reader
        cases = reader.guard.cases(WORKER, reader.work.letters_waiting())
        late = [(case, letter) for case in cases for letter in unsent(case, register.clock())]
        told = [f"{case.reference} ({_hindrance(register, case.id, letter.id)})" for case, letter in late[:SHOWN]]
    if late:
        more = f", and {len(late) - SHOWN} more" if len(late) > SHOWN else ""
        raise NotWell(f"approved and not sent: {'; '.join(told)}{more}. Is `register worker` running?")
    return "every approved letter was sent or tried"


def _hindrance(register: "Register", case: Id, letter: Id) -> str:
    from register.publication import render_letter

    try:
        render_letter(register, case, letter)
    except Exception as error:  # noqa: BLE001 - whatever it is, it keeps the letter here
        return f"it cannot be made: {type(error).__qualname__}"
    return "it can be made, and waits for the worker"


def _administrators(settings: Settings) -> str:
    with opened(settings) as register:
        people = {f.account.human for f in register.reader.accounts.everybody() if f.account.administers}
    if len(people) < 2:  # noqa: PLR2004 - one proposes, another confirms
        raise NotWell(f"{len(people)}: role grants need two. `register user add EMAIL --role administrator`")
    return str(len(people))


def _trail(settings: Settings) -> str:
    from register.cli.console import reasons
    from register.domain.errors import Refused

    with opened(settings) as register:
        try:
            head = register.sealer.seal().head
        except Refused as refusal:
            raise NotWell(reasons(refusal)) from refusal
    return f"{head.size} entries under the newest checkpoint; `register trail verify` checks them"


# What each package brings to paper.
FONTS: Final = {
    "fonts-noto-core": "Ağ Ж א ع क ত த ไ",
    "fonts-noto-cjk": "退款 カ 한",
    "fonts-noto-color-emoji": "🙏 🤬 👏🏽",
}
CHECKS: Final = (
    Check("database", _database),
    Check("dead rows", _dead_rows, needed=False),
    Check("keys", _keys),
    Check("time zones", _zones),
    Check("printing", _printing),
    Check("fonts", _fonts, needed=False),
    Check("mail host", _mail, needed=False),
    Check("mail that came", _kept_mail, needed=False),
    Check("contact details", _details, needed=False),
    Check("administrators", _administrators, needed=False),
    Check("channels", _channels, needed=False),
    Check("deliveries", _deliveries, needed=False),
    Check("letters", _letters, needed=False),
    Check("trail", _trail),
)
