"""Short designs for tests, and what reading them finds."""

from __future__ import annotations

from sdgen.base.findings import Finding, Severity
from sdgen.design.records import Component, Design, Journey
from sdgen.model import read_design_text

HEAD = "sdgen: 1\nname: Shop\n"


def design(text: str) -> Design:
    """The design that a text describes; it must have no errors."""
    reading = read_design_text(HEAD + text, "shop.yaml")
    assert not any(each.severity is Severity.ERROR for each in reading.findings)
    assert reading.design is not None
    return reading.design


def component(body: str) -> Component:
    """The component ``db`` with these properties, beside a ``web`` and a ``copy``."""
    more = "  web: {kind: client}\n  copy: {kind: database}\n"
    return design(f"components:\n  db: {{kind: database, {body}}}\n{more}").components["db"]


def journey(body: str) -> Journey:
    """The journey ``buy`` of a design in which web calls shop, shop calls db."""
    text = (
        "components:\n  web: {kind: client, calls: [shop]}\n  shop: {kind: service, calls: [db]}\n"
        f"  db: {{kind: database}}\njourneys:\n  buy:\n{body}"
    )
    return design(text).journeys["buy"]


def findings(text: str) -> tuple[Finding, ...]:
    """What is wrong with a text."""
    reading = read_design_text(HEAD + text, "shop.yaml")
    assert (reading.design is None) == bool(reading.findings)
    return reading.findings


def one(text: str) -> Finding:
    """The one thing that is wrong with a text."""
    found = findings(text)
    assert len(found) == 1, [f"{each.span}: {each.message}" for each in found]
    return found[0]
