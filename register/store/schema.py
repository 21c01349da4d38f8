"""Bringing a database to the current schema: Alembic, configured in code, with the migrations the package ships."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import migrations
from register.store.engine import reading_engine, writing_engine

FOLDER = Path(migrations.__file__).parent
FIRST = "0018"


class Ended(Exception):
    """The database holds forms of before the first one that is kept: no program of today reads them."""

    def __init__(self, revision: str) -> None:
        """Keep the revision the database stands at."""
        super().__init__(f"revision {revision} is of forms that ended")
        self.revision = revision


def configuration() -> Config:
    """Return Alembic's configuration."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


def migrate(url: str, revision: str = "head") -> None:
    """Bring the database at ``url`` to ``revision``; raises when it is newer than this program knows, or ``Ended``."""
    engine = writing_engine(url, create=True)
    try:
        with engine.begin() as connection:
            config = configuration()
            config.attributes["connection"] = connection
            _refuse_ended(current(connection))
            command.upgrade(config, revision)
    finally:
        engine.dispose()


def downgrade(url: str, revision: str) -> None:
    """Take the database at ``url`` back to ``revision``; for tests of the migrations."""
    engine = writing_engine(url)
    try:
        with engine.begin() as connection:
            config = configuration()
            config.attributes["connection"] = connection
            command.downgrade(config, revision)
    finally:
        engine.dispose()


def head() -> str | None:
    """Return the newest revision this program knows."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def standing(url: str) -> str | None:
    """Return the revision of the database at ``url``, None when it holds no register; raises ``Outage``, ``Ended``."""
    engine = reading_engine(url)
    try:
        with engine.connect() as connection:
            found = current(connection)
            _refuse_ended(found)
            return found
    finally:
        engine.dispose()


def current(connection: sa.Connection) -> str | None:
    """Return the database's revision."""
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_ended(revision: str | None) -> None:
    if revision is not None and revision < FIRST:
        raise Ended(revision)
