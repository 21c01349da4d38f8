"""Values of a case name the external scheme, whichever it is, and no longer one scheme by its name.

What is rewritten are derivations: the subjects' values and the reportable versions of cases, both of which replay gives
again from the entries. No entry is touched; the old fact keeps its tag and its form for ever.
"""

from migrations.derivations import Value, rewrite_states, rewrite_versions

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the values forward."""
    rewrite_states("case", _state_forward)
    rewrite_versions(_reportable_forward)


def downgrade() -> None:
    """Take it back; a register that holds a step with more than the old form had cannot be read by the old program."""
    rewrite_states("case", _state_back)
    rewrite_versions(_reportable_back)


def _state_forward(value: Value) -> None:
    last = value.pop("afca", None)
    steps = value.pop("afca_steps", [last] if last else [])
    more = {"stage": None, "stage_reason": None, "consent_at": None, "consent": None}
    value["external_steps"] = [{**more, **step} for step in steps]


def _state_back(value: Value) -> None:
    old = ("at", "kind", "reference", "due_on")
    steps = [{name: step[name] for name in old} for step in value.pop("external_steps", [])]
    value["afca_steps"], value["afca"] = steps, steps[-1] if steps else None


def _reportable_forward(value: Value) -> None:
    value["external"] = value.pop("afca", [])


def _reportable_back(value: Value) -> None:
    value["afca"] = value.pop("external", [])
