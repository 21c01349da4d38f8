"""The API's own kinds of blueprint, address parts and argument parser: every mistake ends in one form of answer."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from threading import Lock
from typing import Any, Final, NoReturn

import flask_smorest
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask, Request, Response
from marshmallow import RAISE, Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, HTTPException, UnsupportedMediaType
from werkzeug.routing import BaseConverter, UUIDConverter

from register.admission import admit_json
from register.api.problems import MEDIA_TYPE, on_http_error, on_outage, on_refusal
from register.domain.errors import Invalid, Problem, Refused
from register.domain.values import Id
from register.outage import Outage
from register.schemas import answers
from register.schemas.fields import Said

ROOT: Final = "/api/v1"
LONGEST_PLACE: Final = 100


class IdConverter(UUIDConverter):
    """An id in an address."""

    def to_python(self, value: str) -> Id:  # type: ignore[override]  # ours is a text too
        """Return the id as the register writes it."""
        return Id(value.lower())

    def to_url(self, value: str) -> str:  # type: ignore[override]  # as above
        """Return the id as it stands in an address."""
        return value


class ReferenceConverter(BaseConverter):
    """A case's reference, or its id, in an address."""

    regex = "[A-Za-z0-9-]{8,40}"


class Parser(FlaskParser):
    """Turns what does not fit a schema into a refusal like any other, a query's unknown names as well as a body's."""

    DEFAULT_UNKNOWN_BY_LOCATION = FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION | {"query": RAISE}

    def load_json(self, req: Request, schema: Schema) -> Any:  # noqa: ANN401 -- any JSON
        """Return the body; raises ``BadRequest`` also for brackets deeper and numbers longer than Python reads.

        Raises ``UnsupportedMediaType`` for a body that does not say that it is JSON, ``RequestEntityTooLarge`` for more
        parts than a body may have.
        """
        if req.get_data() and not req.is_json:
            raise UnsupportedMediaType
        admit_json(req.get_data())
        try:
            return super().load_json(req, schema)
        except (RecursionError, ValueError):
            raise BadRequest from None

    def handle_error(
        self,
        error: ValidationError,
        req: Request,
        schema: Schema,
        *,
        error_status_code: int | None,
        error_headers: Mapping[str, str] | None,
    ) -> NoReturn:
        """Raise ``Invalid`` with every mistake; those in the body are named from the body's own top."""
        locations: Mapping[str, Any] = error.messages_dict
        raise Invalid(*(problem for messages in locations.values() for problem in _problems(messages, "")))


def _problems(messages: Any, where: str) -> Iterator[Problem]:  # noqa: ANN401 -- the library's tree of messages
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            own = where if name == "_schema" else f"{where}.{name}".removeprefix(".")[:LONGEST_PLACE]
            yield from _problems(inner, own)
    elif isinstance(messages, list):
        for message in messages:
            yield from _problems(message, where)
    elif isinstance(messages, Problem):
        yield Problem(messages.code, where, messages.cite, messages.params)
    else:
        yield Problem(str(messages), where)


def _name_of(schema: Any) -> str:  # noqa: ANN401 -- a schema, or its class
    kind: type = schema if isinstance(schema, type) else type(schema)
    return f"{kind.__name__}Said" if issubclass(kind, Said) else kind.__name__


class Blueprint(flask_smorest.Blueprint):
    """A topic of the API."""

    ARGUMENTS_PARSER = Parser()

    def __init__(self, name: str, description: str) -> None:
        """Put the topic under the API's address; ``description`` goes into its documentation."""
        super().__init__(f"api-{name}", __name__, url_prefix=ROOT, description=description)
        self.register_error_handler(Refused, on_refusal)
        self.register_error_handler(Outage, on_outage)
        self.register_error_handler(HTTPException, on_http_error)

    def arguments(self, schema: type[Schema], **options: Any) -> Any:  # noqa: ANN401 -- the library has no types
        """Read what callers say by one instance for all requests: making a schema costs more than reading with it."""
        return super().arguments(schema(), **options)

    def register_views_in_doc(self, api: "ProblemApi", app: Flask, spec: APISpec, **said: Any) -> None:
        """Leave the description until it is asked for: it costs more than all else that makes an application."""
        api.describe_later(partial(super().register_views_in_doc, api, app, spec, **said))


class ProblemApi(flask_smorest.Api):
    """Documents every refusal as problem+json, and leaves the pages' own error handlers alone."""

    ERROR_SCHEMA = answers.Problem

    def __init__(self, app: Flask) -> None:
        """Put the description into ``app``; what callers say and what they get back are told apart by name."""
        self._undescribed: list[Callable[[], None]] = []
        self._describing = Lock()
        super().__init__(app, spec_kwargs={"marshmallow_plugin": MarshmallowPlugin(_name_of)})

    def describe_later(self, describe: Callable[[], None]) -> None:
        """Take what adds to the description; it is called before the description is first given."""
        self._undescribed.append(describe)

    def _openapi_json(self) -> Response:
        with self._describing:
            while self._undescribed:
                self._undescribed.pop(0)()
        answer: Response = super()._openapi_json()
        return answer

    def _register_responses(self) -> None:
        self.DEFAULT_RESPONSE_CONTENT_TYPE = MEDIA_TYPE
        try:
            super()._register_responses()
        finally:
            del self.DEFAULT_RESPONSE_CONTENT_TYPE

    def _register_error_handlers(self) -> None:
        """Register none: each topic has its own."""
