"""Methods and paths: ``GET /v1/users/{user_id}`` to a path template of OpenAPI, and which operations
share one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from sdgen.base.findings import Finding
from sdgen.base.words import by_number, named
from sdgen.design.records import Operation
from sdgen.exporters import codes
from sdgen.parse.write import LONGEST_KEY

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
"""The methods that a path of OpenAPI 3.1 has."""

_VARIABLE: Final = re.compile(r"\{([^{}/]*)\}")
_OTHER_VARIABLES: Final = (
    re.compile(r"(?<=/):([A-Za-z_][\w-]*)(?=/|\Z)", re.ASCII),  # as Express and Rails write them
    re.compile(r"(?<=/)<(?:\w+:)?([A-Za-z_]\w*)>(?=/|\Z)", re.ASCII),  # as Flask does
)
_NAME: Final = re.compile(r"[A-Za-z0-9_.-]+", re.ASCII)
_UNNAMED: Final = "value"
_LEFT_ALONE: Final = "/:@!$&'()*+,;=-._~%"
"""What may stand in a path beside letters and digits (RFC 3986, 3.3), and the sign of escapes."""


class Route(Struct, frozen=True):
    """The request of an operation: its ``template``, the ``variables`` in it in their order, and
    what the path asks for behind ``?``, by name the parameter that gives it (``{q}``) or a fixed
    value. ``names`` has the names that the design gives variables which are called otherwise
    here."""

    operation: Operation
    template: str
    variables: tuple[str, ...]
    query: Mapping[str, str]
    names: Mapping[str, str]

    @property
    def shape(self) -> str:
        """The template without the names in it: OpenAPI takes templates of one shape for one."""
        return _VARIABLE.sub("{}", self.template)


class Routes(Struct, frozen=True):
    """The routes of a design by template, those ``other`` operations that no HTTP request makes,
    and what was found."""

    by_template: Mapping[str, tuple[Route, ...]]
    other: tuple[Operation, ...]
    findings: tuple[Finding, ...]


def has_request(operation: Operation) -> bool:
    """Whether an HTTP request makes the call."""
    return operation.method in METHODS


def routes_of(operations: Iterable[Operation]) -> Routes:
    """The routes of all operations, templates in the order in which they first come."""
    findings: list[Finding] = []
    other: list[Operation] = []
    shapes: dict[str, list[Route]] = {}
    for operation in operations:
        if not has_request(operation):
            other.append(operation)
            continue
        route = read_route(operation)
        findings += _impossible(route)
        shared = shapes.setdefault(route.shape, [])
        if shared and shared[0].template != route.template:
            route = _called_as(shared[0], route)
            findings.append(_renamed(shared[0], route))
        shared.append(route)
    for shared in shapes.values():
        findings += _same_request(shared)
    found = {routes[0].template: tuple(routes) for routes in shapes.values()}
    return Routes(found, tuple(other), tuple(findings))


def read_route(operation: Operation) -> Route:
    """The template of an operation's path. Names of variables are what OpenAPI and its readers
    take; a variable without one gets one."""
    path, _, query = operation.path.partition("?")
    for form in _OTHER_VARIABLES:
        path = form.sub(r"{\1}", path)
    variables: list[str] = []

    def named_variable(match: re.Match[str]) -> str:
        found = _NAME.search(match[1])
        variables.append(found[0] if found else _UNNAMED)
        return f"{{{variables[-1]}}}"

    template = "".join(
        _VARIABLE.sub(named_variable, piece)
        if _VARIABLE.fullmatch(piece)
        else quote(piece, safe=_LEFT_ALONE)
        for piece in re.split(r"(\{[^{}/]*\})", path)
    )
    return Route(operation, template, tuple(variables), _query(query), {})


def _query(text: str) -> dict[str, str]:
    """What stands behind ``?``: ``q={query}&kind=post`` by name."""
    parts = (part.partition("=") for part in text.split("&"))
    return {name: value for name, _, value in parts if _NAME.fullmatch(name)}


def _impossible(route: Route) -> list[Finding]:
    """Why no template is possible."""
    operation = route.operation
    span = operation.span_of("path")
    twice = {each for each in route.variables if route.variables.count(each) > 1}
    found = []
    if twice:
        name = min(twice)
        found.append(
            codes.finding(
                codes.NO_SUCH_PATH,
                f"the path of operation '{operation.id}' has more than one '{{{name}}}'",
                span,
                f"give each its own name, such as '{{{name}}}' and '{{other_{name}}}'",
                operation.id,
            )
        )
    if len(route.template) > LONGEST_KEY:
        found.append(
            codes.finding(
                codes.NO_SUCH_PATH,
                f"the path of operation '{operation.id}' has {len(route.template):,} characters, "
                f"more than the {LONGEST_KEY:,} of a key in YAML",
                span,
                "write a shorter path",
                operation.id,
            )
        )
    return found


def _called_as(first: Route, route: Route) -> Route:
    """The route with the names that the first operation at this path gives its variables."""
    pairs = zip(first.variables, route.variables, strict=True)
    names = {here: given for here, given in pairs if here != given}
    return replace(route, template=first.template, variables=first.variables, names=names)


def _renamed(first: Route, route: Route) -> Finding:
    here, given = next(iter(route.names.items()))
    return codes.finding(
        codes.RENAMED,
        f"operation '{route.operation.id}' has '{{{given}}}' in its path where "
        f"'{first.operation.id}' has '{{{here}}}'; both are written with '{{{here}}}', as OpenAPI "
        "takes the two paths for one",
        route.operation.span_of("path"),
        f"write '{first.template}'",
        route.operation.id,
    )


def _same_request(shared: Iterable[Route]) -> list[Finding]:
    """That operations have one method at one path: OpenAPI has room for one."""
    by_method: dict[str, list[Operation]] = {}
    for route in shared:
        by_method.setdefault(route.operation.method, []).append(route.operation)
    return [_told(method, each) for method, each in by_method.items() if len(each) > 1]


def _told(method: str, operations: list[Operation]) -> Finding:
    second = operations[1]
    ids = named([each.id for each in operations])
    all_of_them = by_number(len(operations) - 1, "both", "all")
    return codes.finding(
        codes.SAME_REQUEST,
        f"operations {ids} are {all_of_them} {method} {second.path}",
        second.span_of("path"),
        "give each its own method and path, or write one operation for them",
        second.id,
    )
