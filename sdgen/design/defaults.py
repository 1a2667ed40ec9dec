"""What holds for many components at once where they say nothing else."""

from typing import ClassVar

from sdgen.design.record import Record
from sdgen.design.shapes import Annotated, Form, Own, Table

PARTS = "component_defaults"
"""The definition of the keys of a component of which none must be given."""


class Defaults(Record, frozen=True, kw_only=True):
    """Written out into the components and calls before these are read, so that no record keeps
    them: what a default gives is stated, at the line of the default."""

    form: ClassVar[Form] = Form(
        meaning="What holds for calls, components of a kind, and components with a tag, unless they "
        "say otherwise. Of included files, for their own components."
    )

    calls: Annotated[
        None,
        Own(
            "Options of every call, such as `{timeout: 1s, encrypted: true}`; what the call itself "
            "says wins, and `null` there removes one.",
            "call_options",
        ),
    ] = None
    kinds: Annotated[
        None,
        Own("What components of a kind have, such as `service: {replicas: 2}`.", "kind_defaults"),
    ] = None
    tags: Annotated[
        None,
        Table(
            "What components with a tag have, such as `critical: {replicas: 3}`; it wins over what "
            "their kind has, and what a component itself says wins over both.",
            Own("", PARTS),
            keys="",
            called="tag",
        ),
    ] = None
