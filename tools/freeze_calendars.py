"""Write the holiday calendars of a new version: ``python tools/freeze_calendars.py 2026.1``.

A frozen version never changes, so that a library update cannot move a date already given to anyone. A new version
copies the years before its own from the previous version, whatever the library says of them today. What no place had
announced yet is marked: ``gazetted_year`` is the last year that was, ``estimated`` a day reckoned before it is known.
"""

import json
import re
import sys
from datetime import date
from importlib.metadata import version as installed
from pathlib import Path
from typing import Final, NamedTuple

import holidays

FOLDER: Final = Path(__file__).resolve().parent.parent / "policies" / "calendars"
FIRST_YEAR: Final = 2020
LAST_YEAR: Final = 2032
VERSION: Final = re.compile(r"(20\d\d)\.(\d+)")

# The last year every place had announced when its days were frozen; past it they are reckoned from its laws alone.
GAZETTED_YEARS: Final = {2026: 2027}

# Announced a year at a time, whatever else a place has announced: the day hangs on when a match is played.
ANNOUNCED_YEARLY: Final = frozenset({"friday-before-the-afl-grand-final"})

Row = dict[str, str | bool]


class Origin(NamedTuple):
    """Where the library keeps a place's days, and which kinds of them; ``part`` is "" for a whole country."""

    country: str
    part: str = ""
    categories: tuple[str, ...] = ("public",)

    @property
    def name(self) -> str:
        """The place as the library writes it."""
        return f"{self.country}-{self.part}" if self.part else self.country


# In the United Kingdom a bank holiday is what elsewhere is a public one, so there is one reading and no other.
PLACES: Final = {
    **{
        f"au-{part.lower()}": Origin("AU", part, ("public", "bank"))
        for part in ("ACT", "NSW", "NT", "QLD", "SA", "TAS", "VIC", "WA")
    },
    **{f"gb-{part.lower()}": Origin("GB", part) for part in ("ENG", "NIR", "SCT")},
    "ie": Origin("IE"),
    "sg": Origin("SG"),
}


def slug(name: str) -> str:
    """Return the code of a holiday's name."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "")).strip("-")


def is_estimated(day: date, name: str, frozen_in: int) -> bool:
    """Whether a day was reckoned, not announced: the library says so in its name, or it is not announced so early."""
    return "estimated)" in name or (slug(name) in ANNOUNCED_YEARLY and day.year > frozen_in)


def from_library(origin: Origin, frozen_in: int) -> list[Row]:
    """Return every public holiday, and every bank holiday on a day that is not public, with its name in English."""
    rows: dict[tuple[str, str], Row] = {}
    taken: set[str] = set()
    for category in origin.categories:
        found = holidays.country_holidays(
            origin.country,
            subdiv=origin.part or None,
            years=range(FIRST_YEAR, LAST_YEAR + 1),
            categories=(category,),
            language=f"en_{origin.country}",
        )
        for day, names in found.items():
            if day.isoformat() in taken:
                continue
            for name in names.split("; "):
                row: Row = {"date": day.isoformat(), "code": slug(name), "name": name, "category": category}
                if is_estimated(day, name, frozen_in):
                    row["estimated"] = True
                rows[day.isoformat(), slug(name)] = row
        taken |= {day.isoformat() for day in found}
    return [rows[key] for key in sorted(rows)]


def with_past(rows: list[Row], folder: Path, version: tuple[int, int]) -> list[Row]:
    """Return ``rows`` with the years before the version's own taken from the version before it, if there is one."""
    older = [
        (numbers, path)
        for path in folder.glob("*.json")
        if (numbers := version_of(path.stem)) is not None and numbers < version
    ]
    if not older:
        return rows
    past = json.loads(max(older)[1].read_text(encoding="utf-8"))["holidays"]
    start = f"{version[0]}-01-01"
    return [row for row in past if str(row["date"]) < start] + [row for row in rows if str(row["date"]) >= start]


def version_of(text: str) -> tuple[int, int] | None:
    """Return a version as numbers, ``None`` for text that is none."""
    found = VERSION.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else None


def document(place: str, version: str, rows: list[Row]) -> str:
    """Return the file's text, one holiday a line."""
    origin = PLACES[place]
    kinds = "categories" if len(origin.categories) > 1 else "category"
    source = f"holidays {installed('holidays')}, {origin.name}, {kinds} {' and '.join(origin.categories)}"
    frozen_in = int(version.partition(".")[0])
    head = {
        "id": place,
        "version": version,
        "source": source,
        "first_year": FIRST_YEAR,
        "last_year": LAST_YEAR,
        "gazetted_year": GAZETTED_YEARS.get(frozen_in, frozen_in),
    }
    lines = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in rows)
    opening = json.dumps(head, indent=2, ensure_ascii=False).removesuffix("\n}")
    return f'{opening},\n  "holidays": [\n{lines}\n  ]\n}}\n'


def freeze(folder: Path, version: str) -> list[str]:
    """Write every place's calendar under ``version``; returns the frozen files that today's data would change."""
    numbers = version_of(version)
    if numbers is None:
        return [f"{version}: a version is a year and a number, for example 2026.1"]
    texts = {
        folder / place / f"{version}.json": document(
            place, version, with_past(from_library(PLACES[place], numbers[0]), folder / place, numbers)
        )
        for place in PLACES
    }
    refused = [
        f"{path}: already frozen with other days; choose a new version"
        for path, text in texts.items()
        if path.exists() and json.loads(path.read_text(encoding="utf-8"))["holidays"] != json.loads(text)["holidays"]
    ]
    if refused:
        return refused
    for path, text in texts.items():
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return []


def main(arguments: list[str]) -> int:
    """Freeze the version named on the command line; 1 when nothing was written."""
    if len(arguments) != 1:
        sys.stderr.write("usage: freeze_calendars.py VERSION, for example 2026.1\n")
        return 2
    refused = freeze(FOLDER, arguments[0])
    sys.stderr.writelines(f"{line}\n" for line in refused)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
