"""The same for what happened with the external dispute scheme."""

from collections.abc import Mapping
from typing import Final

from register.timeline.of_cases import Telling
from register.wording.marker import _

SCHEME: Final[Mapping[str, Telling]] = {
    "case:external:recorded/1": (
        _("Step with the external scheme"),
        {
            "step.scheme": _("Scheme"),
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
}
