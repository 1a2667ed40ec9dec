"""Step 3 of a design: the operations of its interface."""

from __future__ import annotations

from sdgen.base.span import Places
from sdgen.base.subject import Subject
from sdgen.design.interface import Operation, Parameter
from sdgen.model import codes
from sdgen.model.fields import read_fields
from sdgen.model.gather import Gather, mapping, shorten, spans, text
from sdgen.parse.document import Entry, Node

METHODS = frozenset(
    {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "WS", "RPC"}
)
"""HTTP's methods, and what is written in their place for web sockets and remote calls."""


def read_operations(node: Node | None, gather: Gather) -> dict[str, Operation]:
    """Every operation by id."""
    return {entry.key: _read_operation(entry, gather) for entry in mapping(node).entries}


def _read_operation(entry: Entry, gather: Gather) -> Operation:
    given = mapping(entry.value)
    method, path = _read_http(given.get("http"), entry.key, gather)
    where = Subject("operation", entry.key)
    fields = read_fields(Operation, given, where, gather, leave_out=("params",))
    return Operation(
        span=entry.key_span,
        spans=spans(given, ("http", "method"), ("http", "path"), ("params", "parameters")),
        id=entry.key,
        method=method,
        path=path,
        parameters={
            each.key: _read_parameter(each) for each in mapping(given.get("params")).entries
        },
        **fields,
    )


def _read_http(node: Node | None, identifier: str, gather: Gather) -> tuple[str, str]:
    """Method and path of ``POST /v1/tweets``."""
    words = text(node).split()
    if node is None or not words:
        return "", ""
    if len(words) == 2 and words[0] in METHODS and words[1].startswith("/"):
        return words[0], words[1]
    gather.report(
        codes.FORM,
        f"operation '{identifier}', 'http': '{shorten(text(node))}' is no method with a path",
        node.span,
        "write for example 'GET /v1/tweets': a method in capitals, and a path that begins with '/'",
        identifier,
    )
    return "", ""


def _read_parameter(entry: Entry) -> Parameter:
    """A parameter: its type without the ``?`` that says that it may be missing."""
    written = text(entry.value).strip()
    return Parameter(
        span=entry.key_span,
        spans=Places({"type": entry.value.span}),
        name=entry.key,
        type=written.removesuffix("?").rstrip(),
        optional=written.endswith("?"),
    )
