"""The whole schema: every part of a design put together, as data and as the published text."""

from __future__ import annotations

from functools import cache

from sdgen.schema import parts
from sdgen.schema.component import component_definitions
from sdgen.schema.vocabulary import (
    KEBAB,
    LONGEST_ID,
    Schema,
    name,
    reference,
    table,
    text,
    texts,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MOST_COMPONENTS = 20_000
REQUIRED = ("sdgen", "name", "components")


@cache
def design_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of a design file. The same object each time: do not change it."""
    return {
        "$schema": DIALECT,
        "title": "sdgen design",
        "description": "A system design: one YAML file, one system.",
        "type": "object",
        "required": list(REQUIRED),
        "properties": top_properties(),
        "additionalProperties": False,
        "$defs": {
            "id": {
                "description": "Small letters and digits, words joined by `-`.",
                "type": "string",
                "pattern": KEBAB,
                "maxLength": LONGEST_ID,
            },
            **component_definitions(),
            **parts.part_definitions(),
        },
    }


def included_schema() -> Schema:
    """The schema of a file that is included: any part of a design, and nothing is required."""
    return {key: value for key, value in design_schema().items() if key != "required"}


def top_properties() -> dict[str, Schema]:
    """The parts of a design, in the order in which a design is thought through."""
    return {
        "sdgen": {"description": "The version of this format: `1`.", "const": 1},
        "name": name("What the system is called."),
        "summary": text("What it is, in a sentence or two."),
        "owners": texts("Who answers for it.", "A team or a person."),
        "include": parts.include(),
        "requirements": parts.requirements(),
        "scale": parts.scale(),
        "estimates": parts.estimates(),
        "topology": reference(
            "domains",
            "Where things run and what fails together: regions (or other `level`s) with zones and racks.",
        ),
        "journeys": table("What users do.", reference("journey")),
        "components": {
            **table("The parts of the system.", reference("component"), most=MOST_COMPONENTS),
            "minProperties": 1,
        },
        "groups": parts.groups(),
        "views": parts.views(),
        "api": parts.api(),
        "data": parts.data(),
        "decisions": table(
            "Approaches with pros and cons, and what was chosen.", reference("decision")
        ),
        "monitoring": parts.monitoring(),
        "accepted": parts.accepted(),
    }


def schema_text() -> str:
    """The text of ``schemas/design.schema.json``, to the byte."""
    import json

    return json.dumps(design_schema(), indent=2) + "\n"
