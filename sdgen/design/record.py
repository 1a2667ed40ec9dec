"""What every part of a design is: a frozen record that knows where it stands in the file."""

from typing import ClassVar

from msgspec import Struct, field

from sdgen.base.span import Places, Span
from sdgen.design.shapes import Form


class Record(Struct, frozen=True, kw_only=True):
    """What every part of a design has: its place in the file, and the places of its values.

    ``form`` says how those records are written that have a mapping of their own in the file.
    """

    form: ClassVar[Form]

    span: Span
    spans: Places = field(default_factory=Places)

    def __repr__(self) -> str:
        # For who types Python; a command shows no record.
        from sdgen.base.brief import briefly

        return briefly(self)

    def span_of(self, key: str) -> Span:
        """The Span of the value under ``key``, or the record's own where the user gave none."""
        return self.spans.get(key, self.span)

    def span_of_item(self, key: str, index: int) -> Span:
        """The Span of one item of the list under ``key``, or of the whole list."""
        return self.spans.get(f"{key}[{index}]", self.span_of(key))
