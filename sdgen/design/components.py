"""Steps 5 and 6 of a design: its components, the boxes of the picture."""

from collections.abc import Mapping
from typing import ClassVar

from msgspec import field

from sdgen.design.calls import CallGroup
from sdgen.design.maintenance import Maintenance
from sdgen.design.record import Record
from sdgen.design.replicas import MOST_REPLICAS, Replicas
from sdgen.design.shapes import (
    Annotated,
    Choice,
    Count,
    Either,
    Flag,
    Form,
    Id,
    Many,
    Measure,
    Name,
    Nested,
    Own,
    Table,
    Text,
)
from sdgen.design.spelling import LONGEST_NAME
from sdgen.kinds import kind_names
from sdgen.quantity import Dimension, Quantity

MOST_CALLS = 1_000
MOST_PROPERTIES = 100
NO_ICON = "none"
"""The icon of a component that shows the glyph of its kind, whatever its technology."""
OF_THE_KIND = "what [its kind](kinds.md) is assumed to have"


class Latency(Record, frozen=True, kw_only=True):
    """Seconds that half of the requests, and 99 of 100, take at most."""

    form: ClassVar[Form] = Form(
        meaning="Time that one operation takes inside it: the median such as `5ms`, or a mapping.",
        plain=Measure("", Dimension.DURATION),
        short="p50",
    )

    p50: Annotated[Quantity | None, Measure("The median, such as `5ms`.", Dimension.DURATION)] = (
        None
    )
    p99: Annotated[
        Quantity | None, Measure("The 99th percentile, such as `40ms`.", Dimension.DURATION)
    ] = None


class Backups(Record, frozen=True, kw_only=True):
    """Seconds between two backups, and for how long each is kept."""

    form: ClassVar[Form] = Form(
        meaning="How often a copy is put aside, such as `24h`, a mapping, or `none`.",
        plain=Measure("", Dimension.DURATION),
        short="every",
    )

    every: Annotated[
        Quantity | None, Measure("Time between two backups, such as `24h`.", Dimension.DURATION)
    ] = None
    keep: Annotated[
        Quantity | None, Measure("How long backups are kept, such as `30d`.", Dimension.DURATION)
    ] = None


class Price(Record, frozen=True, kw_only=True):
    """Money a month: per replica, per GB stored, per GB sent out."""

    form: ClassVar[Form] = Form(
        meaning="What it costs: money a month per replica, such as `$70/month`, or a mapping.",
        plain=Measure("", Dimension.MONEY),
        short="replica",
    )

    replica: Annotated[
        Quantity | None,
        Measure("Money a month per replica, such as `$70/month`.", Dimension.MONEY),
    ] = None
    storage: Annotated[
        Quantity | None,
        Measure("Money a month per GB that is kept, such as `$0.023`.", Dimension.MONEY),
    ] = None
    egress: Annotated[
        Quantity | None, Measure("Money per GB that is sent out, such as `$0.09`.", Dimension.MONEY)
    ] = None


class Capacity(Record, frozen=True, kw_only=True):
    """Operations a second of one replica that does nothing but read, or nothing but write."""

    form: ClassVar[Form] = Form(
        meaning="What one replica can carry, where reads and writes differ."
    )

    reads: Annotated[
        Quantity,
        Measure(
            "Reads that one replica can carry, such as `10k/s`.",
            Dimension.RATE,
            some=True,
            required=True,
        ),
    ]
    writes: Annotated[
        Quantity,
        Measure(
            "Writes that one replica can carry, such as `2k/s`.",
            Dimension.RATE,
            some=True,
            required=True,
        ),
    ]


class Component(Record, frozen=True, kw_only=True):
    """``capacities`` stands in the place of ``capacity`` where reads and writes differ. ``place`` maps
    a domain to the replicas that it holds, where the design says so exactly;
    else ``zones`` are filled round-robin. ``pulls`` are the queues of which only its steps tell
    that it consumes them. ``lies_in`` has for each domain the one of every level that it is or lies
    in, from the outermost in; of what keeps data on several nodes. What is ``hosted`` has no instances
    of its own: its ``replicas`` count those of the component that it runs on. ``properties`` are the
    kind's own, as plain values or quantities, ``custom`` what the design calls properties: facts
    that mean nothing to sdgen."""

    form: ClassVar[Form] = Form(
        meaning="A part of the system: a box in the picture.", defined_as="component"
    )

    id: str
    kind: Annotated[
        str,
        Choice(
            "What the component is; gives it its glyph, the defaults that are assumed, and the "
            "properties it may have.",
            kind_names,
            required=True,
        ),
    ]
    name: Annotated[
        str,
        Name(
            "The name on its card; without one it is made from the id or the kind.",
            absent="made from the id or the kind",
        ),
    ]
    technology: Annotated[
        str, Text("What it is built with, such as `PostgreSQL 16`.", LONGEST_NAME)
    ] = ""
    group: Annotated[
        str | None,
        Id("The id of the group (container of the picture) that it stands in."),
    ] = None
    row: Annotated[
        str,
        Text(
            "Components with the same word here stand in one row of a block diagram (in one column, "
            "where it runs from left to right), whatever they call.",
            LONGEST_NAME,
        ),
    ] = ""
    replicas: Annotated[
        Replicas, Nested(Replicas, "How many instances run; one unless given.", absent="one")
    ]
    zones: Annotated[
        tuple[str, ...],
        Many(
            "Failure domains that its replicas are spread over in turn.",
            Id("The id of a domain of `topology`.", of="domain"),
        ),
    ] = ()
    place: Annotated[
        Mapping[str, int],
        Table(
            "How many replicas run in each failure domain, where `zones` is not exact enough.",
            Count("Replicas in this domain.", 0, MOST_REPLICAS),
            of="domain",
        ),
    ] = field(default_factory=dict)
    runs_on: Annotated[
        str,
        Id(
            "The component whose instances it runs on, such as a cluster or a shared server. "
            "Without a number of replicas of its own its copies lie on those instances, and it "
            "fails with them.",
            of="component",
        ),
    ] = ""
    hosted: bool = False
    availability: Annotated[
        Quantity | None,
        Measure(
            "Share of time that one instance is up, such as `99.9%`; of a managed component, what "
            "is promised.",
            Dimension.RATIO,
            share=True,
            absent=f"what follows from `mtbf` and `mttr`, else {OF_THE_KIND}",
        ),
    ] = None
    mtbf: Annotated[
        Quantity | None,
        Measure(
            "Mean time between failures of one instance, such as `90d`; beside `availability` it "
            "says how often a failover runs.",
            Dimension.DURATION,
        ),
    ] = None
    mttr: Annotated[
        Quantity | None,
        Measure(
            "Mean time to repair one instance, such as `30min`; beside `availability` it says how "
            "long a failover, or changing over to an alternative, can last at most.",
            Dimension.DURATION,
            absent="in a failover what follows from `availability` and `mtbf`, else 4 h",
        ),
    ] = None
    common_cause: Annotated[
        Quantity | None,
        Measure(
            "Share of failures that take all instances at once (beta factor), such as `5%`.",
            Dimension.RATIO,
            share=True,
            absent="no failure does",
        ),
    ] = None
    deploy_availability: Annotated[
        Quantity | None,
        Measure(
            "Share of time in which no deployment has taken all instances down, such as `99.99%`.",
            Dimension.RATIO,
            share=True,
            absent="no deployment does",
        ),
    ] = None
    maintenance: Annotated[Maintenance | None, Nested(Maintenance, absent="none")] = None
    backups: Annotated[Backups | None, Nested(Backups, none="no_backups")] = None
    no_backups: bool = False
    capacity: Annotated[
        Quantity | None,
        Either(
            "What one replica can carry, such as `5k/s`, `200 MB/s` or `2.5k tokens/s`, or `{reads: "
            "10k/s, writes: 2k/s}`. Bytes are those of request and response together; of what else "
            "is counted, steps say with `work` how much they take.",
            (
                Nested(Capacity),
                Measure("", (Dimension.RATE, Dimension.BYTE_RATE, Dimension.WORK_RATE), some=True),
            ),
        ),
    ] = None
    capacities: Capacity | None = None
    latency: Annotated[Latency | None, Nested(Latency, absent=OF_THE_KIND)] = None
    storage: Annotated[
        Quantity | None,
        Measure("Disk of one replica, such as `8 TB`.", Dimension.BYTES, some=True),
    ] = None
    memory: Annotated[
        Quantity | None,
        Measure("Memory of one replica, such as `64 GiB`.", Dimension.BYTES, some=True),
    ] = None
    connections: Annotated[
        int | None, Count("Connections that one replica accepts.", 1, 100_000_000)
    ] = None
    bandwidth: Annotated[
        Quantity | None,
        Measure("Network of one replica, such as `10 Gbit/s`.", Dimension.BYTE_RATE, some=True),
    ] = None
    price: Annotated[Price | None, Nested(Price)] = None
    calls: Annotated[
        tuple[CallGroup, ...],
        Many("What it can call.", Own("", "call"), MOST_CALLS, called="call"),
    ] = ()
    consumes: Annotated[
        tuple[str, ...],
        Many(
            "Queues, streams and topics that it takes messages from.",
            Id("The id of a queue, stream or topic.", of="component"),
        ),
    ] = ()
    pulls: tuple[str, ...] = ()
    managed: Annotated[
        bool, Flag("Whether a provider runs it, and replicates it, as a service.")
    ] = False
    external: Annotated[bool, Flag("Whether it belongs to somebody else.")] = False
    link: Annotated[str, Text("Where a click on its card leads: a URL.", 2_000)] = ""
    icon: Annotated[
        str,
        Text(
            "A product icon by its name in the `diagrams` package, such as `aws.storage.S3`, or "
            "`none` for the glyph of its kind.",
            LONGEST_NAME,
            absent="that of its technology, where one is known and `icons` does not say otherwise, "
            "else the glyph of its kind",
        ),
    ] = ""
    shape: Annotated[
        str,
        Choice("`card`, or `custom` to show the icon alone.", ("card", "custom"), absent="`card`"),
    ] = ""
    notes: Annotated[str, Text("Whatever else a reader should know.", 20_000)] = ""
    tags: Annotated[tuple[str, ...], Many("Words that views can select by.", Text("A tag."))] = ()
    custom: Annotated[
        Mapping[str, str],
        Table(
            "Facts of your own, such as `cost-centre: 4711`: shown when the pointer rests on its "
            "card, and views can select by them.",
            Text("Whatever it is.", LONGEST_NAME, number=True),
            keys="",
            most=MOST_PROPERTIES,
            key="properties",
        ),
    ] = field(default_factory=dict)
    properties: Mapping[str, object] = field(default_factory=dict)
    lies_in: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
