"""Groups in each other: what a group stands in, and what is in it."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.design.design import Design


def groups_around(design: Design, group: str | None) -> Iterator[str]:
    """The group itself, the one that it stands in, and so on, from the inside; nothing without one, and
    of an id that is no group. Each comes once, also where groups stand in each other, which is an error
    that the model tells."""
    seen: set[str] = set()
    while group is not None and group in design.groups and group not in seen:
        seen.add(group)
        yield group
        group = design.groups[group].parent


def outer_groups(design: Design, group: str | None) -> Iterator[str]:
    """The groups that a group stands in, from the inside."""
    return (each for each in groups_around(design, group) if each != group)


def members_of(design: Design) -> dict[str, list[str]]:
    """By group its components, those of groups in it too, all in the order of the file."""
    found: dict[str, list[str]] = {name: [] for name in design.groups}
    for component in design.components.values():
        for group in groups_around(design, component.group):
            found[group].append(component.id)
    return found
