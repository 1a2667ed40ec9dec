"""The whole schema: every part of a design put together, as data and as the published text."""

from __future__ import annotations

from functools import cache

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
from sdgen.schema import forms
from sdgen.schema.made import Schema, record_schema
from sdgen.schema.partial import Partial

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def design_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a design file. The same object each time: do not change it."""
    whole = _definitions()
    partial = Partial(whole)
    definitions = whole | {
        "call_options": partial.of(whole["call_options"]),
        "component": forms.component(partial),
        "component_defaults": forms.component_defaults(partial),
        "component_override": forms.component_override(partial),
        "kind_defaults": forms.kind_defaults(),
        "override": forms.override(partial),
    }
    return _schema(definitions | partial.made)


@cache
def written_out_schema() -> Schema:
    """The schema of parts of a design in which defaults and overrides have been written out: what a
    component has is whole, and nothing else is required. The same object each time."""
    return _of_nothing_required(_schema(_definitions()))


def _schema(definitions: dict[str, Schema]) -> Schema:
    made = record_schema(Design)
    required = [key for key in made["required"] if key != "components"]
    return {
        "$schema": DIALECT,
        "title": "sdgen design",
        "description": made["description"],
        "type": "object",
        "required": required,
        # The version is no definition of its own: it says all there is to say where it stands.
        "properties": made["properties"] | {"sdgen": _version()},
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


def included_schema() -> Schema:
    """The schema of a file that is included: any part of a design, and nothing is required."""
    return _of_nothing_required(design_schema())


def _version() -> Schema:
    return {"description": properties_of(Design)["sdgen"].shape.meaning, "const": 1}


def _definitions() -> Schema:
    return {
        "id": {
            "description": "Small letters and digits, words joined by `-`.",
            "type": "string",
            "pattern": KEBAB,
            "maxLength": LONGEST_ID,
        },
        "component": forms.component(),
        "call": forms.call(),
        "call_options": record_schema(Call),
        "failover": record_schema(Failover),
        "member": forms.member(),
        "replicas": record_schema(Replicas),
        "alert": record_schema(Alert),
        "decision": record_schema(Decision),
        "domain": record_schema(Domain),
        "domains": forms.domains(),
        "entity": record_schema(Entity),
        "journey": record_schema(Journey),
        "operation": record_schema(Operation),
        "requirement": record_schema(Requirement),
        "step": forms.step(),
    }


def top_keys() -> frozenset[str]:
    """The keys of the parts of a design."""
    return frozenset(properties_of(Design))


def schema_text() -> str:
    """The text of ``schemas/design.schema.json``, to the byte."""
    import json

    return json.dumps(design_schema(), indent=2) + "\n"
