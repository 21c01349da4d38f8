"""Founding a register: home, database, keys, genesis entry, firm; and giving people their first log-in."""

import hashlib
import secrets
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from policies.catalogue import Policies
from register import sealing_key
from register.app import create_app, password_hash
from register.domain.actors import CONSOLE, Actor
from register.domain.commands import account as a
from register.domain.commands import register as r
from register.domain.commands.base import Command
from register.domain.errors import Illegal, Invalid, Problem
from register.domain.law.policy import Pack
from register.domain.values import Id
from register.files import write_secret
from register.settings import Settings
from register.store.schema import migrate
from register.wiring import Register

PLACEHOLDERS: Final = Path(__file__).with_name("founding.toml")
HOME_MODE: Final = 0o700
SECRET_BYTES: Final = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """What a register is founded with: one entity, its brands by id, its packs, the details its letters print."""

    entity: str
    name: str
    licence: str
    brands: tuple[tuple[str, str], ...]
    packs: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    place: str | None = None
    member: str | None = None


def prepare(settings: Settings) -> None:
    """Make the home, the database, the sealing key and the secret, whichever of them is missing."""
    settings.home.mkdir(mode=HOME_MODE, parents=True, exist_ok=True)
    settings.home.chmod(HOME_MODE)
    migrate(settings.database_url)
    if not settings.key_file.exists():
        sealing_key.create(settings.key_file, settings.origin)
    make_secret(settings)


def make_secret(settings: Settings) -> bool:
    """Make the secret file where there is none; return whether it was made."""
    missing = not settings.secret_file.exists()
    if missing:
        write_secret(settings.secret_file, secrets.token_urlsafe(SECRET_BYTES).encode())
    return missing


def found(register: Register, firm: Founding) -> None:
    """Write the genesis entry and the firm; goes on where an earlier run broke off.

    Raises ``Illegal`` (already-founded) for a register that has all of it, ``Invalid`` as ``check_founding`` does.
    """
    check_founding(register.policies, firm.packs)
    standing = register.reader.firm.now().firm
    if standing.founded_at is not None and standing.brands:
        raise Illegal(Problem("already-founded", str(register.settings.home)))
    for command in _commands(register, firm, begun=standing.founded_at is not None):
        register.registrar.carry_out(command, CONSOLE)


def check_founding(policies: Policies, packs: Iterable[str]) -> None:
    """Raise ``Invalid`` for a pack nobody knows, or whose law is not made: nobody is there yet to accept it."""
    for pack in packs:
        if _newest(policies, pack).is_draft:
            raise Invalid(Problem("draft-at-founding", "pack", params={"pack": pack[:60]}))


def _commands(register: Register, firm: Founding, *, begun: bool) -> Iterator[Command]:
    key = register.key
    place = firm.place or _newest(register.policies, firm.packs[0]).default_place
    if not begun:
        digest = hashlib.sha256(key.verifier_key.encode()).hexdigest()
        yield r.FoundRegister(origin=register.settings.origin, key=key.name, key_digest=digest, packs=firm.packs)
    yield r.SetEntity(
        entity=firm.entity, name=firm.name, licence=firm.licence, place=place, packs=firm.packs, member=firm.member
    )
    for brand, name in firm.brands:
        yield r.SetBrand(brand=brand, entity=firm.entity, name=name)
    yield r.SetDetails(details=firm.details)


def placeholders() -> dict[str, Any]:
    """Return what is assumed where nothing was said."""
    return tomllib.loads(PLACEHOLDERS.read_text(encoding="utf-8"))


def assumed_details(policies: Policies, packs: Iterable[str]) -> dict[str, str]:
    """Return the contact details assumed for these packs, by name: their schemes' are public."""
    known: dict[str, str] = dict(placeholders()["details"])
    for pack in packs:
        for scheme in _newest(policies, pack).schemes:
            known |= {f"{scheme.contact}-{what}": value for what, value in scheme.details.items()}
    return known


def _newest(policies: Policies, pack: str) -> Pack:
    """Return the newest version of a pack; raises ``Invalid`` (unknown-pack)."""
    versions = policies.versions(pack)
    if not versions:
        raise Invalid(Problem("unknown-pack", "pack", params={"pack": pack[:60]}))
    return versions[-1]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is to sign in; ``brands`` limits what they see (none: all)."""

    email: str
    name: str
    password: str
    brands: tuple[str, ...] = ()


class People:
    """Gives people accounts. Passwords are hashed as log-in compares them, so the application has to be there."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._app = create_app(register)

    def add(self, person: Person) -> Id:
        """Make an account with a first password, if any; return its id. It holds no role yet. Raises ``Refused``."""
        do = self._register.registrar.carry_out
        made = do(a.CreateAccount(email=person.email, name=person.name, brands=person.brands), CONSOLE)
        if person.password:
            self.give_password(made.subject.id, person.password)
        return made.subject.id

    def give_password(self, account: Id, password: str, by: Actor = CONSOLE) -> None:
        """Give a first password to an account that has none; it is their own where they give it. Raises ``Refused``."""
        command = a.SetPassword(account=account, password_hash=password_hash(self._app, password))
        self._register.registrar.carry_out(command, by)

    def grant(self, account: Id, role: str) -> bool:
        """Give a role; False when it waits for an administrator instead. Raises ``Refused``."""
        made = self._register.registrar.carry_out(a.ChangeRole(account=account, role=role), CONSOLE).made
        return "proposal" not in made
