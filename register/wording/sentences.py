"""The sentence behind each code of a refusal, for every edge; ``%(name)s`` stands for a parameter of the problem."""

from collections.abc import Callable
from typing import Final

from register.domain.errors import Problem
from register.wording.carried_over import CARRIED_OVER
from register.wording.faults import FAULTS, FILES, PRINTING, UNSEALED
from register.wording.joint import JOINT
from register.wording.marker import _
from register.wording.mistakes import MISTAKES
from register.wording.outages import OUTAGES
from register.wording.refusals import MAY_NOT
from register.wording.schemes import WITH_A_SCHEME

Gettext = Callable[[str], str]


SENTENCES: Final[dict[str, str]] = {
    # what is named does not exist, or not for this visitor
    "no-such-account": _("There is no such account."),
    "no-such-breach": _("There is no such possible breach."),
    "no-such-case": _("There is no such complaint, or it is not open to you."),
    "no-such-channel": _("There is no such channel."),
    "no-such-checkpoint": _("No checkpoint was signed by then."),
    "no-such-contact": _("These contact details are not recorded with this complaint."),
    "no-such-dispatch": _("Nothing of this kind was handed over for sending."),
    "no-such-file": _("There is no such file with this complaint."),
    "no-such-letter": _("There is no such letter with this complaint."),
    "no-such-mail": _("There is no such mail, or it is not open to you."),
    "no-such-message": _("There is no such message, or it is not open to you."),
    "no-such-point": _("An answer names a point that was not raised."),
    "outlives-its-maker": _("A token made by a token ends no later than that one does."),
    "unknown-loss": _("Nobody can lose this: name the password, the second factor or the account."),
    "no-such-proposal": _("There is no such proposal any more."),
    "no-such-remedy": _("There is no such remedy with this complaint."),
    "no-such-report": _("There is no such report."),
    "no-such-task": _("There is no such task."),
    "no-such-token": _("There is no such token."),
    "no-open-hand-off": _("This message has no hand-off that waits for this."),
    "no-pack-in-force": _("No pack was in force on the day of receipt. Check the date."),
    "no-limit-to-delay": _("There is no running limit that a delay notification could be about."),
    "no-points-recorded": _("Record the points raised first: a rejection must answer each of them."),
    # a code that is on no list
    "unknown-answer": _("Answer yes, no or unknown."),
    "unknown-brand": _("The register has no such brand."),
    "unknown-calendar": _("The register has no such calendar."),
    "unknown-party": _("Contact details belong to the complainant or to the representative."),
    "unknown-class": _("The pack in force has no such complaint class."),
    "no-such-delivery": _("There is no such delivery."),
    "unknown-code": _("“%(given)s” is not on the list “%(list)s”: %(allowed)s."),
    "unknown-contact-kind": _("This kind of contact is not known."),
    "unknown-entity": _("The register has no such entity."),
    "unknown-fact": _("The pack asks for no such fact."),
    "fact-not-for-class": _("No complaint of the class %(given)s can have this fact."),
    "ground-not-stated": _("State this ground with its facts first; only then a notification is drafted."),
    "no-such-escalation": _("The case has no such escalation."),
    "limit-not-passed": _("This notice is for a limit that passed unanswered; none has."),
    "nothing-to-hold": _("Nothing of this kind is prohibited for this case: %(given)s."),
    "no-such-hold": _("The case has no such hold."),
    "hold-lifted": _("This hold was lifted already."),
    "before-the-order": _("It cannot have been confirmed before it was ordered."),
    "unknown-exception": _("The pack knows no such exception: %(given)s."),
    "second-person-needed": _("An exception is approved by a second person, who did not order the hold."),
    "hold-still-runs": _("The complaint runs. Record when the complainant received the response first."),
    "hold-too-early": _("It may not be lifted before the end of %(last)s."),
    "pack-released": _("%(file)s is released already, and a released pack never changes: write a new version."),
    "unknown-event": _("The pack knows no such event: %(given)s."),
    "event-not-for-class": _("This cannot happen to a complaint of the class %(given)s."),
    "event-too-early": _("This cannot have happened before “%(after)s”. Record that first, or correct the time."),
    "event-too-late": _("This cannot have happened after “%(after)s”."),
    "already-happened": _("This is recorded already. Withdraw the record first if it is wrong."),
    "no-such-event": _("The case has no such event."),
    "already-withdrawn": _("This was withdrawn already."),
    "not-held-to-pack": _("The case is not held to %(pack)s."),
    "already-adopted": _("The case is held to this correction already."),
    "no-correction": _("%(to)s of %(pack)s corrects no other version."),
    "no-such-correction": _("%(version)s is no correction of the rules of %(pack)s this case is held to."),
    "others-build-on-it": _("“%(after)s” cannot have happened without it. Withdraw that first."),
    "no-such-party": _("The case has no such party."),
    "not-per-party": _("This happens to the complaint, not to one of its parties."),
    "letter-not-for-class": _("A complaint of this class gets no such letter."),
    "unknown-block": _("The pack's letters have no part “%(block)s”."),
    "unknown-hand-off": _("This kind of hand-off is not known."),
    "unknown-language": _("Letters are not written in this language."),
    "unknown-letter-outcome": _("This letter has no such outcome."),
    "unknown-letter-type": _("The pack in force knows no such letter."),
    "unknown-method": _("This way is not known."),
    "unknown-pack": _("The register has no such pack or version."),
    "unknown-report-kind": _("There is no report of this kind."),
    "unknown-place": _("The pack knows no such place."),
    "unknown-result": _("This result is not known."),
    "unknown-role": _("There is no such role."),
    "unknown-route": _("Letters do not leave this way."),
    "unknown-scope": _("Tokens have no scope “%(scope)s”."),
    "unknown-tier": _("Support tiers are 1, 2 and 3; 3 is the gravest."),
    "unknown-zone": _("There is no such time zone."),
    # an input that is missing or cannot be
    "answer-needed": _("Answer this question."),
    "attempts-needed": _("Record each attempt to reach the complainant."),
    "bad-cursor": _("This is not the address of a page of the list. Start at its first page."),
    "basis-needed": _("Say on what the answer rests."),
    "before-approval": _("This is before the letter was approved."),
    "before-receipt": _("This is before the complaint was received."),
    "before-queueing": _("This is before the letter was handed over for sending."),
    "after-logging": _("A complaint cannot have been received after it was logged."),
    "block-twice": _("The letter holds one of its parts twice."),
    "class-needed": _("Choose the complaint class first."),
    "consent-needed": _("Record when the person agreed that their support needs are kept."),
    "consent-to-refer-needed": _("We refer a complaint only with the complainant's consent: record it."),
    "date-out-of-range": _("The year %(year)s is out of range."),
    "email-needed": _("A letter by e-mail needs an e-mail address to go to."),
    "empty-document": _("The document is empty."),
    "empty-file": _("The file is empty."),
    "ends-before-it-starts": _("This ends before it starts."),
    "evidence-needed": _("Attach or name the evidence."),
    "file-too-large": _("The file is too large: at most %(largest)s bytes."),
    "future-day": _("This day is in the future."),
    "future-time": _("This time is in the future."),
    "limit-out-of-range": _("This limit is out of range."),
    "naive-time": _("This time has no zone. Write it with its offset, as in 2026-08-03T09:30:00+10:00."),
    "negative-amount": _("An amount cannot be negative."),
    "name-a-person": _("This goes to one person at once. Choose who: somebody with an account."),
    "negative-number": _("This number cannot be negative."),
    "not-a-code": _("This is not a code: use lower-case letters, digits and hyphens."),
    "not-listed": _("This is none of the words known here: %(allowed)s."),
    "not-a-phone": _("This is not a phone number."),
    "not-an-amount": _("This is not an amount. Write it like 25.00."),
    "not-an-email": _("This is not an e-mail address."),
    "not-an-original": _("This message cannot be the original: it is a duplicate itself."),
    "not-positive": _("This must be more than nothing."),
    "postal-address-needed": _("A letter by post needs a postal address to go to."),
    "required": _("Fill this in."),
    "unseen-in-address": _("This address holds a character that nobody sees (%(character)s). Type it anew."),
    "scope-needed": _("A token needs at least one scope."),
    "test-needed": _("Answer the two-step test first."),
    "time-skipped": _("No clock there showed this time: it was put forward. Was it %(first)s or %(second)s?"),
    "time-twice": _("The clocks were put back that night and showed this time twice. Write %(first)s or %(second)s."),
    "too-long": _("This is too long: at most %(longest)s characters."),
    "words-of-withdrawal-needed": _("Record the words in which the complainant withdrew."),
    "who-withdrew-needed": _("Record who withdrew it, when, and how they said so. A deleted post says nothing."),
    "withdrawn-by-others": _("Only the complainant, or who acts for them, can withdraw a complaint."),
    "no-representative": _("Nobody is recorded as acting for the complainant."),
    "issue-needed": _("The complaint is closed. Say whether this is about the same issue or a new one."),
    "unknown-issue": _("Say whether it is the same issue or a new one."),
    "remedy-unscheduled": _("Say by which day it is to be carried out, or that it was done."),
    "wrong-fact-value": _("This value does not fit the fact."),
    # it was done already, or there is nothing to do
    "already-acknowledged": _("This complaint was acknowledged already."),
    "already-assessed": _("This possible breach was assessed already."),
    "already-decided": _("This was decided already; it stands as “%(state)s”."),
    "already-done": _("This was done already."),
    "already-expired": _("The end of validity has passed already."),
    "already-founded": _("The register was set up already."),
    "already-drafted": _("A letter of this kind is being written already. Go on with that one, or put it aside first."),
    "already-linked": _("This person is linked to the complaint already."),
    "another-person": _("Both are known as accounts of another human already. Part one of them first."),
    "mixed-scripts": _(
        "Letters of several scripts stand in one word, so that it looks like another address. Type it as it is spoken."
    ),
    "already-proposed": _("This was proposed already and waits for a second person."),
    "already-taken": _("This was recorded already."),
    "not-linked": _("This person is not linked to the complaint."),
    "nothing-changes": _("This would change nothing."),
    # it is not the time for it
    "account-closed": _("The account is closed."),
    "already-turned": _("A complaint was made of this message already."),
    "before-first-message": _("This is before the message it is about was received."),
    "does-not-turn": _("Later dissatisfaction does not make a complaint of this message. Log a complaint of its own."),
    "message-says-it": _("The later message says when and in which words: leave both empty."),
    "cases-needed": _("Name the complaints this message belongs to: they say whom one may contact."),
    "hand-off-instead": _("This has a limit of its own. Hand it off instead, so that the date is kept."),
    "ask-first": _("“Unknown” needs a recorded attempt to ask before the message can be set aside."),
    "changed-meanwhile": _("Somebody else changed this meanwhile. Look at it again, then repeat your step."),
    "channel-closed": _("The channel is closed."),
    "command-id-reused": _("This request was sent before with other contents."),
    "content-changed": _("The text has changed since you saw it. Read it again."),
    "decision-stands": _("The decision about this message stands; it is “%(state)s”."),
    "dispatch-state": _("This step does not fit: the sending stands at “%(state)s”."),
    "early-window-passed": _("The window for closing early has passed under %(pack)s; a response is needed."),
    "first-step-open": _("The first step of the test is not answered with yes throughout."),
    "illegal-step": _("This step is not possible while the complaint is “%(status)s”."),
    "letter-state": _("This step does not fit: the letter stands at “%(state)s”."),
    "letters-open": _("A letter is still on its way. Send it or void it first."),
    "limit-passed": _("The limit has passed: a delay notification is too late. Send the out-of-time notice."),
    "report-state": _("This step does not fit: the report stands at “%(state)s”."),
    "response-not-sent": _("The response has not been accepted for delivery yet."),
    "response-on-what-is-held-needed": _(
        "Silence ends nothing: answer the complaint on what we hold before it is closed as abandoned."
    ),
    "new-issue-new-case": _(
        "A new issue is a complaint of its own with dates of its own. Register it, and name the earlier one as related."
    ),
    "reason-contradicts-test": _("This reason says that nobody is dissatisfied; the test says otherwise."),
    "test-open": _("Nothing in the test says no yet. One “no” is enough; what comes after it needs no answer."),
    "test-says-no": _("The test says that this is not a complaint."),
    "test-says-yes": _("The test says that this is a complaint."),
    "written-response-required": _(
        "A written response is required here, so the complaint cannot be closed without one."
    ),
    **MAY_NOT,
    **MISTAKES,
    **JOINT,
    **WITH_A_SCHEME,
    # the gate of a letter
    "never-contact-there": _("The person asked not to be contacted there. Choose another address."),
    "addressee-needed": _("Nobody is named to write to. Record the complainant's name first."),
    "address-unverified": _("Account information may go only to a verified address."),
    "approval-void": _("The text was changed after approval, so the approval is void. Submit it again."),
    "block-forbidden": _("This letter must not contain this part."),
    "block-missing": _("The part “%(block)s” is required and missing or empty."),
    "contact-details-changed": _("The configured contact details have changed since the letter was written."),
    "contact-details-differ": _("The contact details differ from the configured ones."),
    "finding-needed": _("State the findings on material facts."),
    "finding-unsupported": _("Finding %(number)s has no supporting information."),
    "ground-needed": _("State a ground of the pack. Load and backlog are no grounds."),
    "must-be-written": _("This must be given in writing."),
    "not-by-email": _("This letter does not go by e-mail."),
    "placeholder-open": _("The placeholder “%(placeholder)s” is not filled in."),
    "point-unanswered": _("Point %(number)s is not answered."),
    "nobody-represents": _("Nobody represents the complainant (any more): write to the complainant."),
    "not-in-public": _("A written answer never goes out as a public reply."),
    "representative-acts": _("The complainant is represented: write to the representative."),
    "translation-missing": _("This part must stand in both languages: the reader's, and beside it the pack's own."),
    "standard-text-changed": _("In a letter in another language the standard text of this part stays as it is."),
    "translator-needed": _("Name who translated the letter: a person, or a machine and who checked its work."),
    # packs, calendars, channels
    "calendar-misplaced": _("The calendar in “%(file)s” says that it is %(found)s."),
    "calendar-unreadable": _("The calendar “%(file)s” cannot be read: %(reason)s."),
    "handshake-malformed": _("The platform's handshake is malformed."),
    "handshake-refused": _("The platform's handshake carries another token than the channel."),
    "oracle-unreadable": _("The table “%(file)s” cannot be read: %(reason)s."),
    "pack-changed": _("The released pack “%(file)s” was changed."),
    "pack-overlap": _("Two versions of the pack take effect on the same day; the other is %(other)s."),
    **CARRIED_OVER,
    **FAULTS,
    **FILES,
    **PRINTING,
    **UNSEALED,
    # a report that must not be printed
    "report.does-not-add-up": _("The figures do not add up: %(found)s found, %(wanted)s expected."),
    "report.history-impossible": _("The dates of this complaint contradict each other."),
    "report.no-texts": _("This document is not written in this language (%(language)s)."),
    "report.row-contradicts-history": _("This complaint's state contradicts its history."),
    **OUTAGES,
    # requests of programs
    "broken": _("Something broke. Nothing was changed."),
    "no-checkpoint": _("Nothing was sealed yet."),
    "no-such-address": _("There is nothing at this address."),
    "no-such-method": _("This address takes another method."),
    "not-a-day": _("This is not a day. Write it like 2026-08-03."),
    "not-a-list": _("This must be a list."),
    "not-a-number": _("This is not a whole number."),
    "not-a-time": _("This is not a time. Write it with its offset, as in 2026-08-03T09:30:00+10:00."),
    "not-an-id": _("This is not an id of the register."),
    "not-an-object": _("This must be an object with names and values."),
    "not-base64": _("These are not bytes in base64."),
    "not-json": _("The request is not JSON."),
    "not-possible": _("This request cannot be answered."),
    "not-sent-as-json": _("Say in Content-Type what the body is: application/json."),
    "not-text": _("This must be text."),
    "not-valid": _("This value does not fit."),
    "not-yes-or-no": _("Say true or false."),
    "number-out-of-range": _("This number is out of range."),
    "period-too-long": _("This period is too long: at most %(years)s years."),
    "request-too-large": _("The request is too large. Nothing was kept."),
    "address-too-long": _("The address is too long."),
    "token-needed": _("Say who you are: send a token as “Authorization: Bearer reg_…”."),
    "token-refused": _("This token is not valid, or not any more."),
    "unknown-field": _("This field is not known here."),
    "unreadable-characters": _("This text holds characters that nobody can read."),
    "version-needed": _("Say which version you have seen: send its ETag as If-Match, or * for any."),
}
IN_FIELD: Final = _("in %(field)s")


def sentence(problem: Problem, gettext: Gettext = str) -> str:
    """Return the reason for a refusal as people read it, in the language of ``gettext``, with its paragraph."""
    known = SENTENCES.get(problem.code)
    text = _readable(problem, gettext)
    if known is not None:
        try:
            text = gettext(known) % problem.params
        except KeyError:
            # A parameter is missing: a plain reading of the code still says more than an error page.
            text = _readable(problem, gettext)
    return f"{text} ({problem.cite})" if problem.cite else text


def _readable(problem: Problem, gettext: Gettext) -> str:
    words = problem.code.replace("-", " ").replace("_", " ").capitalize()
    details = ", ".join(f"{name}: {value}" for name, value in problem.params.items())
    place = gettext(IN_FIELD) % {"field": problem.where.replace("_", " ")} if problem.where else ""
    return " ".join(part for part in (words, place, f"[{details}]" if details else "") if part) + "."
