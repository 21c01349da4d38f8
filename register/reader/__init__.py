"""The reader: every question asked of the register, in read-only transactions that the database itself enforces."""

import sqlalchemy as sa

from register.reader.accounts import Accounts
from register.reader.authors import Authors
from register.reader.cases import Cases
from register.reader.channels import Channels
from register.reader.deliveries import Deliveries
from register.reader.exports import Exports
from register.reader.figures import Figures
from register.reader.firm import FirmReader
from register.reader.guard import Guard
from register.reader.health import Health
from register.reader.inbox import Inbox
from register.reader.ledger import Ledger
from register.reader.logs import Logs
from register.reader.mail import MailReader
from register.reader.outbox import Outbox
from register.reader.overdue import Overdue
from register.reader.parts import Parts
from register.reader.promises import Promises
from register.reader.received import Received
from register.reader.reports import Reports
from register.reader.trail import Trail
from register.reader.work import Work
from register.store.engine import reading_engine


class Reader:
    """Questions by topic, the worker's ``work`` and, under a checkpoint, the ``figures`` of reports among them."""

    def __init__(self, url: str) -> None:
        engine: sa.Engine = reading_engine(url)
        self._engine = engine
        self.cases = Cases(engine)
        self.authors = Authors(engine)
        self.inbox = Inbox(engine)
        self.accounts = Accounts(engine)
        self.channels = Channels(engine)
        self.firm = FirmReader(engine)
        self.trail = Trail(engine)
        self.work = Work(engine)
        self.deliveries = Deliveries(engine)
        self.outbox = Outbox(engine)
        self.mail = MailReader(engine)
        self.figures = Figures(engine)
        self.received = Received(engine)
        self.reports = Reports(engine)
        self.parts = Parts(engine)
        self.promises = Promises(engine)
        self.ledger = Ledger(engine)
        self.health = Health(engine)
        self.exports = Exports(engine)
        self.guard = Guard(engine)
        self.overdue = Overdue(engine)
        self.logs = Logs(engine)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()
