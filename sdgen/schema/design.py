"""The whole schema: every part of a design put together, as data and as the published text."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from msgspec import Struct

from sdgen.design.calls import Call
from sdgen.design.data import Entity
from sdgen.design.decisions import Alert, Decision
from sdgen.design.design import FREE_KEYS, Design
from sdgen.design.interface import Operation
from sdgen.design.journeys import Journey
from sdgen.design.replicas import Failover, Replicas
from sdgen.design.requirements import Requirement
from sdgen.design.shapes import properties_of
from sdgen.design.spelling import KEBAB, LONGEST_ID
from sdgen.design.topology import Domain
from sdgen.project import SITE
from sdgen.schema import forms
from sdgen.schema.made import MadeWhenRead, Schema, property_schemas, record_schema, schema_of
from sdgen.schema.partial import Partial

_Makers = dict[str, Callable[[], Schema]]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def address_of(name: str) -> str:
    """Where the published schema of this name is found, which is its ``$id`` too."""
    return f"{SITE}schemas/{name}.schema.json"


class _Definitions(dict[str, Schema]):
    """Definitions by name, each made when it is first asked for: most designs have no use for most
    of them. Those that ``partial`` makes are there once something refers to them."""

    def __init__(self, makers: _Makers, partial: Partial | None = None) -> None:
        super().__init__()
        self._makers = makers
        self._partial = partial

    def __missing__(self, name: str) -> Schema:
        if name in self._makers:
            self[name] = self._makers[name]()
            return self[name]
        if self._partial is None:
            raise KeyError(name)
        return self._partial.made[name]

    def whole(self) -> dict[str, Schema]:
        """All of them."""
        made = {name: self[name] for name in self._makers}
        return made | (self._partial.made if self._partial else {})


@cache
def walked_schema() -> Schema:
    """The schema of a design file for who follows its references and asks for nothing else: what
    nothing refers to is not there yet. The same object each time: do not change it."""
    parts = properties_of(Design)

    def made(key: str) -> Schema:
        return _version() if key == "sdgen" else schema_of(parts[key].shape)

    return _schema(_definitions(forms.walked_component), MadeWhenRead(parts, made))


@cache
def design_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a design file. The same object each time: do not change it."""
    definitions = _definitions(forms.component)
    return _schema(definitions, _parts()) | {"$defs": definitions.whole()}


@cache
def written_out_schema() -> Schema:
    """The schema of parts of a design in which defaults and overrides have been written out: what a
    component has is whole, and nothing else is required. The same object each time, to be walked."""
    return _of_nothing_required(_schema(_Definitions(_makers()), _parts()))


def _definitions(component: Callable[[Partial], Schema]) -> _Definitions:
    """The definitions of a design file, in which defaults can give the rest of a component and
    overrides change it; ``component`` makes the one of components."""
    whole = _makers()
    partial = Partial(_Definitions(whole))
    parts: _Makers = {
        "call_options": lambda: partial.of(partial.definitions["call_options"]),
        "component": lambda: component(partial),
        "component_defaults": lambda: forms.component_defaults(partial),
        "component_override": lambda: forms.component_override(partial),
        "kind_defaults": forms.kind_defaults,
        "override": lambda: forms.override(partial),
    }
    return _Definitions(whole | parts, partial)


def _parts() -> dict[str, Schema]:
    """The schema of each part of a design."""
    # The version is no definition of its own: it says all there is to say where it stands.
    return property_schemas(Design) | {"sdgen": _version()}


def _schema(definitions: _Definitions, parts: dict[str, Schema]) -> Schema:
    made = record_schema(Design, properties=parts)
    required = [key for key in made["required"] if key != "components"]
    return {
        "$schema": DIALECT,
        "$id": address_of("design"),
        "title": "sdgen design",
        "description": made["description"],
        "type": "object",
        "required": required,
        "properties": parts,
        "patternProperties": {
            FREE_KEYS: {"description": "Nothing: a place for what aliases repeat."}
        },
        "additionalProperties": False,
        # What is included can bring the components.
        "if": {"type": "object", "required": ["include"]},
        "else": {"required": made["required"]},
        "$defs": definitions,
    }


def _of_nothing_required(schema: Schema) -> Schema:
    return {key: each for key, each in schema.items() if key not in ("required", "if", "else")}


@cache
def included_schema() -> Schema:
    """The JSON Schema of a file that is included: any part of a design, and nothing is required. The
    same object each time: do not change it."""
    return _of_nothing_required(design_schema()) | {
        "$id": address_of("part"),
        "title": "part of an sdgen design",
        "description": "A file that designs include: components, groups, journeys and whatever else "
        "belongs to each of them.",
    }


def walked_included_schema() -> Schema:
    """The same for who follows its references and asks for nothing else."""
    return _of_nothing_required(walked_schema())


def _version() -> Schema:
    return {"description": properties_of(Design)["sdgen"].shape.meaning, "const": 1}


def _makers() -> _Makers:
    """What makes each definition of a whole value."""

    def of(record: type[Struct]) -> Callable[[], Schema]:
        return lambda: record_schema(record)

    return {
        "id": _id,
        "component": forms.component,
        "call": forms.call,
        "call_options": of(Call),
        "failover": of(Failover),
        "member": forms.member,
        "replicas": of(Replicas),
        "alert": of(Alert),
        "decision": of(Decision),
        "domain": of(Domain),
        "domains": forms.domains,
        "entity": of(Entity),
        "journey": of(Journey),
        "operation": of(Operation),
        "requirement": of(Requirement),
        "step": forms.step,
    }


def _id() -> Schema:
    return {
        "description": "Small letters and digits, words joined by `-`.",
        "type": "string",
        "pattern": KEBAB,
        "maxLength": LONGEST_ID,
    }


def top_keys() -> frozenset[str]:
    """The keys of the parts of a design."""
    return frozenset(properties_of(Design))
