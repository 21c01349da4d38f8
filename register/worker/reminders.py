"""Officers are reminded of open tasks and overdue remedies."""

from typing import Final
from zoneinfo import ZoneInfo

from register.delivery.mail import Mail, sender
from register.reader.outbox import REMINDER, Reminder
from register.worker import relay
from register.worker.shift import Job, RoundOver, Shift

REMIND_AGAIN: Final = 3600.0
FOR_EVER: Final = 100 * 365 * 24 * 3600.0


def remind(shift: Shift, job: Job) -> int:
    """Remind of what is due where the case is."""
    reader, now = shift.register.reader, shift.register.clock()
    if not relay.ready(shift):
        return 0
    firm = reader.firm.now()
    due = [
        (reminder.task, reminder)
        for reminder in reader.outbox.reminders(now)
        if reminder.remind_on <= now.astimezone(ZoneInfo(firm.firm.entity(reminder.entity).zone)).date()
    ]
    return shift.each(job, due, lambda reminder: _remind(shift, reminder))


def _remind(shift: Shift, reminder: Reminder) -> None:
    """Remind once: a lease that is never given back says so, and a short one when the relay put us off."""
    upkeep, mark = shift.register.upkeep, f"{REMINDER}{reminder.task}"
    if not upkeep.lease(mark, reminder.task, REMIND_AGAIN):
        return
    try:
        verdict = relay.hand_over(shift, _mail(shift, reminder))
    except RoundOver:
        upkeep.release(mark, reminder.task)
        raise
    if verdict.result != "later":
        upkeep.lease(mark, reminder.task, FOR_EVER)
    shift.log.info("reminded", case=reminder.case, result=verdict.result)


def _mail(shift: Shift, reminder: Reminder) -> Mail:
    settings = shift.register.settings
    return Mail(
        id=reminder.task,
        origin=settings.origin,
        at=shift.register.clock(),
        sender=sender("", settings.mail_from),
        recipient=reminder.address or "",
        subject=f"{reminder.reference}: {reminder.kind}",
        text=f"{reminder.remind_on.isoformat()}: {reminder.kind} ({reminder.waiting_on})\n"
        f"{settings.base_url}/cases/{reminder.reference}\n",
        return_path=relay.return_paths(shift).path(reminder.task),
        automatic=True,
    )
