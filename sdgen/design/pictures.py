"""What a design says about its pictures: groups and views of its own."""

from typing import ClassVar

from sdgen.design.record import Record
from sdgen.design.selectors import selected_group
from sdgen.design.shapes import Annotated, Choice, Flag, Form, Id, Many, Name, Text
from sdgen.design.spelling import LONGEST_NAME
from sdgen.design.view_registry import base_views

DIRECTIONS = ("auto", "right", "down")
SELECTORS = (
    "Ids of components, `group:data`, `tag:critical`, `kind:database`, `property:cost-centre` or "
    "`property:cost-centre=4711`."
)


class Group(Record, frozen=True, kw_only=True):
    """A frame around components; ``parent`` is the id of the group that holds it."""

    form: ClassVar[Form] = Form(
        meaning="The group's name, or a mapping.",
        plain=Text("", LONGEST_NAME),
        short="name",
        nothing=True,
    )

    id: str
    name: Annotated[str, Name("The title of the container.", absent="made from the id")]
    parent: Annotated[str | None, Id("The id of the group that it stands in.")] = None


class View(Record, frozen=True, kw_only=True):
    """A picture that the design defines. The selectors are ids, ``group:x``, ``tag:x`` or
    ``kind:x``; ``collapse`` are groups, each ``group:x`` or ``x``; ``base`` is the built-in view whose look it
    takes."""

    form: ClassVar[Form] = Form(meaning="A picture.")

    id: str
    title: Annotated[
        str, Name("Its title; without one it is made from the id.", absent="made from the id")
    ]
    base: Annotated[
        str,
        Choice("The built-in view whose look it takes.", base_views, absent="`high-level`"),
    ] = "high-level"
    include: Annotated[
        tuple[str, ...],
        Many(
            f"What it shows; everything unless given. {SELECTORS}",
            Text(SELECTORS),
            absent="everything",
        ),
    ] = ()
    leave_out: Annotated[
        tuple[str, ...], Many(f"What it does not show. {SELECTORS}", Text(SELECTORS))
    ] = ()
    neighbours: Annotated[
        bool,
        Flag(
            "Whether what calls the included ones or is called by them stands beside them, small and "
            "faint.",
            absent="`true`",
        ),
    ] = True
    collapse: Annotated[
        tuple[str, ...],
        Many(
            "Groups that it shows as one card each, as `group:data` or `data`: with the number of their components, "
            "the load that comes from outside, and the lines to and from them summed.",
            Text("A group, as `group:data` or `data`."),
        ),
    ] = ()
    direction: Annotated[
        str,
        Choice(
            "Where lines run: `right`, `down`, or `auto` for whichever reads better.",
            DIRECTIONS,
            absent="`auto`",
        ),
    ] = "auto"

    @property
    def collapsed(self) -> frozenset[str]:
        """The ids of the groups that are one card each."""
        return frozenset(filter(None, map(selected_group, self.collapse)))
