"""Short designs for tests of what has changed between two."""

from __future__ import annotations

from sdgen import api
from sdgen.design.records import Design


def design(text: str) -> Design:
    """The design that a text describes; it must have no errors."""
    read = api.read_text(text, "shop.yaml")
    assert read.design is not None, read.errors
    return read.design
