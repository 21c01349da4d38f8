"""Rules of the house that no linter knows."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from tests.rules.source import EVERYTHING, PRODUCT, ROOT, Function, calls, functions, imported, modules, text, tree

MODULE_LINES = 300
TEMPLATE_LINE = 200
FUNCTION_LINES = 40
PARAMETERS = 5
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "misc", "common"}
TIME_READ = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "func.current_timestamp",
    "func.now",
    "time.gmtime",
    "time.localtime",
    "time.time",
    "time.time_ns",
}
# Standard library too, but the outside world: files, processes, the network, chance, the time.
IMPURE = {
    "asyncio",
    "glob",
    "io",
    "locale",
    "logging",
    "multiprocessing",
    "os",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "urllib",
}
# What Playwright answers at once, however the page stands.
ASKS_NOW = {"is_visible", "is_hidden", "is_checked", "is_enabled", "is_disabled", "is_focused", "is_editable"}
UNEXPLAINED = re.compile(
    r"""(?x) \# \s* (?: noqa (?! : \s* [A-Z]+[0-9]+ (?:, \s* [A-Z]+[0-9]+)* \s+ \W+ \s+ \w+ )
                      | type: \s* ignore (?! \[ [^\]]+ \] \s+ \# \s \w+ ) )"""
)
LOADED_BY_THE_DOMAIN = """
import sys, pkgutil
before = set(sys.modules)
import register.domain
for found in pkgutil.walk_packages(register.domain.__path__, "register.domain."):
    __import__(found.name)
foreign = {name.partition(".")[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names) - {"register"}
print(*sorted(name for name in foreign if not name.startswith("_sysconfigdata")))
"""


def test_modules_stay_small() -> None:
    sizes = {module: text(module).count("\n") for module in modules(*EVERYTHING) if not _is_migration(module)}
    assert {module: size for module, size in sizes.items() if size > MODULE_LINES} == {}


def test_every_template_that_is_named_is_there() -> None:
    places = [ROOT / "register/web/pages", ROOT / "register/web/templates", ROOT / "register/api/templates"]
    sources = [path for end in ("*.py", "*.html") for path in (ROOT / "register").rglob(end)]
    named = {name for path in sources for name in re.findall(r'"([\w/-]+\.html)"', path.read_text(encoding="utf-8"))}
    assert len(named) > 30
    assert {name for name in named if not any((place / name).exists() for place in places)} == set()


def test_lines_of_templates_stay_short() -> None:
    """A sentence stands on its line whole, however long it is."""
    found = [
        f"{template.relative_to(ROOT)}:{number}"
        for template in sorted((ROOT / "register").rglob("*.html"))
        for number, line in enumerate(template.read_text(encoding="utf-8").splitlines(), start=1)
        if len(re.sub(r'_\("[^"]*"', '_(""', line)) > TEMPLATE_LINE
    ]
    assert found == []


def test_functions_stay_short() -> None:
    candidates = [module for module in modules(*EVERYTHING) if not _is_migration(module)]
    sizes = {f"{module}:{f.lineno} {f.name}": _lines(f) for module in candidates for f in functions(module)}
    assert {function: size for function, size in sizes.items() if size > FUNCTION_LINES} == {}


def test_functions_take_few_parameters() -> None:
    taken = {
        f"{module}:{f.lineno} {f.name}": _parameters(f)
        for module in modules(*EVERYTHING)
        for f in functions(module)
        if not _is_command_line(f)
    }
    assert {function: number for function, number in taken.items() if number > PARAMETERS} == {}


def test_a_room_says_what_lives_there() -> None:
    assert [str(m) for m in modules(*EVERYTHING) if NAMES_THAT_SAY_NOTHING & {m.stem, *m.parts}] == []


def test_one_place_ends_a_write_transaction() -> None:
    allowed = Path("register/store/write_transaction.py")
    found = [
        f"{module}:{line} {name}"
        for module in modules(*PRODUCT)
        if module != allowed
        for line, name in calls(module)
        if name.endswith(".commit")
    ]
    assert found == []


def test_no_transaction_commits_by_leaving_a_block_outside_the_store() -> None:
    found = [
        f"{module}:{line} {name}"
        for module in modules(*PRODUCT)
        if module.parts[:2] != ("register", "store") and module.parts[0] != "migrations"
        for line, name in calls(module)
        if name.endswith(".begin")
    ]
    assert found == []


def test_one_place_reads_the_time() -> None:
    found = [
        f"{module}:{line} {name}"
        for module in modules(*PRODUCT)
        if module != Path("register/clock.py")
        for line, name in calls(module)
        if ".".join(name.split(".")[-2:]) in TIME_READ
    ]
    assert found == []


def test_the_database_is_never_asked_for_the_time() -> None:
    found = [str(m) for m in modules(*PRODUCT) if re.search(r"(?i)\bcurrent_timestamp\b|\bdatetime\('now'", text(m))]
    assert found == []


def test_the_domain_touches_nothing_outside() -> None:
    found = [
        f"{module}:{line} {name}"
        for module in modules("register/domain")
        for line, name in imported(module)
        if name.partition(".")[0] in IMPURE
    ]
    assert found == []


def test_the_domain_loads_nothing_foreign() -> None:
    # Import contracts do not see an import in `register/__init__.py`; a fresh interpreter does.
    loaded = subprocess.run(
        [sys.executable, "-c", LOADED_BY_THE_DOMAIN], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (loaded.stderr, loaded.stdout.split()) == ("", [])


def test_the_package_itself_is_empty() -> None:
    assert tree(Path("register/__init__.py")).body == []


def test_every_silenced_warning_says_why() -> None:
    found = [
        f"{module}:{number}: {line.strip()}"
        for module in modules(*EVERYTHING)
        if module != Path("tests/rules/test_house.py")
        for number, line in enumerate(text(module).splitlines(), 1)
        if UNEXPLAINED.search(line)
    ]
    assert found == []


def test_the_rule_on_silenced_warnings_can_tell() -> None:
    assert UNEXPLAINED.search("x = 1  # noqa: E501")
    assert UNEXPLAINED.search("x = 1  # type: ignore[arg-type]")
    assert not UNEXPLAINED.search("x = 1  # noqa: E501, S101 - the address is one word")
    assert not UNEXPLAINED.search("x = 1  # type: ignore[arg-type]  # the stub forgets None")


def _is_migration(module: Path) -> bool:
    """A migration is one long list by nature, and is never touched again."""
    return module.parts[:2] == ("migrations", "versions")


def _lines(function: Function) -> int:
    """Lines from `def` to the end; the docstring is free."""
    first = function.body[0]
    documented = ast.get_docstring(function) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if documented else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring


def _parameters(function: Function) -> int:
    given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return len([argument for argument in given if argument.arg not in {"self", "cls"}])


def _is_command_line(function: Function) -> bool:
    """Whether click calls it: each option is a parameter there."""
    return any(".command" in ast.unparse(d) or "click." in ast.unparse(d) for d in function.decorator_list)


def test_words_are_marked_by_one_marker_or_translated() -> None:
    """Each package has its one marker; pages translate when they are shown, by the reader's language."""
    marking = {path for path in modules(*PRODUCT) if any(function.name == "_" for function in functions(path))}
    assert {path.as_posix() for path in marking} == {
        "register/wording/marker.py",
        "reports/marker.py",
    }


def test_a_browser_is_waited_for() -> None:
    """A page is drawn when it is drawn: `assert box.is_visible()` asks too early on a busy machine, `expect` waits."""
    impatient = [
        f"{module}:{line}"
        for module in modules("tests")
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Assert)
        for line in (
            call.lineno for call in ast.walk(node) if isinstance(call, ast.Attribute) and call.attr in ASKS_NOW
        )
    ]
    assert impatient == []
