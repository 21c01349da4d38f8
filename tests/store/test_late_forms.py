"""LateForms: one for a person and a form, for that person alone, not for ever and not without end."""

from collections.abc import Iterator

import pytest

from register.late_forms import KEPT_FOR, MOST, LateForms
from register.store.engine import writing_engine
from tests.clock import SteppedClock

OLIVE, OSCAR = "00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"


@pytest.fixture
def drafts(database_url: str, clock: SteppedClock) -> Iterator[LateForms]:
    engine = writing_engine(database_url)
    yield LateForms(engine, clock)
    engine.dispose()


def test_a_draft_is_its_owners_and_a_second_attempt_replaces_it(drafts: LateForms, clock: SteppedClock) -> None:
    drafts.keep(OLIVE, "letter", "first")
    drafts.keep(OSCAR, "letter", "his")
    clock.step(minutes=1)
    drafts.keep(OLIVE, "letter", "second")
    drafts.keep(OLIVE, "note", "你好 😡")
    assert [(draft.form, draft.content) for draft in drafts.of(OLIVE)] == [("letter", "second"), ("note", "你好 😡")]
    drafts.drop(OLIVE, "letter")
    assert [draft.form for draft in drafts.of(OLIVE)] == ["note"]
    assert [draft.content for draft in drafts.of(OSCAR)] == ["his"]


def test_the_oldest_give_way(drafts: LateForms, clock: SteppedClock) -> None:
    drafts.keep(OSCAR, "form", "his")
    for number in range(MOST + 3):
        clock.step(minutes=1)
        drafts.keep(OLIVE, f"form-{number}", "words")
    assert [draft.form for draft in drafts.of(OLIVE)] == [f"form-{n}" for n in range(MOST + 2, 2, -1)]
    assert len(drafts.of(OSCAR)) == 1


def test_what_is_too_old_is_shown_no_more_and_swept(drafts: LateForms, clock: SteppedClock) -> None:
    drafts.keep(OLIVE, "old", "words")
    kept_at = clock()
    clock.step(days=KEPT_FOR.days)
    drafts.keep(OLIVE, "new", "words")
    assert [draft.form for draft in drafts.of(OLIVE)] == ["new"]
    clock.now = kept_at
    assert [draft.form for draft in drafts.of(OLIVE)] == ["new", "old"]
    clock.step(days=KEPT_FOR.days)
    drafts.sweep()
    clock.now = kept_at
    assert [draft.form for draft in drafts.of(OLIVE)] == ["new"]
