"""The two-step test: is this message a complaint? A person answers; no score does (design 7)."""

from collections.abc import Iterator, Mapping, Sequence

from register.domain.commands.case import Judgement, TwoStepTest
from register.domain.decide.situation import Checks, Situation
from register.domain.display import blank
from register.domain.subjects.message import Answered, Message
from register.domain.values import Code

ANSWERS = ("yes", "no", "unknown")
FIRST_STEP = ("expressed", "about_us", "answer_expected")
SECOND_STEP = ("controlled", "subject", "identifiable", "contactable")


def answers_of(test: TwoStepTest) -> Iterator[tuple[str, Judgement | None]]:
    """Yield each question with its answer, in order."""
    for question in (*FIRST_STEP, *SECOND_STEP):
        yield question, getattr(test, question)


def check_test(test: TwoStepTest, message: Message, checks: Checks, *, registering: bool) -> None:
    """Note what is missing or contradictory. The first "no" ends the test, the second step is for public posts."""
    check_answers(test, message, checks)
    given = {question: judgement for question, judgement in answers_of(test) if judgement is not None}
    for question, judgement in given.items():
        where = f"test.{question}"
        checks.require(question in FIRST_STEP or not blank(judgement.basis), "basis-needed", where)
    answers = {judgement.answer for judgement in given.values()}
    wanted = (*FIRST_STEP, *SECOND_STEP) if message.visibility == "public" else FIRST_STEP
    missing = [question for question in wanted if question not in given]
    if registering:
        _check_yes(given, missing, checks)
    elif "no" in answers:
        checks.require("unknown" not in answers or message.attempts, "ask-first", "test")
    elif answers <= set(ANSWERS):
        checks.require(False, "test-open" if missing or "unknown" in answers else "test-says-yes", "test")


def _check_yes(given: Mapping[str, Judgement], missing: Sequence[str], checks: Checks) -> None:
    """Note why the test does not say that this is a complaint: one "no" is reason enough."""
    if any(judgement.answer == "no" for judgement in given.values()):
        checks.require(False, "test-says-no", "test")
        return
    for question in missing:
        checks.require(False, "answer-needed", f"test.{question}")
    first = {given[question].answer for question in FIRST_STEP if question in given}
    checks.require(first <= {"yes"}, "first-step-open", "test")


def check_answers(test: TwoStepTest, message: Message, checks: Checks) -> None:
    """Note answers that are none, and questions that are not asked of a message like this."""
    for question, judgement in answers_of(test):
        if judgement is not None:
            where = f"test.{question}"
            checks.require(message.visibility == "public" or question in FIRST_STEP, "public-posts-only", where)
            checks.require(judgement.answer in ANSWERS, "unknown-answer", where)


def judged(test: TwoStepTest, situation: Situation) -> tuple[Answered, ...]:
    """Return the answers as they are kept."""
    return tuple(
        Answered(
            Code(question.replace("_", "-")),
            Code(judgement.answer),
            situation.mint.seal(judgement.basis) if not blank(judgement.basis) else None,
        )
        for question, judgement in answers_of(test)
        if judgement is not None
    )
