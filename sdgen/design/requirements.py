"""Step 1 of a design: what is asked of the system."""

from collections.abc import Mapping
from typing import ClassVar

from msgspec import field

from sdgen.design.record import Record
from sdgen.design.shapes import Annotated, Choice, Form, Many, Nested, Table, Text

PRIORITIES = ("must", "should", "could")


class Requirement(Record, frozen=True, kw_only=True):
    """Something that the system does, or how well it does it."""

    form: ClassVar[Form] = Form(
        meaning="What is required, in a sentence, or a mapping.",
        defined_as="requirement",
        plain=Text(""),
        short="text",
    )

    id: str
    text: Annotated[str, Text("What is required, in a sentence.", required=True)]
    priority: Annotated[
        str,
        Choice(
            "How much it matters: `must` (unless given), `should` or `could`.",
            PRIORITIES,
            absent="`must`",
        ),
    ] = "must"


class Question(Record, frozen=True, kw_only=True):
    """A question about the requirements; an open one has no answer."""

    form: ClassVar[Form] = Form(meaning="A question and its answer.")

    ask: Annotated[str, Text("The question.", required=True)]
    answer: Annotated[str, Text("The answer.", absent="the question is open")] = ""


class Requirements(Record, frozen=True, kw_only=True):
    """What is asked of the system; the maps are by the id of the requirement."""

    form: ClassVar[Form] = Form(meaning="What the system must do, and what it need not do.")

    functional: Annotated[
        Mapping[str, Requirement],
        Table("What users can do: an id and a sentence each.", Nested(Requirement)),
    ] = field(default_factory=dict)
    non_functional: Annotated[
        Mapping[str, Requirement],
        Table("How well it does it: an id and a sentence each.", Nested(Requirement)),
    ] = field(default_factory=dict)
    out_of_scope: Annotated[
        tuple[str, ...], Many("What it deliberately does not do.", Text("One thing left out."))
    ] = ()
    questions: Annotated[
        tuple[Question, ...],
        Many(
            "What was asked about the requirements, with the answers.",
            Nested(Question),
            called="question",
        ),
    ] = ()
