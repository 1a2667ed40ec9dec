"""The schema of what is written in forms of its own: components, calls, steps, failure domains."""

from __future__ import annotations

from collections.abc import Mapping

from sdgen.design.calls import ANY_OF, QUORUM, Call, CallGroup
from sdgen.design.components import Component
from sdgen.design.defaults import PARTS
from sdgen.design.design import Design
from sdgen.design.journeys import Step
from sdgen.design.shapes import Id, of_kind, properties_of
from sdgen.design.spelling import KEBAB, LONGEST_ID
from sdgen.kinds import KINDS, Kind
from sdgen.schema.made import (
    MadeWhenRead,
    Schema,
    property_schemas,
    record_schema,
    reference,
    schema_of,
)
from sdgen.schema.partial import Partial

MOST_DOMAINS = 10_000
LONGEST_CHAIN = 20_000

NO_DEFAULTS = ("kind", "name")
"""Keys that make each component what it is."""
NOT_OVERRIDDEN = (
    *("sdgen", "name", "summary", "owners", "include"),
    *("accepted", "components", "defaults", "override"),
)
"""Keys of a design that included files do not bring, or that have no ids to name; the components
have a schema of their own."""


def component(partial: Partial | None = None) -> Schema:
    """A component: the common keys, and by ``if``/``then`` those of its kind. With ``partial`` all
    but its kind may be less than it takes, since defaults can give the rest, or be removed."""
    properties = property_schemas(Component)
    branches = {each.name: _own(each) for each in KINDS.values() if each.properties}
    if partial is not None:
        properties = partial.of_each(properties) | {"kind": properties["kind"]}
        branches = {name: partial.of_each(own) for name, own in branches.items()}
    return _component(properties, branches)


def walked_component(partial: Partial) -> Schema:
    """The same as ``component(partial)``, for who reads it key by key."""
    common = properties_of(Component)

    def made(key: str) -> Schema:
        own = schema_of(common[key].shape)
        return own if key == "kind" else partial.of(own)

    def branch(kind: Kind) -> MadeWhenRead:
        own = {each.name: each for each in kind.properties}
        return MadeWhenRead(own, lambda key: partial.of(schema_of(of_kind(own[key]))))

    branches = {each.name: branch(each) for each in KINDS.values() if each.properties}
    return _component(MadeWhenRead(common, made), branches)


def _component(properties: dict[str, Schema], branches: Mapping[str, dict[str, Schema]]) -> Schema:
    made = record_schema(Component, properties=properties)
    return {
        "description": made["description"],
        "type": "object",
        "required": made["required"],
        "properties": properties,
        "allOf": [_branch(name, own) for name, own in branches.items()],
        "unevaluatedProperties": False,
    }


def _own(kind: Kind) -> dict[str, Schema]:
    return {each.name: schema_of(of_kind(each)) for each in kind.properties}


def _branch(kind: str, own: dict[str, Schema]) -> Schema:
    """The keys that components of this kind have besides the common ones."""
    return {
        "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
        "then": {"properties": own},
    }


def component_defaults(partial: Partial) -> Schema:
    """What components have that say nothing else: any keys but those that make each what it is."""
    common = record_schema(Component)["properties"]
    general = {key: each for key, each in common.items() if key not in NO_DEFAULTS}
    return {
        "description": "Keys of components.",
        "type": "object",
        "properties": partial.of_each({**general, **_of_any_kind()}),
        "additionalProperties": False,
    }


def component_override(partial: Partial) -> Schema:
    """Properties of a component that another file defines."""
    common = record_schema(Component)["properties"]
    properties = partial.of_each({**common, **_of_any_kind()})
    return {
        "description": "Properties of a component that an included file defines.",
        "type": ["object", "null"],
        "properties": {**properties, "kind": common["kind"]},
        "additionalProperties": False,
    }


def _of_any_kind() -> dict[str, Schema]:
    """The properties that single kinds have; those of one name differ in their meaning at most."""
    found: dict[str, Schema] = {}
    for kind in KINDS.values():
        for key, each in _own(kind).items():
            found.setdefault(key, each)
    return found


def kind_defaults() -> Schema:
    """What components of each kind have that say nothing else."""
    return {
        "description": "What components have that say nothing else, by their kind.",
        "type": "object",
        "properties": {
            name: {"description": f"Of every {kind.title}. {kind.doc}", **reference(PARTS)}
            for name, kind in KINDS.items()
        },
        "additionalProperties": False,
    }


def override(partial: Partial) -> Schema:
    """Properties of what included files define, each under its part of the design."""
    whole = record_schema(Design)["properties"]
    parts = {key: each for key, each in whole.items() if key not in NOT_OVERRIDDEN}
    components = whole["components"] | {"additionalProperties": reference("component_override")}
    made = partial.of_each(parts)
    made["components"] = {
        key: rule for key, rule in components.items() if key not in ("minProperties",)
    }
    return {
        "description": "Properties of what included files define, by the parts of a design.",
        "type": "object",
        "properties": made,
        "additionalProperties": False,
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
