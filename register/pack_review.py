"""A version of a pack as a document to be read: what its files are, what came before it, which examples hold."""

from collections import defaultdict
from datetime import datetime

from policies import catalogue, lock
from policies.catalogue import Policies
from policies.oracle import check_examples
from register.domain.law.policy import Pack
from register.wording.events import EVENT
from reports.policy.inputs import Review
from reports.renderers.html import Speech


def review_policy(policies: Policies, pack: Pack, as_at: datetime, language: str, speech: Speech) -> Review:
    """Return everything the document says of ``pack``, one of those shipped; derives its worked examples again."""
    earlier = [known for known in policies.versions(pack.id) if known.order < pack.order]
    wrong: dict[str, list[str]] = defaultdict(list)
    for difference in check_examples(pack, policies.calendars):
        told = speech.gettext("%(rule)s: expected %(expected)s, found %(found)s")
        found = difference.found or speech.gettext("nothing")
        params = {"rule": difference.column, "expected": difference.expected, "found": found}
        wrong[difference.row].append(told % params)
    return Review(
        pack=pack,
        released=(pack.id, pack.version) in policies.released,
        digest=lock.digest(catalogue.FOLDER / "packs" / pack.id / f"{pack.version}.toml"),
        as_at=as_at,
        language=language,
        events={code: speech.gettext(words) for code, words in EVENT.items()},
        wrong=wrong,
        previous=earlier[-1] if earlier else None,
    )
