"""``make bench``: run every benchmark and print what it measured; ``python -m bench NAME`` runs one."""

import sys

from bench import business_days, case_page, derive, lists, log_a_case, rederive, report, stored_bytes, verify_trail

BENCHMARKS = {
    "log-a-case": log_a_case.run,
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
    for name in names or BENCHMARKS:
        BENCHMARKS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
