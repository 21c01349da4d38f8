"""What the state machine chooses from: sense, and a little nonsense."""

import hypothesis.strategies as st

CLASSES = (
    "standard",
    "traditional-trustee",
    "super-trustee",
    "super-insurance",
    "super-death-benefit",
    "credit-default-notice",
    "credit-hardship-notice",
    "credit-postponement",
    "card-scheme-unauthorised",
    "no-such-class",
)
LETTERS = ("acknowledgement", "idr-response", "delay-notification", "out-of-time-notice", "no-such-letter")
KNOWN = (
    (),
    (("written_response_requested", "true"),),
    (("card_scheme_days", "60"),),
    (("new_proposal", "true"),),
    (("concerns_hardship", "maybe"),),
)
BASES = ("response", "resolved-to-satisfaction", "explanation-apology", "withdrawn", "abandoned", "no-such-basis")
GROUNDS = ("complexity", "no-such-ground")
HOLDS = ("order", "order", "confirm", "confirm", "lift", "except")
RESULTS = ("accepted", "refused", "later", "in-doubt", "bounced")

which = st.integers(0, 7)
people = st.sampled_from(("officer",) * 6 + ("approver",) * 3 + ("auditor", "admin", "worker"))
approving = st.sampled_from(("approver",) * 4 + ("officer", "worker"))
hours = st.integers(-2, 24 * 40)
amounts = st.sampled_from((None, "0", "25.00", "499.99", "500.00", "10000.00", "-1", "much"))
often = st.sampled_from((True, True, True, False))
