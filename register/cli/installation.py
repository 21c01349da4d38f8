"""Setting an installation up, and bringing it to a newer version."""

import click

from register.cli.console import Stopped, opened, pairs
from register.cli.terminal import say
from register.settings import load


@click.command()
@click.option("--entity", default="firm", show_default=True, help="Id of the licence holder.")
@click.option("--name", help="Name of the licence holder.")
@click.option("--licence", help="Its licence number.")
@click.option("--member", help="Its number with the external dispute scheme.")
@click.option("--place", help="Where its days are counted: a place of the pack.")
@click.option("--brand", "brands", multiple=True, metavar="ID[=NAME]", help="A brand; may be given several times.")
@click.option("--pack", "packs", multiple=True, help="A regulator's pack; may be given several times.")
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
    from register.foundation import Founding, assumed_details, check_founding, found, placeholders, prepare

    settings, assumed = load(), placeholders()
    packs = packs or tuple(assumed["packs"])
    check_founding(catalogue.shipped(), packs)
    named = (brand.partition("=") for brand in brands or (assumed["brand"],))
    firm = Founding(
        entity=entity,
        name=name or assumed["name"],
        licence=licence or assumed["licence"],
        brands=tuple((brand, title or brand) for brand, _, title in named),
        packs=packs,
        details=tuple({**assumed_details(catalogue.shipped(), packs), **dict(pairs(details, "--detail"))}.items()),
        place=place,
        member=member,
    )
    prepare(settings)
    with opened(settings) as register:
        found(register, firm)
        say(f"The register stands in {settings.home}.")
        say(f"Verifier key, for your auditor: {register.key.verifier_key}")
    say("Next: `register user add EMAIL --role administrator` for two people, then `register serve`.")


@click.command()
def upgrade() -> None:
    """Bring the database to the revision of this program; make a backup first."""
    settings = load()
    if not settings.key_file.exists():
        raise Stopped(f"{settings.home}: there is no register here. Run `register init`, or set REGISTER_HOME.")
    from register.store.schema import head, migrate

    migrate(settings.database_url)
    say(f"The database is at revision {head()}.")


@click.command()
def maintain() -> None:
    """Make the index of words anew, as where `trail verify` names it; what was deleted leaves it for good."""
    with opened() as register:
        say(f"{register.upkeep.index_anew()} complaints and messages are found by their words.")
