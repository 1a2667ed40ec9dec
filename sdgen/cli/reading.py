"""Reads the designs that a command line names."""

from __future__ import annotations

import sys
from pathlib import Path

from sdgen import api
from sdgen.cli.inputs import STANDARD_INPUT

LARGEST_STANDARD_INPUT = 32_000_000
"""Bytes taken from standard input: more than a design may have, so that the loader says so."""


def read_design(path: Path | None) -> api.Reading:
    """Read a design file, or standard input for None."""
    if path is None:
        return api.read_text(sys.stdin.buffer.read(LARGEST_STANDARD_INPUT), STANDARD_INPUT)
    return api.read_file(path, path.as_posix())
