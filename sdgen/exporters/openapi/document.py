"""The whole document: what it is about, its paths, its components."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sdgen.base.findings import Finding, Severity, in_order
from sdgen.base.words import by_number, counted, named
from sdgen.design.records import Design, Operation
from sdgen.exporters import codes
from sdgen.exporters.openapi.places import BODY, TOKENS, Place, Placed, bare, placed
from sdgen.exporters.openapi.responses import has_limit, responses_of
from sdgen.exporters.openapi.routes import Route, routes_of
from sdgen.exporters.openapi.schemas import Schema, Schemas, raw_bytes
from sdgen.exporters.texts import markdown_line, plain_line, sentence
from sdgen.exporters.written_types import read_type

VERSION: Final = "3.1.0"
OTHER_OPERATIONS: Final = "x-other-operations"
"""Operations that no HTTP request makes, as the design has them."""
LONGEST_SUMMARY: Final = 120
"""Characters; what is longer is a description."""
_KEY_HEADER: Final = "X-API-Key"


def document_of(design: Design) -> tuple[Schema, tuple[Finding, ...]]:
    """The document as data, and what was found; it is empty where an error was."""
    routes = routes_of(design.api.values())
    schemas = Schemas(design)
    paths: Schema = {}
    schemes: Schema = {}
    for template, shared in routes.by_template.items():
        paths[template] = {
            route.operation.method.lower(): _operation(design, route, schemas, schemes)
            for route in shared
        }
    findings = (*routes.findings, *_without_request(routes.other), *schemas.findings)
    if any(each.severity is Severity.ERROR for each in findings):
        return {}, in_order(findings)
    document: Schema = {"openapi": VERSION, "info": _info(design), "paths": paths}
    components: Schema = {}
    if schemas.components:
        components["schemas"] = schemas.components
    if schemes:
        components["securitySchemes"] = schemes
    if components:
        document["components"] = components
    if routes.other:
        document[OTHER_OPERATIONS] = {each.id: _as_designed(each) for each in routes.other}
    return document, in_order(findings)


def _info(design: Design) -> Schema:
    info: Schema = {"title": plain_line(design.name), "version": _version(design)}
    if design.summary:
        info["description"] = markdown_line(design.summary)
    if design.owners:
        info["contact"] = {"name": plain_line(", ".join(design.owners))}
    return info


def _version(design: Design) -> str:
    """The highest ``/v2`` that a path begins with, else 1: a design states no version of its
    interface in any other way."""
    found = (re.match(r"/v(\d{1,6})(?:/|\Z)", each.path) for each in design.api.values())
    return str(max((int(each[1]) for each in found if each), default=1))


def _without_request(others: Sequence[Operation]) -> tuple[Finding, ...]:
    if not others:
        return ()
    number = len(others)
    ids = named([each.id for each in others])
    message = (
        f"{counted(number, 'operation')} {by_number(number, 'is', 'are')} no request of HTTP, and "
        f"{by_number(number, 'stands', 'stand')} under '{OTHER_OPERATIONS}': {ids}"
    )
    span = others[0].span_of("path")
    return (
        codes.finding(codes.NO_HTTP, message, span, "write for example 'http: GET /v1/tweets'"),
    )


def _operation(design: Design, route: Route, schemas: Schemas, schemes: Schema) -> Schema:
    """The operation of a route; its security schemes are added to ``schemes``."""
    operation = route.operation
    made: Schema = {"operationId": operation.id}
    summary, description = _said(design, operation)
    if summary:
        made["summary"] = summary
    if description:
        made["description"] = description
    there = placed(route)
    parameters = [
        _parameter(each, schemas)
        for each in there
        if each.place not in (Place.BODY, Place.SECURITY)
    ]
    if parameters:
        made["parameters"] = parameters
    body = [each for each in there if each.place is Place.BODY]
    if body:
        made["requestBody"] = _body(body, schemas)
    made["responses"] = responses_of(operation, schemas)
    security = [each for each in there if each.place is Place.SECURITY]
    if security:
        schemes.update((each.name, _scheme(each)) for each in security)
        made["security"] = _security(security)
    return {**made, **_extensions(operation)}


def _said(design: Design, operation: Operation) -> tuple[str, str]:
    """Summary and description: what the design says of the operation, else of the requirements that
    its journey serves; in the description also its limit, and whether it may be repeated."""
    text = operation.summary or _of_requirements(design, operation)
    summary = plain_line(text)
    parts = []
    if len(summary) > LONGEST_SUMMARY:
        parts.append(markdown_line(text))
        summary = ""
    if operation.rate_limit:
        parts.append(f"Rate limit: {sentence(markdown_line(operation.rate_limit))}")
    if operation.idempotent is not None and operation.method in ("POST", "PATCH"):
        parts.append(
            "Calling it again does no more than calling it once."
            if operation.idempotent
            else "Calling it again does it again."
        )
    return summary, " ".join(parts)


def _of_requirements(design: Design, operation: Operation) -> str:
    """The functional requirements that the operation's journey serves, in their words."""
    journey = design.journeys.get(operation.journey or "")
    if journey is None or design.requirements is None:
        return ""
    functional = design.requirements.functional
    texts = (functional[each].text for each in journey.serves if each in functional)
    return " ".join(sentence(each.strip()) for each in texts)


def _parameter(each: Placed, schemas: Schemas) -> Schema:
    required = each.place is Place.PATH or bool(each.value and each.parameter is None)
    schema: Schema = {"type": "string"}
    if each.parameter is not None:
        schema = schemas.of_parameter(each.parameter, each.place)
        required = required or not each.parameter.optional
    elif each.value and not each.value.startswith("{"):
        schema = {"type": "string", "const": plain_line(each.value)}
    return {"name": each.name, "in": each.place.value, "required": required, "schema": schema}


def _body(parts: Sequence[Placed], schemas: Schemas) -> Schema:
    """A JSON object of the parameters, a form where one of them is bytes, or the one parameter that
    is called ``body``."""
    alone = parts[0].parameter
    if len(parts) == 1 and alone is not None and alone.name == BODY:
        raw = raw_bytes(read_type(alone.type))
        media = "application/json" if raw is None else "application/octet-stream"
        schema = schemas.of_parameter(alone, Place.BODY) if raw is None else raw
        return {"required": not alone.optional, "content": {media: {"schema": schema}}}
    media = "application/json"
    properties: Schema = {}
    required = []
    for each in parts:
        assert each.parameter is not None
        raw = raw_bytes(read_type(each.parameter.type))
        if raw is not None:
            media = "multipart/form-data"
        properties[each.name] = raw or schemas.of_parameter(each.parameter, Place.BODY)
        if not each.parameter.optional:
            required.append(each.name)
    schema = {"type": "object", "properties": properties}
    if required:
        schema["required"] = required
    return {"required": bool(required), "content": {media: {"schema": schema}}}


def _scheme(each: Placed) -> Schema:
    if bare(each.name) in TOKENS:
        return {"type": "http", "scheme": "bearer"}
    return {"type": "apiKey", "in": "header", "name": _KEY_HEADER}


def _security(parts: Iterable[Placed]) -> list[Schema]:
    """What a caller must show; where some of it may be missing, first what is enough."""
    everything: Schema = {}
    least: Schema = {}
    for each in parts:
        everything[each.name] = []
        if each.parameter is not None and not each.parameter.optional:
            least[each.name] = []
    return [everything] if least == everything else [least, everything]


def _extensions(operation: Operation) -> Schema:
    """What the design says and OpenAPI has no word for."""
    made: Schema = {}
    if operation.journey:
        made["x-journey"] = operation.journey
    if has_limit(operation):
        made["x-rate-limit"] = plain_line(operation.rate_limit)
    if operation.idempotent is not None:
        made["x-idempotent"] = operation.idempotent
    return made


def _as_designed(operation: Operation) -> Schema:
    """An operation in the words of the design."""
    made: Schema = {}
    if operation.method:
        made["http"] = plain_line(f"{operation.method} {operation.path}")
    if operation.summary:
        made["summary"] = plain_line(operation.summary)
    if operation.parameters:
        made["params"] = {
            each.name: f"{plain_line(each.type)}{'?' if each.optional else ''}"
            for each in operation.parameters.values()
        }
    if operation.returns:
        made["returns"] = plain_line(operation.returns)
    if operation.errors:
        made["errors"] = [
            {"name": plain_line(name), "when": plain_line(when)}
            for name, when in operation.errors.items()
        ]
    return {**made, **_extensions(operation)}
