"""A letter in another language than the pack's own: each free part in both, so that the house knows what it says."""

from collections.abc import Iterator, Sequence

from register.domain.decide.situation import Checks
from register.domain.obligations.readings import Reading, texts_of
from register.domain.subjects.letter import Content
from register.domain.values import Code

WRITTEN = "text"
FIXED = "fixed"


def check_translation(content: Content, found: Sequence[Reading], checks: Checks) -> None:
    """Ask for the original of every part somebody wrote, and for the name of whoever translated it.

    A standard text stays as it is: whoever approves may not read the language it was changed in.
    """
    if content.language == found[0].pack.languages[0]:
        return
    written = list(_written(content, found))
    for where, complete, params in written:
        checks.require(complete, "translation-missing", where, None, **params)
    for block in content.blocks:
        changed = block.own_words and _kind(found, content, block.id) == FIXED
        checks.require(not changed, "standard-text-changed", f"blocks.{block.id}")
    checks.require(not written or content.translator is not None, "translator-needed", "translator")


def is_free(found: Sequence[Reading], content: Content, block: Code) -> bool:
    """Whether an officer writes this block, rather than a pack: by its kind, or where no standard text says it."""
    return _kind(found, content, block) == WRITTEN


def _kind(found: Sequence[Reading], content: Content, block: Code) -> str:
    """Return the block's kind; what only a pack without texts in this language has to say is for the author."""
    standard = texts_of(found, content.language).blocks.get(block)
    unsaid = standard is None or not standard.text
    asked = (each.kind for one in found for each in one.asked() if each.id == block)
    kind = next(asked, WRITTEN if unsaid else FIXED)
    return WRITTEN if unsaid and kind == FIXED else kind


def _written(content: Content, found: Sequence[Reading]) -> Iterator[tuple[str, bool, dict[str, int]]]:
    """Yield each free part that says something: its place, whether it stands in both languages, a finding's number."""
    for block in content.blocks:
        if is_free(found, content, block.id) and (not block.empty or block.original is not None):
            yield f"original.blocks.{block.id}", not block.empty and block.original is not None, {}
    for answer in content.answers:
        yield f"original.answers.{answer.point}", not answer.empty and answer.original is not None, {}
    for number, finding in enumerate(content.findings, 1):
        supported = (finding.support is None) == (finding.original_support is None)
        complete = not finding.empty and finding.original is not None and supported
        yield "original.findings", complete, {"number": number}
