"""Where two complainants are reached at one address: what is sent there to one, the other may read."""

from collections import defaultdict

from register.domain.sealed import normalised
from register.domain.subjects.complainants import complainants, owner_of
from register.web.pages.cases.cards.people.person import name_of
from register.web.pages.cases.desk import Desk


def shared_contacts(desk: Desk) -> list[tuple[str, str]]:
    """Return each address or number that belongs to several complainants, with their names."""
    case, owners, shown = desk.case, defaultdict(set), {}
    for contact in case.contacts:
        words = desk.file.text(contact.value)
        if words is not None:
            form = normalised(contact.kind, words)
            owners[form].add(owner_of(case, contact))
            shown[form] = desk.text(contact.value) or words
    names = {person.id: name_of(desk, person) for person in complainants(case)}
    return [
        (shown[form], ", ".join(name for person, name in names.items() if person in people))
        for form, people in owners.items()
        if len(people & names.keys()) > 1
    ]
