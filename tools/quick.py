"""What can be known in a minute and a half: `make quick`. No browser, SQLite alone, what the change touches first.

The tests beside the changed files come first, then those that import them, then the pure ones: the domain, the packs,
the rules of the house. What the time does not reach is counted as skipped; `make test` runs everything.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
SECONDS: Final = 75
LOADED: Final = time.monotonic()
PURE: Final = ("tests/domain", "tests/policies", "tests/channels", "tests/timeline", "tests/rules")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a test out when the time is over; pytest loads this module as a plug-in, in each of its processes."""
    if time.monotonic() > LOADED + SECONDS:
        pytest.skip(f"{item.name}: the time of `make quick` is over; `make test` runs everything")


def changed() -> list[Path]:
    """Return the files that differ from what the remote's main branch holds, committed or not."""
    lines = _git("merge-base", "HEAD", "origin/main") or ["HEAD"]
    names = [*_git("diff", "--name-only", lines[0]), *_git("ls-files", "--others", "--exclude-standard")]
    return [Path(name) for name in names if (ROOT / name).is_file()]


def near(files: list[Path]) -> Iterator[Path]:
    """Yield the test files of a change: those in it, those named as its modules, those that import one of them."""
    modules = [file for file in files if file.suffix == ".py" and file.parts[0] != "tests"]
    names = {f"test_{file.stem}.py" for file in modules}
    dotted = {".".join(file.with_suffix("").parts).removesuffix(".__init__") for file in modules}
    tests = sorted((ROOT / "tests").rglob("test_*.py"))
    yield from (file for file in files if file.name.startswith("test_") and file.suffix == ".py")
    yield from (test.relative_to(ROOT) for test in tests if test.name in names)
    for test in tests:
        source = test.read_text(encoding="utf-8")
        if any(f"from {name} import" in source or f"import {name}\n" in source for name in dotted):
            yield test.relative_to(ROOT)


def _git(*words: str) -> list[str]:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.splitlines() if done.returncode == 0 else []


def main() -> int:
    """Run the tests until the time is over and leave the rest out; return pytest's exit status."""
    chosen = list(dict.fromkeys([*map(str, near(changed())), *PURE]))
    left_out = "not postgresql and not browser and not faults"
    words = ["-q", "-p", "tools.quick", "-n", "2", "--dist", "load", "--maxfail", "5", "-m", left_out]
    return int(pytest.main([*words, "--part", "all", *chosen, *sys.argv[1:]]))


if __name__ == "__main__":
    raise SystemExit(main())
