"""A design's data as the YAML that a person would have written: blocks, in the order of the eight steps,
with comments beside what they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sdgen.base.gate import for_file
from sdgen.parse.write import STEP, WIDTH, entry

COLUMN: Final = 48
"""Where a comment begins that stands beside a value, as in the designs of the gallery."""

Path = tuple[str, ...]
"""Keys from the top of the design to a value."""


def written(
    data: Mapping[str, object], comments: Mapping[Path, str], heads: Mapping[str, str]
) -> str:
    """The text of a design. ``comments`` stand beside the value whose path they have, or above it
    where it takes several lines; ``heads`` are lines above a part of the design, by its key."""
    lines: list[str] = []
    for key, value in data.items():
        if key in heads:
            lines += ["", *(f"# {for_file(line)}" for line in heads[key].splitlines())]
        lines += _lines(key, value, (key,), comments)
    return "\n".join(lines) + "\n"


def _lines(key: str, value: object, path: Path, comments: Mapping[Path, str]) -> Iterator[str]:
    indent = STEP * (len(path) - 1)
    made = entry(key, value, indent)
    inside = any(each[: len(path)] == path and each != path for each in comments)
    comment = comments.get(path, "")
    if isinstance(value, Mapping) and value and (inside or len(made) > 1):
        yield from _with_comment([f"{' ' * indent}{key}:"], comment, indent)
        for name, each in value.items():
            yield from _lines(name, each, (*path, name), comments)
        return
    yield from _with_comment(made, comment, indent)


def _with_comment(lines: list[str], comment: str, indent: int) -> list[str]:
    if not comment:
        return lines
    said = f"# {for_file(comment)}"
    first = lines[0]
    beside = f"{first.ljust(COLUMN - 1)} {said}"
    if len(lines) == 1 and len(beside) <= WIDTH + STEP * 5:
        return [beside]
    return [f"{' ' * indent}{said}", *lines]
