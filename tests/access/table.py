"""The table of who is answered what, as people read it: a line for each address and method, a column for a person."""

from collections.abc import Iterable, Mapping
from typing import Final

from tests.rules.source import ROOT

PATH: Final = ROOT / "tests/access/matrix.txt"
Cell = tuple[str, str, str]
HEAD: Final = """\
# What every address answers to everybody, by each method it serves. Written by `make access`, read by people.
# What is sent is a form, or JSON, that says nothing but that it is one's own: so 422 and 400 mean "you may ask this".
# sign-in: sent to the log-in page. A plus: the trail has grown; everything else has left it as it was.
# no-role: an account whose role was taken away. foreign: an approver of another brand. linked: an approver with an
# interest in the complaint. unnamed: an approver who is no reader of the complaint, which is a restricted one here.
"""


def read() -> dict[Cell, str]:
    """Return the answer expected by address, method and person."""
    lines = [line.split() for line in PATH.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    people = lines[0][2:]
    return {
        (address, method, who): answer
        for address, method, *answers in lines[1:]
        for who, answer in zip(people, answers, strict=True)
    }


def write(answers: Mapping[Cell, str]) -> None:
    """Write the table anew."""
    people = list(dict.fromkeys(who for _, _, who in answers))
    places = list(dict.fromkeys((address, method) for address, method, _ in answers))
    rows = [("address", "method", *people)]
    rows += [(*place, *(answers[(*place, who)] for who in people)) for place in places]
    PATH.write_text(HEAD + "".join(_aligned(rows)), encoding="utf-8")


def _aligned(rows: list[tuple[str, ...]]) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"
