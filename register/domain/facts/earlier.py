"""Facts as earlier releases wrote them, and how each is read today. Their bytes in the trail stay as they are."""

from register.domain.codec import Earlier, Fields


def _tier_turned(told: Fields) -> Fields:
    return {**told, "tier": 4 - told["tier"]}


def _classification(fact: Fields) -> Fields:
    return {**fact, "classification": _tier_turned(fact["classification"])}


def _proposal(fact: Fields) -> Fields:
    proposal = fact["proposal"]
    return fact if proposal is None else {**fact, "proposal": _classification(proposal)}


def _priority(fact: Fields) -> Fields:
    return {**fact, "priority": _tier_turned(fact["priority"])}


def _breach(fact: Fields) -> Fields:
    breach = dict(fact["breach"])
    return {**fact, "breach": {"recorded_at": breach.pop("first_known_at"), **breach}}


def _step(fact: Fields) -> Fields:
    return {"step": fact["afca"]}


# Tier 1 was the gravest; now 3 is.
EARLIER: Earlier = {
    "case:classification:set/1": ("case:classification:set/2", _classification),
    "case:classification:proposed/1": ("case:classification:proposed/2", _proposal),
    "case:priority:set/1": ("case:priority:set/2", _priority),
    # Registers had one external scheme, whose name the fact had.
    "case:afca:recorded/1": ("case:external:recorded/1", _step),
    # What a sweep writes down is nobody's knowledge.
    "case:breach:opened/1": ("case:breach:opened/2", _breach),
}
