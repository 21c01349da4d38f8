"""The classes of a pack, and those among them that no complaint could ever have."""

from collections.abc import Iterable, Mapping

from policies.readers.tables import Table
from register.domain.law.policy import ComplaintClass, Fact
from register.domain.law.rules import Condition
from register.domain.values import Code


def complaint_class(table: Table, facts: Mapping[str, Fact]) -> ComplaintClass:
    """Return one ``[[class]]``."""
    spoken = table.table("words")
    found = ComplaintClass(
        id=table.code("id"),
        title=table.text("title"),
        cite=table.cite(),
        urgent=table.flag("urgent"),
        parent=table.optional_code("parent"),
        note=table.text("note", ""),
        when=table.condition("when", facts) if table.has("when") else None,
        words={Code(language): tuple(str(word) for word in spoken.listed(language)) for language in spoken.names()},
    )
    if found.when is not None and not all(found.when.values()):
        table.faults.add("class-never-matches", table.place("when"))
    table.close()
    return found


def check_reachable(root: Table, classes: Iterable[ComplaintClass]) -> None:
    """Note every class whose facts always choose an earlier one: the first that matches wins."""
    earlier: list[ComplaintClass] = []
    for known in classes:
        if known.when is None:
            continue
        hiding = next((other for other in earlier if _covers(other.when or {}, known.when)), None)
        if hiding is not None:
            root.faults.add("class-never-matches", f"class[{known.id}].when", hidden_by=hiding.id)
        earlier.append(known)


def _covers(wide: Condition, narrow: Condition) -> bool:
    """Whether everything that ``narrow`` lets through, ``wide`` lets through too."""
    return all(name in narrow and set(narrow[name]) <= set(allowed) for name, allowed in wide.items())
