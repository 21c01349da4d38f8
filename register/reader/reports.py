"""Questions about reports: which there are, where each stands, the bytes that were approved and issued."""

from dataclasses import dataclass, field

import sqlalchemy as sa

from register.domain.actors import Actor
from register.domain.commands.base import Ref
from register.domain.errors import Problem, Unknown
from register.domain.subjects.report import Report
from register.domain.values import Code, Id
from register.reader.plain import Plain, open_texts, sealed_in
from register.store import tables as t
from register.store.subjects import load


@dataclass(frozen=True, slots=True)
class ReportFile:
    """One report with its version (the ETag) and the texts behind it."""

    report: Report
    version: int
    plain: Plain = field(repr=False)

    @property
    def recipient(self) -> str | None:
        """To whom it was issued; None before."""
        sealed = self.report.recipient
        return None if sealed is None else self.plain.get(sealed.digest)


class Reports:
    """Reads reports, always for an actor: one about other brands than theirs does not exist for them."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def all(self, actor: Actor) -> list[ReportFile]:
        """Return every report this actor may see, the newest first."""
        r = t.reports.c
        with self._engine.connect() as connection:
            ids = connection.execute(sa.select(r.id).order_by(r.prepared_at.desc(), r.id.desc())).scalars().all()
            files = [_file(connection, report) for report in ids]
        return [file for file in files if file is not None and actor.covers_whole(file.report.brand)]

    def open(self, actor: Actor, report: str) -> ReportFile:
        """Return one report; raises ``Unknown``."""
        with self._engine.connect() as connection:
            file = _file(connection, report)
        if file is None or not actor.covers_whole(file.report.brand):
            raise Unknown(Problem("no-such-report", "report"))
        return file

    def document(self, actor: Actor, report: str) -> bytes:
        """Return the bytes that stand: those issued, or those prepared while it was not; raises ``Unknown``."""
        found = self.open(actor, report).report
        d = t.documents.c
        wanted = found.issued_document or found.document
        with self._engine.connect() as connection:
            parts = connection.execute(sa.select(d.data).where(d.digest == wanted).order_by(d.part)).scalars()
            return b"".join(bytes(part) for part in parts)


def _file(connection: sa.Connection, report: str) -> ReportFile | None:
    ref = Ref(Code("report"), Id(report))
    held = load(connection, [ref])[ref]
    if held.value is None:
        return None
    return ReportFile(held.value, held.seq, open_texts(connection, sealed_in(held.value)))
