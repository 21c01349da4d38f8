"""Setting an installation up, and bringing it to a newer version."""

import hashlib
import secrets
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from register.cli.console import Stopped, opened, pairs
from register.settings import Settings, load

if TYPE_CHECKING:
    from register.domain.commands.base import Command
    from register.wiring import Register

PLACEHOLDERS: Final = Path(__file__).with_name("founding.toml")
OWNER_ONLY: Final = 0o700
SECRET_MODE: Final = 0o600


@dataclass(frozen=True, slots=True)
class Founding:
    """What a register is founded with: one entity, its brands by id, its packs, the details its letters print."""

    entity: str
    name: str
    licence: str
    place: str | None
    member: str | None
    brands: tuple[tuple[str, str], ...]
    packs: tuple[str, ...]
    details: tuple[tuple[str, str], ...]


@click.command()
@click.option("--entity", default="firm", show_default=True, help="Id of the licence holder.")
@click.option("--name", help="Name of the licence holder.")
@click.option("--licence", help="Its licence number.")
@click.option("--member", help="Its number with the external dispute scheme.")
@click.option("--place", help="Where its days are counted: a place of the pack.")
@click.option("--brand", "brands", multiple=True, metavar="ID[=NAME]", help="A brand; may be given several times.")
@click.option("--pack", "packs", multiple=True, help="A regulator's pack; all shipped ones unless given.")
@click.option("--detail", "details", multiple=True, metavar="NAME=VALUE", help="A contact detail that letters print.")
def init(
    entity: str,
    name: str | None,
    licence: str | None,
    member: str | None,
    place: str | None,
    brands: tuple[str, ...],
    packs: tuple[str, ...],
    details: tuple[str, ...],
) -> None:
    """Set up a register: home folder, database, keys, genesis entry, firm and brands."""
    from policies import catalogue

    settings, assumed = load(), placeholders()
    packs = packs or tuple(sorted({pack for pack, _ in catalogue.load().packs}))
    named = [(brand, title or brand) for brand, _, title in (b.partition("=") for b in brands or (assumed["brand"],))]
    printed = {**_details(packs), **dict(pairs(details, "--detail"))}
    firm = Founding(
        entity,
        name or assumed["name"],
        licence or assumed["licence"],
        place,
        member,
        tuple(named),
        packs,
        tuple(printed.items()),
    )
    prepare(settings)
    with opened(settings) as register:
        found(register, firm)
        click.echo(f"The register stands in {settings.home}.")
        click.echo(f"Verifier key, for your auditor: {register.key.verifier_key}")
    click.echo("Next: `register user add EMAIL --role administrator` for two people, then `register serve`.")


@click.command()
def upgrade() -> None:
    """Bring the database to the revision of this program; make a backup first."""
    settings = load()
    if not settings.key_file.exists():
        raise Stopped(f"{settings.home}: there is no register here. Run `register init`, or set REGISTER_HOME.")
    from register.store.schema import head, migrate

    migrate(settings.database_url)
    click.echo(f"The database is at revision {head()}.")


def prepare(settings: Settings) -> None:
    """Make the home, the database, the sealing key and the secret, whichever of them is missing."""
    from register import sealing_key
    from register.store.schema import migrate

    settings.home.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    settings.home.chmod(OWNER_ONLY)
    migrate(settings.database_url)
    if not settings.key_file.exists():
        sealing_key.create(settings.key_file, settings.origin)
    if not settings.secret_file.exists():
        settings.secret_file.touch(mode=SECRET_MODE)
        settings.secret_file.write_text(secrets.token_urlsafe(48), encoding="ascii")


def found(register: "Register", firm: Founding) -> None:
    """Write the genesis entry and the firm; goes on where an earlier run broke off, and refuses a finished register."""
    from register.domain.actors import CONSOLE

    standing = register.reader.firm.now().firm
    if standing.founded_at is not None and standing.brands:
        raise Stopped(f"{register.settings.home}: a register was set up here already; nothing was changed.")
    for command in _founding(register, firm, begun=standing.founded_at is not None):
        register.registrar.carry_out(command, CONSOLE)


def _founding(register: "Register", firm: Founding, *, begun: bool) -> "Iterator[Command]":
    from register.domain.commands import register as r

    key = register.key
    if not begun:
        digest = hashlib.sha256(key.verifier_key.encode()).hexdigest()
        yield r.FoundRegister(origin=register.settings.origin, key=key.name, key_digest=digest, packs=firm.packs)
    place = firm.place or register.policies.versions(firm.packs[0])[-1].default_place
    yield r.SetEntity(
        entity=firm.entity, name=firm.name, licence=firm.licence, place=place, packs=firm.packs, member=firm.member
    )
    yield r.SetDetails(details=firm.details)
    for brand, name in firm.brands:
        yield r.SetBrand(brand=brand, entity=firm.entity, name=name)


def placeholders() -> dict[str, Any]:
    """Return what is assumed where nothing was said."""
    return tomllib.loads(PLACEHOLDERS.read_text(encoding="utf-8"))


def _details(packs: tuple[str, ...]) -> dict[str, str]:
    assumed = placeholders()
    known: dict[str, str] = dict(assumed["details"])
    for pack in packs:
        known |= assumed["details-of"].get(pack, {})
    return known
