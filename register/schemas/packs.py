"""A pack as data: everything it holds, each part by its id, in the order of its files."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final, get_type_hints

from marshmallow import Schema
from marshmallow import fields as ma

from register.domain.law.policy import Pack
from register.schemas.shown import bare, described

HINTS: Final = get_type_hints(Pack)
# What the pack works out for itself is not part of what it says.
SAID: Final = tuple(field.name for field in fields(Pack) if field.init)


def whole(pack: Pack) -> Mapping[str, Any]:
    """Return all that ``pack`` says, as JSON has it."""
    return {name: bare(getattr(pack, name)) for name in SAID}


def _schema() -> type[Schema]:
    known: dict[str, ma.Field[Any]] = {name: described(HINTS[name]) for name in SAID}
    known["released"] = ma.Boolean(required=True, metadata={"description": "Whether its files can never change."})
    return Schema.from_dict(known, name="WholePack")


WholePack: Final = _schema()
