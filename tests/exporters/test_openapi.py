"""OpenAPI 3.1 of ``api``: the whole document, valid for whoever knows the format."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import sdgen
from sdgen.base.findings import Severity
from tests.cli.hostile_designs import BASE, HOSTILE, written
from tests.exporters.given import exported, openapi, said
from tests.support.cases import every_case
from tests.support.interfaces import random_interface
from tests.support.quick import daily

ROOT = Path(__file__).parents[2]
DESIGNS = [
    each
    for folder in ("designs", "tests/schema/corpus/real", "tests/estimates/designs", "tests/rules")
    for each in sorted((ROOT / folder).rglob("*.yaml"))
    if re.search(r"^api:", each.read_text(encoding="utf-8"), re.MULTILINE)
]


def whole(text: str) -> Any:
    """The design's document, read by another reader of YAML and checked against the format."""
    from openapi_spec_validator import (
        validate,  # a fifth of a second, which not every process needs
    )

    data = yaml.load(text, yaml.CSafeLoader)
    validate(data)
    return data


@pytest.mark.slow
def test_twitter(golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = sdgen.load("designs/twitter.yaml").export("openapi")
    assert text.startswith(
        "# Made by sdgen from designs/twitter.yaml; sdgen export makes it again."
    )
    golden("exporters/twitter.openapi.yaml", text)
    whole(text)


@pytest.mark.slow
@every_case("file", DESIGNS)
def test_every_design_with_an_interface(file: Path) -> None:
    design = sdgen.load(file)
    requests = [each for each in design.design.api.values() if each.method]
    if not requests:
        with pytest.raises(sdgen.DesignError, match="no operation of its 'api' has a method"):
            design.export("openapi")
        return
    data = whole(design.export("openapi"))
    made = [each for path in data["paths"].values() for each in path.values()]
    assert [each["operationId"] for each in made] == [each.id for each in requests]
    text = design.export("openapi", suffix="json")
    assert text.isascii()
    as_json = json.loads(text)
    assert as_json.pop("x-made-by").startswith("Made by sdgen from ")
    assert as_json == data


def test_there_are_designs_to_try() -> None:
    assert len(DESIGNS) > 8


@pytest.mark.slow
@every_case("seed", daily(range(100), 34))
def test_random_interfaces_are_valid_or_refused(seed: int) -> None:
    design = sdgen.loads(random_interface(seed))
    operations = design.design.api
    text = ""
    try:
        text = design.export("openapi")
    except sdgen.DesignError as error:
        assert {each.code for each in error.findings} <= {"EXPORT001", "EXPORT002", "EXPORT004"}
        return
    data = whole(text)
    made = {each["operationId"] for path in data["paths"].values() for each in path.values()}
    other = set(data.get("x-other-operations", {}))
    assert made | other == set(operations)
    assert not made & other
    assert design.export("openapi") == text
    assert not re.search(r"^\s*::", text, re.MULTILINE)


@pytest.mark.slow
def test_most_random_interfaces_can_be_written() -> None:
    """Else the property above would say little."""
    errors = 0
    for seed in range(0, 100, 10):
        made = exported_of(random_interface(seed))
        errors += any(each.severity is Severity.ERROR for each in made.findings)
    assert errors < 5


def exported_of(text: str) -> Any:
    from sdgen import api

    return api.export_design(sdgen.loads(text).facts, "openapi")


def test_the_head() -> None:
    data = openapi(
        "summary: Sells *things*.\nowners: [shop, till]\napi: {list: {http: GET /things}}\n"
    )
    assert data["openapi"] == "3.1.0"
    assert data["info"] == {
        "title": "Shop",
        "version": "1",
        "description": "Sells \\*things\\*.",
        "contact": {"name": "shop, till"},
    }


@every_case(
    ("paths", "version"),
    [
        (("/v1/a",), "1"),
        (("/v2/a", "/v10/b", "/health"), "10"),
        (("/a", "/vision/b", "/b/v3"), "1"),
        (("/v2",), "2"),
    ],
)
def test_the_version_is_that_of_the_paths(paths: tuple[str, ...], version: str) -> None:
    lines = "".join(f"  op{n}: {{http: GET {path}}}\n" for n, path in enumerate(paths))
    assert openapi(f"api:\n{lines}")["info"]["version"] == version


def test_without_an_interface_there_is_nothing_to_export() -> None:
    made = exported("data: {Order: {key: id}}\n")
    assert made.text == ""
    [finding] = made.findings
    assert finding.severity is Severity.ERROR
    assert (finding.code, finding.name) == ("EXPORT001", "nothing-to-export")
    assert finding.message == "there is nothing to export to 'openapi': it has no 'api'"
    assert finding.help.startswith("write 'api' with an operation, such as 'list_orders: {http:")


def test_without_a_request_there_is_nothing_to_export() -> None:
    made = exported("api:\n  one: {}\n  two: {http: RPC /call}\n")
    [finding] = made.findings
    assert finding.message.endswith("no operation of its 'api' has a method and a path of HTTP")
    assert finding.help == "write for example 'http: GET /v1/orders' under 'one'"
    assert finding.span.line == 5


def test_operations_that_are_no_requests_are_kept_and_told() -> None:
    made = exported(
        "api:\n"
        "  list: {http: GET /v1/things}\n"
        "  feed: {http: WS /v1/feed, returns: 'Thing[]', idempotent: true, rate_limit: 1/s}\n"
        "  call: {params: {thing_id: id, n: 'int?'}, errors: {gone: It is., 404: No.}, summary: Calls.}\n"
    )
    assert said(made) == [
        (
            "EXPORT003",
            "2 operations are no request of HTTP, and stand under 'x-other-operations': "
            "'feed' and 'call'",
        )
    ]
    assert made.findings[0].severity is Severity.WARNING
    assert yaml.safe_load(made.text)["x-other-operations"] == {
        "feed": {
            "http": "WS /v1/feed",
            "returns": "Thing[]",
            "x-rate-limit": "1/s",
            "x-idempotent": True,
        },
        "call": {
            "summary": "Calls.",
            "params": {"thing_id": "id", "n": "int?"},
            "errors": [{"name": "gone", "when": "It is."}, {"name": "404", "when": "No."}],
        },
    }


def test_one_request_for_two_operations_is_an_error() -> None:
    made = exported(
        "api:\n"
        "  a: {http: 'GET /users/{id}'}\n"
        "  b: {http: 'GET /users/:user_id'}\n"
        "  c: {http: GET /users/<int:x>}\n"
        "  d: {http: 'POST /users/{id}'}\n"
        "  e: {http: 'POST /users/{id}'}\n"
    )
    assert made.text == ""
    errors = [each for each in made.findings if each.severity is Severity.ERROR]
    assert [each.message for each in errors] == [
        "operations 'a', 'b' and 'c' are all GET /users/:user_id",
        "operations 'd' and 'e' are both POST /users/{id}",
    ]
    assert {each.code for each in errors} == {"EXPORT002"}
    assert [each.span.line for each in errors] == [6, 9]
    assert errors[0].help == "give each its own method and path, or write one operation for them"


@pytest.mark.slow
@every_case("text", HOSTILE)
def test_no_text_of_a_design_steers_a_reader(text: str) -> None:
    hostile = json.loads(json.dumps(BASE).replace('"Sells."', json.dumps(text)))
    hostile["name"] = text
    hostile["owners"] = [text]
    hostile["api"] = {
        "op": {
            "http": "POST /things",
            "summary": text,
            "returns": text[:200],
            "rate_limit": text,
            "errors": {"400": text, text: text},
            "params": {"one": text[:200]},
        },
        "other": {"summary": text, "params": {"one": text[:200]}, "errors": {text: text}},
    }
    made = sdgen.loads(written(hostile)).export("openapi")
    data = whole(made)
    assert "operationId: op" in made
    for line in made.splitlines():
        assert not line.lstrip().startswith("::"), line
        assert "##[" not in line
        assert "##vso[" not in line
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", made
    )
    described = data["paths"]["/things"]["post"]
    for said_there in (described["description"], data["info"]["description"]):
        assert "<b>" not in said_there.replace("\\<b\\>", "")
        assert "[l](" not in said_there.replace("\\[l\\](", "")


def test_findings_have_the_names_of_their_pages() -> None:
    from sdgen.exporters import codes
    from sdgen.lint.code_pages import find_pages

    for code, name in codes.NAMES.items():
        [page] = find_pages(code)
        made = codes.finding(code, "", sdgen.Span.whole("x"), "")
        assert (page.name, page.severity) == (name, made.severity)


def test_the_page_shows_what_is_made() -> None:
    page = (ROOT / "docs/export.md").read_text(encoding="utf-8")
    [design] = re.findall(r"^```yaml\n(api:.*?)^```$", page, re.DOTALL | re.MULTILINE)
    [shown] = re.findall(r"^```text\n(/v1/.*?)^```$", page, re.DOTALL | re.MULTILINE)
    paths = exported(design).text.partition("paths:\n")[2].partition("components:\n")[0]
    assert textwrap.dedent(paths) == shown
