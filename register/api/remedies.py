"""What was promised and is still to be carried out."""

from typing import Any

from register.api.blueprint import Blueprint
from register.api.context import reading, the_register
from register.api.pagination import page_answer
from register.reader.promises import Promise
from register.schemas import answers
from register.schemas.house import Paging
from register.schemas.shown import bare, shown

remedies = Blueprint("remedies", "What was promised and is still to be carried out")


@remedies.route("/remedies")
@remedies.arguments(Paging, location="query")
@remedies.response(200, answers.page_of(shown(Promise), "Promises"))
def waiting(said: dict[str, Any]) -> dict[str, Any]:
    """List remedies that were not carried out, by their day, those without one last; closed cases' too."""
    actor = reading("cases:read")
    page = the_register().reader.promises.waiting(actor, cursor=said.get("cursor"), limit=said["limit"])
    return page_answer(page, bare)
