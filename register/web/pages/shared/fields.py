"""Fields the pages' forms share: times on the wall of a zone, choices that may stay open, amounts."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any, Final

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _
from wtforms import DateTimeLocalField, RadioField, SelectField, StringField, TextAreaField
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Optional, StopValidation, ValidationError
from wtforms.widgets import TextInput

from register.domain.display import storable
from register.domain.moments import NoMoment, on_the_wall, written
from register.domain.values import Id
from register.web.forms import blank_to_none
from register.web.texts import sentence

NEEDED: Final = InputRequired(_("Fill this in."))
NOTHING: Final = Id("00000000-0000-0000-0000-000000000000")
# The first is what browsers want in the value, the others what they may send.
FORMATS: Final = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M%z", "%Y-%m-%dT%H:%M:%S%z"]
CHOSEN: Final = InputRequired(_("Choose one."))


class MomentField(DateTimeLocalField):
    """A date and time as read off the wall in ``zone``, which the page sets; ``instant`` is in UTC."""

    zone: tzinfo = UTC

    def __init__(self, label: LazyString, *, required: bool = False, **options: Any) -> None:
        super().__init__(label, [NEEDED if required else Optional()], format=FORMATS, **options)

    @property
    def instant(self) -> datetime | None:
        """The instant meant; None where the field was left empty."""
        wall: datetime | None = self.data
        return None if wall is None else on_the_wall(wall, self.zone)

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what names no instant; where the clocks leave a doubt that night, ask which of two is meant."""
        try:
            self.instant  # noqa: B018 -- asking is the check
        except NoMoment as fault:
            # A browser's own field holds no offset, and only the offset tells the two apart.
            if fault.problem.code in {"time-skipped", "time-twice"}:
                self.widget = TextInput()
            raise StopValidation(sentence(fault.problem)) from None

    def show(self, at: datetime, zone: tzinfo) -> None:
        """Suggest an instant, cut to the minute."""
        self.data = at.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)


class MomentsField(TextAreaField):
    """Several dates and times, one a line as in ``2026-08-03 14:30``, off the wall in ``zone``."""

    zone: tzinfo = UTC

    @property
    def instants(self) -> tuple[datetime, ...]:
        """The instants meant, where a line names its offset by that; raises ``NoMoment`` for a line that is none."""
        lines = [text for text in (self.data or "").splitlines() if text.strip()]
        return tuple(on_the_wall(written(text), self.zone) for text in lines)

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse a line that is no date and time."""
        try:
            self.instants  # noqa: B018 -- asking is the check
        except NoMoment as fault:
            if fault.problem.code == "not-a-time":
                raise ValidationError(gettext("Write one date and time a line, as in 2026-08-03 14:30.")) from None
            raise ValidationError(sentence(fault.problem)) from None


def id_of(text: str | None) -> Id:
    """Return what a hidden field names; a browser that sends no id names nothing there is."""
    try:
        return Id(text or "")
    except ValueError:
        return NOTHING


def line(label: LazyString, *, required: bool = False, **options: Any) -> StringField:
    """Return a field of one line; empty is None."""
    return StringField(label, [NEEDED if required else Optional()], filters=[_text, blank_to_none], **options)


def paragraph(label: LazyString, *, required: bool = False, **options: Any) -> TextAreaField:
    """Return a field of several lines; empty is an empty text."""
    return TextAreaField(label, [NEEDED if required else Optional()], filters=[_text], **options)


def select(label: LazyString, known: Any = (), *, required: bool = False, **options: Any) -> SelectField:  # noqa: ANN401 -- WTForms' own
    """Return a list to choose one of; nothing chosen is None. Lists of a pack are filled in by the page."""
    return SelectField(
        label, [CHOSEN if required else Optional()], choices=known, coerce=_code, validate_choice=True, **options
    )


def radio(label: LazyString, known: Sequence[Any], *, required: bool = True, **options: Any) -> RadioField:
    """Return a few answers to choose one of."""
    return RadioField(label, [CHOSEN if required else Optional()], choices=known, **options)


def _text(value: str | None) -> str:
    return storable(value or "").strip()


def _code(value: object) -> str | None:
    return None if value in {None, ""} else str(value)
