"""Release a pack: ``python -m tools.release_pack au-asic-rg271/2021-10-05`` (``make release-pack PACK=...``).

A released pack never changes; a new version supersedes it from a day on. So nothing is released whose worked dates do
not hold, that differs from its table of worked dates, or that is only an example.
"""

import sys

from policies.catalogue import FOLDER, load
from policies.lock import release
from policies.oracle import check_examples, compare
from register.domain.errors import Invalid

TABLE = "oracle.csv"


def main(name: str) -> str:
    """Release ``<pack>/<version>`` and return what is to be told; nothing is written where something is wrong."""
    pack_id, _, version = name.partition("/")
    policies = load()
    pack = policies.pack(pack_id, version)
    if pack.is_example:
        return f"{name} is an example and no law: it is not released."
    table = FOLDER / "packs" / pack_id / TABLE
    wrong = check_examples(pack, policies.calendars)
    wrong += compare(pack, table, policies.calendars) if table.exists() else []
    if wrong:
        return "\n".join(["Not released, these dates differ:", *map(str, wrong)])
    release(FOLDER, pack_id, version)
    return f"{name} is released: its files never change from now on. Commit policies/packs.lock with them."


if __name__ == "__main__":
    try:
        print(main(sys.argv[1]))
    except Invalid as refusal:
        sys.exit(str(refusal))
