"""The base of the steps about one of those who complain: whom it is about is fixed before anything is filled in."""

from flask import request
from flask_babel import gettext
from wtforms import HiddenField

from register.domain.subjects.case import Case
from register.domain.subjects.complainants import complainants, first_of, owner_of
from register.domain.subjects.parties import Contact, Person
from register.domain.values import Id
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import CaseStep
from register.web.pages.shared.fields import id_of


class PersonStep(CaseStep):
    """A step about one complainant. What is shown and what is sent are always the same person's."""

    person = HiddenField()
    whose: str | None = None

    def prepare(self, desk: Desk, *, fresh: bool) -> None:
        if fresh:
            self.person.data = request.args.get("person", "")
        if desk.case.joint:
            self.whose = name_of(desk, self.whom(desk.case))
        super().prepare(desk, fresh=fresh)
        if fresh and desk.case.joint:
            self.person.data = self.whom(desk.case).id

    def whom(self, case: Case) -> Person:
        """Return whom it is about: the one named, or the first."""
        return next((each for each in complainants(case) if each.id == self.person.data), None) or first_of(case)

    def contacts(self, case: Case) -> list[Contact]:
        """Return the ways to reach them or their representative, and nobody else's."""
        whom = self.whom(case).id
        return [contact for contact in case.contacts if owner_of(case, contact) == whom]

    @property
    def named(self) -> Id | None:
        """The person as the command names them; nobody where one complains alone."""
        return id_of(self.person.data) if self.person.data else None


def name_of(desk: Desk, person: Person) -> str:
    """Return the name of one who complains, as the page shows it."""
    name = desk.text(person.complainant.name) or desk.text(person.complainant.preferred_name)
    if name:
        return name
    known = person.complainant.name or person.complainant.preferred_name
    return str(gettext("erased") if known is not None else gettext("name not known yet"))
