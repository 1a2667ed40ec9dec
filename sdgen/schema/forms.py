"""The schema of what is written in forms of its own: components, calls, steps, failure domains."""

from __future__ import annotations

from sdgen.design.calls import ANY_OF, QUORUM, Call, CallGroup
from sdgen.design.components import Component
from sdgen.design.journeys import Step
from sdgen.design.shapes import Id, of_kind
from sdgen.design.spelling import KEBAB, LONGEST_ID
from sdgen.kinds import KINDS, Kind
from sdgen.schema.made import Schema, property_schemas, record_schema, reference, schema_of

MOST_DOMAINS = 10_000
LONGEST_CHAIN = 20_000


def component() -> Schema:
    """A component: the common keys, and by ``if``/``then`` those of its kind."""
    made = record_schema(Component)
    return {
        "description": made["description"],
        "type": "object",
        "required": made["required"],
        "properties": made["properties"],
        "allOf": [_branch(kind) for kind in KINDS.values() if kind.properties],
        "unevaluatedProperties": False,
    }


def _branch(kind: Kind) -> Schema:
    """The keys that components of this kind have besides the common ones."""
    own = {each.name: schema_of(of_kind(each)) for each in kind.properties}
    return {
        "if": {"properties": {"kind": {"const": kind.name}}, "required": ["kind"]},
        "then": {"properties": own},
    }


def call() -> Schema:
    """One entry of ``calls``: an id, an id with options, alternatives, or a quorum."""
    return {
        "description": "The id of what is called (`db`), with options (`db: {optional: true}`), `any_of: [cache, db]`, or `{need: 2, of: [a, b, c]}`.",
        "type": ["string", "object"],
        "pattern": KEBAB,
        "maxLength": LONGEST_ID,
        "if": {"type": "object", "required": [ANY_OF]},
        "then": _group("Any one of these will do.", ANY_OF),
        "else": {
            "if": {"type": "object", "required": [QUORUM]},
            "then": _group("So many of these must answer.", QUORUM),
            "else": _target(),
        },
    }


def _group(meaning: str, form: str) -> Schema:
    """Several calls in one entry, in one of the forms of a CallGroup."""
    made = record_schema(CallGroup, meaning)
    properties = property_schemas(CallGroup, form)
    required = [key for key in made["required"] if key in properties]
    return {**made, "properties": properties, "required": required}


def member() -> Schema:
    """One entry of ``any_of`` or ``of``: an id, or an id with options."""
    return {
        "description": "The id of what is called, alone or with options.",
        "type": ["string", "object"],
        "pattern": KEBAB,
        "maxLength": LONGEST_ID,
        **_target(),
    }


def _target() -> Schema:
    """A mapping of one key, the id of what is called, to the call's options."""
    return {
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": {"pattern": KEBAB, "maxLength": LONGEST_ID},
        "additionalProperties": reference(str(Call.form.defined_as)),
    }


def step() -> Schema:
    """One entry of ``steps``: a chain of arrows with its label, or with options."""
    return {
        "description": "Arrows through components: `a -> b -> c: label`, or `a -> b: {times: 1%, label: on a miss}`.",
        "type": ["string", "object"],
        "maxLength": LONGEST_CHAIN,
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": {"maxLength": LONGEST_CHAIN},
        "additionalProperties": record_schema(Step),
    }


def domains() -> Schema:
    """Failure domains: a mapping of ids, or a list of them."""
    return {
        "description": "Failure domains by id, each with its availability or a mapping; or just a list of ids.",
        "type": ["object", "array"],
        "propertyNames": {"$ref": "#/$defs/id"},
        "additionalProperties": reference("domain"),
        "maxProperties": MOST_DOMAINS,
        "items": schema_of(Id("The id of a failure domain.")),
        "maxItems": MOST_DOMAINS,
    }
