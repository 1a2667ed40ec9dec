"""Where things run and what fails together."""

from enum import StrEnum
from typing import ClassVar

from sdgen.design.record import Record
from sdgen.design.shapes import Annotated, Choice, Form, Measure, Name, Own
from sdgen.quantity import Dimension, Quantity


class Level(StrEnum):
    """Levels of failure domains, from the outermost in."""

    PROVIDER = "provider"
    REGION = "region"
    ZONE = "zone"
    RACK = "rack"
    HOST = "host"


class Domain(Record, frozen=True, kw_only=True):
    """A failure domain; ``parent`` is the id of the domain that holds it.

    The keys that hold further domains (``regions``, ``zones``, ``racks``, ``hosts``) have no value of their
    own here: all domains of a design are in one table.
    """

    form: ClassVar[Form] = Form(
        meaning="Something that fails as a whole: its availability, such as `99.95%`, or a mapping.",
        defined_as="domain",
        plain=Measure("", Dimension.RATIO, share=True),
        short="availability",
        nothing=True,
        after=(
            Own("Regions of this provider.", "domains", key="regions"),
            Own("Zones of this region.", "domains", key="zones"),
            Own("Racks of this zone.", "domains", key="racks"),
            Own("Hosts (machines) of this zone or rack.", "domains", key="hosts"),
        ),
    )

    id: str
    parent: str | None = None
    availability: Annotated[
        Quantity | None,
        Measure(
            "Share of time that it is up, such as `99.95%`.",
            Dimension.RATIO,
            share=True,
            absent="assumed of its level, as `sdgen analyze` says",
        ),
    ] = None
    mttr: Annotated[
        Quantity | None,
        Measure(
            "Mean time to repair it, such as `2h`; beside its availability no figure counts it, but "
            "that of a `host` a failover.",
            Dimension.DURATION,
        ),
    ] = None
    name: Annotated[str, Name("What people call it.", absent="its id")] = ""
    level: Annotated[
        Level,
        Choice(
            "What it is, where the key that it stands under does not say so.",
            Level,
            absent="`region` at the top, below what the key says",
        ),
    ]
