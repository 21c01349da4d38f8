"""Tokens for programs: one's own."""

from typing import Any

from register.api.blueprint import Blueprint
from register.api.context import asking, the_register
from register.api.pagination import page_answer, part_of
from register.api.steps import CREATED, Answer, answer, carry_out, for_command
from register.domain.commands.account import CreateToken, RevokeToken
from register.domain.errors import Forbidden, Problem
from register.domain.subjects.account import ApiToken
from register.domain.values import Id
from register.ids import digest_of, new_token
from register.reader.accounts import AccountFile
from register.schemas import answers, house
from register.schemas.shown import opened

tokens = Blueprint("tokens", "Tokens of one's own account")


@tokens.route("/tokens")
@tokens.arguments(house.Paging, location="query")
@tokens.response(200, answers.page_of(answers.Token, "Tokens"))
def own(said: dict[str, Any]) -> dict[str, Any]:
    """List the tokens of one's own account, ended ones too."""
    file = _own_account()
    return page_answer(part_of(file.account.tokens, said), lambda token: _shown(token, file))


@tokens.route("/tokens", methods=["POST"])
@for_command(CreateToken)
@tokens.arguments(house.Token)
@tokens.response(201, answers.NewToken)
def create(said: dict[str, Any]) -> Answer:
    """Make a token. Its secret is in this answer and nowhere else; nobody can give more than their own token has."""
    account, secret = _own_account().account.id, new_token()
    outcome = carry_out(CreateToken(account=account, digest=digest_of(secret), **said))
    # A repetition made nothing: the token of the first request has another secret, which nobody can tell again.
    kept = (token for token in _own_account().account.tokens if token.id == outcome.made["token"])
    told = secret if any(token.digest == digest_of(secret) for token in kept) else None
    return answer(outcome, CREATED, token=told)


@tokens.route("/tokens/<id:token>", methods=["DELETE"])
@for_command(RevokeToken)
@tokens.response(200, answers.Outcome)
def revoke(token: Id) -> Answer:
    """End a token of one's own."""
    return answer(carry_out(RevokeToken(account=_own_account().account.id, token=token)))


def _own_account() -> AccountFile:
    account = asking().account
    file = None if account is None else the_register().reader.accounts.by_id(account)
    if file is None:
        raise Forbidden(Problem("person-needed", "actor"))
    return file


def _shown(token: ApiToken, file: AccountFile) -> dict[str, Any]:
    seen: dict[str, Any] = opened(token, file.plain)
    return seen
