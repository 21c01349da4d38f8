"""The metadata every table hangs on, and the columns they share."""

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def id_column(name: str = "id", **options: object) -> sa.Column[str]:
    """Return a column for an id."""
    return sa.Column(name, sa.String(36), **options)  # type: ignore[arg-type]  # options are Column's own


def code_column(name: str, **options: object) -> sa.Column[str]:
    """Return a column for a code."""
    return sa.Column(name, sa.String(100), **options)  # type: ignore[arg-type]  # options are Column's own
