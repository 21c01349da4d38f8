"""The base of every form: CSRF, the visitor's language, and refusals shown beside the fields they are about."""

from collections.abc import Iterator

from flask_wtf import FlaskForm
from wtforms import Field, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from register.domain.errors import Refused
from register.web.texts import sentence


class RegisterForm(FlaskForm):
    """A form of the register. Its rules are about reading the input; what may happen is decided behind the door."""

    def take(self, refusal: Refused) -> None:
        """Show each reason of a refusal at the field it names, or over the form when there is none."""
        for problem in refusal.problems:
            path = problem.where.replace("-", "_")
            names = (path.replace(".", "_"), path.partition(".")[0], path.rpartition(".")[2])
            field = next((self._fields[name] for name in names if name in self._fields), None)
            if field is None:
                self.form_errors.append(sentence(problem))
            else:
                field.errors = [*field.errors, sentence(problem)]


class CheckboxesField(SelectMultipleField):
    """Several of a list, as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def blank_to_none(value: str | None) -> str | None:
    """Read an empty input as absent (a filter for text fields)."""
    return (value or "").strip() or None


def errors_of(form: FlaskForm) -> Iterator[tuple[Field | None, str]]:
    """Yield every error of a form with the field it belongs to (None: the form as a whole)."""
    for error in form.form_errors:
        yield None, str(error)
    for field in form:
        for error in field.errors:
            yield field, str(error)
