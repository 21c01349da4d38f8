"""A fictional letter of every kind, for looking at them and trying them out."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from register.domain.law.texts import Standard, StandardBlock, StandardLetter
from reports.letters.model import Block, Letter, Letterhead
from reports.letters.placeholders import fill
from reports.renderers.words import long_day

DATA = Path(__file__).with_name("sample.toml")


def parameters(language: str) -> dict[str, str]:
    """Return a value for every placeholder of the standard texts, days as that language writes them."""
    said = _shape()["parameters"].items()
    return {name: long_day(value, language) if isinstance(value, date) else value for name, value in said}


def samples(texts: Standard, language: str) -> Iterator[Letter]:
    """Yield one letter of each kind there are texts for."""
    for start in texts.letters.values():
        yield _letter(texts, start, language)


def _shape() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def _letter(texts: Standard, start: StandardLetter, language: str) -> Letter:
    shape, filling = _shape(), parameters(language)
    left_out = shape["left_out"].get(start.kind, ())
    head: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in shape["letterhead"].items()
    }
    return Letter(
        kind=start.kind,
        language=language,
        letterhead=Letterhead(**head),
        addressee=tuple(shape["addressee"]),
        date=shape["date"],
        reference=filling["reference"],
        subject=start.subject,
        salutation=fill(start.salutation, filling),
        blocks=tuple(_block(texts.blocks[name], shape, filling) for name in start.blocks if name not in left_out),
        closing=start.closing,
        signatory=tuple(shape["signatory"]),
        document_id=shape["document_id"],
        checkpoint=shape["checkpoint"],
    )


def _block(block: StandardBlock, shape: Mapping[str, Any], filling: Mapping[str, str]) -> Block:
    words = fill(block.text, filling) or shape["written"].get(block.id, "")
    items = tuple((point, answer) for point, answer in shape["items"].get(block.id, ()))
    return Block(block.id, words, block.heading, items)
