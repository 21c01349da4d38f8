"""What an index of words has to answer, without an index."""

from collections.abc import Collection

from register.domain.find import Piece, Wanted


def has(terms: Collection[str], asked: Wanted) -> bool:
    """Whether something with these terms has all the words asked for."""

    def stands(piece: Piece) -> bool:
        return any(
            term in terms or (piece.prefix and any(each.startswith(term) for each in terms)) for term in piece.terms
        )

    return bool(asked.words) and all(any(all(map(stands, each)) for each in word) for word in asked.words)
