"""A view that is a rack: in which zones ledgers are, with what calls them."""

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.views.rack import Rack, narrowed
from sdgen.views.racks import deployment
from sdgen.views.view import BuiltInView


def make(facts: Facts, title: str) -> Rack:
    """The deployment of ledgers and of their callers."""
    components = facts.design.components.values()
    ledgers = {each.id for each in components if each.kind == "ledger"}
    callers = {call.source for call in facts.calls if call.target in ledgers}
    rack = narrowed(deployment.deployment(facts, title), ledgers | callers)
    return replace(rack, view="ledger-zones")


VIEW = BuiltInView(
    id="ledger-zones",
    title="Ledgers in zones",
    doc="In which zones ledgers are.",
    make=make,
    lack=deployment.VIEW.lack,
)
