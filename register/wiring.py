"""The one place that puts the parts together; tests hand it their own clock and database."""

from dataclasses import dataclass

from policies import catalogue
from policies.catalogue import Policies
from register import sealing_key
from register.clock import Clock, system_clock
from register.domain.errors import Refused
from register.exports import Exporter
from register.inspector import Inspector
from register.late_forms import LateForms
from register.orders import Order
from register.reader import Reader
from register.registrar import Registrar
from register.sealer import Sealer
from register.sealing_key import SealingKey
from register.sealing_memory import Memory
from register.settings import Settings
from register.store.engine import writing_engine
from register.upkeep import Upkeep
from register.vault import Vault
from register.visits import Visits
from reports.renderers.pdf import unprintable


@dataclass(frozen=True, slots=True)
class Register:
    """A running register: its parts, ready to be used by any edge."""

    settings: Settings
    clock: Clock
    policies: Policies
    registrar: Registrar
    reader: Reader
    upkeep: Upkeep
    visits: Visits
    late_forms: LateForms
    key: SealingKey
    sealer: Sealer
    inspector: Inspector
    exporter: Exporter

    def close(self) -> None:
        """Give the connections back."""
        self.registrar.close()
        self.reader.close()
        self.inspector.close()


def wire(settings: Settings, clock: Clock = system_clock, policies: Policies | None = None) -> Register:
    """Return the register of this installation; raises ``FileNotFoundError`` when it was not initialised."""
    engine = writing_engine(settings.database_url)
    packs = catalogue.shipped() if policies is None else policies
    upkeep = Upkeep(engine, clock)
    key = sealing_key.load(settings.key_file)

    def refused(order: Order, refusal: Refused) -> None:
        touched = order.command.touches()
        subject = (touched[0].kind, touched[0].id) if touched else None
        upkeep.record_refusal(order.actor.name, order.command.TAG, refusal, subject)

    registrar = Registrar(engine, packs, clock, refused)
    registrar.unprintable = unprintable
    reader, vault = Reader(settings.database_url), Vault(settings.secret)
    registrar.locked, reader.channels.opened = vault.locked, vault.opened
    memory = Memory(settings.key_file)
    sealer = Sealer(engine, key, clock, memory)
    inspector = Inspector(settings.database_url, packs, [key.verifier_key], memory)
    exporter = Exporter(registrar, reader, sealer, key)
    visits, forms = Visits(engine), LateForms(engine, clock)
    return Register(settings, clock, packs, registrar, reader, upkeep, visits, forms, key, sealer, inspector, exporter)
