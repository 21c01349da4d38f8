"""Channels: declaring what the firm watches."""

import secrets
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from register.cli.console import Commands, Stopped, opened, pairs, print_columns
from register.cli.terminal import say
from register.domain.actors import CONSOLE

if TYPE_CHECKING:
    from register.domain.commands.channel import AddChannel
    from register.domain.subjects.channel import Channel
    from register.domain.subjects.firm import Firm
    from register.wiring import Register

# What a platform calls it, beside what the register calls it.
SAME_AS: Final = {"page_id": "account", "app_secret": "secret"}
OPTIONS: Final = ("account", "brand", "controlled", "covered_since", "owner", "secret", "verify_token")
SWITCH: Final = {"yes": True, "1": True, "true": True, "no": False, "0": False, "false": False}


@click.group(cls=Commands)
def channel() -> None:
    """Channels the firm watches."""


@channel.command("add")
@click.argument("platform")
@click.argument("slug")
@click.option(
    "--option",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    help=f"{', '.join(OPTIONS)}; a value @FILE is read from that file. `secret` may be given several times.",
)
def add_channel(platform: str, slug: str, options: tuple[str, ...]) -> None:
    """Declare a channel of PLATFORM; SLUG becomes part of its webhook address."""
    from register.channels.catalogue import PLATFORMS

    if platform not in PLATFORMS:
        raise Stopped(f"{platform}: no such platform. There are {', '.join(sorted(PLATFORMS))}.")
    with opened() as register:
        command = _declared(platform, slug, _values(options), register)
        hooked = not PLATFORMS[platform].manual
        if hooked and not (command.secrets and command.native_account):
            raise Stopped(f"{platform}: deliveries are verified by --option secret=… and belong to --option account=….")
        register.registrar.carry_out(command, CONSOLE)
        say(f"{platform}/{slug} is declared for {command.brand}.")
        if hooked:
            say(f"Webhook address: {register.settings.base_url}/hooks/{platform}/{slug}")
            say(f"Verify token: {command.verify_token}")


def _values(options: tuple[str, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, value in pairs(options, "--option"):
        known = SAME_AS.get(name, name).replace("-", "_")
        if known not in OPTIONS:
            raise Stopped(f"--option {name}: not known. There are {', '.join((*OPTIONS, *SAME_AS))}.")
        found[known].append(Path(value[1:]).read_text("utf-8").strip() if value.startswith("@") else value)
    return found


def _declared(platform: str, slug: str, values: dict[str, list[str]], register: "Register") -> "AddChannel":
    from register.channels.catalogue import PLATFORMS
    from register.domain.commands.channel import AddChannel

    given = {name: texts[-1] for name, texts in values.items()}
    made_up = None if PLATFORMS[platform].manual else secrets.token_urlsafe(24)
    return AddChannel(
        platform=platform,
        slug=slug,
        brand=given.get("brand") or _only_brand(register.reader.firm.now().firm),
        controlled=_switch(given.get("controlled", "yes")),
        covered_since=_moment(given.get("covered_since")),
        owner=given.get("owner", "complaints"),
        native_account=given.get("account"),
        secrets=tuple(values.get("secret", ())),
        verify_token=given.get("verify_token") or made_up,
    )


def _only_brand(firm: "Firm") -> str:
    if len(firm.brands) != 1:
        known = ", ".join(brand.id for brand in firm.brands)
        raise Stopped(f"There are several brands: say which with --option brand=…, one of {known}.")
    return firm.brands[0].id


def _switch(text: str) -> bool:
    if text.lower() not in SWITCH:
        raise Stopped(f"--option controlled={text}: say yes or no.")
    return SWITCH[text.lower()]


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    from register.domain.moments import NoMoment, settled, written
    from register.wording.sentences import sentence

    try:
        return settled(written(text))
    except NoMoment as fault:
        raise Stopped(f"--option covered_since={text}: {sentence(fault.problem)}") from None


@channel.command("list")
def list_channels() -> None:
    """Show every channel: whose, controlled or not, covered since when, closed or open."""
    with opened() as register:
        declared = [file.channel for file in register.reader.channels.all()]
    print_columns(
        ("channel", "brand", "controlled", "covered since", "owner", "state"),
        [
            (
                f"{each.platform}/{each.slug}",
                each.brand,
                "yes" if each.controlled else "no",
                each.covered_since.date().isoformat(),
                each.owner,
                _state(each),
            )
            for each in declared
        ],
    )


def _state(declared: "Channel") -> str:
    from register.channels.catalogue import unwatched

    if declared.closed_at:
        return "closed"
    lacking = unwatched(declared)
    return f"NOT WATCHED: no {' and no '.join(lacking)}" if lacking else "open"
