"""What each of several losses leaves of every component, whichever journey asks."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.failure.after import ComponentAfter, Standing
from sdgen.analyses.failure.domains import replica_domains
from sdgen.analyses.failure.events import window_of
from sdgen.analyses.failure.journey_losses import States, masks_of
from sdgen.analyses.failure.logic import failure_logic_of
from sdgen.analyses.failure.lost_pieces import copies_left, lost_pieces
from sdgen.analyses.failure.own_parts import needed
from sdgen.analyses.failure.provided import is_at_provider
from sdgen.analyses.failure.said_to_fail import with_losses
from sdgen.analyses.reliability.failure_model import OwnPart
from sdgen.analyses.reliability.states import own_parts_down
from sdgen.analyses.replication import copies_of_piece, stated_need
from sdgen.analyses.traffic.flow import Traffic
from sdgen.analyses.traffic.journey_calls import all_calls
from sdgen.design.records import Access, Component, Design
from sdgen.kinds import Role, kind_of

NOTHING: frozenset[str] = frozenset()


class _Indexed(Struct, frozen=True):
    """A component's own part: by event, the ``positions`` of the instances that are lost with it;
    ``all_at_once`` are those that take all instances, and are no domain that all lie in: a common
    cause, a provider's event, maintenance, also of what it runs on."""

    part: OwnPart
    positions: Mapping[str, frozenset[int]]
    all_at_once: frozenset[str]

    @classmethod
    def of(cls, design: Design, part: OwnPart) -> _Indexed:
        found: dict[str, list[int]] = {}
        for at, instance in enumerate(part.instances):
            for name in dict.fromkeys(instance.lost_with):
                found.setdefault(name, []).append(at)
        count = len(part.instances)
        shared = (
            name
            for name, each in found.items()
            if len(each) == count and name not in design.domains
        )
        every = frozenset((*part.common, *(shared if count > 1 else ())))
        return cls(part, {name: frozenset(each) for name, each in found.items()}, every)

    def lost(self, happened: frozenset[str]) -> frozenset[int]:
        """The positions of the instances that are lost."""
        return frozenset().union(*(self.positions.get(each, ()) for each in happened))


class ComponentLosses:
    """Every component in each state; ``over`` what it gets has no part in it yet."""

    def __init__(self, design: Design, traffic: Traffic, states: States) -> None:
        self.design, self.traffic, self.states = design, traffic, states
        logic = failure_logic_of(design, all_calls(design), (), traffic.steady)
        model = with_losses(design, logic, frozenset().union(*states)).without_peak
        parts = dict(zip(design.components, model.own_parts, strict=False))
        self._indexed = {name: _Indexed.of(design, part) for name, part in parts.items()}
        self._down = own_parts_down(model, masks_of(model, states))
        self._whole = {
            name: self._after(design.components[name], each, False, NOTHING)
            for name, each in self._indexed.items()
        }
        self._touched: dict[str, set[str]] = {}
        for name, each in self._indexed.items():
            for event in (*each.positions, *each.all_at_once, each.part.switch):
                if event is not None:
                    self._touched.setdefault(event, set()).add(name)

    def after(self, state: int) -> tuple[ComponentAfter, ...]:
        """What is left of each, in the order of the design."""
        happened = self.states[state]
        touched: set[str] = set().union(*(self._touched.get(each, ()) for each in happened))
        found = []
        for (name, indexed), mask in zip(self._indexed.items(), self._down, strict=False):
            is_down = bool(mask >> state & 1)
            if is_down or name in touched:
                component = self.design.components[name]
                found.append(self._after(component, indexed, is_down, happened))
            else:
                found.append(self._whole[name])
        return tuple(found)

    def _after(
        self, component: Component, indexed: _Indexed, is_down: bool, happened: frozenset[str]
    ) -> ComponentAfter:
        design, traffic, part = self.design, self.traffic, indexed.part
        single = is_at_provider(design, component) or kind_of(component).role is Role.ACTOR
        count = component.replicas.count if single else len(part.instances)
        lost = indexed.lost(happened)
        # what an instance runs on is no domain of its own
        with_domains = indexed.lost(happened.intersection(design.domains))
        left, alone = count - len(lost), len(lost) - len(with_domains)
        if single:
            left = sum(
                happened.isdisjoint(_holding(design, part, place))
                for place in replica_domains(component)
            )
            alone = 0
        # those that others are taking over from are there: what each answers by itself goes on
        taken = (happened & indexed.all_at_once) - {window_of(component.id)}
        if (is_down and single) or taken:
            left = alone = 0
        standing = (
            Standing.DOWN if is_down else Standing.REDUCED if left < count else Standing.WHOLE
        )
        need = needed(component, traffic.steady.get(component.id))
        used = traffic.utilisation.get(component.id)
        writes = stated_need(component, (Access.WRITE,))
        return ComponentAfter(
            component.id,
            standing,
            left,
            count,
            need,
            copies_of_piece(component),
            alone,
            need > part.need,
            None if taken else lost_pieces(component.id, part, lost),
            None if writes == need else writes,
            used is not None and used.peak > used.capacity,
            component.id in traffic.consumers,
            used is not None and traffic.arriving(component.id) > used.capacity,
            0 if taken and part.copies is not None else copies_left(part, lost),
        )


def over(component: ComponentAfter) -> ComponentAfter:
    """The same, which gets more than it carries."""
    return replace(component, standing=Standing.OVER)


def _holding(design: Design, part: OwnPart, place: str | None) -> tuple[str, ...]:
    """The domains that hold a replica of what a provider runs."""
    for each in part.instances:
        # the provider's own event comes first where others depend on it too
        holders = tuple(name for name in each.domains if name in design.domains)
        if holders[:1] == (place,):
            return holders
    return ()
