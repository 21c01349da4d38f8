"""The same for messages, accounts, channels, reports and the register itself."""

from collections.abc import Mapping
from typing import Final

from register.timeline.of_cases import Telling
from register.wording.marker import _

MESSAGE: Final[Mapping[str, Telling]] = {
    "message:message:captured/1": (
        _("Message captured"),
        {
            "platform": _("Platform"),
            "visibility": _("Visibility"),
            "author": _("Author"),
            "received_at": _("Received"),
            "basis": _("Time set by"),
            "text": _("Text"),
            "flags": _("Flags"),
        },
    ),
    "message:version:captured/1": (
        _("Message edited at the source"),
        {"text": _("Text"), "author": _("Author"), "flags": _("Flags")},
    ),
    "message:receipt:found/1": (
        _("Found to have been received earlier"),
        {"received_at": _("Received"), "basis": _("Time set by")},
    ),
    "message:message:deleted-at-source/1": (_("Message deleted at the source"), {"at": _("When")}),
    "message:message:hidden-at-source/1": (
        _("Message hidden or shown at the source"),
        {"hidden": _("Hidden"), "at": _("When")},
    ),
    "message:decision:registered/1": (_("Decided: a complaint"), {}),
    "message:decision:linked/1": (_("Decided: belongs to a complaint that is known"), {"issue": _("Issue")}),
    "message:decision:released/1": (_("Its case was registered in error; to be decided again"), {}),
    "message:decision:duplicate/1": (_("Decided: a duplicate"), {}),
    "message:decision:not-a-complaint/1": (_("Decided: not a complaint"), {"reason": _("Reason")}),
    "message:decision:unsure/1": (_("Not decided yet"), {}),
    "message:author:asked/1": (_("Author asked"), {"method": _("Way"), "words": _("Words"), "at": _("When")}),
    "message:decision:handed-off/1": (
        _("Handed off"),
        {
            "handoff.kind": _("Kind"),
            "handoff.recipient": _("To"),
            "handoff.person": _("Given to"),
            "handoff.due.due_at": _("Due before"),
            "handoff.due.derivation.cite": _("Paragraph"),
        },
    ),
    "message:handoff:accepted/1": (_("Hand-off accepted"), {"who": _("Taken by"), "at": _("When")}),
    "message:handoff:finished/1": (_("Hand-off answered"), {"at": _("When"), "evidence": _("Evidence")}),
    "message:complaint:turned/1": (
        _("Became a complaint: dissatisfaction was expressed later"),
        {"at": _("Dissatisfaction expressed")},
    ),
    "message:decision:reopened/1": (_("Decision to be made again"), {"reason": _("Reason")}),
}

ACCOUNT: Final[Mapping[str, Telling]] = {
    "account:account:created/1": (
        _("Account created"),
        {"name": _("Name"), "email": _("E-mail"), "brands": _("Brands")},
    ),
    "account:account:deactivated/1": (_("Account closed"), {"by": _("By"), "second": _("Second person")}),
    "account:brands:limited/1": (_("Brands limited"), {"brands": _("Brands"), "second": _("Second person")}),
    "account:person:named/1": (_("Named as one of several accounts of the same human"), {"by": _("By")}),
    "account:person:parted/1": (
        _("Named as the account of a human of its own"),
        {"by": _("By"), "second": _("Second person")},
    ),
    "account:change:proposed/1": (
        _("A change of the account waits for a second administrator"),
        {"proposal.what": _("Change"), "proposal.brands": _("Brands"), "proposal.proposed_by": _("By")},
    ),
    "account:change:refused/1": (_("A change of the account was refused"), {"by": _("By")}),
    "account:password:set/1": (_("Password set"), {}),
    "account:recovery:set/1": (_("Recovery codes made or used"), {}),
    "account:rescue:proposed/1": (
        _("Way back in proposed"),
        {"proposal.what": _("Lost"), "proposal.proposed_by": _("By")},
    ),
    "account:rescue:refused/1": (_("Way back in refused"), {"by": _("By")}),
    "account:rescue:done/1": (
        _("Way back in given"),
        {"what": _("Lost"), "by": _("By"), "second": _("Second person")},
    ),
    "account:credentials:forgotten/1": (_("Password and second factor forgotten"), {"by": _("By")}),
    "account:role:proposed/1": (
        _("Role proposed"),
        {"proposal.role": _("Role"), "proposal.proposed_by": _("By")},
    ),
    "account:role:refused/1": (_("Role refused"), {"by": _("By")}),
    "account:role:granted/1": (
        _("Role granted"),
        {"role": _("Role"), "by": _("By"), "second": _("Second person")},
    ),
    "account:role:revoked/1": (
        _("Role revoked"),
        {"role": _("Role"), "by": _("By"), "second": _("Second person")},
    ),
    "account:sessions:ended/1": (_("Every session ended"), {}),
    "account:token:created/1": (
        _("Token created"),
        {"token.scopes": _("Scopes"), "token.expires_at": _("Valid until")},
    ),
    "account:token:revoked/1": (_("Token revoked"), {"at": _("When")}),
    "account:totp:set/1": (_("Second factor set up"), {}),
}

CHANNEL: Final[Mapping[str, Telling]] = {
    "channel:channel:added/1": (
        _("Channel declared"),
        {
            "platform": _("Platform"),
            "slug": _("Name"),
            "brand": _("Brand"),
            "owner": _("Owner"),
            "controlled": _("Controlled"),
            "covered_since": _("Covered since"),
        },
    ),
    "channel:channel:closed/1": (_("Channel closed"), {"at": _("When")}),
    "channel:gap:recorded/1": (
        _("Gap in coverage recorded"),
        {"gap.from_at": _("From"), "gap.until_at": _("Until"), "gap.reason": _("Reason")},
    ),
    "channel:secrets:changed/1": (_("Secrets changed"), {"second": _("Second person")}),
    "channel:secrets:proposed/1": (
        _("Other secrets wait for a second administrator"),
        {"proposal.proposed_by": _("By")},
    ),
    "channel:secrets:refused/1": (_("Other secrets were refused"), {"by": _("By")}),
}

REGISTER: Final[Mapping[str, Telling]] = {
    "register:register:founded/1": (
        _("Register founded"),
        {"origin": _("Origin"), "key": _("Key"), "packs": _("Rules")},
    ),
    "register:entity:set/1": (
        _("Entity set"),
        {
            "entity.name": _("Name"),
            "entity.licence": _("Licence"),
            "entity.place": _("Place"),
            "entity.packs": _("Rules"),
            "second": _("Second person"),
        },
    ),
    "register:brand:set/1": (
        _("Brand set"),
        {"brand.name": _("Name"), "brand.entity": _("Entity"), "second": _("Second person")},
    ),
    "register:details:set/1": (_("Contact details set"), {"second": _("Second person")}),
    "register:draft-law:accepted/1": (
        _("Draft law accepted"),
        {
            "draft.pack": _("Rules"),
            "draft.version": _("Version"),
            "draft.reason": _("Reason"),
            "second": _("Second person"),
        },
    ),
    "register:draft-law:ended/1": (
        _("Draft law accepted no more"),
        {"pack": _("Rules"), "version": _("Version"), "reason": _("Reason")},
    ),
    "register:change:proposed/1": (
        _("A change of the firm waits for a second administrator"),
        {
            "proposal.entity.id": _("Entity"),
            "proposal.entity.name": _("Name"),
            "proposal.brand.id": _("Brand"),
            "proposal.brand.name": _("Name"),
            "proposal.draft.pack": _("Draft law"),
            "proposal.draft.version": _("Version"),
            "proposal.draft.reason": _("Reason"),
            "proposal.house.officer_amount": _("One person may settle up to"),
            "proposal.house.second_person": _("Second person for"),
            "proposal.house.assess_within_days": _("Days to assess a possible breach"),
            "proposal.house.second_factor": _("Second factor needed by"),
            "proposal.proposed_by": _("By"),
        },
    ),
    "register:change:settled/1": (
        _("A change of the firm was settled"),
        {"by": _("By"), "confirmed": _("Confirmed")},
    ),
    "register:house-rules:set/1": (
        _("Rules of the house set"),
        {
            "house.officer_amount": _("One person may settle up to"),
            "house.second_person": _("Second person for"),
            "house.assess_within_days": _("Days to assess a possible breach"),
            "house.second_factor": _("Second factor needed by"),
            "second": _("Second person"),
        },
    ),
    "register:epoch:begun/1": (
        _("Restored from an older backup: an epoch began"),
        {
            "epoch.id": _("Epoch"),
            "epoch.reason": _("Reason"),
            "epoch.size": _("Sealed entries in the backup"),
            "epoch.lost_size": _("Sealed entries before"),
        },
    ),
    "register:time:confirmed/1": (_("Clock confirmed"), {"at": _("When")}),
    "register:logs:digested/1": (
        _("Refusals, sign-ins, reads and deliveries put under the trail"),
        {"from_on": _("From"), "to_on": _("Until")},
    ),
    "register:export:made/1": (
        _("Trail exported"),
        {"entries": _("Entries"), "withheld": _("Withheld"), "tree_size": _("Under a checkpoint of entries")},
    ),
}

REPORT: Final[Mapping[str, Telling]] = {
    "report:report:prepared/1": (
        _("Report prepared"),
        {
            "kind": _("Kind"),
            "from_on": _("From"),
            "to_on": _("Until"),
            "tree_size": _("Under a checkpoint of entries"),
            "document": _("Document"),
        },
    ),
    "report:report:approved/1": (_("Report approved"), {"document": _("Document")}),
    "report:report:refused/1": (_("Report refused"), {"reason": _("Reason")}),
    "report:report:issued/1": (_("Report issued"), {"recipient": _("To"), "document": _("Document")}),
}
