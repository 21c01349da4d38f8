"""``make bench``: run every benchmark, print what it measured, and one table; ``python -m bench NAME`` runs one."""

import sys
from collections.abc import Callable

from bench import (
    business_days,
    case_page,
    derive,
    lists,
    log_a_case,
    profile,
    rederive,
    report,
    stored_bytes,
    verify_trail,
)
from bench.table import Line, table

BENCHMARKS: dict[str, Callable[[], list[Line] | None]] = {
    "log-a-case": log_a_case.run,
    "profile": profile.run,
    "verify-trail": verify_trail.run,
    "business-days": business_days.run,
    "case-page": case_page.run,
    "derive": derive.run,
    "rederive": rederive.run,
    "lists": lists.run,
    "report": report.run,
    "stored-bytes": stored_bytes.run,
}


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all; 2 for a name there is none of."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"no benchmark called {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    lines: list[Line] = []
    for name in names or BENCHMARKS:
        lines += BENCHMARKS[name]() or []
    if lines:
        print(table(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
