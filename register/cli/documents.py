"""Reports and case files as documents."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from register.cli.console import Stopped, opened
from register.cli.moments import DAY, INSTANT
from register.cli.people import known
from register.cli.terminal import say
from register.domain.actors import CONSOLE
from register.files import write_whole

if TYPE_CHECKING:
    from register.publication import Asked
    from register.wiring import Register

CASE_FILE = "case-file"


@click.command()
@click.argument("kind", metavar="ID")
@click.option("--from", "from_on", type=DAY, help="First day of the period.")
@click.option("--to", "to_on", type=DAY, help="Last day of the period.")
@click.option("--as-at", type=INSTANT, help="As the newest checkpoint signed by then knows it.")
@click.option("--entity", help="Whose report; the licence holder where there is one.")
@click.option("--brand", help="Only this brand.")
@click.option("--case", "reference", help="The complaint of a case-file, by reference.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
@click.option("--prepare", "email", metavar="EMAIL", help="Keep it for approval, as prepared by this person.")
def report(
    kind: str,
    from_on: date | None,
    to_on: date | None,
    as_at: datetime | None,
    entity: str | None,
    brand: str | None,
    reference: str | None,
    out: Path,
    email: str | None,
) -> None:
    """Print the report ID (regulator, board, or case-file with --case) as PDF: a preview, unless --prepare keeps it."""
    from register.publication import Asked, case_file

    if out.exists():
        raise Stopped(f"{out}: exists already. Choose another name.")
    with opened() as register:
        if kind == CASE_FILE:
            if reference is None:
                raise Stopped("case-file: say which complaint with --case.")
            document = case_file(register, CONSOLE, reference)
        else:
            if from_on is None or to_on is None:
                raise Stopped(f"{kind}: give the period with --from and --to.")
            asked = Asked(kind, entity or _only_entity(register), from_on, to_on, brand, as_at)
            document = _report(register, asked, email)
    write_whole(out, document)
    say(f"{out}: {len(document) // 1024} KiB.")


def _report(register: "Register", asked: "Asked", email: str | None) -> bytes:
    from register.publication import document_of, prepare_report, preview_report

    if email is None:
        return preview_report(register, CONSOLE, asked)
    actor = known(register, email).actor()
    prepared = prepare_report(register, actor, asked).subject.id
    say(f"Kept for approval as {prepared}.")
    return document_of(register, actor, prepared)


def _only_entity(register: "Register") -> str:
    entities = register.reader.firm.now().firm.entities
    if len(entities) != 1:
        raise Stopped(f"--entity: say which, one of {', '.join(each.id for each in entities)}.")
    return entities[0].id
