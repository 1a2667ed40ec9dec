"""Small designs to begin with, one file each: the file is all that a new one takes. Its first comment
line says what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def patterns() -> dict[str, Path]:
    """The file of each pattern, by its name and in the order of names; empty only where an
    installation is broken."""
    from pathlib import Path

    return {file.stem: file for file in sorted(Path(__file__).parent.glob("*.yaml"))}
