"""The rows of the matrix: every component in its group, where its replicas run and what is left of it
without a zone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.domains import ancestors
from sdgen.base.words import counted, in_one_line, joined
from sdgen.design.groups import groups_around
from sdgen.design.records import Component, Design
from sdgen.kinds import Role, kind_of
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.views.elements import component_card
from sdgen.views.matrix import RANK, Cell, ComponentRow, FoldedRow, RowGroup, Sign, Verdict
from sdgen.views.matrix_columns import Columns, placed
from sdgen.views.rack import in_or_on
from sdgen.views.zones import is_zone, noun_of

FOLD_FROM = 60
"""Of more rows those of a group that are in the same zones and hold without any are folded into one."""
NO_GROUP = "In no group"
BETWEEN = " / "
"""Between the names of a group and of what holds it."""

Zones: TypeAlias = frozenset[str]
_Placed: TypeAlias = tuple[ComponentRow, Zones]
"""A row, and the zones that have replicas of it."""


def row_groups(facts: Facts, columns: Columns) -> tuple[RowGroup, ...]:
    """Every component but clients, by group in the order of the design; what is in none comes last."""
    design = facts.design
    shown = [each for each in design.components.values() if kind_of(each).role is not Role.ACTOR]
    rows: dict[str | None, list[_Placed]] = {}
    for component in shown:
        held = frozenset(placed(design, component))
        rows.setdefault(component.group, []).append((_row(facts, component, columns), held))
    order = [*(group for group in _by_place(design) if group in rows), None]
    fold = len(shown) > FOLD_FROM
    return tuple(
        _group(design, columns, group, rows[group], len(rows), fold)
        for group in order
        if group in rows
    )


def _by_place(design: Design) -> Iterator[str]:
    """The groups, each followed by those that it holds."""
    held: dict[str | None, list[str]] = {}
    for each in design.groups.values():
        held.setdefault(each.parent, []).append(each.id)
    waiting = held.get(None, [])[::-1]
    while waiting:
        group = waiting.pop()
        yield group
        waiting += held.get(group, [])[::-1]


def _group(
    design: Design,
    columns: Columns,
    group: str | None,
    rows: Sequence[_Placed],
    groups: int,
    fold: bool,
) -> RowGroup:
    title = NO_GROUP if groups > 1 else ""
    if group is not None:
        title = BETWEEN.join(_names(design, group))
    alike: dict[Zones, list[ComponentRow]] = {}
    for row, zones in rows if fold else ():
        if zones and _holds(row):
            alike.setdefault(zones, []).append(row)
    widest_first = sorted(alike.items(), key=lambda each: -len(each[0]))
    folds = {zones: each for zones, each in widest_first if len(each) > 1}
    left = tuple(row for row, zones in rows if row not in folds.get(zones, ()))
    folded = tuple(
        _folded(each, _where(design, columns, zones), more=bool(left) or len(folds) > 1)
        for zones, each in folds.items()
    )
    return RowGroup(group or "", title, left, folded)


def _where(design: Design, columns: Columns, zones: Zones) -> str:
    """In which zones folded components are; which they are, their counts say."""
    if zones.issuperset(each for each in columns.zones if is_zone(design, each)):
        return f"{in_or_on(columns.noun)} every {columns.noun}"
    noun = noun_of(design, zones)
    return f"{in_or_on(noun)} {counted(len(zones), noun)}"


def _names(design: Design, group: str) -> list[str]:
    """The name of a group behind those of what holds it."""
    chain = tuple(groups_around(design, group))
    return [in_one_line(design.groups[each].name) for each in reversed(chain)]


def _holds(row: ComponentRow) -> bool:
    """Whether nothing in the row is red or amber."""
    return all(cell.sign is Sign.HOLDS and not cell.alone for cell in row.cells)


def _folded(rows: Sequence[ComponentRow], where: str, *, more: bool) -> FoldedRow:
    noun = counted(len(rows), "other component" if more else "component")
    return FoldedRow(
        len(rows),
        f"{noun}: {where}, hold",
        tuple(sum(counts) for counts in zip(*(_counts(row) for row in rows), strict=True)),
        str(sum(row.replicas for row in rows)),
        tooltip=joined([in_one_line(row.card.name) for row in rows]),
    )


def _counts(row: ComponentRow) -> list[int]:
    return [cell.count if row.total else 0 for cell in row.cells]


def _row(facts: Facts, component: Component, columns: Columns) -> ComponentRow:
    design = facts.design
    held = placed(design, component)
    count = component.replicas.count
    alone = len(held) == 1 and sum(held.values()) == count and len(columns.zones) > 1
    promised = facts.promised.get(component.id)
    own = _has_own(component, held, provided=promised is not None)
    return ComponentRow(
        component_card(design, component),
        tuple(
            _cell(design, component, zones, columns, held, alone=alone) for zones in columns.domains
        ),
        _worst(design, component, columns, held, provided=promised is not None),
        total=_total(component) if own else "",
        replicas=count if own else 0,
        promised="" if promised is None else format_quantity(promised, Dimension.RATIO),
    )


def _has_own(component: Component, held: dict[str, int], *, provided: bool) -> bool:
    """Whether it has replicas of its own; what has none lies on those of its host or provider."""
    return not component.hosted and (not provided or bool(held) or component.replicas.given)


def _total(component: Component) -> str:
    count, most = component.replicas.count, component.replicas.most
    return str(count) if most is None or most <= count else f"{count}–{most}"


def _cell(
    design: Design,
    component: Component,
    zones: Sequence[str],
    columns: Columns,
    held: dict[str, int],
    *,
    alone: bool,
) -> Cell:
    """The replicas in the zones of a column, and the worst that the loss of one of them leaves."""
    here = [zone for zone in zones if held.get(zone)]
    number = sum(held[zone] for zone in here)
    if not number:
        return Cell(0, 0.0, tooltip="" if len(zones) > 1 else f"none in {zones[0]}")
    found = [(zone, columns.losses[zone].verdict(design, component.id)) for zone in here]
    worst = max((each.sign or Sign.HOLDS for _, each in found), key=RANK.__getitem__)
    count = component.replicas.count
    said = [
        f"{zone}: {held[zone]} of {counted(count, 'replica')}; without it {verdict.text}"
        for zone, verdict in found
    ]
    return Cell(number, number / count, worst, alone, "\n".join(said))


def _worst(
    design: Design,
    component: Component,
    columns: Columns,
    held: dict[str, int],
    *,
    provided: bool,
) -> Verdict:
    """What the zone leaves whose loss is the worst for a component: of those that it is in, and of
    others that do something to it."""
    looked_at = [zone for zone in columns.zones if zone in held or is_zone(design, zone)]
    found = [(zone, columns.losses[zone]) for zone in looked_at]
    told = [
        (zone, loss.verdict(design, component.id), loss.components[component.id].left)
        for zone, loss in found
    ]
    touched = [each for each in told if each[0] in held or each[1].sign is not Sign.HOLDS]
    if not touched:
        where = f"{in_or_on(columns.noun)} no {columns.noun}"
        return Verdict(None, "" if provided else where)
    zone, verdict, _ = max(touched, key=lambda each: (RANK[each[1].sign or Sign.HOLDS], -each[2]))
    holders = (zone, *ancestors(design, zone))
    where = " of ".join(holders[:2])
    return Verdict(verdict.sign, verdict.text, f"without {where}: {verdict.text}")
