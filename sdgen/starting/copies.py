"""The designs and patterns that a new design can begin with: what each is, and its text under another
name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from sdgen.assets.gallery import gallery
from sdgen.parse.write import entry
from sdgen.patterns import patterns

if TYPE_CHECKING:
    from pathlib import Path

_EDITORS: Final = "# yaml-language-server:"
"""What tells editors where the schema is; a copy lies elsewhere."""
_NAME: Final = re.compile(r"(?m)^name:[^\n]*$")
_BESIDE: Final = re.compile(r"\s#\s*(.*)")
"""The comment beside the first key, where none stands above it."""
_FIRST_SENTENCE: Final = re.compile(r"(.*?)(?:\. |: http|[.:]?$)")


class StartingPoint(Struct, frozen=True):
    """A design to begin with: its name, its file, whether it is a pattern, and what it is, as the first
    sentence of its comments says."""

    name: str
    file: Path
    is_pattern: bool
    says: str


def starting_points() -> dict[str, StartingPoint]:
    """All patterns and then all designs of the gallery, by name."""
    found = {
        name: StartingPoint(name, file, is_pattern, _says(file.read_text(encoding="utf-8")))
        for is_pattern, files in ((False, gallery()), (True, patterns()))
        for name, file in files.items()
    }
    return dict(sorted(found.items(), key=lambda each: (not each[1].is_pattern, each[0])))


def _says(text: str) -> str:
    lines = []
    for line in text.splitlines():
        if line.startswith(_EDITORS):
            continue
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# "))
    if not lines:
        lines = _BESIDE.findall(text.partition("\n")[0])
    if not lines:
        name = _NAME.search(text)
        return name[0].partition(": ")[2] if name else ""
    found = _FIRST_SENTENCE.match(" ".join(lines))
    return found[1] if found else lines[0]


def copied(point: StartingPoint, name: str | None) -> str:
    """The text of a design to begin with, comments and all, called ``name`` where that is given."""
    text = point.file.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(_EDITORS)]
    sort = "pattern" if point.is_pattern else "design"
    body = "\n".join(
        [f"# Begun with the {sort} '{point.name}' of sdgen, which says of itself:", *lines]
    )
    if not lines[0].startswith("#"):
        body = body.replace(", which says of itself:", ".", 1)
    if name is not None:
        [called] = entry("name", name, 0, width=1000)
        body = _NAME.sub(lambda _: called, body, count=1)
    return f"{body}\n"
