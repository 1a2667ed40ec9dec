"""Where each parameter of an operation goes: into the path, the query, a header, the body, or into a
security scheme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Final

from msgspec import Struct

from sdgen.design.records import Parameter
from sdgen.exporters.openapi.routes import Route

WITH_BODY: Final = frozenset({"POST", "PUT", "PATCH"})
"""Methods whose parameters are sent in the body; of others a body means nothing (RFC 9110, 9.3)."""

BODY: Final = "body"
"""What a parameter is called that is the whole body."""

API_KEYS: Final = frozenset({"apikey", "apidevkey", "devkey", "xapikey"})
"""Parameters, without ``_`` and ``-``, that say who calls by a key: as a rule in ``X-API-Key``, since
addresses are logged."""
TOKENS: Final = frozenset({"accesstoken", "authtoken", "bearertoken", "authorization", "jwt"})
"""Those that say so by a token, sent as RFC 6750 has it: ``Authorization: Bearer``."""

HEADERS: Final = frozenset(
    {
        "accept-language",
        "idempotency-key",
        "if-match",
        "if-modified-since",
        "if-none-match",
        "if-unmodified-since",
        "prefer",
    }
)
"""Parameters, with ``-`` for ``_``, that HTTP has as headers; so it has those that begin with ``x-``."""


class Place(Enum):
    """Where a parameter is sent."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    BODY = "body"
    SECURITY = "security"


class Placed(Struct, frozen=True):
    """A parameter at its place, called ``name`` there; ``parameter`` is None where only the path
    names it, which then may fix its ``value``."""

    place: Place
    name: str
    parameter: Parameter | None = None
    value: str = ""


def placed(route: Route) -> tuple[Placed, ...]:
    """Every parameter of the route's operation at its place, first those that the path names."""
    left = dict(route.operation.parameters)
    found = [*_in_path(route, left), *_in_query(route, left)]
    taken = {(each.place, each.name.lower()) for each in found}
    rest = Place.BODY if route.operation.method in WITH_BODY else Place.QUERY
    for parameter in left.values():
        place, name = _place_by_name(parameter.name)
        if place is None or (place, name.lower()) in taken:
            place, name = rest, parameter.name
        if (place, name.lower()) in taken:
            name = f"{name}_2"
        taken.add((place, name.lower()))
        found.append(Placed(place, name, parameter))
    return tuple(found)


def _in_path(route: Route, left: dict[str, Parameter]) -> Iterator[Placed]:
    """The variables of the path; what they are called in the design is taken out of ``left``."""
    for name in route.variables:
        yield Placed(Place.PATH, name, _take(left, route.names.get(name, name)))


def _in_query(route: Route, left: dict[str, Parameter]) -> Iterator[Placed]:
    for name, value in route.query.items():
        if value.startswith("{") and value.endswith("}"):
            yield Placed(Place.QUERY, name, _take(left, value[1:-1]) or _take(left, name))
        else:
            yield Placed(Place.QUERY, name, _take(left, name), value)


def _take(left: dict[str, Parameter], name: str) -> Parameter | None:
    """The parameter of that name, or of one that differs only in signs and capitals; it is taken
    out of those that are left."""
    found = name if name in left else _alike(left, name)
    return None if found is None else left.pop(found)


def _alike(left: Mapping[str, Parameter], name: str) -> str | None:
    return next((each for each in left if bare(each) == bare(name)), None)


def bare(name: str) -> str:
    """A name without signs and capitals."""
    return name.replace("_", "").replace("-", "").lower()


def _place_by_name(name: str) -> tuple[Place | None, str]:
    """The place that a name says by itself, and what it is called there."""
    if bare(name) in API_KEYS | TOKENS:
        return Place.SECURITY, name
    header = name.replace("_", "-").lower()
    if header in HEADERS or (header.startswith("x-") and len(header) > 2):
        return Place.HEADER, "-".join(word.capitalize() for word in header.split("-"))
    return None, name
