"""The description is true: it validates, and whatever can be sent by it is answered, never with a breakdown."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from openapi_spec_validator import validate
from schemathesis import APIOperation, BaseSchema, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.caller import ROOT, House
from tests.build import a_case, a_message, an_accepted_response

CHECKS: list[Any] = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
EXAMPLES = 4
Operation = APIOperation[Any, Any, Any, Any]


@pytest.fixture
def described(house: House) -> dict[str, Any]:
    """What the API says of itself to a stranger."""
    answer = house.app.test_client().get(f"{ROOT}/openapi.json")
    assert answer.status_code == 200
    said: dict[str, Any] = answer.get_json()
    return said


def operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in described["paths"].items():
        yield from ((path, method, item[method]) for method in ("get", "post", "put", "delete") if method in item)


def test_the_description_is_valid(described: dict[str, Any]) -> None:
    assert described["openapi"] == "3.1.0"
    validate(described)


def test_every_address_is_described(house: House, described: dict[str, Any]) -> None:
    rules = {re.sub(r"<(?:[^<>]*:)?([^<>]+)>", r"{\1}", rule.rule) for rule in house.app.url_map.iter_rules()}
    known = {rule for rule in rules if rule.startswith(f"{ROOT}/")}
    assert known - set(described["paths"]) == {f"{ROOT}/openapi.json", f"{ROOT}/docs", f"{ROOT}/docs/reference.js"}


def test_every_operation_says_what_it_does_and_how_it_refuses(described: dict[str, Any]) -> None:
    default = described["components"]["responses"]["DEFAULT_ERROR"]
    assert list(default["content"]) == ["application/problem+json"]
    for path, method, operation in operations(described):
        assert operation["summary"].endswith("."), (path, method)
        assert "default" in operation["responses"], (path, method)


def test_every_change_takes_a_key_and_what_exists_a_version(described: dict[str, Any]) -> None:
    for path, method, operation in operations(described):
        names = {parameter["name"] for parameter in operation.get("parameters", ())}
        assert ("Idempotency-Key" in names) == (method != "get"), (path, method)
        exists = "{ref}" in path or "{letter}" in path
        assert ("If-Match" in names) == (exists and method != "get"), (path, method)


def test_every_list_is_answered_in_pages(described: dict[str, Any]) -> None:
    pages = {name for name, schema in described["components"]["schemas"].items() if "next" in schema["properties"]}
    assert len(pages) >= 12
    for path, _, operation in operations(described):
        content = operation["responses"].get("200", {}).get("content", {}).get("application/json", {})
        if content.get("schema", {}).get("$ref", "").rpartition("/")[2] in pages:
            assert {"cursor", "limit"} <= {parameter["name"] for parameter in operation["parameters"]}, path


def test_the_page_for_people_runs_no_foreign_script(house: House) -> None:
    page = house.app.test_client().get(f"{ROOT}/docs")
    assert page.status_code == 200
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page.text, re.DOTALL)
    assert all('src="/' in attributes and not body.strip() for attributes, body in scripts)
    assert "style=" not in page.text
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert house.app.test_client().get(f"{ROOT}/docs/reference.js").mimetype == "text/javascript"


@pytest.mark.long
def test_nothing_that_is_sent_breaks_it(house: House) -> None:
    """Every operation, with what its description allows and what it does not, on a register that holds something."""
    case = a_case(house.bench)
    there = {"ref": house.file(case).case.reference, "message": a_message(house.bench)}
    there["letter"] = an_accepted_response(house.bench, case)
    house.bench.register.sealer.seal()
    schema = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", house.app)
    sent = 0
    for operation in every(schema):
        for mode in GenerationMode.POSITIVE, GenerationMode.NEGATIVE:
            sent += try_out(operation, mode, there, house)
    assert sent > 300


def every(schema: BaseSchema) -> Iterator[Operation]:
    for result in schema.get_all_operations():
        assert isinstance(result, Ok), result
        yield result.ok()


def try_out(operation: Operation, mode: GenerationMode, there: Mapping[str, str], house: House) -> int:
    sent = 0
    callers = (house.officer, house.approver)

    @seed(20261121)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def run(case: Case[Any]) -> None:
        nonlocal sent
        sent += 1
        for name in there.keys() & (case.path_parameters or {}).keys():
            case.path_parameters[name] = there[name]
        headers = {
            "Authorization": f"Bearer {callers[sent % 2].token}",
            "Idempotency-Key": f"{operation.label} {mode} {sent}",
        }
        if operation.path.startswith((f"{ROOT}/cases/", f"{ROOT}/letters/")) and operation.method != "get":
            headers["If-Match"] = "*"
        case.call_and_validate(headers=headers, checks=CHECKS)

    run()
    return sent
