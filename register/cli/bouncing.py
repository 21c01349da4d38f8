"""Mail that came back."""

from typing import BinaryIO

import click

from register.cli.console import Stopped, opened
from register.cli.terminal import say


@click.command()
@click.argument("file", type=click.File("rb"))
def bounce(file: BinaryIO) -> None:
    """Take the delivery report in FILE (- for standard input): the letter it tells of no longer counts as sent.

    Made for a mail server's pipe, as in `complaints: "|register bounce -"`.
    """
    from register.intake import Intake

    with opened() as register:
        outcome = Intake(register.registrar, register.reader, register.upkeep).take_bounce(file.read())
        if outcome is None:
            raise Stopped(f"{file.name}: this is no report about a letter of ours. Nothing was changed.")
        say(f"{outcome.reference or outcome.subject.id}: the letter came back and no longer counts as sent.")
