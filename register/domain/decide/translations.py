"""A letter in another language than the pack's own: each free part in both, so that the house knows what it says."""

from collections.abc import Iterator

from register.domain.decide.situation import Checks
from register.domain.law.policy import Pack
from register.domain.subjects.letter import Content
from register.domain.values import Code

WRITTEN = "text"
FIXED = "fixed"


def check_translation(content: Content, pack: Pack, checks: Checks) -> None:
    """Ask for the original of every part somebody wrote, and for the name of whoever translated it.

    A standard text stays as it is: whoever approves may not read the language it was changed in.
    """
    if content.language == pack.languages[0]:
        return
    written = list(_written(content, pack))
    for where, complete, params in written:
        checks.require(complete, "translation-missing", where, None, **params)
    for block in content.blocks:
        changed = block.own_words and _kind(pack, content, block.id) == FIXED
        checks.require(not changed, "standard-text-changed", f"blocks.{block.id}")
    checks.require(not written or content.translator is not None, "translator-needed", "translator")


def is_free(pack: Pack, content: Content, block: Code) -> bool:
    """Whether somebody writes this block, rather than the pack: by its kind, or where no standard text says it."""
    return _kind(pack, content, block) == WRITTEN


def _kind(pack: Pack, content: Content, block: Code) -> str:
    rules = [rule for rule in pack.letter_rules if rule.type == content.type]
    kinds = {each.id: each.kind for rule in rules for each in rule.required}
    texts = pack.texts.get(content.language)
    standard = texts.blocks.get(block) if texts is not None else None
    return kinds.get(block, WRITTEN if standard is None or not standard.text else FIXED)


def _written(content: Content, pack: Pack) -> Iterator[tuple[str, bool, dict[str, int]]]:
    """Yield each free part that says something: its place, whether it stands in both languages, a finding's number."""
    for block in content.blocks:
        if is_free(pack, content, block.id) and (not block.empty or block.original is not None):
            yield f"original.blocks.{block.id}", not block.empty and block.original is not None, {}
    for answer in content.answers:
        yield f"original.answers.{answer.point}", not answer.empty and answer.original is not None, {}
    for number, finding in enumerate(content.findings, 1):
        supported = (finding.support is None) == (finding.original_support is None)
        complete = not finding.empty and finding.original is not None and supported
        yield "original.findings", complete, {"number": number}
