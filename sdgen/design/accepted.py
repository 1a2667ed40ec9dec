"""What an entry of ``accepted`` speaks of."""

from __future__ import annotations

from sdgen.design.records import Design


def spoken_of(at: str, design: Design) -> frozenset[str]:
    """The element itself, and all components in it where it is a group, also in groups within."""
    groups = {at} & set(design.groups)
    while True:
        inner = {each.id for each in design.groups.values() if each.parent in groups}
        if inner <= groups:
            break
        groups |= inner
    return frozenset(
        {at, *(each.id for each in design.components.values() if each.group in groups)}
    )
