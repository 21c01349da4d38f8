"""Rows of a file as commands: complaints, or messages of a channel. The same row again changes nothing."""

from register.imports.columns import CASES, MESSAGES, WHY, Columns
from register.imports.importer import Importer, Kept
from register.imports.refused_rows import to_mend
from register.imports.tables import Row, Table, read_rows

__all__ = ["CASES", "MESSAGES", "WHY", "Columns", "Importer", "Kept", "Row", "Table", "read_rows", "to_mend"]
