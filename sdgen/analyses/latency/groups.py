"""What each stay of a run does one after another: its own work, then groups of calls, those of one
group at once, or one of them instead of the others."""

from __future__ import annotations

from collections.abc import Sequence

from sdgen.analyses.latency.visits import Visit

Groups = list[list[list[int]]]


def groups_of(visits: Sequence[Visit]) -> Groups:
    """By visit, its calls in their order: the numbers of the visits that each group begins at the
    same time. A group ends when the last of it is answered; of one that is ``exclusive`` each run makes
    one at most."""
    found: Groups = [[] for _ in visits]
    for at, visit in enumerate(visits):
        if visit.parent is None:
            continue
        groups = found[visit.parent]
        if (visit.beside or visit.instead) and groups:
            groups[-1].append(at)
        else:
            groups.append([at])
    return found


def exclusive(visits: Sequence[Visit], group: Sequence[int]) -> bool:
    """Whether the calls of a group are made instead of each other, and not at once."""
    return any(visits[at].instead for at in group)
