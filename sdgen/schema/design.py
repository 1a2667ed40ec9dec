"""The whole schema: every part of a design put together, as data and as the published text."""

from __future__ import annotations

from functools import cache

from sdgen.design.calls import Call
from sdgen.design.data import Entity
from sdgen.design.decisions import Alert, Decision
from sdgen.design.design import Design
from sdgen.design.interface import Operation
from sdgen.design.journeys import Journey
from sdgen.design.replicas import Failover, Replicas
from sdgen.design.requirements import Requirement
from sdgen.design.shapes import properties_of
from sdgen.design.spelling import KEBAB, LONGEST_ID
from sdgen.design.topology import Domain
from sdgen.schema import forms
from sdgen.schema.made import Schema, record_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def design_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a design file. The same object each time: do not change it."""
    made = record_schema(Design)
    return {
        "$schema": DIALECT,
        "title": "sdgen design",
        "description": made["description"],
        "type": "object",
        "required": made["required"],
        # The version is no definition of its own: it says all there is to say where it stands.
        "properties": made["properties"] | {"sdgen": _version()},
        "additionalProperties": False,
        "$defs": _definitions(),
    }


def included_schema() -> Schema:
    """The schema of a file that is included: any part of a design, and nothing is required."""
    return {key: value for key, value in design_schema().items() if key != "required"}


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
