"""What each stay of a run does one after another: its own work, then groups of calls, those of one
group at once."""

from __future__ import annotations

from collections.abc import Sequence

from sdgen.analyses.latency.visits import Visit

Groups = list[list[list[int]]]


def groups_of(visits: Sequence[Visit]) -> Groups:
    """By visit, its calls in their order: the numbers of the visits that each group begins at the
    same time. A group ends when the last of it is answered."""
    found: Groups = [[] for _ in visits]
    for at, visit in enumerate(visits):
        if visit.parent is None:
            continue
        groups = found[visit.parent]
        if visit.beside and groups:
            groups[-1].append(at)
        else:
            groups.append([at])
    return found
