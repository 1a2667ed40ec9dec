"""Journeys: what users do, step by step, and what they may expect."""

from enum import StrEnum
from typing import ClassVar

from sdgen.design.record import Record
from sdgen.design.shapes import (
    Annotated,
    Choice,
    Count,
    Flag,
    Form,
    Id,
    Many,
    Measure,
    Name,
    Nested,
    Own,
    Text,
)
from sdgen.design.spelling import ENTITY, LONGEST_NAME
from sdgen.quantity import Dimension, Quantity

CONSISTENCIES = ("strong", "read-your-writes", "bounded", "eventual")
MOST_STEPS = 2_000
MOST_BATCH = 1_000_000_000
EVERY_ARROW = "every arrow"


class Objectives(Record, frozen=True, kw_only=True):
    """What a journey promises. Durations are seconds; ``consistency`` is as written."""

    form: ClassVar[Form] = Form(meaning="What users may expect.", called="objective")

    availability: Annotated[
        Quantity | None,
        Measure("Share of time that it works, such as `99.95%`.", Dimension.RATIO, share=True),
    ] = None
    p50: Annotated[Quantity | None, Measure("Median time, such as `50ms`.", Dimension.DURATION)] = (
        None
    )
    p99: Annotated[
        Quantity | None,
        Measure("99th percentile of the time, such as `200ms`.", Dimension.DURATION),
    ] = None
    rpo: Annotated[
        Quantity | None,
        Measure("Data that may be lost, as a time, such as `5min`.", Dimension.DURATION),
    ] = None
    rto: Annotated[
        Quantity | None,
        Measure("How long recovery may take, such as `1h`.", Dimension.DURATION),
    ] = None
    includes_async: Annotated[
        bool, Flag("Whether what happens behind asynchronous calls counts too.")
    ] = False
    excludes_maintenance: Annotated[
        bool,
        Flag("Whether what `maintenance` takes down is left out of its availability."),
    ] = False
    consistency: Annotated[
        str,
        Choice(
            "What its reads must see: `strong`, `read-your-writes`, `bounded` or `eventual`.",
            CONSISTENCIES,
        ),
    ] = ""


class Access(StrEnum):
    """What a step does to what its target keeps."""

    READ = "read"
    WRITE = "write"


class Step(Record, frozen=True, kw_only=True):
    """One arrow of a journey. ``times`` multiplies the caller's rate; ``request`` and ``response``
    are bytes along and against the arrow (``bytes`` in the file is the request). ``chained`` steps
    go on from the step before them, as the second arrow of ``a -> b -> c`` does. ``access`` is what
    the design says that it does, ``on_miss`` the cache whose misses it serves, and ``only`` that
    its target has no alternative here.

    Options of a chain of arrows hold for its last arrow, those of the form ``EVERY_ARROW`` for
    each of them.
    """

    form: ClassVar[Form] = Form(
        meaning="The label, or a mapping.", plain=Text("", LONGEST_NAME, number=True), nothing=True
    )

    source: str
    target: str
    times: Annotated[
        Quantity | None,
        Measure(
            "How often the last arrow is made for each time its caller is reached: `200` is "
            "fan-out, `1%` a miss.",
            Dimension.FACTOR,
            absent="once",
        ),
    ] = None
    work: Annotated[
        Quantity | None,
        Measure(
            "What one operation takes of the `capacity` of the last arrow's target, in its unit, such "
            "as `900 tokens`.",
            (Dimension.WORK, Dimension.BYTES),
            some=True,
            absent="one operation where `capacity` counts operations, the size of request and "
            "response where it counts bytes, else not known",
        ),
    ] = None
    batch: Annotated[
        int | None,
        Count(
            "How many are sent along the last arrow in one call, such as `100`: there are so many "
            "times fewer calls, and each run waits for the call that it is part of. Sizes and `work` "
            "are those of each.",
            1,
            MOST_BATCH,
            absent="one",
        ),
    ] = None
    request: Annotated[
        Quantity | None,
        Measure(
            "Size of the request along the arrows, such as `300 KB`.",
            Dimension.BYTES,
            key="bytes",
            also=(("request", "The same as `bytes`."),),
            absent="the journey's `request`, of chains that begin at its actor",
            form=EVERY_ARROW,
        ),
    ] = None
    response: Annotated[
        Quantity | None,
        Measure(
            "Size of the response against the arrows, such as `20 KB`.",
            Dimension.BYTES,
            absent="the journey's `response`, of chains that begin at its actor",
            form=EVERY_ARROW,
        ),
    ] = None
    label: Annotated[str, Name("What the arrow says.")] = ""
    parallel: Annotated[
        bool,
        Flag(
            "Whether it runs beside the step that its caller made before it, with all that hangs on "
            "either; several such in a row run at once, and so do its own `times`."
        ),
    ] = False
    access: Annotated[
        Access | None,
        Choice(
            "What it does to what its target keeps: `read` or `write`.",
            Access,
            key="op",
            absent="read on a miss, write where the target stores an entity that the journey "
            "writes or creates, read where it stores one that the journey reads or queries, else "
            "not known",
        ),
    ] = None
    on_miss: Annotated[
        str,
        Id(
            "The cache whose misses it serves: as often as look-ups there miss, which `times` or "
            "the cache's `hit_ratio` says.",
            of="component",
        ),
    ] = ""
    only: Annotated[
        bool, Flag("Whether nothing can stand in for its target here, though it has alternatives.")
    ] = False
    chained: bool = False


class Journey(Record, frozen=True, kw_only=True):
    """What users do: its rate, its steps in order, and the objectives that it has."""

    form: ClassVar[Form] = Form(
        meaning="Something that users do, which load, latency and availability are computed for.",
        defined_as="journey",
    )

    id: str
    name: Annotated[
        str,
        Name("What people call it; without one it is made from the id.", absent="made from the id"),
    ] = ""
    actor: Annotated[
        str,
        Id(
            "The id of the component that starts it; the first step's unless given.",
            absent="the first step's",
            of="component",
        ),
    ]
    rate: Annotated[
        Quantity | None,
        Measure(
            "How often: `10/user/day`, `300/s` or `500M/month`.",
            (Dimension.USER_RATE, Dimension.RATE),
        ),
    ] = None
    request: Annotated[
        Quantity | None, Measure("Size of the request, such as `1 KB`.", Dimension.BYTES)
    ] = None
    response: Annotated[
        Quantity | None, Measure("Size of the response, such as `20 KB`.", Dimension.BYTES)
    ] = None
    objectives: Annotated[Objectives | None, Nested(Objectives)] = None
    steps: Annotated[
        tuple[Step, ...],
        Many(
            "The calls that it makes, in order; without steps, every call reachable from its actor.",
            Own("", "step"),
            MOST_STEPS,
            called="step",
            absent="every call reachable from its actor",
        ),
    ] = ()
    serves: Annotated[
        tuple[str, ...],
        Many(
            "Requirements that it fulfils.",
            Id("The id of a functional requirement.", of="requirement"),
        ),
    ] = ()
    reads: Annotated[
        tuple[str, ...],
        Many("Entities that it reads.", Id("The name of an entity.", ENTITY, "entity")),
    ] = ()
    writes: Annotated[
        tuple[str, ...],
        Many("Entities that it writes.", Id("The name of an entity.", ENTITY, "entity")),
    ] = ()
