"""When a component is taken out of service on purpose."""

from typing import ClassVar

from sdgen.design.record import Record
from sdgen.design.shapes import Annotated, Flag, Form, Id, Measure
from sdgen.quantity import Dimension, Quantity


class Maintenance(Record, frozen=True, kw_only=True):
    """``time`` is the share of time that it takes: of the whole component, or where it is
    ``rolling`` of each instance. What has the same ``window`` is down at the same time."""

    form: ClassVar[Form] = Form(
        meaning="Planned time out of service, such as `2h/week`, or a mapping.",
        plain=Measure("", Dimension.TIME_SHARE),
        short="time",
    )

    time: Annotated[
        Quantity,
        Measure(
            "How long in which time, such as `2h/week` or `30min/month`; where it is `rolling`, of "
            "each instance.",
            Dimension.TIME_SHARE,
            share=True,
            required=True,
        ),
    ]
    rolling: Annotated[
        bool,
        Flag(
            "Whether one instance after the other is out of service.",
            absent="all of it is, at the same time",
        ),
    ] = False
    window: Annotated[
        str,
        Id(
            "A name that all have whose maintenance is at the same time, such as `sunday`.",
            absent="it has a time of its own",
        ),
    ] = ""
