"""Plain text into paragraphs and lists, the only two shapes a letter has."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph (``lines``, broken as written) or, when ``listed``, a list (one item a line)."""

    lines: tuple[str, ...]
    listed: bool


def pieces(text: str) -> list[Piece]:
    """Cut ``text`` at empty lines; lines starting with ``- `` make a list of their own."""
    found: list[Piece] = []
    for paragraph in text.replace("\r\n", "\n").split("\n\n"):
        for line in filter(None, (line.strip() for line in paragraph.split("\n"))):
            listed = line.startswith("- ")
            words = line.removeprefix("- ")
            if found and found[-1].listed == listed and found[-1].lines:
                found[-1] = Piece((*found[-1].lines, words), listed)
            else:
                found.append(Piece((words,), listed))
        found.append(Piece((), listed=False))
    return [piece for piece in found if piece.lines]
