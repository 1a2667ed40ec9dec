"""A component kind."""

from sdgen.kinds import Kind, Property, PropertyType, Role

KINDS = (
    Kind(
        name="ledger",
        title="Ledger",
        doc="Keeps entries for ever, each sealed with the one before.",
        glyph="book",
        colour="teal",
        role=Role.STORE,
        durable=True,
        also_called=("qldb",),
        availability_source="99.5%, chosen by the sample",
        properties=(
            Property(name="sealed", doc="Whether entries are sealed.", type=PropertyType.FLAG),
        ),
    ),
)
