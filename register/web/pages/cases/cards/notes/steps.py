"""Notes and files kept with a case."""

import mimetypes

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField

from register.domain.commands import case as c
from register.domain.commands.base import Upload
from register.web.pages.cases.desk import Desk
from register.web.pages.cases.step import CaseStep
from register.web.pages.shared.fields import paragraph

PRIVILEGED = _("Left out of exports and reports, and closed to auditors.")


class NoteStep(CaseStep):
    """Add an internal comment."""

    TITLE, SUBMIT, ASKS = _("Add a note"), _("Add"), c.AddNote
    text = paragraph(_("Note"), required=True, description=_("Internal: the complainant never sees it."))
    privileged = BooleanField(
        _("Privileged"), description=_("Left out of exports and reports, and closed to auditors.")
    )

    def order(self, desk: Desk) -> c.AddNote:
        return c.AddNote(case=desk.case.id, text=self.text.data, privileged=self.privileged.data)


class FileStep(CaseStep):
    """Keep a file as evidence."""

    TITLE, SUBMIT, ASKS, FILES = _("Attach a file"), _("Attach"), c.AttachFile, True
    file = FileField(_("File"), [FileRequired(_("Choose a file."))], description=_("At most 25 MB."))
    privileged = BooleanField(
        _("Privileged"), description=_("Left out of exports and reports, and closed to auditors.")
    )

    def order(self, desk: Desk) -> c.AttachFile:
        sent = self.file.data
        kind = mimetypes.guess_type(sent.filename)[0] or "application/octet-stream"
        upload = Upload(sent.filename, kind, sent.read())
        return c.AttachFile(case=desk.case.id, file=upload, privileged=self.privileged.data)
