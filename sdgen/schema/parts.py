"""The schema of the parts of a design other than components."""

from __future__ import annotations

from sdgen.design.view_registry import base_views
from sdgen.schema.vocabulary import (
    ENTITY,
    FIELD,
    FIGURE,
    LONGEST_NAME,
    LONGEST_TEXT,
    OPERATION,
    Schema,
    choice,
    flag,
    free_table,
    identifier,
    identifiers,
    many,
    name,
    one_or_many,
    quantity,
    record,
    record_or,
    reference,
    table,
    text,
    texts,
)

DIRECTIONS = ("auto", "right", "down")
CONSISTENCIES = ("strong", "read-your-writes", "bounded", "eventual")
MOST_STEPS = 2_000


def part_definitions() -> dict[str, Schema]:
    """The definitions that the parts of a design are made of."""
    return {
        "alert": alert(),
        "decision": decision(),
        "domain": domain(),
        "domains": domains(),
        "entity": entity(),
        "journey": journey(),
        "operation": operation(),
        "requirement": requirement(),
        "step": step(),
    }


def requirements() -> Schema:
    """Step 1 of a design."""
    return record(
        "What the system must do, and what it need not do.",
        {
            "functional": table(
                "What users can do: an id and a sentence each.", reference("requirement")
            ),
            "non_functional": table(
                "How well it does it: an id and a sentence each.", reference("requirement")
            ),
            "out_of_scope": texts("What it deliberately does not do.", "One thing left out."),
            "questions": many(
                "What was asked about the requirements, with the answers.",
                record(
                    "A question and its answer.",
                    {"ask": text("The question."), "answer": text("The answer.")},
                    ["ask"],
                ),
            ),
        },
    )


def requirement() -> Schema:
    return record_or(
        "What is required, in a sentence, or a mapping.",
        {"type": "string", "maxLength": LONGEST_TEXT},
        {
            "text": text("What is required, in a sentence."),
            "priority": choice(
                "How much it matters: `must` (unless given), `should` or `could`.",
                ("must", "should", "could"),
            ),
        },
    ) | {"required": ["text"]}


def scale() -> Schema:
    """Step 2 of a design."""
    return record(
        "How many users, and how busy: what the rates of journeys are multiplied by.",
        {
            "total_users": quantity("All users, such as `1B`."),
            "daily_users": quantity("Users on an average day, such as `200M`."),
            "monthly_users": quantity("Users in an average month, such as `500M`."),
            "peak": quantity("Peak rate over the daily average, such as `3x`."),
            "horizon": quantity("How far ahead the design must last, such as `5y`."),
            "growth": quantity("How much load grows in a year, such as `20%`."),
            "month": quantity("What a month is counted as; `30d` unless given."),
            "year": quantity("What a year is counted as; `365d` unless given."),
        },
    )


def estimates() -> Schema:
    """Figures of step 2 that the design states itself."""
    return table(
        "Figures as they were estimated, by the names that `sdgen estimate --explain` has for them, such as `orders-db.storage`; lint says which are off.",
        quantity("The figure, such as `5 PB` or `12k/s`."),
        FIGURE,
    )


def domains() -> Schema:
    return {
        "description": "Failure domains by id, each with its availability or a mapping; or just a list of ids.",
        "type": ["object", "array"],
        "propertyNames": {"$ref": "#/$defs/id"},
        "additionalProperties": reference("domain"),
        "maxProperties": 10_000,
        "items": identifier("The id of a failure domain."),
        "maxItems": 10_000,
    }


def domain() -> Schema:
    return {
        "description": "Something that fails as a whole: its availability, such as `99.95%`, or a mapping.",
        "type": ["string", "number", "object", "null"],
        "maxLength": 100,
        "properties": {
            "availability": quantity("Share of time that it is up, such as `99.95%`."),
            "name": name("What people call it."),
            "level": choice(
                "What it is, where the key that it stands under does not say so.",
                ("provider", "region", "zone", "rack"),
            ),
            "regions": reference("domains", "Regions of this provider."),
            "zones": reference("domains", "Zones of this region."),
            "racks": reference("domains", "Racks of this zone."),
        },
        "additionalProperties": False,
    }


def journey() -> Schema:
    return record(
        "Something that users do, which load, latency and availability are computed for.",
        {
            "name": name("What people call it; without one it is made from the id."),
            "actor": identifier(
                "The id of the component that starts it; the first step's unless given."
            ),
            "rate": quantity("How often: `10/user/day`, `300/s` or `500M/month`."),
            "request": quantity("Size of the request, such as `1 KB`."),
            "response": quantity("Size of the response, such as `20 KB`."),
            "objectives": record(
                "What users may expect.",
                {
                    "availability": quantity("Share of time that it works, such as `99.95%`."),
                    "p50": quantity("Median time, such as `50ms`."),
                    "p99": quantity("99th percentile of the time, such as `200ms`."),
                    "rpo": quantity("Data that may be lost, as a time, such as `5min`."),
                    "rto": quantity("How long recovery may take, such as `1h`."),
                    "includes_async": flag(
                        "Whether what happens behind asynchronous calls counts too."
                    ),
                    "consistency": choice(
                        "What its reads must see: `strong`, `read-your-writes`, `bounded` or `eventual`.",
                        CONSISTENCIES,
                    ),
                },
            ),
            "steps": many(
                "The calls that it makes, in order; without steps, every call reachable from its actor.",
                reference("step"),
                MOST_STEPS,
            ),
            "serves": identifiers(
                "Requirements that it fulfils.", "The id of a functional requirement."
            ),
            "reads": identifiers("Entities that it reads.", "The name of an entity.", ENTITY),
            "writes": identifiers("Entities that it writes.", "The name of an entity.", ENTITY),
        },
    )


def step() -> Schema:
    options = record_or(
        "The label, or a mapping.",
        {"type": ["string", "number", "null"], "maxLength": LONGEST_NAME},
        {
            "times": quantity(
                "How often the last arrow is made for each time its caller is reached: `200` is fan-out, `1%` a miss."
            ),
            "bytes": quantity("Size of the request along the arrows, such as `300 KB`."),
            "request": quantity("The same as `bytes`."),
            "response": quantity("Size of the response against the arrows, such as `20 KB`."),
            "label": name("What the arrow says."),
            "parallel": flag("Whether it runs beside the step before it."),
        },
    )
    return {
        "description": "Arrows through components: `a -> b -> c: label`, or `a -> b: {times: 1%, label: on a miss}`.",
        "type": ["string", "object"],
        "maxLength": 20_000,
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": {"maxLength": 20_000},
        "additionalProperties": options,
    }


def groups() -> Schema:
    return table(
        "Containers of the picture: names, and which stands in which.",
        record_or(
            "The group's name, or a mapping.",
            {"type": ["string", "null"], "maxLength": LONGEST_NAME},
            {
                "name": name("The title of the container."),
                "parent": identifier("The id of the group that it stands in."),
            },
        ),
    )


def views() -> Schema:
    selectors = "Ids of components, `group:data`, `tag:critical` or `kind:database`."
    return table(
        "Pictures of the design's own, beside the built-in ones.",
        record(
            "A picture.",
            {
                "title": name("Its title; without one it is made from the id."),
                "base": choice("The built-in view whose look it takes.", base_views()),
                "include": texts("What it shows; everything unless given. " + selectors, selectors),
                "leave_out": texts("What it does not show. " + selectors, selectors),
                "direction": choice(
                    "Where lines run: `right`, `down`, or `auto` for whichever reads better.",
                    DIRECTIONS,
                ),
            },
        ),
    )


def operation() -> Schema:
    return record(
        "One operation of the interface.",
        {
            "http": text("Method and path, such as `POST /v1/tweets`.", 2_000),
            "journey": identifier("The id of the journey that it starts."),
            "summary": text("What it does, in a sentence."),
            "params": table(
                "Parameters by name, each with its type: `string`, `string?` where it may be missing, `id[]` for a list.",
                text("The parameter's type.", LONGEST_NAME),
                FIELD,
            ),
            "returns": text("The type of the result, such as `Tweet[]`.", LONGEST_NAME),
            "errors": free_table("Errors by code or name, each with what it means.", text("When.")),
            "rate_limit": text("How often one caller may call, such as `300 per 3h per user`."),
            "idempotent": flag("Whether calling twice does no more than calling once."),
        },
    )


def api() -> Schema:
    return table("The interface: its operations by id.", reference("operation"), OPERATION)


def data() -> Schema:
    return table("The data model: entities by name.", reference("entity"), ENTITY)


def entity() -> Schema:
    field_names = {"type": "string", "pattern": FIELD, "maxLength": 100}
    return record(
        "A kind of thing that is stored.",
        {
            "store": identifier("The id of the component that keeps it."),
            "cached_in": one_or_many(
                "The cache, or caches, that keep what is read often of it.",
                identifier("The id of a cache."),
            ),
            "key": one_or_many("The field, or fields, that identify one.", field_names),
            "partition_by": one_or_many(
                "The field, or fields, that decide in which partition it lies.", field_names
            ),
            "hottest_key": quantity(
                "Share of its operations that go to the one partition key that is asked for most, such as `5%`."
            ),
            "fields": table(
                "Fields by name, each with its type: `string(50)`, `id[4]`, `timestamp?`, or the name of an entity.",
                text("The field's type.", LONGEST_NAME),
                FIELD,
                1_000,
            ),
            "rows": quantity("How many there are, such as `1B`."),
            "size": quantity(
                "Bytes of one, such as `300 B`; estimated from the fields unless given."
            ),
            "created_by": identifier("The id of the journey that makes one each time."),
            "growth": quantity("How many are added, such as `100M/day`."),
            "retention": quantity("How long each is kept, such as `90d`, or `forever`."),
            "queries": many(
                "How it is looked up.",
                record_or(
                    "The field that it is looked up by, or a mapping.",
                    {"type": "string", "pattern": FIELD, "maxLength": 100},
                    {
                        "by": one_or_many("The field, or fields.", field_names),
                        "index": flag("Whether an index serves it."),
                        "journey": identifier("The id of the journey that asks."),
                    },
                )
                | {"required": ["by"]},
            ),
        },
    )


def decision() -> Schema:
    return record(
        "A question that had more than one answer.",
        {
            "question": text("What had to be decided."),
            "options": free_table(
                "The answers by name.",
                {
                    **record(
                        "What speaks for and against it.",
                        {
                            "pros": texts("What speaks for it.", "One advantage."),
                            "cons": texts("What speaks against it.", "One disadvantage."),
                        },
                    ),
                    "type": ["object", "null"],
                },
            ),
            "choice": name("The name of the option that was taken."),
            "because": text("Why."),
            "affects": identifiers("Components that it is about.", "The id of a component."),
        },
        ["question"],
    )


def monitoring() -> Schema:
    return record(
        "How we know that it works.",
        {
            "watches": identifiers(
                "Components and journeys that are measured.", "The id of a component or journey."
            ),
            "alerts": many("When somebody hears of it.", reference("alert")),
            "dashboards": free_table(
                "Dashboards by name.", text("Where it is: a URL, or what it shows.", 2_000)
            ),
        },
    )


def alert() -> Schema:
    return record(
        "When somebody hears that something is wrong.",
        {
            "on": identifier("The id of the component or journey."),
            "when": text("The condition, such as `disk > 70%`."),
            "who": text("Who hears of it.", LONGEST_NAME),
            "page": flag("Whether it wakes somebody up."),
        },
        ["on", "when"],
    )


def accepted() -> Schema:
    return many(
        "Risks that are known and taken, so that lint does not report them.",
        record(
            "A risk that is known and taken.",
            {
                "rule": name("The name or code of the lint rule, such as `single-zone`."),
                "at": name("What it is about: the id of a component, journey, zone or entity."),
                "because": text("Why it is taken."),
                "until": {
                    "description": "The day from which it is no longer taken, such as `2027-03-31`.",
                    "type": "string",
                    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
                },
            },
            ["rule", "at", "because"],
        ),
    )


def include() -> Schema:
    return one_or_many(
        "Other files whose parts belong to this design: relative paths inside the repository.",
        text("A path relative to this file.", 1_000),
    )
