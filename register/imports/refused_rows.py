"""The refused rows of a file as a file of their own, each with its reasons: to be mended and imported."""

import csv
import io
import json
from collections.abc import Sequence

from register.imports.columns import WHY
from register.imports.tables import Row, Table


def to_mend(table: Table, refused: Sequence[tuple[Row, str]]) -> str:
    """Return the refused rows, written as they came, with the reasons in a column that an import passes over."""
    if table.dialect is None:
        return "".join(f"{_line(row, why)}\n" for row, why in refused)
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=table.dialect.delimiter)
    kept = [column for column in table.heading if column != WHY]
    writer.writerow([WHY, *kept])
    for row, why in refused:
        told = zip(table.heading, row.raw, strict=False)
        cells = [cell for column, cell in told if column != WHY] + list(row.raw[len(table.heading) :])
        writer.writerow([why, *cells])
    return written.getvalue()


def _line(row: Row, why: str) -> str:
    """Return a line of JSON with its reasons; one that is no object is left for its author as it stands."""
    try:
        tree = json.loads(row.raw[0])
    except (ValueError, RecursionError):
        return row.raw[0]
    return json.dumps({WHY: why, **tree}, ensure_ascii=False) if isinstance(tree, dict) else row.raw[0]
