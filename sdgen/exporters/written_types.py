"""A type as a design writes it: ``string(50)``, ``id[4]``, ``Tweet[]``, ``timestamp?``."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from sdgen.design.records import Field

_FORM: Final = re.compile(
    r"(?P<word>[A-Za-z]\w*)(?:\((?P<length>\d{1,10})\))?(?P<many>\[(?P<most>\d{1,10})?\])?(?P<optional>\?)?",
    re.ASCII,
)
_AROUND_SIGNS: Final = re.compile(r"\s*([()\[\]?])\s*")


class WrittenType(Struct, frozen=True):
    """A type: its ``word``, the ``length`` of one value, whether it is of ``many`` values and how
    many at ``most``, and whether there may be none."""

    word: str
    length: int | None = None
    many: bool = False
    most: int | None = None
    optional: bool = False

    def __str__(self) -> str:
        length = "" if self.length is None else f"({self.length})"
        most = "" if self.most is None else str(self.most)
        many = f"[{most}]" if self.many else ""
        return f"{self.word}{length}{many}{'?' if self.optional else ''}"


def read_type(text: str) -> WrittenType | None:
    """The type that a text is; None where it is none, such as a sentence."""
    found = _FORM.fullmatch(_AROUND_SIGNS.sub(r"\1", text.strip()))
    if found is None:
        return None
    return WrittenType(
        found["word"],
        None if found["length"] is None else int(found["length"]),
        found["many"] is not None,
        None if found["most"] is None else int(found["most"]),
        found["optional"] is not None,
    )


def type_of(field: Field) -> WrittenType:
    """The type of a field of an entity."""
    return WrittenType(
        field.type,
        None if field.many else field.length,
        field.many,
        field.length if field.many else None,
        field.optional,
    )
