"""What a component is for, in a few words made from the design."""

from __future__ import annotations

from sdgen.base.words import all_of, counted, joined
from sdgen.blocks import Words
from sdgen.blocks.phrases import Piece, pieces
from sdgen.design.records import Component
from sdgen.document.subject import Subject
from sdgen.kinds import Role, kind_of

LONGEST_NOTE = 160
"""A longer note stands below the table instead of in it."""
FEW_JOURNEYS = 3


def purpose(subject: Subject, component: Component) -> Words:
    """Its notes where they are short; what it keeps; and the journeys that it is part of."""
    told: list[tuple[Piece, ...]] = []
    if component.notes and len(component.notes) <= LONGEST_NOTE:
        told.append((component.notes,))
    kept = [each.id for each in subject.design.data.values() if each.store == component.id]
    if kept:
        told.append((f"keeps {joined(kept)}",))
    cached = [each.id for each in subject.design.data.values() if component.id in each.cached_in]
    if cached:
        told.append((f"caches {joined(cached)}",))
    told += _part_of(subject, component)
    if component.external:
        told.append(("belongs to somebody else",))
    elif component.managed:
        told.append(("managed by its provider",))
    found: list[Piece] = []
    for each in told:
        found += ["; "] if found else []
        found += each
    if found and isinstance(found[0], str):
        found[0] = found[0][:1].upper() + found[0][1:]
    return tuple(found)


def _part_of(subject: Subject, component: Component) -> list[tuple[Piece, ...]]:
    names = list(subject.facts.journeys_of[component.id])
    # what only stands in for another is in no step
    reached = subject.facts.made
    names += [
        name
        for name in subject.design.journeys
        if name not in names and component.id in reached[name].components
    ]
    every = len(subject.design.journeys)
    verb = "starts" if kind_of(component).role is Role.ACTOR else "part of"
    if not names:
        return [("no journey reaches it",)] if every else []
    if len(names) == every and every > 1:
        return [(f"{verb} {all_of(every, 'journey')}",)]
    if len(names) > FEW_JOURNEYS:
        return [(f"{verb} {len(names)} of {counted(every, 'journey')}",)]
    return [(f"{verb} ", *pieces(subject.journeys(names)))]


def replicas_in_words(component: Component) -> str:
    """``6``, ``2 to 10``, ``48, 3 copies``; nothing where others look after it."""
    replicas = component.replicas
    number = str(replicas.count)
    if replicas.most is not None:
        fewest = replicas.count if replicas.fewest is None else replicas.fewest
        number = f"{fewest} to {replicas.most}"
    if not replicas.given and component.managed:
        return "managed"
    provided = component.external or kind_of(component).role in (Role.ACTOR, Role.PROVIDED)
    if not replicas.given and provided:
        return "–"
    if replicas.copies is not None and replicas.copies != replicas.count:
        copies = counted(replicas.copies, "copy")
        return f"{number}, {copies}"
    return number


def further_notes(component: Component) -> list[str]:
    """What the design says of it that stands in no table."""
    found = []
    if len(component.notes) > LONGEST_NOTE:
        found.append(component.notes)
    found += [f"{name}: {value}" for name, value in component.custom.items()]
    return found
