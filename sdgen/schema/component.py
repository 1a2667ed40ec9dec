"""The schema of components: what all have in common, and what each kind adds."""

from __future__ import annotations

from sdgen.kinds import KINDS, Kind, Property, PropertyType
from sdgen.schema.vocabulary import (
    KEBAB,
    LONGEST_ID,
    LONGEST_NAME,
    Schema,
    choice,
    count,
    flag,
    identifier,
    identifiers,
    many,
    name,
    quantity,
    record,
    record_or,
    reference,
    table,
    text,
    texts,
)

MOST_REPLICAS = 100_000
MOST_CALLS = 1_000


def component_definitions() -> dict[str, Schema]:
    """The definitions that the component part of the schema is made of."""
    return {
        "component": component(),
        "call": call(),
        "call_options": call_options(),
        "failover": failover(),
        "member": member(),
        "replicas": replicas(),
    }


def component() -> Schema:
    """A component: the common keys, and by ``if``/``then`` those of its kind."""
    return {
        "description": "A part of the system: a box in the picture.",
        "type": "object",
        "required": ["kind"],
        "properties": common_properties(),
        "allOf": [_branch(kind) for kind in KINDS.values() if kind.properties],
        "unevaluatedProperties": False,
    }


def _branch(kind: Kind) -> Schema:
    """The keys that components of this kind have besides the common ones."""
    own = {each.name: _property(each) for each in kind.properties}
    return {
        "if": {"properties": {"kind": {"const": kind.name}}, "required": ["kind"]},
        "then": {"properties": own},
    }


def _property(own: Property) -> Schema:
    if own.type is PropertyType.FLAG:
        return flag(own.doc)
    if own.type is PropertyType.COUNT:
        return count(own.doc)
    if own.type is PropertyType.QUANTITY:
        return quantity(own.doc)
    if own.type is PropertyType.CHOICE:
        return choice(own.doc, own.choices)
    return text(own.doc)


def common_properties() -> dict[str, Schema]:
    """The keys that components of every kind have."""
    return {
        "kind": choice(
            "What the component is; gives it its glyph, the defaults that are assumed, and the properties it may have.",
            list(KINDS),
        ),
        "name": name("The name on its card; without one it is made from the id or the kind."),
        "technology": text("What it is built with, such as `PostgreSQL 16`.", LONGEST_NAME),
        "group": identifier("The id of the group (container of the picture) that it stands in."),
        "replicas": reference("replicas", "How many instances run; one unless given."),
        "zones": identifiers(
            "Failure domains that its replicas are spread over in turn.",
            "The id of a domain of `topology`.",
        ),
        "place": table(
            "How many replicas run in each failure domain, where `zones` is not exact enough.",
            count("Replicas in this domain.", 0, MOST_REPLICAS),
        ),
        **reliability_properties(),
        **capacity_properties(),
        "calls": many("What it can call.", reference("call"), MOST_CALLS),
        "managed": flag("Whether a provider runs it, and replicates it, as a service."),
        "external": flag("Whether it belongs to somebody else."),
        "link": text("Where a click on its card leads: a URL.", 2_000),
        "icon": text(
            "A product icon by its name in the `diagrams` package, such as `aws.storage.S3`.",
            LONGEST_NAME,
        ),
        "shape": choice("`card`, or `custom` to show the icon alone.", ("card", "custom")),
        "notes": text("Whatever else a reader should know.", 20_000),
        "tags": texts("Words that views can select by.", "A tag."),
    }


def reliability_properties() -> dict[str, Schema]:
    """The keys that say how often a component fails, and how it comes back."""
    return {
        "availability": quantity(
            "Share of time that one instance is up, such as `99.9%`; of a managed component, what is promised."
        ),
        "mtbf": quantity("Mean time between failures of one instance, such as `90d`."),
        "mttr": quantity("Mean time to repair one instance, such as `30min`."),
        "common_cause": quantity(
            "Share of failures that take all instances at once (beta factor), such as `5%`."
        ),
        "deploy_availability": quantity(
            "Share of time in which no deployment has taken all instances down, such as `99.99%`."
        ),
        "backups": record_or(
            "How often a copy is put aside, such as `24h`, or a mapping.",
            quantity(""),
            {
                "every": quantity("Time between two backups, such as `24h`."),
                "keep": quantity("How long backups are kept, such as `30d`."),
            },
        ),
    }


def capacity_properties() -> dict[str, Schema]:
    """The keys that say what a component can carry, how fast it is, and what it costs."""
    return {
        "capacity": quantity("What one replica can carry, such as `5k/s` or `200 MB/s`."),
        "latency": record_or(
            "Time that one operation takes inside it: the median such as `5ms`, or a mapping.",
            quantity(""),
            {
                "p50": quantity("The median, such as `5ms`."),
                "p99": quantity("The 99th percentile, such as `40ms`."),
            },
        ),
        "storage": quantity("Disk of one replica, such as `8 TB`."),
        "memory": quantity("Memory of one replica, such as `64 GiB`."),
        "connections": count("Connections that one replica accepts.", 1, 100_000_000),
        "bandwidth": quantity("Network of one replica, such as `10 Gbit/s`."),
        "price": record_or(
            "What it costs: money a month per replica, such as `$70/month`, or a mapping.",
            quantity(""),
            {
                "replica": quantity("Money a month per replica, such as `$70/month`."),
                "storage": quantity("Money a month per GB that is kept, such as `$0.023`."),
                "egress": quantity("Money per GB that is sent out, such as `$0.09`."),
            },
        ),
    }


def replicas() -> Schema:
    """How many instances, which of them must be up, and how one takes over from another."""
    return record_or(
        "How many instances run: a number, or a mapping.",
        {"type": "integer", "minimum": 1, "maximum": MOST_REPLICAS},
        {
            "count": count("How many instances run.", 1, MOST_REPLICAS),
            "need": {
                "description": "How many must be up to carry the peak: a number, `majority`, or `2 of 3` for two answers out of three copies of each piece of data.",
                "type": ["integer", "string"],
                "minimum": 1,
                "maximum": MOST_REPLICAS,
                "maxLength": 40,
                "pattern": "^ *([0-9]{1,6}|majority|[0-9]{1,6} +of +[0-9]{1,6}) *$",
            },
            "copies": count("Copies of each piece of data.", 1, MOST_REPLICAS),
            "mode": choice(
                "What the instances do: `active-active`, `leader-follower` or `active-standby`.",
                ("active-active", "leader-follower", "active-standby"),
            ),
            "failover": reference("failover", "How a standby or follower takes over."),
        },
    )


def failover() -> Schema:
    """How a standby or follower takes over."""
    return record_or(
        "`automatic`, `manual`, or a mapping.",
        {"type": "string", "pattern": "^(automatic|manual)$"},
        {
            "automatic": flag("Whether it happens without a person."),
            "time": quantity("How long it takes, such as `30s`."),
            "success": quantity("How often it works, such as `99%`."),
        },
    )


def call() -> Schema:
    """One entry of ``calls``: an id, an id with options, alternatives, or a quorum."""
    members = many("Ids of components, each alone or with options.", reference("member"), 1_000)
    alternatives = record(
        "Any one of these will do.", {"any_of": {**members, "minItems": 1}}, ["any_of"]
    )
    quorum = record(
        "So many of these must answer.",
        {
            "need": count("How many must answer.", 1, 1_000),
            "of": {**members, "minItems": 1},
        },
        ["need", "of"],
    )
    return {
        "description": "The id of what is called (`db`), with options (`db: {optional: true}`), `any_of: [cache, db]`, or `{need: 2, of: [a, b, c]}`.",
        "type": ["string", "object"],
        "pattern": KEBAB,
        "maxLength": LONGEST_ID,
        "if": {"type": "object", "required": ["any_of"]},
        "then": alternatives,
        "else": {
            "if": {"type": "object", "required": ["of"]},
            "then": quorum,
            "else": _target(),
        },
    }


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
        "additionalProperties": reference("call_options"),
    }


def call_options() -> Schema:
    """What a call means for failure, and how it is made."""
    options = record(
        "What this call means for failure, and how it is made.",
        {
            "optional": flag("Whether the journey survives without it."),
            "async": flag("Whether the caller goes on without waiting for an answer."),
            "protocol": text("Such as `gRPC`, `HTTPS` or `Kafka`.", LONGEST_NAME),
            "timeout": quantity("How long the caller waits, such as `200ms`."),
            "retries": count("How often the caller tries again.", 0, 1_000),
            "backoff": quantity(
                "How long the caller waits before it tries again, such as `50ms`; twice as long before each further attempt."
            ),
            "failures": quantity(
                "Share of attempts that fail for a moment, so that the next may succeed, such as `0.1%`."
            ),
            "encrypted": flag("Whether it is encrypted on the way."),
            "pool": count("Connections that one instance of the caller keeps open.", 1, 1_000_000),
            "label": name("What the line in the picture says."),
        },
    )
    return {**options, "type": ["object", "null"]}
