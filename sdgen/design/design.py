"""A design as a whole: its parts, in the order in which a design is thought through."""

from collections.abc import Mapping
from typing import ClassVar

from msgspec import field

from sdgen.design.components import Component
from sdgen.design.data import Entity
from sdgen.design.decisions import Acceptance, Decision, Monitoring
from sdgen.design.defaults import Defaults
from sdgen.design.interface import Operation
from sdgen.design.journeys import Journey
from sdgen.design.pictures import Group, View
from sdgen.design.record import Record
from sdgen.design.requirements import Requirements
from sdgen.design.scale import Scale, StatedFigure
from sdgen.design.shapes import (
    Annotated,
    Flag,
    Form,
    Many,
    Measure,
    Name,
    Nested,
    OneOrMany,
    Own,
    Table,
    Text,
    Word,
)
from sdgen.design.spelling import DAY, ENTITY, FIGURE, OPERATION
from sdgen.design.topology import Domain
from sdgen.quantity import Dimension

MOST_COMPONENTS = 20_000
FREE_KEYS = "^x-"
"""Keys at the top level that mean nothing: places for anchors."""


class Design(Record, frozen=True, kw_only=True):
    """One system, whole. ``path`` is the file as the user named it; ``domains`` and ``groups``
    are flat, each naming its parent."""

    form: ClassVar[Form] = Form(
        meaning="A system design: one YAML file, one system.",
        before=(Own("The version of this format: `1`.", "version", key="sdgen", required=True),),
        after=(
            Nested(Defaults, key="defaults"),
            Own(
                "Single properties of what included files define, under the part, the id and the "
                "key, such as `components: {api: {replicas: 6}}`; `null` removes one.",
                "override",
                key="override",
            ),
        ),
    )

    path: str
    name: Annotated[str, Name("What the system is called.", required=True)]
    summary: Annotated[str, Text("What it is, in a sentence or two.")] = ""
    owners: Annotated[
        tuple[str, ...], Many("Who answers for it.", Text("A team or a person."))
    ] = ()
    status: Annotated[
        str, Text("How far it is, such as `draft` or `approved`: for the head of its document.")
    ] = ""
    date: Annotated[
        str,
        Word("Its day, such as `2026-11-30`: for the head of its document.", DAY),
    ] = ""
    includes: Annotated[
        tuple[str, ...],
        OneOrMany(
            "Other files whose parts belong to this design: relative paths inside the repository.",
            Text("A path relative to this file.", 1_000, number=False),
            key="include",
        ),
    ] = ()
    requirements: Annotated[Requirements | None, Nested(Requirements)] = None
    scale: Annotated[Scale | None, Nested(Scale)] = None
    estimates: Annotated[
        Mapping[str, StatedFigure],
        Table(
            "Figures as they were estimated, by the names that `sdgen estimate --explain` has for "
            "them, such as `orders-db.storage`; lint says which are off.",
            Measure("The figure, such as `5 PB` or `12k/s`.", tuple(Dimension)),
            FIGURE,
            called="estimate",
        ),
    ] = field(default_factory=dict)
    domains: Annotated[
        Mapping[str, Domain],
        Own(
            "Where things run and what fails together: regions (or other `level`s) with zones, "
            "racks and hosts.",
            "domains",
            key="topology",
            called="domain",
        ),
    ] = field(default_factory=dict)
    journeys: Annotated[
        Mapping[str, Journey], Table("What users do.", Nested(Journey), called="journey")
    ] = field(default_factory=dict)
    components: Annotated[
        Mapping[str, Component],
        Table(
            "The parts of the system.",
            Nested(Component),
            least=1,
            most=MOST_COMPONENTS,
            called="component",
            required=True,
        ),
    ] = field(default_factory=dict)
    groups: Annotated[
        Mapping[str, Group],
        Table(
            "Containers of the picture: names, and which stands in which.",
            Nested(Group),
            called="group",
            absent="the groups that components name",
        ),
    ] = field(default_factory=dict)
    icons: Annotated[
        bool,
        Flag(
            "Whether pictures show the product icon of a technology that has one; `icon` of a "
            "component counts either way.",
            absent="they do",
        ),
    ] = True
    views: Annotated[
        Mapping[str, View],
        Table(
            "Pictures of the design's own, beside the built-in ones.", Nested(View), called="view"
        ),
    ] = field(default_factory=dict)
    api: Annotated[
        Mapping[str, Operation],
        Table(
            "The interface: its operations by id.",
            Nested(Operation),
            OPERATION,
            called="operation",
        ),
    ] = field(default_factory=dict)
    data: Annotated[
        Mapping[str, Entity],
        Table("The data model: entities by name.", Nested(Entity), ENTITY, called="entity"),
    ] = field(default_factory=dict)
    decisions: Annotated[
        Mapping[str, Decision],
        Table(
            "Approaches with pros and cons, and what was chosen.",
            Nested(Decision),
            called="decision",
        ),
    ] = field(default_factory=dict)
    monitoring: Annotated[Monitoring | None, Nested(Monitoring)] = None
    accepted: Annotated[
        tuple[Acceptance, ...],
        Many(
            "Risks that are known and taken, so that lint does not report them.",
            Nested(Acceptance),
            called="accepted risk",
        ),
    ] = ()
