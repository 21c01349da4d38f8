"""A case: its page in cards, and a form for each step, given when it is asked for."""

from flask import Blueprint

from register.domain.actors import APPROVER, AUDITOR, OFFICER
from register.web.login import for_roles
from register.web.pages.cases.page import CasePages
from register.wiring import Register


def make(register: Register) -> Blueprint:
    """Return the pages of a case."""
    # Templates stand beside the code that fills them, under the names of their folders.
    pages = Blueprint("cases", __name__, url_prefix="/cases", template_folder="..")
    for_roles(pages, OFFICER, APPROVER, AUDITOR)
    case = CasePages(register)
    pages.add_url_rule("/<reference>", "show", case.show)
    pages.add_url_rule("/<reference>/cards/<card>", "card", case.card)
    pages.add_url_rule("/<reference>/files/<file>", "file", case.file)
    pages.add_url_rule("/<reference>/<step>", "step", case.step)
    pages.add_url_rule("/<reference>/<step>", "act", case.act, methods=["POST"])
    return pages
