"""What is said of instances that cannot be: more needed than there are, readers of no follower."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from sdgen.base.findings import Severity
from sdgen.base.subject import Subject
from sdgen.base.words import by_number
from sdgen.design.records import Component, ReplicaMode, Replicas
from sdgen.design.replicas import ONE_LEADER
from sdgen.kinds import KINDS, Role
from sdgen.model import codes
from sdgen.model.gather import Gather
from sdgen.quantity import Dimension

APART = 0.01
"""Two availabilities of one thing that are further apart contradict each other."""


def check_repair(component: Component, where: Subject, gather: Gather) -> None:
    """``availability``, or ``mtbf`` with ``mttr``; where all are given they agree. Who gives
    ``availability`` says with one of the other two how often it fails, or for how long."""
    between, repair = component.mtbf, component.mttr
    if component.availability is None and (between is None) != (repair is None):
        given, missing = ("mtbf", "mttr") if repair is None else ("mttr", "mtbf")
        gather.report(
            codes.CONTRADICTION,
            f"{where}: '{given}' says nothing about availability without '{missing}'",
            component.span_of(given),
            f"add '{missing}', or 'availability'",
            component.id,
        )
    if between is None or repair is None:
        return
    if between.value + repair.value <= 0:
        gather.report(
            codes.CONTRADICTION,
            f"{where}: 'mtbf' and 'mttr' are both zero",
            component.span_of("mtbf"),
            "write for example 'mtbf: 90d' and 'mttr: 30min'",
            component.id,
        )
    elif component.availability is not None:
        stated = component.availability
        follows = between.value / (between.value + repair.value)
        if abs(stated.value - follows) > APART:
            from sdgen.quantity.print import format_quantity

            gather.report(
                codes.CONTRADICTION,
                f"{where}: 'availability' is {stated.text}, but 'mtbf' and 'mttr' make "
                f"{format_quantity(follows, Dimension.RATIO)}; 'availability' counts",
                component.span_of("availability"),
                "correct one of them, or leave out 'availability', or 'mtbf' and 'mttr'",
                component.id,
                Severity.WARNING,
            )


def check_replicas(component: Component, where: Subject, gather: Gather) -> None:
    """Report what the replicas of a component contradict, among themselves and with ``place``."""
    found = [
        *_copies(component.replicas),
        *_need(component.replicas),
        *_leaders(component),
    ]
    for each in found:
        gather.report(
            codes.CONTRADICTION,
            f"{where}: {each.message}",
            component.replicas.span_of(each.key),
            each.help,
            component.id,
            each.severity,
        )
    _check_place(component, where, gather)


class _Wrong(Struct, frozen=True):
    """What is wrong, under which key of ``replicas``, and what to write instead."""

    message: str
    key: str
    help: str
    severity: Severity = Severity.ERROR


def _copies(replicas: Replicas) -> Iterator[_Wrong]:
    """Copies of each piece lie on different replicas, each of which serves."""
    copies, count = replicas.copies, replicas.count
    if copies is not None and copies > count:
        said = "copies" if "copies" in replicas.spans else "need"
        yield _Wrong(
            f"{copies} copies of the data, but {_replicas(count)}",
            said,
            f"copies lie on different replicas: write '{_key_of_count(replicas)}: {copies}' or more",
        )
    if copies is not None and replicas.mode is ReplicaMode.ACTIVE_STANDBY:
        yield _Wrong(
            "'active-standby' keeps all data on every instance, so that 'copies' says nothing",
            "copies" if "copies" in replicas.spans else "need",
            "leave out 'copies', or write 'mode: leader-follower' where each piece has a leader of "
            "its own",
        )
    if replicas.spread is not None and copies is None:
        yield _Wrong(
            "'spread' says where copies lie, but not how many there are",
            "spread",
            "add 'copies: 3', or leave out 'spread'",
        )


def _need(replicas: Replicas) -> Iterator[_Wrong]:
    """No more must answer than there are."""
    copies = replicas.copies
    stated = (
        ("need", replicas.need),
        ("need.reads", replicas.reads_need),
        ("need.writes", replicas.writes_need),
    )
    for key, need in stated:
        if need is None or key not in replicas.spans:
            continue
        within = key.removeprefix("need.")
        what = f" {within}" if within != key else ""
        if copies is not None and need > copies:
            yield _Wrong(
                f"{need} must answer{what}, but there are {copies} copies",
                key,
                f"write {copies} or less",
            )
        elif copies is None and need > replicas.count:
            yield _too_few(replicas, need, key, within)
    if "need" in replicas.spans and _says_no_need(replicas):
        yield _Wrong(
            "'need' says neither how many must answer reads nor how many writes",
            "need",
            "write a number such as 'need: 2', or 'need: {reads: 1, writes: 2}'",
        )


def _too_few(replicas: Replicas, need: int, key: str, within: str) -> _Wrong:
    count = replicas.count
    what = f" for {within}" if within != key else ""
    if replicas.fewest is not None:
        there = f"autoscaling may leave only {count}"
    else:
        written = "" if replicas.given else " ('count' is missing)"
        there = f"there {by_number(count, 'is', 'are')} {count}{written}"
    return _Wrong(
        f"{need} replicas are needed{what}, but {there}",
        key,
        f"write '{_key_of_count(replicas)}: {need}' or more, or '{within}: {count}' or less",
    )


def _says_no_need(replicas: Replicas) -> bool:
    keys = ("need.reads", "need.writes")
    return replicas.reads_need is not None and not any(each in replicas.spans for each in keys)


def _leaders(component: Component) -> Iterator[_Wrong]:
    """Followers answer reads where one leads, and somebody takes over where others stand by."""
    replicas = component.replicas
    if replicas.reads_any and replicas.mode is not ReplicaMode.LEADER_FOLLOWER:
        mode = f"is '{replicas.mode}'" if replicas.mode is not None else "is not given"
        yield _Wrong(
            f"'reads: any' says that followers answer reads too, but 'mode' {mode}",
            "reads",
            "write 'mode: leader-follower', or leave out 'reads'",
        )
    asked = replicas.reads_need or 1
    if replicas.reads_any and asked > 1 and "need.reads" in replicas.spans:
        yield _Wrong(
            f"'reads: any' says that one is enough for a read, 'need' says {asked}",
            "need.reads",
            "leave out 'reads: any', or leave out 'reads' of 'need'",
        )
    if replicas.count == 1 and replicas.most is None and replicas.mode in ONE_LEADER:
        yield _Wrong(
            f"'{replicas.mode}' changes nothing, since there is only one replica",
            "mode",
            "write 'count: 2' or more, or leave out 'mode'",
            Severity.WARNING,
        )
    kind = KINDS.get(component.kind)
    provided = component.managed or component.external or (kind and kind.role is Role.PROVIDED)
    if replicas.failover is not None and replicas.mode not in ONE_LEADER and not provided:
        yield _Wrong(
            "'failover' changes nothing, since no instance stands by or follows",
            "failover",
            "write 'mode: leader-follower' or 'mode: active-standby', or leave it out",
            Severity.WARNING,
        )


def _key_of_count(replicas: Replicas) -> str:
    return "count" if replicas.fewest is None else "min"


def _check_place(component: Component, where: Subject, gather: Gather) -> None:
    """As many replicas are placed as there are."""
    count = component.replicas.count
    placed = sum(component.place.values())
    if component.place and not placed:
        example = ", ".join(f"{domain}: 1" for domain in component.place)
        gather.report(
            codes.CONTRADICTION,
            f"{where}: 'place' has no replica anywhere",
            component.span_of("place"),
            f"write how many run in each, such as 'place: {{{example}}}', or leave out 'place'",
            component.id,
        )
    elif component.place and placed > count:
        scales = component.replicas.most is not None
        said = f"'min' of 'replicas' is {count}" if scales else f"'replicas' says {count}"
        help_text = (
            f"write 'min: {placed}', or 'zones' instead of 'place': what scales is spread evenly"
            if scales
            else f"write 'replicas: {placed}', or place {placed - count} less"
        )
        gather.report(
            codes.CONTRADICTION,
            f"{where}: 'place' has {placed} replicas, {said}",
            component.span_of("place"),
            help_text,
            component.id,
        )


def _replicas(count: int) -> str:
    return by_number(count, "only one replica", f"only {count} replicas")
