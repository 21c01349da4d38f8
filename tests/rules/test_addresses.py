"""No file says where packages are fetched from: that is each machine's own business."""

import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from tests.rules.source import ROOT

ADDRESS = re.compile(r"https?://[^\s'\",\]]+")


def _said(*command: str) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )
    return done.stdout


def _package_hosts() -> set[str]:
    """The hosts this machine gets Python, browser and Debian packages from."""
    index = import_module("pip._internal.models.index").PyPI
    apt = [*Path("/etc/apt").glob("*.list"), *Path("/etc/apt").glob("sources.list.d/*")]
    addresses = [
        index.url,
        f"https://{index.file_storage_domain}",
        *ADDRESS.findall(_said(sys.executable, "-m", "pip", "config", "list")),
        *ADDRESS.findall(_said("npm", "config", "get", "registry")),
        *(address for source in apt for address in ADDRESS.findall(source.read_text(encoding="utf-8"))),
    ]
    hosts = {host for address in addresses if (host := urlsplit(address).hostname)}
    # A proxy on the machine itself has the address that tests and pages use too.
    return hosts - {"127.0.0.1", "localhost", "::1"}


def test_no_file_names_a_package_host() -> None:
    hosts = _package_hosts()
    assert len(hosts) > 2
    patterns = [option for host in sorted(hosts) for option in ("-e", host)]
    assert _said("git", "grep", "-I", "-n", "-F", *patterns).splitlines() == []
