"""Backup and restore of the embedded database, online and checked."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

import click

from register.cli.console import Stopped
from register.cli.terminal import say
from register.files import OWNER_ONLY
from register.settings import Settings, load

ASIDE: Final = ("", "-wal", "-shm")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the embedded database to FILE while the register runs, and check the copy. Keys are kept apart."""
    source = _embedded(load())
    if file.exists():
        raise Stopped(f"{file}: exists already. Choose another name; a backup never overwrites one.")
    if not source.exists():
        raise Stopped(f"{source}: there is no database. Run `register init`, or set REGISTER_HOME.")
    with _part_of(file) as part:
        _copy(source, part)
        size = _checked(part)
        part.replace(file)
    say(f"{file}: {size} entries, checked. Keep sealing.key and secret.key apart from it, and as safe.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Put the present database aside and use FILE instead.")
def restore(file: Path, replace: bool) -> None:
    """Check FILE and make it the database. Stop `serve` and `worker` first."""
    settings = load()
    target = _embedded(settings)
    size = _checked(file)
    if target.exists() and not replace:
        raise Stopped(f"{target}: there is a database. With --replace it is put aside and FILE takes its place.")
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _part_of(target) as part:
        _copy(file, part)
        aside = _free_name(target)
        for ending in ASIDE:
            old = target.with_name(target.name + ending)
            if old.exists():
                old.rename(aside.with_name(aside.name + ending))
        part.replace(target)
    say(
        f"{target}: {size} entries, restored. Run `register trail verify` with your newest checkpoint: where more had"
        " been signed, nothing is sealed until `register trail epoch NAME --reason …` says why."
    )


def _embedded(settings: Settings) -> Path:
    """Return the database file; raises ``Stopped`` for PostgreSQL, which brings its own tools."""
    if settings.database_file is None:
        raise Stopped("REGISTER_DATABASE_URL names PostgreSQL: use pg_dump and pg_restore, as docs/operate.md says.")
    return settings.database_file


@contextmanager
def _part_of(file: Path) -> Iterator[Path]:
    """Yield where ``file`` is made before it takes its place; whatever goes wrong, nothing of it stays."""
    part = file.with_name(f"{file.name}.part")
    try:
        yield part
    except sqlite3.Error as error:
        raise Stopped(f"{file}: cannot be written: {error}. Nothing was kept.") from error
    finally:
        for ending in (*ASIDE, "-journal"):
            with suppress(OSError):
                part.with_name(part.name + ending).unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    with closing(_reading(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")


def _checked(file: Path) -> int:
    """Return the number of entries; raises ``Stopped`` for a damaged file, or one that is no register."""
    try:
        with closing(_reading(file)) as connection:
            (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
            if verdict != "ok":
                raise Stopped(f"{file}: damaged: {verdict}.")
            (size,) = connection.execute("SELECT count(*) FROM entries").fetchone()
    except sqlite3.DatabaseError as error:
        raise Stopped(f"{file}: not a register's database: {error}.") from error
    return int(size)


def _reading(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)


def _free_name(target: Path) -> Path:
    number = 1
    while (found := target.with_name(f"{target.name}.before-restore-{number}")).exists():
        number += 1
    return found
