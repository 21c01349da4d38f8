"""Packs: which rules the register knows, and the codes to say things in."""

from collections.abc import Iterable, Mapping
from typing import Any

from register.api.blueprint import Blueprint
from register.api.context import the_register
from register.api.pagination import page_answer, part_of
from register.domain.errors import Problem, Unknown
from register.domain.law.policy import CodeList, Pack
from register.schemas import answers
from register.schemas.house import PackQuery, Paging
from register.schemas.packs import WholePack, whole
from register.schemas.shown import bare

packs = Blueprint("packs", "Regimes as data")

ABOUT = (
    "id",
    "version",
    "title",
    "jurisdiction",
    "source",
    "effective_from",
    "effective_to",
    "is_example",
    "is_draft",
    "draft",
)


@packs.route("/packs")
@packs.arguments(Paging, location="query")
@packs.response(200, answers.page_of(answers.Pack, "Packs"))
def every(said: dict[str, Any]) -> dict[str, Any]:
    """List every version of every pack, by id and version."""
    known = [pack for _, pack in sorted(the_register().policies.packs.items())]
    return page_answer(part_of(known, said), lambda pack: {name: bare(getattr(pack, name)) for name in ABOUT})


@packs.route("/packs/<string(maxlength=100):pack>/codes")
@packs.arguments(PackQuery, location="query")
@packs.response(200, answers.PackCodes)
def codes(said: dict[str, Any], pack: str) -> dict[str, Any]:
    """List the codes a pack knows, in its newest version unless another is named."""
    found = _pack(pack, said.get("version"))
    classes = _listed("complaint-class", found, ((c.id, c.title, c.parent, c.cite) for c in found.classes.values()))
    letters = _listed("letter-type", found, ((x.id, x.title, None, x.cite) for x in found.letter_types.values()))
    lists = [classes, letters, *(_list(known) for known in found.codes.values())]
    return {"id": found.id, "version": found.version, "lists": lists}


@packs.route("/packs/<string(maxlength=100):pack>/<string(maxlength=40):version>")
@packs.response(200, WholePack)
def one(pack: str, version: str) -> dict[str, Any]:
    """Return everything one version of a pack says: classes, rules, letters, texts, provisions, code lists, examples.

    Events and facts are named by the codes that commands take. A rule whose ``confirmed`` is U sets no legal date.
    """
    found = _pack(pack, version)
    return {**whole(found), "released": (found.id, found.version) in the_register().policies.released}


def _pack(pack: str, version: str | None) -> Pack:
    known = the_register().policies.versions(pack)
    chosen = [one for one in known if version in {None, one.version}]
    if not chosen:
        raise Unknown(Problem("unknown-pack", "pack"))
    return chosen[-1]


def _listed(name: str, pack: Pack, rows: Iterable[tuple[str, str, str | None, str | None]]) -> Mapping[str, Any]:
    return {
        "id": name,
        "source": pack.source,
        "cite": None,
        "provisional": False,
        "codes": [_code(row) for row in rows],
    }


def _list(known: CodeList) -> Mapping[str, Any]:
    rows = [_code((entry.code, entry.label, entry.parent, entry.cite)) for entry in known.entries.values()]
    return {
        "id": known.id,
        "source": known.source,
        "cite": known.cite,
        "provisional": known.provisional,
        "codes": rows,
    }


def _code(row: tuple[str, str, str | None, str | None]) -> Mapping[str, str | None]:
    return dict(zip(("code", "label", "parent", "cite"), row, strict=True))
