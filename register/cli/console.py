"""What every command shares: one line for what went wrong, and the register of this installation, ready to use."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

import click

from register import committed
from register.cli.terminal import say, shown
from register.domain.errors import Refused
from register.outage import UNREACHABLE, Outage
from register.settings import BadSetting, Settings, load
from register.store.schema import Ended
from register.wording.outages import OUTAGES

if TYPE_CHECKING:
    from register.wiring import Register

WRONG = 2
ENDED = (
    "The database is at revision {revision}: the forms of its release ended before they were frozen, and this program"
    " does not read them. Nothing was changed. Make a demo anew with `register demo --fresh`; read any other register"
    " with the release that made it, and begin a new one with `register init` and another REGISTER_HOME or database."
)
BEFORE_IT = "What was done before stays done; run the command again to go on."


class Stopped(click.ClickException):
    """The command could not be carried out: says what, where, and what to do."""

    exit_code = WRONG

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the reason, each line under the program's name."""
        for line in self.message.splitlines():
            say(f"register: {line}", err=True, file=file)


class Commands(click.Group):
    """A group whose commands never end in a traceback for what can be expected to go wrong."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command; refusals, outages and wrong settings become their sentences."""
        committed.forget()
        try:
            return super().invoke(ctx)
        except Refused as refusal:
            raise Stopped(reasons(refusal)) from refusal
        except BadSetting as error:
            raise Stopped(str(error)) from error
        except Outage as outage:
            raise Stopped(told(outage)) from outage
        except Ended as ended:
            raise Stopped(ENDED.format(revision=ended.revision)) from ended
        except BrokenPipeError:
            raise
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            raise Stopped(f"{where}{error.strerror or error}") from error


def reasons(refusal: Refused) -> str:
    """Return every reason of a refusal, one a line, each with its place."""
    from register.wording.sentences import sentence

    return "\n".join(f"{p.where}: {sentence(p)}" if p.where else sentence(p) for p in refusal.problems)


def told(outage: Outage) -> str:
    """Return what an operator reads of an outage: where, what, the system's own words, and what became of it all."""
    settings = load()
    embedded = settings.database_url.startswith("sqlite")
    where = str(settings.home) if embedded else "REGISTER_DATABASE_URL"
    advice = "" if embedded or outage.code != UNREACHABLE else " Check the address and that the server runs."
    kept = BEFORE_IT if committed.anything() else OUTAGES[outage.kept]
    return f"{where}: {OUTAGES[outage.code]} ({outage.detail or outage.code}){advice} {kept}"


@contextmanager
def opened(settings: Settings | None = None) -> Iterator["Register"]:
    """Yield the register of this installation; raises ``Stopped`` when there is none or its database is behind."""
    found = settings or load()
    check_standing(found)
    from register.wiring import wire

    register = wire(found)
    try:
        yield register
    finally:
        register.close()


def check_standing(settings: Settings) -> None:
    """Raise ``Stopped`` unless keys and database are there and of this program's revision."""
    if not settings.key_file.exists():
        raise Stopped(f"{settings.home}: there is no register here. Run `register init`, or set REGISTER_HOME.")
    from register.store.schema import head, standing

    found = standing(settings.database_url)
    if found is None:
        raise Stopped("The database is empty. Run `register init`, or check REGISTER_DATABASE_URL.")
    if found != head():
        advice = "Make a backup, then run `register upgrade` with the newer of the two."
        raise Stopped(f"The database is at revision {found}, this program at {head()}. {advice}")


def pairs(given: tuple[str, ...], option: str) -> list[tuple[str, str]]:
    """Return ``NAME=VALUE`` texts as pairs, in order; raises ``Stopped`` naming the one that is none."""
    found = [(name.strip(), value.strip()) for name, _, value in (text.partition("=") for text in given)]
    for text, (name, value) in zip(given, found, strict=True):
        if not name or not value:
            raise Stopped(f"{option} {text!r}: write it as NAME=VALUE.")
    return found


def print_columns(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under their headings, each column as wide as its widest cell, nothing cut off."""
    from rich.cells import cell_len

    table = [[shown(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(cell_len(cell) for cell in column) for column in zip(*table, strict=True)]
    for row in table:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        say("  ".join(padded).rstrip())
