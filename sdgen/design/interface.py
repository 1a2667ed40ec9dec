"""Step 3 of a design: the operations of its interface."""

from collections.abc import Mapping
from typing import ClassVar

from msgspec import field

from sdgen.design.record import Record
from sdgen.design.shapes import Annotated, Flag, Form, Id, Table, Text
from sdgen.design.spelling import FIELD, LONGEST_NAME


class Parameter(Record, frozen=True, kw_only=True):
    """A named input of an operation, its type as written."""

    name: str
    type: str
    optional: bool = False


class Operation(Record, frozen=True, kw_only=True):
    """A call of the public interface; ``journey`` is the id of the one that it starts. Method and
    path are one key of the file, ``http``."""

    form: ClassVar[Form] = Form(
        meaning="One operation of the interface.",
        defined_as="operation",
        before=(Text("Method and path, such as `POST /v1/tweets`.", 2_000, key="http"),),
    )

    id: str
    method: str = ""
    path: str = ""
    journey: Annotated[str | None, Id("The id of the journey that it starts.")] = None
    summary: Annotated[str, Text("What it does, in a sentence.")] = ""
    parameters: Annotated[
        Mapping[str, Parameter],
        Table(
            "Parameters by name, each with its type: `string`, `string?` where it may be missing, "
            "`id[]` for a list.",
            Text("The parameter's type.", LONGEST_NAME),
            FIELD,
            key="params",
        ),
    ] = field(default_factory=dict)
    returns: Annotated[str, Text("The type of the result, such as `Tweet[]`.", LONGEST_NAME)] = ""
    errors: Annotated[
        Mapping[str, str],
        Table("Errors by code or name, each with what it means.", Text("When."), keys=""),
    ] = field(default_factory=dict)
    rate_limit: Annotated[
        str, Text("How often one caller may call, such as `300 per 3h per user`.")
    ] = ""
    idempotent: Annotated[
        bool | None,
        Flag("Whether calling twice does no more than calling once.", absent="not known"),
    ] = None
