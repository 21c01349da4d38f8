"""To whom a letter goes and whose paper it is on."""

from register.domain.obligations.addressee import addressee as whom
from register.domain.subjects.case import Case
from register.domain.subjects.firm import details_of
from register.domain.values import Id
from register.reader.cases import CaseFile
from register.reader.firm import FirmFile
from reports.letters.model import Letterhead

PLACES = ("address", "post")


def addressee_name(file: CaseFile, contact: Id | None = None, person: Id | None = None) -> str | None:
    """Return the name a letter greets; None while nobody knows it, or once it was erased."""
    return file.text(whom(file.case, contact, person))


def addressee(file: CaseFile, contact: Id | None, person: Id | None = None) -> tuple[str, ...]:
    """Return the lines over a letter: the name, then the address it goes to; never anything of another complainant."""
    found = next((known for known in file.case.contacts if known.id == contact), None)
    address = "" if found is None else file.text(found.value) or ""
    name = addressee_name(file, contact, person)
    return tuple(line for line in (name, *address.splitlines()) if line)


def letterhead(firm: FirmFile, case: Case) -> Letterhead:
    """Return the paper of the case's brand and entity, with the firm's own contact details."""
    details = details_of(firm.details, case.brand).items()
    own = {name.removeprefix("firm-"): value for name, value in details if name.startswith("firm-")}
    return Letterhead(
        brand=firm.brand_name(case.brand),
        entity=firm.entity_name(case.entity),
        licence=firm.firm.entity(case.entity).licence,
        address=tuple(line for name in PLACES if name in own for line in own[name].splitlines()),
        contact=tuple(value for name, value in own.items() if name not in (*PLACES, "name")),
    )
