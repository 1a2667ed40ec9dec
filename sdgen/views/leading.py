"""Which calls only those replicas make or get that lead the others."""

from __future__ import annotations

from msgspec import Struct

from sdgen.analyses.facts import Facts
from sdgen.analyses.traffic.connections import Pairs, accesses_by_ends
from sdgen.design.records import Access, Call, Component
from sdgen.views.roles import leading_replicas


class Leading(Struct, frozen=True):
    """What replicas that lead do alone. ``done`` is what callers do to what they call, where followers
    of something answer reads."""

    facts: Facts
    done: Pairs

    @classmethod
    def of(cls, facts: Facts) -> Leading:
        """That of a design."""
        components = facts.design.components.values()
        told = any(_leads(each) and each.replicas.reads_any for each in components)
        return cls(facts, accesses_by_ends(facts.design, facts.made) if told else {})

    def makes(self, call: Call) -> bool:
        """Whether only replicas that lead make the call: those that answer all that makes it needed."""
        component = self.facts.design.components[call.source]
        return _leads(component) and not component.replicas.reads_any

    def gets(self, call: Call) -> bool:
        """Whether only replicas that lead get the call; where followers answer reads that is one which
        is known to write."""
        component = self.facts.design.components[call.target]
        if not _leads(component):
            return False
        if not component.replicas.reads_any:
            return True
        return set(self.done.get((call.source, call.target), ())) == {Access.WRITE}


def _leads(component: Component) -> bool:
    return not component.hosted and leading_replicas(component) > 0
