"""How the document says what a pack holds in codes: forces, marks, lengths, events, classes and conditions."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from babel import Locale
from babel.lists import format_list

from register.domain.law.policy import Pack
from register.domain.law.rules import STATED, Condition, Limit, Rule, Value
from register.domain.values import Code
from reports.marker import _
from reports.policy.model import Cell, Line, Mark
from reports.renderers.words import Words

Joining = Literal["standard", "or"]
DECISIONS = Code("idr-decision")


FORCE: Mapping[str, str] = {
    "E": _("E · enforceable"),
    "G": _("G · guidance"),
    "L": _("L · other law"),
    "house": _("the firm's own"),
}
SURE: Mapping[str, str] = {
    "C": _("C · read in the text"),
    "S": _("S · secondary source"),
    "D": _("D · derived by us"),
    "U": _("U · UNCONFIRMED"),
}
TONE: Mapping[str, str] = {"E": "law", "L": "law", "G": "guide", "house": "own"}
DECIDED: Mapping[str, str] = {"true": _("yes"), "false": _("no")}


@dataclass(frozen=True, slots=True)
class Telling:
    """A pack, the words it is told in, and the register's own for events that the pack does not name."""

    pack: Pack
    words: Words
    names: Mapping[str, str]

    def gettext(self, message: str, /) -> str:
        return self.words.gettext(message)

    def force(self, code: str) -> Mark:
        """How binding something is."""
        return Mark(self.gettext(FORCE[code]), TONE[code])

    def sure(self, code: str) -> Mark:
        """How sure it is that the regime says so."""
        return Mark(self.gettext(SURE[code]), "warn" if code == "U" else "quiet")

    def marks(self, force: str, confirmed: str | None = None) -> tuple[Mark, ...]:
        """Force, and how sure it is where that is known; nothing of an example or a draft is law."""
        return (self.force(force), *(() if confirmed is None else (self.sure(confirmed),)), *self._no_law())

    def _no_law(self) -> Iterator[Mark]:
        if self.pack.is_draft:
            yield Mark(self.gettext("draft law"), "warn")
        if self.pack.is_example:
            yield Mark(self.gettext("example, no law"), "warn")

    def some(self, names: Iterable[str], style: Joining = "or") -> str:
        """Join names as a sentence does: “a”, “b” or “c”."""
        locale = Locale.parse(self.words.language, sep="-")
        return format_list([f"“{name}”" for name in names], style=style, locale=locale)

    def language(self, code: str) -> str:
        """A language by its name, in the reader's own."""
        reader = Locale.parse(self.words.language, sep="-")
        return Locale.parse(code, sep="-").get_display_name(reader) or code

    def event(self, code: str) -> str:
        """An event as the pack calls it, or the register."""
        known = self.pack.events.get(Code(code))
        return self.names.get(code, code) if known is None else known.title

    def events(self, codes: Iterable[str], style: Joining = "or") -> str:
        """Events in a sentence; empty for none."""
        return self.some((self.event(code) for code in codes), style)

    def classes(self, codes: Collection[str]) -> Cell:
        """Each class on a line, in the pack's order; one line for all of them."""
        if not codes or set(codes) == set(self.pack.classes):
            return (Line(self.gettext("every class")),)
        return tuple(self.of_class(code) for code in self.pack.classes if code in codes)

    def of_class(self, code: str) -> Line:
        return Line(self.pack.classes[Code(code)].title, f"class-{code}")

    def duty(self, code: str) -> str:
        return self.pack.duties.get(Code(code), code)

    def rule(self, code: str) -> Line:
        """A rule by what it is for and by its code."""
        known = self.pack.rules.get(Code(code))
        return Line(code) if known is None else Line(f"{self.duty(known.duty)} ({code})", f"rule-{code}")

    def outcome(self, code: str) -> str:
        """A decision in the words of the pack's own list."""
        known = self.pack.codes.get(DECISIONS)
        entry = known.entries.get(Code(code)) if known is not None else None
        return entry.label if entry is not None else code.replace("-", " ")

    def condition(self, when: Condition) -> str:
        """The facts something depends on, each with the values it asks for."""
        return "; ".join(
            f"{self.fact(name)}: {' / '.join(self.value(name, value) for value in allowed)}"
            for name, allowed in when.items()
        )

    def fact(self, name: str) -> str:
        """What a fact is about."""
        known = self.pack.facts.get(name)
        return name if known is None else known.title

    def value(self, name: str, value: Value) -> str:
        """A value of a fact: a code in the words of the list of the same name, where there is one."""
        if isinstance(value, bool):
            return self.gettext(DECIDED[str(value).lower()])
        if isinstance(value, date):
            return self.words.day(value)
        known = self.pack.codes.get(Code(name)) if name.replace("-", "").isalnum() else None
        entry = known.entries.get(Code(str(value))) if known is not None and isinstance(value, str) else None
        return str(value) if entry is None else entry.label

    def length(self, count: int, unit: str) -> str:
        """A length of time: 24 hours, 5 business days, 30 calendar days."""
        ngettext = self.words.ngettext
        said = {
            "hour": ngettext("%(num)d hour", "%(num)d hours", count),
            "day": ngettext("%(num)d calendar day", "%(num)d calendar days", count),
            "business-day": ngettext("%(num)d business day", "%(num)d business days", count),
            "week": ngettext("%(num)d week", "%(num)d weeks", count),
            "month": ngettext("%(num)d month", "%(num)d months", count),
            "year": ngettext("%(num)d year", "%(num)d years", count),
        }
        return said[unit] % {"num": count}

    def limit(self, limit: Limit) -> str:
        """How long a limit is, or where its length comes from."""
        _ = self.gettext
        if limit.unit == STATED:
            return _("until the day stated from outside: %(fact)s") % {"fact": self.fact(limit.fact)}
        if not limit.fact:
            return self.length(limit.count, limit.unit)
        units = {
            "hour": _("as many hours as “%(fact)s” says; no limit while that is unknown"),
            "day": _("as many calendar days as “%(fact)s” says; no limit while that is unknown"),
            "business-day": _("as many business days as “%(fact)s” says; no limit while that is unknown"),
            "week": _("as many weeks as “%(fact)s” says; no limit while that is unknown"),
            "month": _("as many months as “%(fact)s” says; no limit while that is unknown"),
            "year": _("as many years as “%(fact)s” says; no limit while that is unknown"),
        }
        return units[limit.unit] % {"fact": self.fact(limit.fact)}

    def _doubt(self, rule: Rule) -> str:
        """Why no date of this rule is ever the law's; empty where one can be."""
        _ = self.gettext
        if self.pack.is_example:
            return _("from an example pack: no legal date")
        if self.pack.is_draft:
            return _("draft law, UNCONFIRMED: never called a legal date")
        return _("UNCONFIRMED: never called a legal date") if rule.confirmed == "U" else ""

    def standing(self, rule: Rule) -> Mark:
        """What a date of this rule may be called: only what the law sets and somebody confirmed is a legal date."""
        _ = self.gettext
        doubt = self._doubt(rule)
        if doubt:
            return Mark(doubt, "warn")
        if rule.operated_force == "house":
            return Mark(_("the firm's own target"), "own")
        if rule.operated_force == "G":
            return Mark(_("guidance: expected, no legal deadline"), "guide")
        if rule.bound == "complainant":
            return Mark(_("the complainant's legal time"), "law")
        return Mark(_("legal deadline") if rule.kind == "deadline" else _("legal date"), "law")
