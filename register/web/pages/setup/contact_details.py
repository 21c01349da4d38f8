"""The contact details that letters print, each in a field: the firm's, its schemes', a brand's where they differ."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from flask_babel import gettext
from wtforms import Field

from register.domain.commands import register as r
from register.domain.commands.base import Command
from register.domain.law.policy import Pack
from register.domain.subjects.firm import OF
from register.domain.values import Id
from register.reader.firm import FirmFile
from register.web.pages.setup.forms import SetupForm
from register.web.pages.shared.fields import line

FIRM: Final = "firm"


class Group(NamedTuple):
    """Details of one owner: a title, and the name of each with what it is called."""

    title: str
    details: Mapping[str, str]


class DetailsForm(SetupForm):
    """All of them; an empty field is none. ``groups`` and the fields are made for the firm as it is."""

    groups: tuple[Group, ...] = ()

    def grouped(self) -> Iterator[tuple[str, list[Field]]]:
        """Yield the fields by their owner."""
        for group in self.groups:
            yield group.title, [self[_field(name)] for name in group.details]

    def titled(self, name: str) -> str:
        """Return what a detail is called, with its owner; a name nobody knows any more stands for itself."""
        known = (f"{group.title}: {group.details[name]}" for group in self.groups if name in group.details)
        return next(known, name)

    def order(self, subject: Id | None) -> Command:
        """Set them all."""
        told = ((name, self[_field(name)].data) for group in self.groups for name in group.details)
        return r.SetDetails(details=tuple((name, value) for name, value in told if value))


def details_form(firm: FirmFile, packs: Iterable[Pack]) -> type[DetailsForm]:
    """Return the form for the firm under these packs."""
    groups = tuple(_groups(firm, list(packs)))
    fields = {_field(name): line(label) for group in groups for name, label in group.details.items()}
    return type("DetailsForm", (DetailsForm,), {"groups": groups, **fields})


def details_now(firm: FirmFile) -> dict[str, Any]:
    """Return what stands in the fields."""
    return {_field(name): " ".join(value.splitlines()) for name, value in firm.details.items()}


def _groups(firm: FirmFile, packs: list[Pack]) -> Iterator[Group]:
    """The firm's own first; what is recorded under a name that nothing else tells comes last."""
    labels = {"name": gettext("Name")}
    labels |= {what: text for pack in reversed(packs) for texts in _first(pack) for what, text in texts.items()}
    schemes = {scheme.contact: scheme.title for pack in packs for scheme in pack.schemes}
    known: set[str] = set()
    for title, owner in (
        (gettext("The firm"), FIRM),
        *((title, contact) for contact, title in schemes.items()),
        *(
            (gettext("%(brand)s, where it differs", brand=firm.brand_name(brand.id)), f"{brand.id}{OF}{FIRM}")
            for brand in firm.firm.brands
        ),
    ):
        details = {f"{owner}-{what}": label for what, label in labels.items()}
        details |= {name: name for name in firm.details if name.startswith(f"{owner}-") and name not in details}
        known |= set(details)
        yield Group(title, details)
    if others := {name: name for name in firm.details if name not in known}:
        yield Group(gettext("Others"), others)


def _first(pack: Pack) -> Iterator[Mapping[str, str]]:
    """Yield what the pack's first language calls contact details."""
    for language in pack.languages[:1]:
        yield pack.texts[language].details


def _field(name: str) -> str:
    """Return the name of a detail's field: whatever the detail is called, it is no other part of the form."""
    return f"detail_{name.replace('-', '_').replace(OF, '__')}"
