"""The command line: ``register COMMAND``. Configuration comes from ``REGISTER_*`` variables or a file."""

import click

from register.cli.channels import channel
from register.cli.console import Commands
from register.cli.founding import init, upgrade
from register.cli.people import token, user
from register.cli.running import serve, worker


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="complaints-register", prog_name="register")
def main() -> None:
    """A register of complaints that proves, years later, what was seen, known and done in time."""


for command in (init, upgrade, serve, worker, user, token, channel):
    main.add_command(command)
