"""The pages of what was typed and not sent: a list, and each form once more with a button of its own."""

import re
from http import HTTPStatus
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from register.web.late_forms import SENT, KeptForm, Unsent, drop, kept_forms
from register.web.login import for_roles

# What the page puts into a form, and what is chosen from a list, nobody has typed.
OF_THE_PAGE: Final = re.compile(r"(^|-)(command_id|version|content|spoken|step|proposal|dispatch)$")
CHOSEN: Final = re.compile(r"[a-z0-9:_-]*")
AN_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NOT_IN_NAMES: Final = re.compile(r"[-_.\s]+")


def index() -> str:
    """List what waits to be sent."""
    return render_template("unsent/index.html", waiting=[_shown(kept) for kept in kept_forms().of(_me())])


def show(key: str) -> ResponseReturnValue:
    """Show one form with the words in it; sending it is a click of the person who typed them."""
    found = next((kept for kept in kept_forms().of(_me()) if kept.form == key), None)
    if found is None:
        flash(gettext("Nothing of yours waits there to be sent."), "info")
        return redirect(url_for("shell.home"), HTTPStatus.SEE_OTHER)
    return render_template("unsent/show.html", **_shown(found))


def discard(key: str) -> ResponseReturnValue:
    """Forget one form."""
    drop(key)
    flash(gettext("Discarded."), "success")
    return redirect(url_for("shell.home"), HTTPStatus.SEE_OTHER)


def _me() -> str:
    return str(current_user.id)


def _shown(kept: KeptForm) -> dict[str, Any]:
    unsent = Unsent.read(kept.content)
    typed = [(name, value) for name, value in unsent.fields if not OF_THE_PAGE.search(name)]
    return {
        "unsent": unsent,
        "saved_at": kept.saved_at,
        "action": f"{unsent.address}{'&' if '?' in unsent.address else '?'}{SENT}={unsent.key}",
        "words": [(spoken_name(name), value) for name, value in typed if not CHOSEN.fullmatch(value)],
    }


def spoken_name(name: str) -> str:
    """Return a field's name as words, without the ids in it."""
    return NOT_IN_NAMES.sub(" ", AN_ID.sub("", name)).strip().capitalize()


def make() -> Blueprint:
    """Return the pages."""
    pages = Blueprint("unsent", __name__, url_prefix="/unsent", template_folder="templates")
    for_roles(pages)
    pages.add_url_rule("/", "index", index)
    pages.add_url_rule("/<key>", "show", show)
    pages.add_url_rule("/<key>/discard", "discard", discard, methods=["POST"])
    return pages
