"""Step 2 of a design: how many users there are, and the figures that the design states itself."""

from typing import ClassVar

from sdgen.design.record import Record
from sdgen.design.shapes import Annotated, Form, Measure
from sdgen.quantity import Dimension, Quantity


class Scale(Record, frozen=True, kw_only=True):
    """Users and the calendar: ``peak`` is a factor over the daily average, ``horizon`` seconds,
    ``month`` and ``year`` the seconds that a month and a year are counted as."""

    form: ClassVar[Form] = Form(
        meaning="How many users, and how busy: what the rates of journeys are multiplied by."
    )

    total_users: Annotated[
        Quantity | None, Measure("All users, such as `1B`.", Dimension.COUNT)
    ] = None
    daily_users: Annotated[
        Quantity | None, Measure("Users on an average day, such as `200M`.", Dimension.COUNT)
    ] = None
    monthly_users: Annotated[
        Quantity | None, Measure("Users in an average month, such as `500M`.", Dimension.COUNT)
    ] = None
    concurrent_users: Annotated[
        Quantity | None,
        Measure(
            "Users who are connected at the same time, at the peak, such as `5M`; what is `held: "
            "1/user` counts them.",
            Dimension.COUNT,
            absent="what is held for each user counts the daily users",
        ),
    ] = None
    peak: Annotated[
        Quantity | None,
        Measure(
            "Peak rate over the daily average, such as `3x`.",
            Dimension.FACTOR,
            absent="the average is taken for the peak",
        ),
    ] = None
    horizon: Annotated[
        Quantity | None,
        Measure("How far ahead the design must last, such as `5y`.", Dimension.DURATION),
    ] = None
    growth: Annotated[
        Quantity | None,
        Measure(
            "How much load grows in a year, such as `20%`.", Dimension.RATIO, absent="no growth"
        ),
    ] = None
    month: Annotated[
        Quantity | None,
        Measure(
            "What a month is counted as; `30d` unless given.", Dimension.DURATION, absent="`30d`"
        ),
    ] = None
    year: Annotated[
        Quantity | None,
        Measure(
            "What a year is counted as; `365d` unless given.", Dimension.DURATION, absent="`365d`"
        ),
    ] = None


class StatedFigure(Record, frozen=True, kw_only=True):
    """A figure that the design states itself: ``figure`` is a name of ``sdgen.model.figures``,
    ``owner`` the id of the journey, component or entity that has it."""

    owner: str
    figure: str
    quantity: Quantity

    @property
    def id(self) -> str:
        """The figure's name, as ``sdgen estimate --explain`` has it."""
        return f"{self.owner}.{self.figure}"
