"""What is on the paper, asked of poppler, not of the code that printed it."""

import re
import subprocess
from pathlib import Path


def text(pdf: Path) -> str:
    """The words in reading order, spaces and line ends folded to one space."""
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True)
    return re.sub(r"\s+", " ", done.stdout)


def info(pdf: Path) -> dict[str, str]:
    done = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True, env={"TZ": "UTC"})
    return {key: value.strip() for key, _, value in (line.partition(":") for line in done.stdout.splitlines())}


def structure(pdf: Path) -> list[str]:
    """The tags, outermost first, each followed by its attributes."""
    done = subprocess.run(["pdfinfo", "-struct", pdf], check=True, capture_output=True, text=True)
    return [line.strip() for line in done.stdout.splitlines()]


def attached(pdf: Path, folder: Path) -> dict[str, str]:
    folder = folder / "attached"
    folder.mkdir()
    subprocess.run(["pdfdetach", "-saveall", "-o", folder, pdf], check=True, capture_output=True)
    return {file.name: file.read_bytes().decode() for file in folder.iterdir()}


def edges(pdf: Path) -> tuple[float, float]:
    """The width of the pages, and how far to the right the words on them reach, in points."""
    done = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True)
    width = max(float(each) for each in re.findall(r'<page width="([\d.]+)"', done.stdout))
    return width, max(float(each) for each in re.findall(r'xMax="([\d.]+)"', done.stdout))
