"""Reads the designs that a command line names."""

from __future__ import annotations

import sys
from pathlib import Path

from sdgen import api
from sdgen.cli.inputs import STANDARD_INPUT

LARGEST_STANDARD_INPUT = 32_000_000
"""Bytes taken from standard input: more than a design may have, so that the loader says so."""


def sources_of(reading: api.Reading) -> dict[str, str]:
    """The text of every file that the findings speak of, for excerpts: the design's own, and
    those that it includes."""
    from sdgen.load import load_file

    sources = {reading.file: reading.text}
    for finding in reading.findings:
        file = finding.span.file
        if file not in sources:
            sources[file] = load_file(file).text
    return sources


def read_design(path: Path | None) -> api.Reading:
    """Read a design file, or standard input for None."""
    if path is None:
        return api.read_text(sys.stdin.buffer.read(LARGEST_STANDARD_INPUT), STANDARD_INPUT)
    return api.read_file(path, path.as_posix())
