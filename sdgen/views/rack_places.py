"""Which failure domains are the columns of a rack: the innermost ones in use, or what holds them where
those would be too many or mostly empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.failure.domains import ancestors
from sdgen.base.words import counted
from sdgen.design.records import Design, Level
from sdgen.views.rack import Place
from sdgen.views.zones import noun_of, short_titles

MOST_COLUMNS = 12
"""Columns beside each other; with more of them names cannot be read at the width of a page."""
MOST_IN_ALL = 36
"""Columns of all regions."""
BETWEEN = " · "
SOMEWHERE = "@"
"""Behind the id of a domain: the column of replicas in it whose zone is not said, where others of the
same component have one."""

Counts = Mapping[str, Mapping[str, int]]
"""The replicas of each component in each domain."""


class RackPlaces(Struct, frozen=True):
    """The places of a rack; ``shown`` has the place that each domain in use stands in, and ``apart`` the
    one for the components that are in the domain and in others within it; ``summed`` says which domains
    are too many to be columns."""

    places: tuple[Place, ...]
    shown: Mapping[str, str]
    apart: Mapping[str, str]
    summed: str = ""


def rack_places(design: Design, counts: Counts) -> RackPlaces:
    """The places for components with those replicas."""
    used = {domain for held in counts.values() for domain in held}
    shown = {each: each for each in design.domains if each in used}
    for domain in reversed(_by_depth(design)):
        if design.domains[domain].level in _FOLDING and _few_each(design, counts, shown, domain):
            shown = _folded(design, shown, domain)
    before = tuple(dict.fromkeys(shown.values()))
    while _too_many(design, shown):
        folded = _outwards(design, shown)
        if folded == shown:
            break
        shown = folded
    made = _made(design, counts, shown)
    gone = [each for each in before if each not in shown.values()]
    if not gone:
        return made
    return replace(made, summed=f"{counted(len(gone), noun_of(design, gone))} summed")


_FOLDING = (Level.ZONE, Level.RACK)
"""Levels whose racks and hosts can be summed."""


def _few_each(design: Design, counts: Counts, shown: Mapping[str, str], domain: str) -> bool:
    """Whether no component is in two of the columns that ``domain`` would have: they would be empty
    for most rows. One column within it is no matter."""
    within = {each for each in shown if domain in (each, *ancestors(design, each))}
    columns = {shown[each] for each in within}
    if len(columns) < 2:
        return False
    return all(
        len({shown[each] for each in held if each in within}) < 2 for held in counts.values()
    )


def _folded(design: Design, shown: Mapping[str, str], domain: str) -> dict[str, str]:
    """All within a domain shown as that domain."""
    return {
        each: domain if domain in (each, *ancestors(design, each)) else place
        for each, place in shown.items()
    }


def _too_many(design: Design, shown: Mapping[str, str]) -> bool:
    tops = [(place, *ancestors(design, place))[-1] for place in set(shown.values())]
    return too_many(top if top not in shown.values() else "" for top in tops)


def too_many(tops: Iterable[str]) -> bool:
    """Whether there are more columns than can be read; ``tops`` are the outermost boxes that they
    stand in, empty for one in none."""
    columns = Counter(tops)
    return max(columns.values(), default=0) > MOST_COLUMNS or sum(columns.values()) > MOST_IN_ALL


def _outwards(design: Design, shown: Mapping[str, str]) -> dict[str, str]:
    """The innermost of the places shown as those that hold them, but for the outermost."""
    depth = {place: len(ancestors(design, place)) for place in shown.values()}
    deepest = max(depth.values())
    if deepest < 1:
        return dict(shown)
    return {
        each: ancestors(design, place)[0] if depth[place] == deepest else place
        for each, place in shown.items()
    }


def _made(design: Design, counts: Counts, shown: Mapping[str, str]) -> RackPlaces:
    """Places with boxes round them, those that hold one place only drawn with it as one."""
    columns = set(shown.values())
    inner: dict[str, set[str]] = {}
    for place in columns:
        before = place
        for holder in ancestors(design, place):
            inner.setdefault(holder, set()).add(before)
            before = holder
    apart = _apart(counts, shown, inner, design)
    single = {
        holder
        for holder, within in inner.items()
        if len(within) == 1 and holder not in columns and design.domains[holder].parent is not None
    }
    short = short_titles(
        design, [each for each in design.domains if each in columns or each in inner]
    )
    places: list[Place] = []
    for domain in _by_depth(design):
        if domain in single or (domain not in columns and domain not in inner):
            continue
        holders = list(ancestors(design, domain))
        chain = [domain]
        while holders and holders[0] in single:
            chain.insert(0, holders.pop(0))
        noun = design.domains[domain].level.value
        parent = holders[0] if holders else None
        column = domain not in inner
        whole = BETWEEN.join(_title(design, each) for each in chain)
        brief = BETWEEN.join(design.domains[each].name or short[each] for each in chain)
        places.append(Place(domain, whole, parent, column, noun, brief))
        if domain in apart:
            places.append(Place(apart[domain], "zone not given", domain, True, noun))
    return RackPlaces(tuple(places), shown, apart)


def _apart(
    counts: Counts, shown: Mapping[str, str], inner: Mapping[str, set[str]], design: Design
) -> dict[str, str]:
    """The domains that need a column for what is in no zone of theirs."""
    found: dict[str, str] = {}
    for held in counts.values():
        places = {shown[domain] for domain in held}
        for place in places:
            around = set(ancestors(design, place)) & places
            found.update((each, f"{each}{SOMEWHERE}") for each in around if each in inner)
    return found


def _title(design: Design, domain: str) -> str:
    return design.domains[domain].name or domain


def _by_depth(design: Design) -> list[str]:
    """All domains, the outer ones before those within them, in the order of the design."""
    return list(_walk(design, None, _within(design)))


def _within(design: Design) -> dict[str | None, list[str]]:
    found: dict[str | None, list[str]] = {}
    for domain in design.domains.values():
        found.setdefault(domain.parent, []).append(domain.id)
    return found


def _walk(
    design: Design, domain: str | None, within: Mapping[str | None, Iterable[str]]
) -> Iterator[str]:
    for each in within.get(domain, ()):
        yield each
        yield from _walk(design, each, within)
