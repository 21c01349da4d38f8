"""A pack for people to read: in the terminal, as a file, or as data."""

import shutil
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from register.cli.console import Stopped
from register.cli.terminal import say, say_json
from register.files import write_whole

if TYPE_CHECKING:
    from register.domain.law.policy import Pack
    from reports.policy.inputs import Review

LANGUAGE: Final = "en-AU"
WIDEST: Final = 110


@click.command("show")
@click.argument("pack")
@click.option("--version", help="Its newest version unless given.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write a document: .pdf or .html.")
@click.option("--json", "as_json", is_flag=True, help="Everything the pack holds, as JSON.")
def show_pack(pack: str, version: str | None, out: Path | None, as_json: bool) -> None:
    """Show PACK as a document: every limit, letter, text and provision in words, with its paragraph."""
    from policies import catalogue
    from register.clock import system_clock
    from register.pack_review import review_policy

    policies = catalogue.shipped()
    chosen = [known for known in policies.versions(pack) if version in {None, known.version}]
    if not chosen:
        named = pack if version is None else f"{pack} {version}"
        raise Stopped(f"{named}: no such pack. `register policy list` shows them.")
    if as_json:
        _print_json(chosen[-1])
        return
    review = review_policy(policies, chosen[-1], system_clock(), LANGUAGE, NullTranslations())
    if out is None:
        _print(review)
    else:
        _write(review, out)


def mark(pack: "Pack") -> str:
    """Return what is said beside a pack that is no law, or none yet."""
    if pack.is_draft:
        return " (draft law, UNCONFIRMED)"
    return " (example, no law)" if pack.is_example else ""


def _print_json(pack: "Pack") -> None:
    from register.schemas.packs import whole

    say_json(whole(pack), indent=1)


def _print(review: "Review") -> None:
    from reports.policy.document import write_policy
    from reports.policy.plain import plain_policy

    width = min(shutil.get_terminal_size().columns, WIDEST)
    say(plain_policy(write_policy(review, NullTranslations()), width), nl=False)


def _write(review: "Review", out: Path) -> None:
    from reports.policy.document import page_policy, print_policy

    if out.exists():
        raise Stopped(f"{out}: exists already. Choose another name.")
    kind = out.suffix.lower()
    if kind == ".pdf":
        content = print_policy(review, NullTranslations())
    elif kind == ".html":
        content = page_policy(review, NullTranslations()).encode()
    else:
        raise Stopped(f"{out}: end the name in .pdf or .html.")
    write_whole(out, content)
    say(f"{out}: {len(content) // 1024} KiB.")
