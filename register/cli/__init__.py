"""The command line: ``register COMMAND``. Configuration comes from ``REGISTER_*`` variables or a file."""

import click

from register.cli.backup import backup, restore
from register.cli.cases import case
from register.cli.channels import channel
from register.cli.clock import clock
from register.cli.console import Commands
from register.cli.dates import dates
from register.cli.demo import demo
from register.cli.documents import report
from register.cli.find import find
from register.cli.health import doctor
from register.cli.imports import import_file
from register.cli.installation import init, maintain, upgrade
from register.cli.letterbox import bounce
from register.cli.packs import policy
from register.cli.people import token, user
from register.cli.processes import serve, worker
from register.cli.proposals import proposal
from register.cli.security_log import log
from register.cli.trail import trail


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="complaints-register", prog_name="register")
def main() -> None:
    """A register of complaints that proves, years later, what was seen, known and done in time."""


COMMANDS = (
    init,
    upgrade,
    maintain,
    serve,
    worker,
    demo,
    doctor,
    clock,
    user,
    token,
    proposal,
    channel,
    import_file,
    bounce,
    case,
    find,
    dates,
    policy,
    report,
    trail,
    backup,
    restore,
)
trail.add_command(log)
for command in COMMANDS:
    main.add_command(command)
