"""A report's whole input, gathered under one checkpoint."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from register.channels.catalogue import received_by, unwatched
from register.domain.actors import account_name
from register.domain.errors import Invalid, Problem
from register.domain.law.policy import Pack
from register.domain.shapes import instant
from register.domain.subjects.channel import Channel
from register.domain.subjects.firm import Entity, Firm
from register.domain.values import Id
from register.publication.labels import labels, letter_of_paragraph
from register.publication.measure import Measure
from register.publication.parts import REPORT_LANGUAGE, Parts, named, speech
from register.publication.returns import returns
from register.publication.rows import breach_rows, case_row
from register.reader.figures import Known, KnownCase, Part, Span, Tallied
from register.reader.firm import FirmFile
from register.reader.told import Told
from register.reader.trail import Signed
from reports.regulator.inputs import (
    BreachRow,
    CaseRow,
    ChannelRow,
    Gap,
    GateRefusal,
    MessageCounts,
    ReportData,
    ReportScope,
    SystemicRow,
    Tally,
)
from reports.regulator.period import Window, current, prior


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report: its kind (``regulator``, ``board``), whose, and over which local days, both included.

    ``as_at``: as the register knew it then (None: now).
    """

    kind: str
    entity: str
    from_on: date
    to_on: date
    brand: str | None = None
    as_at: datetime | None = None

    @property
    def part(self) -> Part:
        """Whose figures."""
        return Part(self.entity, self.brand)


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands for the report; nobody approved it, and it was not issued, while those are empty."""

    prepared_by: str
    approved_by: str = ""
    issued_on: date | None = None


@contextmanager
def gathered(register: Parts, asked: Asked, checkpoint: Signed, standing: Standing) -> Iterator[ReportData]:
    """Give a report's input; its cases are a stream that ends with the block. Raises ``Invalid`` for unknown names."""
    with register.reader.figures.under(checkpoint) as known:
        firm = known.firm()
        entity = _entity(firm.firm, asked)
        packs = register.policies.in_force(entity.packs, asked.to_on, register.policies.drafts)
        pack = packs[0]
        scope = _scope(asked, firm, pack, checkpoint, standing)
        brands = {str(brand.id): firm.brand_name(brand.id) for brand in firm.firm.brands}
        yield _Gathering(known, asked.part, scope, Measure(pack, brands, checkpoint.signed_at), packs).data(register)


def _entity(firm: Firm, asked: Asked) -> Entity:
    entity = firm.entity(asked.entity)
    if asked.brand is not None and firm.brand(asked.brand).entity != entity.id:
        raise Invalid(Problem("unknown-brand", "brand", params={"brand": asked.brand[:60]}))
    return entity


def _scope(asked: Asked, firm: FirmFile, pack: Pack, checkpoint: Signed, standing: Standing) -> ReportScope:
    entity = firm.firm.entity(asked.entity)
    days = f"{asked.from_on:%Y%m%d}-{asked.to_on:%Y%m%d}"
    return ReportScope(
        firm=firm.entity_name(entity.id),
        licence=entity.licence,
        brand="" if asked.brand is None else firm.brand_name(asked.brand),
        zone=entity.zone,
        period_from=asked.from_on,
        period_to=asked.to_on,
        as_at=checkpoint.signed_at,
        pack=pack.id,
        pack_version=pack.version,
        checkpoint_text=named(checkpoint),
        checkpoint_size=checkpoint.size,
        checkpoint_root=checkpoint.root,
        prepared_by=standing.prepared_by,
        approved_by=standing.approved_by,
        document_id="-".join((asked.kind, asked.brand or asked.entity, days, str(checkpoint.size))),
        currency=pack.currency,
        language=REPORT_LANGUAGE,
        issued_on=standing.issued_on,
        example=pack.is_example,
        draft=pack.is_draft,
        unsealed_since=_unsealed_since(asked, firm.firm.digested_on, checkpoint, ZoneInfo(entity.zone)),
    )


def _unsealed_since(asked: Asked, digested_on: date | None, checkpoint: Signed, zone: ZoneInfo) -> date | None:
    """Return the first day of the period whose logs were not under the checkpoint; days of logs are counted in UTC."""
    end = datetime.combine(asked.to_on + timedelta(days=1), time(), zone) - timedelta(microseconds=1)
    last = min(end, checkpoint.signed_at).astimezone(UTC).date()
    if digested_on is not None and digested_on >= last:
        return None
    return asked.from_on if digested_on is None else max(asked.from_on, digested_on + timedelta(days=1))


class _Gathering:
    """Asks one checkpoint for everything one report needs."""

    def __init__(self, known: Known, part: Part, scope: ReportScope, measure: Measure, packs: Sequence[Pack]) -> None:
        self.known, self.part, self.scope, self.measure, self.packs = known, part, scope, measure, packs
        self.now, self.before = current(scope), prior(scope)
        self.gettext = speech(scope.language).gettext
        self.restricted = self.gettext("restricted")

    def data(self, register: Parts) -> ReportData:
        """Return the input; what is found beside the cases is there when they have been read."""
        tallied = self.known.messages(self.part, _span(self.now))
        earlier = self.known.messages(self.part, _span(self.before))
        schemes = {str(scheme.id): scheme.title for pack in self.packs for scheme in pack.schemes}
        words = {**labels(self.measure.pack, self.gettext), "scheme": schemes}
        breaches: list[BreachRow] = []
        systemic = Flagged(self.now, words["systemic_example"], register.reader.accounts.names(), self.restricted)
        return ReportData(
            scope=self.scope,
            cases=self.cases(breaches, systemic),
            messages=self.messages(tallied, self.now),
            messages_prior=self.messages(earlier, self.before) if earlier.inbound else None,
            channels=tuple(self.channel(channel, tallied) for channel in self.known.channels(self.part)),
            breaches=breaches,
            systemic=systemic,
            refusals=tuple(self.refusals()),
            labels=words,
            returns=returns(self.measure.pack, self.scope.language),
        )

    def cases(self, breaches: list[BreachRow], systemic: "Flagged") -> Iterator[CaseRow]:
        """Yield every case received by the end of the period, and note its possible breaches and its flag."""
        for case in self.known.cases(self.part, self.now.end):
            if case.told["breaches"]:
                breaches.extend(self.breaches(case))
            if case.told["systemic"] is not None and case.told["void"] is None:
                systemic.note(case.told)
            yield case_row(case, self.measure, by_hand=self.known.logged_by_hand(case))

    def messages(self, tallied: Tallied, window: Window) -> MessageCounts:
        """Return the message equation; parked deliveries are inbound although nobody knows what they hold."""
        beside = self.known.deliveries(self.part, _span(window))
        states = tallied.states
        return MessageCounts(
            inbound=tallied.inbound + beside["parked"],
            registered=states["registered"],
            linked=states["linked"],
            duplicate=states["duplicate"],
            not_a_complaint=_tallies(tallied.reasons),
            handed_off=_tallies(tallied.handoffs),
            awaiting=states["awaiting"] + states["unsure"],
            parked=beside["parked"],
            handed_off_unaccepted=tallied.unaccepted,
            handed_off_late=tallied.late,
            echoes=beside["echo"],
            receipts=beside["receipt"],
            reactions=beside["reaction"],
            refused_deliveries=self.known.refused_deliveries(self.part, _span(window)),
        )

    def channel(self, channel: Channel, tallied: Tallied) -> ChannelRow:
        """Return one line of the inventory, with the gaps that touch the period."""
        touching = (gap for gap in channel.gaps if gap.from_at < self.now.end and gap.until_at > self.now.start)
        return ChannelRow(
            platform=channel.platform,
            account=channel.slug,
            brand=self.measure.brands.get(channel.brand, channel.brand),
            owner=channel.owner,
            controlled=channel.controlled,
            covered_since=None if unwatched(channel) else self.now.local_day(channel.covered_since),
            covered_until=None if channel.closed_at is None else self.now.local_day(channel.closed_at),
            gaps=tuple(Gap(gap.from_at, gap.until_at, gap.reason) for gap in touching),
            messages=tallied.by_channel[channel.id],
            complaints=tallied.registered_by_channel[channel.id],
            received_by=received_by(channel.platform) or "",
        )

    def breaches(self, case: KnownCase) -> Iterator[BreachRow]:
        """Yield the case's possible breaches that were open at any time in the period."""
        ref = self.restricted if case.told["restricted"] else case.told["reference"]
        for row in breach_rows(case, self.measure, ref):
            settled = row.assessed_on is not None and row.assessed_on < self.now.first
            if row.recorded_at < self.now.end and not settled:
                yield row

    def refusals(self) -> Iterator[GateRefusal]:
        """Yield what the letter gate refused in the period, by letter, paragraph and reason.

        Older records name no letter: where a paragraph is about one letter only, that is the one.
        """
        letters = letter_of_paragraph(self.measure.pack)
        found: Counter[tuple[str, str, str]] = Counter()
        for (letter, cite, reason), count in self.known.gate_refusals(self.part, _span(self.now)).items():
            found[cite, reason, letter or letters.get(cite, "any")] += count
        for (cite, reason, letter), count in sorted(found.items()):
            yield GateRefusal(letter, cite, reason, count)


class Flagged:
    """The flags of possible systemic issues by what they are an example of, as rows once all cases were noted."""

    def __init__(self, window: Window, titles: Mapping[str, str], names: Mapping[str, str], restricted: str) -> None:
        """Say a restricted case's reference as ``restricted``."""
        self._window, self._titles, self._names, self._restricted = window, titles, names, restricted
        self._first: dict[str, Told] = {}
        self._number: Counter[str] = Counter()

    def note(self, told: Told) -> None:
        """Note a case flagged by the end of the period; the first one's owner, product and issue stand for all."""
        example, at = told["systemic"], told["systemic_at"]
        if example is None or at is None or instant(at) >= self._window.end:
            return
        self._number[example] += 1
        first = self._first.setdefault(example, told)
        if at < (first["systemic_at"] or at):
            self._first[example] = told

    def __iter__(self) -> Iterator[SystemicRow]:
        for example, first in sorted(self._first.items()):
            yield SystemicRow(
                ref=self._restricted if first["restricted"] else first["reference"],
                title=self._titles.get(example, example),
                product=first["product"] or "",
                issue=next(iter(first["issues"]), ""),
                opened_on=self._window.local_day(instant(first["systemic_at"] or first["logged_at"])),
                owner=self._owner(first),
                status="flagged",
                cases=self._number[example],
                affected=None,
                closed_on=None,
            )

    def _owner(self, told: Told) -> str:
        owner = told["systemic_owner"]
        return "" if owner is None else self._names.get(account_name(Id(owner)), "")


def _span(window: Window) -> Span:
    return Span(window.start, window.end)


def _tallies(counter: Counter[str]) -> tuple[Tally, ...]:
    return tuple(Tally(code, count) for code, count in sorted(counter.items(), key=lambda item: (-item[1], item[0])))
