"""The designs that come with sdgen, to look at and to begin with.

They live once, in the folder ``designs`` of the sources; a wheel carries them beside this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def gallery() -> dict[str, Path]:
    """The file of each design that comes with sdgen, by its name and in the order of names; empty
    only where an installation is broken."""
    return {file.stem: file for file in sorted(_folder().glob("*.yaml"))}


def _folder() -> Path:
    from pathlib import Path

    here = Path(__file__).parent
    carried = here / "designs"
    return carried if carried.is_dir() else here.parents[1] / "designs"
