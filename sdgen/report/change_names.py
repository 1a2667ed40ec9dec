"""What reports of a change call things by, and their signs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from sdgen.base.words import joined, listed
from sdgen.diff.comparison import Comparison

MOST_ITEMS = 4
"""Entries of a list that came or went, and journeys in a sentence, that are named."""
NOTHING: Final = "–"
ARROW: Final = "→"


class Names(Struct, frozen=True):
    """What a report calls components and domains: those of both designs."""

    comparison: Comparison

    def component(self, id: str) -> str:
        """The name of a component, a zone or another domain; its id where neither has one."""
        for facts in (self.comparison.after, self.comparison.before):
            for table in (facts.given.components, facts.given.domains):
                found = table.get(id)
                if found is not None:
                    return found.name or id
        return id

    def components(self, ids: Iterable[str]) -> str:
        """Several, the last behind "and"."""
        names = list(dict.fromkeys(map(self.component, ids)))
        return joined(names) if len(names) <= MOST_ITEMS else listed(names, MOST_ITEMS)
