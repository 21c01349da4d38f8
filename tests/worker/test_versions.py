"""What a message says, and said before, comes of what the platform told of it, never of the order it was told in."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from register.domain.subjects.inbound import derived_id
from register.reader.inbox import MessageFile
from register.web.pages.inbox.versions import earlier
from tests.build import Bench
from tests.channels.shapes import CREATED, body, comment, entry
from tests.worker.bench import a_worker

PAGE = "1000000000001"
ORIGINAL = "Charged twice and nobody answers"
NUMBERS = count(1)


@dataclass(frozen=True)
class Act:
    """One thing that happened to a comment; ``sent`` counts seconds after its creation."""

    verb: str
    sent: int
    text: str | None = None
    timed: bool = False

    def told(self, native_id: str) -> dict[str, Any]:
        change: dict[str, Any] = {"comment_id": native_id, "verb": self.verb, "message": self.text}
        if self.timed:
            change["edited_time"] = CREATED + self.sent
        return entry(comment(**change), page=PAGE, time=CREATED + self.sent)


ADDED = Act("add", 0, ORIGINAL)


def tell(bench: Bench, acts: Sequence[Act], *, together: bool = False) -> MessageFile:
    """Deliver the acts of a new comment, each by itself or all in one body; return what the inbox holds."""
    native_id = f"7_{next(NUMBERS)}"
    entries, worker = [act.told(native_id) for act in acts], a_worker(bench)
    for part in [entries] if together else [[each] for each in entries]:
        bench.register.upkeep.keep_delivery(bench.channel, b"", body(*part))
        worker.run_once()
    return bench.register.reader.inbox.open(bench.officer, derived_id("facebook", PAGE, native_id))


def shown(file: MessageFile) -> tuple[Any, ...]:
    """Return what a person sees: the words, whether hidden or deleted, and the words that stood there before."""
    message = file.message
    before = [(version.text, version.since) for version in earlier(file)]
    return file.text(message.text), message.text_at, message.hidden, message.deleted_at, before


def texts_before(file: MessageFile) -> list[str | None]:
    return [version.text for version in earlier(file)]


def edits(*texts: str) -> list[Act]:
    return [Act("edited", 10 * (number + 1), text) for number, text in enumerate(texts)]


def test_an_edit_taken_back_and_made_again_without_times_is_shown(bench: Bench) -> None:
    file = tell(bench, [Act("add", 0, "A"), *edits("B", "A", "B")])
    assert (file.text(file.message.text), texts_before(file)) == ("B", ["A"])
    assert file.message.text_at is not None
    assert file.message.text_at.timestamp() == CREATED + 30


def test_edits_taken_back_within_one_entry_end_in_the_last(bench: Bench) -> None:
    changes = [comment(message="A")] + [comment(verb="edited", message=text) for text in ("B", "A", "B")]
    bench.register.upkeep.keep_delivery(bench.channel, b"", body(entry(*changes, page=PAGE)))
    a_worker(bench).run_once()
    (file,) = bench.register.reader.inbox.waiting(bench.officer).items
    assert file.text(file.message.text) == "B"


def test_hidden_shown_and_hidden_again_is_hidden(bench: Bench) -> None:
    acts = [ADDED, Act("hide", 10), Act("unhide", 20), Act("hide", 30)]
    assert tell(bench, acts).message.hidden
    assert not tell(bench, acts[:3]).message.hidden
    assert tell(bench, [ADDED, Act("hide", 30), Act("unhide", 20)]).message.hidden


@pytest.mark.parametrize("order", [(200, 100), (100, 200)], ids=str)
def test_of_two_edits_without_times_the_one_sent_last_holds_and_says_since_when(
    bench: Bench, order: tuple[int, ...]
) -> None:
    file = tell(bench, [ADDED, *(Act("edited", sent, f"sent {sent}") for sent in order)])
    assert (file.text(file.message.text), texts_before(file)) == ("sent 200", [ORIGINAL, "sent 100"])
    assert file.message.text_source is not None
    assert (file.message.text_source.basis, file.message.text_at) == ("sent", file.message.text_source.at)
    assert file.message.text_source.at.timestamp() == CREATED + 200


def test_a_removal_before_its_creation_keeps_the_words_readable_and_once(bench: Bench) -> None:
    file = tell(bench, [Act("remove", 50), ADDED])
    assert (file.text(file.message.text), texts_before(file), file.message.versions) == (ORIGINAL, [], 1)
    assert file.message.deleted_at is not None


def test_an_edit_before_its_creation_stands_and_the_creation_is_the_earlier_text(bench: Bench) -> None:
    file = tell(bench, [Act("edited", 60, "Corrected", timed=True), ADDED])
    assert (file.text(file.message.text), texts_before(file)) == ("Corrected", [ORIGINAL])


def test_a_removal_told_again_changes_nothing(bench: Bench) -> None:
    before = tell(bench, [ADDED, Act("remove", 50)])
    again = tell(bench, [ADDED, Act("remove", 50), Act("remove", 90)])
    assert (again.version, again.message.deleted_at) == (before.version, before.message.deleted_at)
    assert bench.register.reader.deliveries.count_unread() == 0


words = st.sampled_from(["one", "two", "three", ORIGINAL])
verbs = st.sampled_from(["edited", "edited", "hide", "unhide", "remove"])
seconds = st.lists(st.integers(1, 500), min_size=1, max_size=6, unique=True)


@st.composite
def histories(draw: st.DrawFn) -> list[Act]:
    """A comment and what became of it, each act sent at a moment of its own."""
    acts = [ADDED]
    for sent in draw(seconds):
        verb = draw(verbs)
        edit = verb == "edited"
        acts.append(Act(verb, sent, draw(words) if edit else None, timed=edit and draw(st.booleans())))
    return acts


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_no_order_and_no_repetition_changes_what_is_shown(bench: Bench, data: st.DataObject) -> None:
    acts = data.draw(histories())
    straight = tell(bench, sorted(acts, key=lambda act: act.sent))
    mixed = data.draw(st.permutations([*acts, *data.draw(st.lists(st.sampled_from(acts), max_size=3))]))
    other = tell(bench, mixed, together=data.draw(st.booleans()))
    assert shown(other) == shown(straight)
    written = [act for act in acts if act.text is not None]
    assert other.text(other.message.text) == max(written, key=lambda act: act.sent).text
    assert {other.text(other.message.text), *texts_before(other)} == {act.text for act in written}
