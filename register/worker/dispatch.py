"""Letters leave the house."""

from register.delivery.mail import Mail, sender
from register.domain.commands.letter import ReportDispatch, StartDispatch
from register.domain.obligations.letters import pack_for
from register.domain.values import Code
from register.publication.suggestions import standard_in
from register.reader.outbox import Sending
from register.reader.work import CasePart
from register.worker import relay
from register.worker.shift import Job, Shift, named
from reports.letters.labels import labels
from reports.letters.placeholders import fill


def send(shift: Shift, job: Job) -> int:
    """Send what is due. Only the lease's holder sends, so whatever stands as being sent now was interrupted."""
    work = shift.register.reader.work
    done = shift.each(job, named(work.dispatches_interrupted()), lambda each: _doubt(shift, each))
    if relay.ready(shift):
        done += shift.each(job, named(work.dispatches_due(shift.register.clock())), lambda each: _dispatch(shift, each))
    return done


def _doubt(shift: Shift, going: CasePart) -> None:
    shift.do(ReportDispatch(case=going.case, dispatch=going.part, result="in-doubt", reason="interrupted"))


def _dispatch(shift: Shift, going: CasePart) -> None:
    """Send one letter. The attempt is committed before the first byte, and everything it needs is ready by then."""
    sending = shift.register.reader.outbox.sending(going.case, going.part)
    if sending is None:
        return
    begin = StartDispatch(case=going.case, dispatch=going.part)
    verdict = relay.hand_over(shift, _mail(shift, sending), lambda: shift.do(begin))
    shift.do(ReportDispatch(case=going.case, dispatch=going.part, result=verdict.result, reason=verdict.reason))


def _mail(shift: Shift, sending: Sending) -> Mail:
    settings, firm = shift.register.settings, shift.register.reader.firm.now()
    subject, said = _subject(shift, sending), labels(sending.language)
    lines = (
        subject,
        fill(said.reference, {"reference": sending.reference}),
        said.attached,
        firm.brand_name(sending.brand),
    )
    return Mail(
        id=sending.dispatch,
        origin=settings.origin,
        at=shift.register.clock(),
        sender=sender(firm.brand_name(sending.brand), settings.mail_from),
        recipient=sending.address or "",
        subject=f"{subject} ({sending.reference})",
        text="\n\n".join(lines) + "\n",
        document=sending.document,
        file_name=f"{sending.reference}.pdf",
        return_path=relay.return_paths(shift).path(sending.dispatch),
    )


def _subject(shift: Shift, sending: Sending) -> str:
    packs = [shift.register.policies.pack(held.pack, held.version) for held in sending.packs]
    known = standard_in(pack_for(sending.letter_type, packs), sending.language).letters.get(Code(sending.letter_type))
    return known.subject if known else sending.reference
