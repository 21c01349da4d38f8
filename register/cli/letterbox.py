"""Mail that the mail server hands us."""

import contextlib
from typing import IO, Any, BinaryIO, Final

import click

from register.cli.console import Stopped, opened
from register.cli.terminal import say

# By sysexits.h: the mail server keeps the mail and tries again.
TRY_AGAIN: Final = 75
CHUNK: Final = 1024 * 1024
SAID: Final = {
    "came-back": "{taken.reference}: the letter came back and no longer counts as sent.",
    "noted": "{taken.reference}: the report changes nothing.",
    "inbox": "A person wrote it: it goes to the inbox, by the channel email/{taken.reference}.",
    "to-look-at": "Kept for a person to look at, on the page Inbox ({taken.reason}).",
}


class TryAgain(Stopped):
    """The mail could not be taken or kept; whoever handed it over is to keep it."""

    exit_code = TRY_AGAIN

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the reason and what is asked."""
        super().show(file)
        say("register: The mail was not taken. Hand it over again later (exit 75).", err=True, file=file)


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--sender", envvar="SENDER", help="The envelope's sender; empty where a mail server speaks for itself.")
@click.option("--recipient", envvar="RECIPIENT", help="The address of ours that the envelope names.")
def bounce(file: BinaryIO, sender: str | None, recipient: str | None) -> None:
    """Take the mail in FILE (- for standard input), which came to the address letters are sent from.

    A report that a letter came back is recorded: the letter no longer counts as sent. What a person wrote goes to the
    inbox where a channel of e-mail is declared. All else is kept for a person to look at. Exit 75 asks the mail server
    to try again. Made for a mail server's pipe, as in `complaints: "|register bounce -"`.
    """
    from register.letterbox import LARGEST, Envelope, Letterbox, NotYet

    try:
        mail = file.read(LARGEST + 1)
        _drain(file)
        with opened() as register:
            taken = Letterbox(register).take(mail, Envelope(sender, recipient))
    except NotYet as early:
        raise TryAgain("The letter is being sent at this moment.") from early
    except click.ClickException as stop:
        raise TryAgain(stop.format_message()) from stop
    except Exception as error:
        # Its words may quote the mail.
        raise TryAgain(f"{type(error).__name__} while taking the mail.") from error
    say(SAID[taken.result].format(taken=taken))


def _drain(file: BinaryIO) -> None:
    """Read what is left, keeping none of it: a pipe that nobody reads makes its writer fail."""
    with contextlib.suppress(OSError):
        while file.read(CHUNK):
            pass
