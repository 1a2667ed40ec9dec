"""How texts call what can fail, by the ids of the design's file or as people know it, and where it
is described."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sdgen.analyses.failure.cut_groups import DOMAINS
from sdgen.analyses.failure.events import Event, EventKind
from sdgen.base.span import Span
from sdgen.design.records import Design

TRANSITIONS: Final = {
    "!window": "others are taking over",
    "!switch": "taking over does not work",
    "!maintenance": "maintenance",
    ".window": "callers are changing over",
    ".switch": "changing over does not work",
}
"""By the end of an event's name, what it is."""
COMMON_CAUSES: Final = {"!deploy": "a bad deployment of"}
"""The same of what takes all instances at once; any other is a common cause."""


def transition_words(event: str) -> str:
    """What a transition is, by the name of its event; empty for every other event."""
    return next((words for end, words in TRANSITIONS.items() if event.endswith(end)), "")


def place_of(design: Design, event: str, component: str) -> Span | None:
    """Where in the files the event's failure domain or component is described."""
    if component:
        return design.components[component].span
    domain = design.domains.get(event)
    return None if domain is None else domain.span


class ByIds:
    """Ids, which the file of the design and the command line take."""

    def component(self, component: str) -> str:
        """What a component is called."""
        return component

    def subject(self, event: str) -> str:
        """What it is that fails in an event."""
        return event

    def event(self, event: str) -> str:
        """What happens in an event, also where it stands beside others: ``db!window (others are
        taking over)``."""
        is_called = transition_words(event)
        return f"{event} ({is_called})" if is_called else event


class ByNames(ByIds):
    """Names, as the pictures of ``design`` have them; ``events`` are those that are spoken of."""

    def __init__(self, design: Design, events: Mapping[str, Event]) -> None:
        self._design = design
        self._events = events

    def component(self, component: str) -> str:
        found = self._design.components.get(component)
        return found.name if found is not None else component

    def subject(self, event: str) -> str:
        """``Ledger``, ``replica 3 of Ledger``, ``a bad deployment of Ledger``, ``us-east-1``."""
        found = self._events.get(event)
        if found is None:
            return self.component(event)
        if found.kind in DOMAINS:
            domain = self._design.domains.get(event)
            return (domain.name if domain is not None else "") or event
        name = self.component(found.component)
        if found.kind is EventKind.COMMON_CAUSE:
            cause = next((said for end, said in COMMON_CAUSES.items() if event.endswith(end)), "")
            return f"{cause or 'a common cause of'} {name}"
        number = event.removeprefix(f"{found.component}/")
        if found.kind is EventKind.INSTANCE and number != event and self._is_one_of_several(found):
            return f"replica {number} of {name}"
        return name

    def event(self, event: str) -> str:
        is_called = transition_words(event)
        subject = self.subject(event)
        return f"{subject} ({is_called})" if is_called else subject

    def _is_one_of_several(self, event: Event) -> bool:
        component = self._design.components.get(event.component)
        if component is None:
            return False
        replicas = component.replicas
        return max(replicas.count, replicas.most or 0) > 1


BY_IDS: Final = ByIds()
