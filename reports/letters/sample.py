"""A fictional letter of every kind, for looking at them and trying them out."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reports.letters.model import Block, Letter, Letterhead
from reports.letters.placeholders import fill
from reports.letters.standard import Standard, StandardLetter, standard

DATA = Path(__file__).with_name("sample.toml")


def parameters() -> dict[str, str]:
    """Return a value for every placeholder of the standard texts."""
    return dict(_shape()["parameters"])


def samples(pack: str, language: str) -> Iterator[Letter]:
    """Yield one letter of each kind the pack has texts for."""
    texts = standard(pack, language)
    for start in texts.letters.values():
        yield _letter(texts, start, language)


def _shape() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def _letter(texts: Standard, start: StandardLetter, language: str) -> Letter:
    shape = _shape()
    head: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in shape["letterhead"].items()
    }
    return Letter(
        kind=start.kind,
        language=language,
        letterhead=Letterhead(**head),
        addressee=tuple(shape["addressee"]),
        date=shape["date"],
        reference=shape["parameters"]["reference"],
        subject=fill(start.subject, shape["parameters"]),
        salutation=fill(start.salutation, shape["parameters"]),
        blocks=tuple(_block(texts, name, shape) for name in start.blocks if name not in shape["left_out"]),
        closing=start.closing,
        signatory=tuple(shape["signatory"]),
        document_id=shape["document_id"],
        checkpoint=shape["checkpoint"],
    )


def _block(texts: Standard, name: str, shape: Mapping[str, Any]) -> Block:
    block = texts.blocks[name]
    words = fill(block.text, shape["parameters"]) or shape["written"].get(name, "")
    items = tuple((point, answer) for point, answer in shape["items"].get(name, ()))
    return Block(name, words, block.heading, items)
