"""The trail: entries as they are stored, the newest first, and the checkpoint over them."""

from collections.abc import Mapping
from typing import Any

from register.api.blueprint import Blueprint
from register.api.context import reading, the_register, with_scope
from register.api.pagination import page_answer
from register.domain.codec import encode
from register.domain.errors import Problem, Unknown
from register.domain.trail.entry import Entry
from register.reader.plain import sealed_in
from register.reader.trail import Leaf
from register.schemas import answers
from register.schemas.house import EntryQuery
from register.schemas.shown import bare

trail = Blueprint("trail", "What happened, as it is sealed")


@trail.route("/entries")
@trail.arguments(EntryQuery, location="query")
@trail.response(200, answers.page_of(answers.Leaf, "Leaves"))
def newest(said: dict[str, Any]) -> dict[str, Any]:
    """List the sealed entries, the newest first. They hold no personal data: sealed words stand as commitments."""
    page = the_register().reader.ledger.newest(
        reading("trail:read"),
        cursor=said.get("cursor"),
        limit=said["limit"],
        subject_kind=said.get("subject_kind"),
        by=said.get("actor"),
    )
    return page_answer(page, _leaf)


@trail.route("/checkpoint")
@trail.response(200, answers.Checkpoint)
def checkpoint() -> dict[str, Any]:
    """Read the newest signed checkpoint. Whoever keeps it can tell later whether history was rewritten."""
    with_scope("trail:read")
    found = the_register().reader.trail.checkpoint()
    if found is None:
        raise Unknown(Problem("no-checkpoint"))
    note: dict[str, Any] = bare(found)
    return note


def _leaf(leaf: Leaf) -> dict[str, Any]:
    return {**entry_shown(leaf.entry), "index": leaf.index, "id": leaf.id, "hash": leaf.hash}


def entry_shown(entry: Entry) -> dict[str, Any]:
    """Return an entry as callers see it, its facts as the trail writes them."""
    seen: dict[str, Any] = {
        name: bare(getattr(entry, name))
        for name in ("subject_kind", "subject", "seq", "at", "actor", "command", "prev")
    }
    return {**seen, "facts": [encode(fact) for fact in entry.facts]}


def texts_of(entry: Entry, plain: Mapping[str, str]) -> dict[str, str]:
    """Return the words behind an entry's commitments, by digest; erased and withheld ones are missing."""
    return {sealed.digest: plain[sealed.digest] for sealed in sealed_in(entry.facts) if sealed.digest in plain}
