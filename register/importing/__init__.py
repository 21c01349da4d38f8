"""Rows of a file as commands: complaints, or messages of a channel. The same row again changes nothing."""

from register.importing.columns import CASES, MESSAGES, WHY, Columns
from register.importing.importer import Importer, Kept
from register.importing.mending import to_mend
from register.importing.tables import Row, Table, read_rows

__all__ = ["CASES", "MESSAGES", "WHY", "Columns", "Importer", "Kept", "Row", "Table", "read_rows", "to_mend"]
