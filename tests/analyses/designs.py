"""Designs for the tests of the analyses, from YAML as a user writes it."""

from __future__ import annotations

from sdgen.design.records import Design
from sdgen.model import read_design_text

TOPOLOGY = "topology:\n  r1: {availability: 99.99%, zones: {a: 99.9%, b: 99.9%, c: 99.9%}}\n"


def design_of(body: str, topology: str = TOPOLOGY) -> Design:
    """The design with this body; every word of it must be right."""
    reading = read_design_text(f"sdgen: 1\nname: Test\n{topology}{body}", "test.yaml")
    assert reading.design is not None, [f.message for f in reading.findings]
    return reading.design
