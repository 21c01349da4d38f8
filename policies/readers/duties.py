"""What a pack says beside its limits: happenings, risks, schemes, retention, returns."""

from collections.abc import Collection
from typing import Final

from policies.readers.rules import length
from policies.readers.tables import Table
from register.domain.law.duties import LACKING, Caution, Event, Practice, Retention, Return, Risk, Scheme
from register.domain.law.rules import EVENTS, FORCES, MARKS
from register.domain.subjects.external_scheme import STAGES
from register.domain.values import Code

PERIODS: Final = ("month", "quarter", "half-year", "year")
DETAILS: Final = ("address", "email", "name", "phone", "post", "web")


def event(table: Table, classes: Collection[str]) -> Event:
    """Return one ``[[event]]``."""
    found = Event(
        id=table.one_of("id", EVENTS),
        title=table.text("title"),
        cite=table.cite(),
        classes=frozenset(table.several("classes", classes)),
        after=table.several("after", EVENTS),
        not_after=table.several("not_after", EVENTS),
        per=table.one_of("per", ("party",)) if table.has("per") else None,
        repeats=table.flag("repeats"),
        evidence=table.flag("evidence"),
        before_receipt=table.flag("before_receipt"),
    )
    table.close()
    return found


def caution(table: Table, classes: Collection[str]) -> Caution:
    """Return one ``[[caution]]``."""
    words = Caution(
        id=table.code("id"),
        text=table.text("text"),
        cite=table.cite(),
        force=table.one_of("force", FORCES),
        before=table.one_of("before", EVENTS),
        classes=frozenset(table.several("classes", classes)),
    )
    table.close()
    return words


def risk(table: Table, classes: Collection[str], duties: Collection[str]) -> Risk:
    """Return one ``[[risk]]``."""
    found = Risk(
        id=table.code("id"),
        title=table.text("title"),
        cite=table.cite(),
        force=table.one_of("force", FORCES),
        duty=table.one_of("duty", duties),
        days_left=table.number("days_left"),
        lacking=table.one_of("lacking", LACKING),
        classes=frozenset(table.several("classes", classes)),
        escalate=table.flag("escalate"),
    )
    table.close()
    return found


def scheme(table: Table) -> Scheme:
    """Return one ``[[scheme]]``."""
    found = Scheme(
        id=table.code("id"),
        title=table.text("title"),
        cite=table.cite(),
        confirmed=table.one_of("confirmed", MARKS),
        contact=table.code("contact"),
        note=table.text("note", ""),
        details=_details(table.table("details")),
    )
    table.close()
    return found


def practice(table: Table) -> Practice:
    """Return one ``[[practice]]``."""
    found = Practice(
        id=table.code("id"),
        days=table.number("days"),
        stages=frozenset(table.several("stages", STAGES)),
        cite=table.cite(),
        confirmed=table.one_of("confirmed", MARKS),
    )
    table.close()
    return found


def _details(table: Table) -> dict[Code, str]:
    """Return a scheme's public contact details by what each of them is."""
    return {table.known(name, name, DETAILS): table.text(name) for name in table.names()}


def retention(table: Table, classes: Collection[str]) -> Retention:
    """Return one ``[[retention]]``."""
    found = Retention(
        id=table.code("id"),
        title=table.text("title"),
        anchor=table.one_of("anchor", EVENTS),
        keep=length(table, "keep"),
        cite=table.cite(),
        confirmed=table.one_of("confirmed", MARKS),
        classes=frozenset(table.several("classes", classes)),
        note=table.text("note", ""),
    )
    table.close()
    return found


def periodic_return(table: Table, rules: Collection[str]) -> Return:
    """Return one ``[[report]]``."""
    found = Return(
        id=table.code("id"),
        title=table.text("title"),
        cite=table.cite(),
        confirmed=table.one_of("confirmed", MARKS),
        period=table.one_of("period", PERIODS),
        due=table.one_of("due", rules) if table.has("due") else None,
        nil=table.flag("nil"),
        sign_off=table.text("sign_off", ""),
        threshold=table.text("threshold", ""),
        per=table.text("per", ""),
        measures=table.words("measures"),
        note=table.text("note", ""),
    )
    table.close()
    return found
