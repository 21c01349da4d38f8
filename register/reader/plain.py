"""Opening sealed values: the plain text behind commitments, as long as it was not erased."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import sqlalchemy as sa

from register.domain.sealed import Sealed
from register.store import tables as t

CHUNK = 500
Plain = Mapping[str, str]


def sealed_in(value: Any) -> Iterator[Sealed]:  # noqa: ANN401 -- any value of the domain
    """Yield every sealed value inside a value, however deep."""
    if isinstance(value, Sealed):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from sealed_in(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from sealed_in(item)


def open_texts(connection: sa.Connection, sealed: Iterable[Sealed]) -> Plain:
    """Return the texts by digest; an erased one, or a file or document, is missing."""
    digests = list({item.digest for item in sealed})
    texts: dict[str, str] = {}
    table = t.sealed_values.c
    for start in range(0, len(digests), CHUNK):
        part = digests[start : start + CHUNK]
        query = sa.select(table.digest, table.value).where(
            table.digest.in_(part), table.kind.not_in(("file", "document"))
        )
        texts.update({digest: bytes(value).decode() for digest, value in connection.execute(query)})
    return texts


def open_bytes(connection: sa.Connection, sealed: Sealed) -> bytes | None:
    """Return the bytes of one sealed file or document; None when it was erased."""
    query = sa.select(t.sealed_values.c.value).where(t.sealed_values.c.digest == sealed.digest)
    value = connection.execute(query).scalar()
    return None if value is None else bytes(value)
