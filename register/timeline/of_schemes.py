"""The same for what happened with the external dispute scheme."""

from collections.abc import Mapping
from typing import Final

from register.timeline.of_cases import Telling
from register.wording.marker import _

# Where older records say which step it was.
OLDER_STEP: Final = "afca.kind"
SCHEME: Final[Mapping[str, Telling]] = {
    "case:external:recorded/1": (
        _("Step with the external scheme"),
        {
            "step.kind": _("Step"),
            "step.at": _("When"),
            "step.reference": _("Their reference"),
            "step.due_on": _("Answer due"),
            "step.stage": _("Stage"),
            "step.stage_reason": _("Why this stage"),
            "step.consent_at": _("Consent"),
            "step.consent": _("Evidence of consent"),
        },
    ),
    "case:afca:recorded/1": (
        _("Step with the external scheme"),
        {
            OLDER_STEP: _("Step"),
            "afca.at": _("When"),
            "afca.reference": _("Their reference"),
            "afca.due_on": _("Answer due"),
        },
    ),
}
