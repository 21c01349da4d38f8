"""One title for each tag of a fact, and the labels of what it carries, by the path to it."""

from collections.abc import Mapping
from typing import Final

from register.wording.marker import _

Telling = tuple[str, Mapping[str, str]]


# What a fact says when the first thing it carries is nothing: it was withdrawn, refused or given back.
ENDED: Final[Mapping[str, str]] = {
    "account:totp:set/1": _("Second factor removed"),
    "case:assignee:set/1": _("Given back"),
    "case:classification:chosen/1": _("The facts choose no class any more"),
    "case:classification:proposed/2": _("New classification refused"),
    "case:closure:proposed/1": _("Proposed closing refused"),
    "case:readers:proposed/1": _("Restricting the readers refused"),
    "case:receipt:proposed/1": _("Later receipt refused"),
    "case:representative:recorded/1": _("Representative acts no longer"),
    "case:support:recorded/1": _("Consent to keep support needs withdrawn"),
    "case:systemic:flagged/1": _("Flag of a possible systemic issue withdrawn"),
    "case:voiding:proposed/1": _("Making it void refused"),
}
YES: Final = _("yes")
NO: Final = _("no")
ERASED: Final = _("(erased)")
WITHHELD: Final = _("(privileged)")
ACTORS: Final[Mapping[str, str]] = {
    "system:worker": _("The register"),
    "system:intake": _("Intake"),
    "system:import": _("The import"),
    "operator:console": _("Operator"),
}

CASE: Final[Mapping[str, Telling]] = {
    "case:case:opened/1": (
        _("Complaint registered"),
        {
            "reference": _("Reference"),
            "origin.channel": _("Channel"),
            "origin.received_at": _("Received"),
            "origin.first_received_by": _("First received by"),
            "origin.basis": _("Time set by"),
            "origin.words": _("In the words"),
            "summary": _("Summary"),
        },
    ),
    "case:classification:set/2": (
        _("Classified"),
        {
            "classification.complaint_class": _("Class"),
            "classification.product": _("Product or service"),
            "classification.issues": _("Issues"),
            "classification.tier": _("Support tier"),
            "classification.about_representative": _("About a representative"),
            "classification.provisional": _("Class its words call for"),
            "reason": _("Reason"),
        },
    ),
    "case:classification:chosen/1": (_("Class chosen by the facts"), {"complaint_class": _("Class")}),
    "case:classification:proposed/2": (
        _("New classification proposed: it gives a limit more time"),
        {
            "proposal.classification.complaint_class": _("Class"),
            "proposal.classification.product": _("Product or service"),
            "proposal.reason": _("Reason"),
        },
    ),
    "case:priority:set/2": (
        _("Urgency recorded"),
        {
            "priority.tier": _("Support tier"),
            "priority.urgent_class": _("Urgent class"),
            "priority.triggers": _("What makes it urgent"),
            "priority.reason": _("Reason"),
        },
    ),
    "case:point:raised/1": (_("Point raised"), {"point.text": _("Point")}),
    "case:assignee:set/1": (_("Assigned"), {"assignee": _("To")}),
    "case:conflict:recorded/1": (
        _("Conflict of interest recorded"),
        {"account": _("Person"), "reason": _("Reason")},
    ),
    "case:conflict:overridden/1": (
        _("Conflict of interest overridden"),
        {"account": _("Person"), "reason": _("Reason")},
    ),
    "case:readers:restricted/1": (
        _("Readers restricted"),
        {"readers": _("Readers"), "reason": _("Reason"), "approved_by": _("Approved by")},
    ),
    "case:readers:proposed/1": (
        _("Restricting the readers proposed"),
        {"proposal.readers": _("Readers"), "proposal.reason": _("Reason")},
    ),
    "case:note:added/1": (_("Note added"), {"text": _("Note")}),
    "case:file:attached/1": (
        _("File attached"),
        {"name": _("Name"), "media_type": _("Type"), "size": _("Bytes")},
    ),
    "case:message:linked/1": (_("Message linked"), {}),
    "case:case:related/1": (_("Belongs beside another complaint"), {"reference": _("Reference")}),
    "case:acknowledgement:given/1": (
        _("Acknowledged"),
        {
            "acknowledgement.method": _("Way"),
            "acknowledgement.at": _("When"),
            "acknowledgement.evidence": _("Evidence"),
        },
    ),
    "case:deadline:set/1": (
        _("Limit set"),
        {
            "due.rule": _("Limit"),
            "due.party": _("For"),
            "due.derivation.cite": _("Paragraph"),
            "due.derivation.due_calendar": _("Last day"),
            "due.due_at": _("Before"),
            "carried": _("Carried over from"),
        },
    ),
    "case:deadline:replaced/1": (_("Limit replaced"), {"deadline": _("Limit"), "reason": _("Reason")}),
    "case:deadline:met/1": (_("Limit ended"), {"deadline": _("Limit"), "at": _("When")}),
    "case:deadline:reopened/1": (_("Limit stands again"), {"deadline": _("Limit")}),
    "case:deadline:missed/1": (_("Limit passed"), {"deadline": _("Limit"), "due_at": _("Before")}),
    "case:breach:opened/2": (
        _("Possible breach to be assessed"),
        {
            "breach.deadline": _("Limit"),
            "breach.recorded_at": _("Recorded"),
            "breach.assess_by": _("Assess by"),
        },
    ),
    "case:breach:changed/1": (
        _("Possible breach to be assessed anew"),
        {"breach": _("Limit"), "standing": _("Known now"), "assess_by": _("Assess by")},
    ),
    "case:breach:seen/1": (_("Possible breach seen"), {"breach": _("Limit"), "by": _("By"), "at": _("When")}),
    "case:breach:assessed/1": (
        _("Possible breach assessed"),
        {"breach": _("Limit"), "assessor": _("Assessor"), "result": _("Result"), "reasons": _("Reasons")},
    ),
    "case:record:withdrawn/1": (_("Taken back as a mistake"), {"kind": _("What"), "reason": _("Reason")}),
    "case:pack:corrected/1": (
        _("Corrected reading of the rules adopted"),
        {"pack": _("Rules"), "version": _("Version")},
    ),
    "case:receipt:corrected/1": (
        _("Receipt corrected"),
        {"received_at": _("Received"), "reason": _("Reason"), "evidence": _("Evidence")},
    ),
    "case:receipt:proposed/1": (
        _("Later receipt proposed"),
        {"proposal.received_at": _("Received"), "proposal.evidence": _("Evidence")},
    ),
    "case:task:opened/1": (
        _("Task opened"),
        {
            "task.kind": _("Kind"),
            "task.waiting_on": _("Waiting on"),
            "task.text": _("Task"),
            "task.remind_on": _("Reminder"),
        },
    ),
    "case:party:added/1": (_("Party added"), {"party.name": _("Name"), "party.role": _("Role")}),
    "case:event:happened/1": (
        _("Event recorded"),
        {
            "happening.event": _("What happened"),
            "happening.at": _("When"),
            "happening.party": _("To whom"),
            "happening.evidence": _("Evidence"),
        },
    ),
    "case:delay-ground:stated/1": (
        _("Ground for a delay stated"),
        {"ground.ground": _("Ground"), "ground.facts": _("Facts")},
    ),
    "case:risk:escalated/1": (_("Escalated to a manager"), {"escalation.risk": _("Risk")}),
    "case:escalation:taken/1": (_("Escalation taken up"), {"decision": _("Decision")}),
    "case:hold:ordered/1": (
        _("Hold ordered"),
        {"hold.prohibition": _("What is held"), "hold.recipient": _("Sent to")},
    ),
    "case:hold:confirmed/1": (_("Hold confirmed"), {"at": _("When"), "evidence": _("Evidence")}),
    "case:hold:lifted/1": (_("Hold lifted"), {"reason": _("Reason"), "exception": _("Exception")}),
    "case:event:withdrawn/1": (_("Event withdrawn"), {"happening": _("What happened"), "reason": _("Reason")}),
    "case:task:done/1": (_("Task done"), {"task": _("Kind")}),
    "case:systemic:flagged/1": (
        _("Possible systemic issue"),
        {"flag.example": _("Example of"), "flag.owner": _("Owner")},
    ),
}

LETTER: Final[Mapping[str, Telling]] = {
    "letter:draft:written/1": (
        _("Letter written"),
        {
            "content.type": _("Letter"),
            "content.decision": _("Decision"),
            "content.ground": _("Ground"),
            "content_hash": _("Content"),
        },
    ),
    "letter:draft:submitted/1": (
        _("Letter submitted; the gate let it through"),
        {"letter": _("Letter"), "content_hash": _("Content")},
    ),
    "letter:content:approved/1": (
        _("Letter approved"),
        {"letter": _("Letter"), "rule": _("Approval"), "content_hash": _("Content")},
    ),
    "letter:draft:returned/1": (_("Letter sent back for changes"), {"letter": _("Letter"), "reason": _("Reason")}),
    "letter:draft:voided/1": (_("Letter discarded"), {"letter": _("Letter")}),
    "letter:dispatch:queued/1": (
        _("Letter waits to be sent"),
        {"dispatch.letter": _("Letter"), "dispatch.person": _("Complainant"), "dispatch.route": _("Way")},
    ),
    "letter:dispatch:started/1": (_("Attempt to send the letter"), {"dispatch": _("Letter"), "at": _("When")}),
    "letter:dispatch:delayed/1": (
        _("The other side was not ready"),
        {"dispatch": _("Letter"), "reason": _("Reason"), "next_attempt_at": _("Next attempt")},
    ),
    "letter:dispatch:ended/1": (
        _("Sending ended"),
        {"dispatch": _("Letter"), "state": _("Result"), "reason": _("Reason"), "at": _("When")},
    ),
    "letter:letter:sent/1": (
        _("Letter sent"),
        {"letter": _("Letter"), "method": _("Way"), "at": _("When"), "evidence": _("Evidence")},
    ),
    "letter:letter:bounced/1": (
        _("Letter came back; it no longer counts as sent"),
        {"letter": _("Letter")},
    ),
}
