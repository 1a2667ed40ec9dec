"""Reads the designs that a command line names."""

from __future__ import annotations

import sys
from pathlib import Path

from sdgen import api
from sdgen.cli.inputs import STANDARD_INPUT

LARGEST_STANDARD_INPUT = 32_000_000
"""Bytes taken from standard input: more than a design may have, so that the loader says so."""


def read_design(path: Path | None, *, contract: bool = False) -> api.Reading:
    """Read a design file, or standard input for None; with ``contract`` jsonschema has the last
    word about its form."""
    if path is None:
        data = sys.stdin.buffer.read(LARGEST_STANDARD_INPUT)
        return api.read_text(data, STANDARD_INPUT, contract=contract)
    return api.read_file(path, path.as_posix(), contract=contract)
