"""What a design is read from, and reading it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen import api
from sdgen.base.findings import Finding

STANDARD_INPUT: Final = "<stdin>"
LARGEST_STANDARD_INPUT: Final = 32_000_000
"""Bytes taken from standard input: more than a design may have, so that the loader says so."""


class Source(Struct, frozen=True):
    """What a design is read from: a ``file``, or the ``data`` that came from standard input.

    ``name`` is what findings call it; what ``data`` includes is looked for in ``folder``, by default
    beside the name. ``unsaved`` texts stand for the files, the design's own or
    included ones, that have these absolute paths without links. A ``part`` is no design; ``notes``
    say so, or that the design stands for a part of it.
    """

    name: str
    file: Path | None = None
    data: bytes = b""
    unsaved: Mapping[Path, str] = field(default_factory=dict)
    part: bool = False
    notes: tuple[Finding, ...] = ()
    folder: Path | None = None

    @property
    def place(self) -> Path:
        """Where its configuration is looked for: beside it."""
        if self.file is not None:
            return self.file
        return Path(self.name) if self.folder is None else self.folder / Path(self.name).name

    def read(self, *, contract: bool = False) -> api.Reading:
        """Read and check the design; with ``contract`` jsonschema has the last word about its
        form."""
        if self.file is None:
            base = self.place.parent
            reading = api.read_text(
                self.data,
                self.name,
                base,
                contract=contract,
                unsaved=self.unsaved,
                part=self.part,
            )
        else:
            reading = api.read_file(
                self.file, self.name, contract=contract, unsaved=self.unsaved, part=self.part
            )
        if not self.notes:
            return reading
        return replace(reading, findings=(*self.notes, *reading.findings))
