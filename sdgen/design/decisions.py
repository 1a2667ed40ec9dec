"""Steps 6 and 7 of a design: decisions, monitoring, and the risks that are taken."""

from collections.abc import Mapping
from typing import ClassVar

from msgspec import field

from sdgen.design.record import Record
from sdgen.design.shapes import (
    Annotated,
    Flag,
    Form,
    Id,
    Many,
    Name,
    Nested,
    Table,
    Text,
    Word,
)
from sdgen.design.spelling import DAY, LONGEST_NAME


class Option(Record, frozen=True, kw_only=True):
    """A way that was weighed."""

    form: ClassVar[Form] = Form(meaning="What speaks for and against it.", nothing=True)

    name: str
    pros: Annotated[tuple[str, ...], Many("What speaks for it.", Text("One advantage."))] = ()
    cons: Annotated[
        tuple[str, ...], Many("What speaks against it.", Text("One disadvantage."))
    ] = ()


class Decision(Record, frozen=True, kw_only=True):
    """A question with the options weighed and the one taken; ``affects`` are ids of components."""

    form: ClassVar[Form] = Form(
        meaning="A question that had more than one answer.", defined_as="decision"
    )

    id: str
    question: Annotated[str, Text("What had to be decided.", required=True)]
    options: Annotated[
        Mapping[str, Option], Table("The answers by name.", Nested(Option), keys="")
    ] = field(default_factory=dict)
    choice: Annotated[str, Name("The name of the option that was taken.")] = ""
    because: Annotated[str, Text("Why.")] = ""
    affects: Annotated[
        tuple[str, ...],
        Many("Components that it is about.", Id("The id of a component.", of="component")),
    ] = ()


class Alert(Record, frozen=True, kw_only=True):
    """When somebody is told: the condition as written, and whether it wakes them up."""

    form: ClassVar[Form] = Form(
        meaning="When somebody hears that something is wrong.", defined_as="alert"
    )

    on: Annotated[str, Id("The id of the component or journey.", required=True)]
    when: Annotated[str, Text("The condition, such as `disk > 70%`.", required=True)]
    who: Annotated[str, Text("Who hears of it.", LONGEST_NAME)] = ""
    page: Annotated[bool, Flag("Whether it wakes somebody up.")] = False


class Monitoring(Record, frozen=True, kw_only=True):
    """What is watched, by ids; ``dashboards`` maps titles to links."""

    form: ClassVar[Form] = Form(meaning="How we know that it works.")

    watches: Annotated[
        tuple[str, ...],
        Many("Components and journeys that are measured.", Id("The id of a component or journey.")),
    ] = ()
    alerts: Annotated[
        tuple[Alert, ...], Many("When somebody hears of it.", Nested(Alert), called="alert")
    ] = ()
    dashboards: Annotated[
        Mapping[str, str],
        Table("Dashboards by name.", Text("Where it is: a URL, or what it shows.", 2_000), keys=""),
    ] = field(default_factory=dict)


class Acceptance(Record, frozen=True, kw_only=True):
    """A risk that is known and taken; ``until`` is an ISO date or empty."""

    form: ClassVar[Form] = Form(meaning="A risk that is known and taken.")

    rule: Annotated[
        str, Name("The name or code of the lint rule, such as `single-zone`.", required=True)
    ]
    at: Annotated[
        str,
        Name(
            "What it is about: the id of a component, journey, zone or entity, or the name of the "
            "design for what is found about all of it.",
            required=True,
        ),
    ]
    because: Annotated[str, Text("Why it is taken.", required=True)]
    until: Annotated[
        str,
        Word("The day from which it is no longer taken, such as `2027-03-31`.", DAY),
    ] = ""
