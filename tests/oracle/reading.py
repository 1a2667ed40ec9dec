"""A small reader of designs, apart from sdgen's: YAML to plain records, exact fractions inside.

It knows only what the oracle computes with, reads valid designs alone, and imports nothing of
``sdgen.model`` or ``sdgen.analyses``.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import Any

import yaml

HOUR = Fraction(3600)
SECONDS = {
    "ms": Fraction(1, 1000),
    "s": Fraction(1),
    "min": Fraction(60),
    "h": HOUR,
    "d": 24 * HOUR,
    "day": 24 * HOUR,
    "week": 168 * HOUR,
    "month": 720 * HOUR,
    "y": 8760 * HOUR,
}
BYTES = {"B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
COUNTS = {"": 1, "k": 10**3, "M": 10**6, "B": 10**9}

STORES = {
    "database",
    "file_store",
    "object_store",
    "search_index",
    "warehouse",
    "queue",
    "stream",
}
"""Kinds that hold up to three copies of each piece where nothing is said."""
BROKERS = {"queue", "stream", "topic"}
CACHES = {"cache", "cdn"}
KEEPING = STORES | {"cache", "replica", "secret_store"}
NO_WRITES = {"cache", "cdn", "replica", "search_index"}
"""Kinds that stand in for nothing when something is written."""
ASSUMED = {"client": Fraction(1), "external": Fraction(999, 1000)}
ASSUMED_MANAGED = {
    "dns": "1",
    "cdn": "0.999",
    "firewall": "0.9995",
    "load_balancer": "0.9999",
    "api_gateway": "0.9995",
    "service": "0.9999",
    "function": "0.9995",
    "model": "0.999",
    "worker": "0.9999",
    "scheduler": "0.999",
    "queue": "0.999",
    "stream": "0.999",
    "topic": "0.999",
    "cache": "0.9999",
    "database": "0.9995",
    "object_store": "0.999",
    "search_index": "0.999",
}
DOMAINS = {
    "provider": Fraction(1),
    "region": Fraction(9999, 10000),
    "zone": Fraction(9995, 10000),
    "rack": Fraction(999, 1000),
    "host": Fraction(995, 1000),
}


def number(value: Any) -> Fraction:
    """A share, factor or count: ``50%``, ``3x``, ``10k``, ``0.5``."""
    if not isinstance(value, str):
        return Fraction(str(value))
    if value.endswith("%"):
        return Fraction(value[:-1]) / 100
    found = re.fullmatch(r"([\d.]+)([kMB]?)x?", value.replace("_", ""))
    assert found, value
    return Fraction(found[1]) * COUNTS[found[2]]


def seconds(value: str) -> Fraction:
    found = re.fullmatch(r"([\d.]+)\s*([a-z]+)", value)
    assert found, value
    return Fraction(found[1]) * SECONDS[found[2]]


def size(value: str) -> Fraction:
    found = re.fullmatch(r"([\d.]+)\s*([KMGT]?B)", value)
    assert found, value
    return Fraction(found[1]) * BYTES[found[2]]


def rate(value: str, users: Fraction | None = None) -> Fraction:
    """Operations a second: ``100/s``, ``50k/day``, or ``3/user/day``."""
    count, *rest = value.split("/")
    per = number(count) / SECONDS[rest[-1]]
    if len(rest) == 2:
        assert users is not None
        return per * users
    return per


class Domain:
    def __init__(self, name: str, level: str, parent: str | None, up: Fraction) -> None:
        self.name, self.level, self.parent, self.up = name, level, parent, up


def topology(text: Any) -> dict[str, Domain]:
    found: dict[str, Domain] = {}

    def add(name: str, given: Any, level: str, parent: str | None) -> None:
        given = given if isinstance(given, dict) else {"availability": given}
        level = given.get("level", level)
        stated = given.get("availability")
        up = DOMAINS[level] if stated is None else number(stated)
        found[name] = Domain(name, level, parent, up)
        for key in ("regions", "zones", "racks", "hosts"):
            inner = given.get(key) or {}
            entries = inner.items() if isinstance(inner, dict) else ((each, None) for each in inner)
            for child, value in entries:
                add(child, value, key[:-1], name)

    for name, given in (text or {}).items():
        add(name, given, "region", None)
    return found


class Failover:
    """How long a change takes, how often it works, and whether a person does it."""

    def __init__(self, given: Any) -> None:
        if isinstance(given, str):
            given = {"automatic": given == "automatic"}
        given = given or {}
        self.manual = given.get("automatic", True) is False
        self.time = seconds(given.get("time", "1h" if self.manual else "30s"))
        self.success = number(given.get("success", 1))


class Maintenance:
    """A share of time out of service: of all at once, or of each instance in turn."""

    def __init__(self, name: str, given: dict[str, Any]) -> None:
        time, per = given["time"].split("/")
        self.share = seconds(time) / SECONDS[per]
        self.rolling = bool(given.get("rolling", False))
        self.event = f"{given.get('window', name)}!maintenance"

    @classmethod
    def of(cls, name: str, given: Any) -> Maintenance | None:
        if given is None:
            return None
        return cls(name, given if isinstance(given, dict) else {"time": given})


class Call:
    def __init__(self, source: str, target: str, options: dict[str, Any], group: Group) -> None:
        self.source, self.target, self.group = source, target, group
        self.optional = bool(options.get("optional", False))
        self.waits = not options.get("async", False)


class Group:
    """One entry of ``calls``: a single call is a group of one of which one must answer."""

    def __init__(self, need: int) -> None:
        self.need = need
        self.calls: list[Call] = []
        self.failover: Failover | None = None
        self.alternatives = False
        self.name = ""


class Component:
    def __init__(self, name: str, given: dict[str, Any]) -> None:
        self.name, self.given, self.kind = name, given, str(given["kind"])
        self.provided = bool(given.get("managed") or given.get("external")) or (
            self.kind == "external"
        )
        stated = given.get("replicas")
        replicas = stated if isinstance(stated, dict) else {"count": stated}
        self.mode = replicas.get("mode")
        self.reads_any = replicas.get("reads") == "any"
        self.least, self.most = replicas.get("min"), replicas.get("max")
        self.spread_zone = replicas.get("spread") == "zone"
        place = given.get("place") or {}
        copies, need = replicas.get("copies"), replicas.get("need")
        of = re.fullmatch(r"(\d+) of (\d+)", need) if isinstance(need, str) else None
        if of:
            need, copies = int(of[1]), copies or int(of[2])
        self.count = int(replicas.get("count") or sum(place.values()) or self.least or copies or 1)
        self.stated_copies: int | None = copies
        self.need = need
        self.failover = Failover(replicas.get("failover"))
        self.host: Component | None = None
        counted = replicas.get("count") is not None or self.least is not None
        self.hosted = "runs_on" in given and not counted
        self.maintenance = Maintenance.of(name, given.get("maintenance"))
        self.nodes = self._dealt(given.get("zones") or [], place)
        self.calls: list[Group] = []
        for entry in given.get("calls") or []:
            self.add(entry)

    def _dealt(self, zones: list[str], place: dict[str, int]) -> list[str | None]:
        """The domain of each instance: one per domain in turn."""
        if place:
            left, nodes = dict(place), []
            while any(left.values()):
                for name in place:
                    if left[name]:
                        left[name] -= 1
                        nodes.append(name)
            return [*nodes]
        return [zones[i % len(zones)] if zones else None for i in range(self.count)]

    def add(self, entry: Any) -> None:
        group = Group(1)
        if isinstance(entry, str):
            members = [entry]
        elif "any_of" in entry:
            members, group.alternatives = entry["any_of"], True
            group.failover = Failover(entry["failover"]) if "failover" in entry else None
        elif "of" in entry:
            members, group.alternatives, group.need = entry["of"], True, entry["need"]
        else:
            members = [entry]
        for member in members:
            pairs = {member: {}} if isinstance(member, str) else member
            for target, options in pairs.items():
                options = dict(options or {})
                if self.kind in BROKERS and "async" not in options:
                    options["async"] = True
                group.calls.append(Call(self.name, target, options, group))
        if group.alternatives:
            number_of = 1 + sum(each.alternatives for each in self.calls)
            group.name = f"{self.name}!group{number_of if number_of > 1 else ''}"
        self.calls.append(group)

    def lay_on(self, host: Component) -> None:
        """It is where its host is, and as often where it has no instances of its own."""
        self.host = host
        if self.hosted:
            self.count, self.least, self.most = host.count, host.least, host.most
        self.nodes = [host.nodes[i % host.count] for i in range(self.count)]

    @property
    def states_availability(self) -> bool:
        return "availability" in self.given or {"mtbf", "mttr"} <= {*self.given}

    @property
    def copies(self) -> int | None:
        """Copies of each piece, stated or assumed; None where the instances are not nodes of a
        store that keeps copies."""
        if self.stated_copies is not None:
            return self.stated_copies
        if self.kind in STORES and self.mode is None:
            return min(self.count, 3)
        return None

    @property
    def capacity(self) -> tuple[Fraction, Fraction] | None:
        """Reads and writes a second of one instance."""
        given = self.given.get("capacity")
        if given is None:
            return None
        if isinstance(given, dict):
            return rate(given["reads"]), rate(given["writes"])
        return rate(given), rate(given)


class Arrow:
    """One arrow of a step."""

    def __init__(self, source: str, target: str, first: bool, options: dict[str, Any]) -> None:
        self.source, self.target, self.first, self.options = source, target, first, options
        self.times = number(options["times"]) if "times" in options else None
        self.op: str | None = options.get("op")
        self.stated = self.op is not None
        self.on_miss: str | None = options.get("on_miss")
        self.only = bool(options.get("only", False))


class Journey:
    def __init__(self, name: str, given: dict[str, Any]) -> None:
        self.name, self.given = name, given
        self.arrows: list[Arrow] = []
        for step in given.get("steps") or []:
            chain, options = next(iter(step.items())) if isinstance(step, dict) else (step, {})
            names = [each.strip() for each in chain.split("->")]
            if options is None:
                options = {}
            if not isinstance(options, dict):
                options = self._bare(options)
            for place, (source, target) in enumerate(pairwise(names)):
                last = place == len(names) - 2
                self.arrows.append(Arrow(source, target, place == 0, options if last else {}))
        self.actor = given.get("actor") or self.arrows[0].source
        goals = given.get("objectives") or {}
        self.waits_for_all = bool(goals.get("includes_async", False))
        self.maintained = not goals.get("excludes_maintenance", False)

    @staticmethod
    def _bare(value: Any) -> dict[str, Any]:
        """What a bare value after the colon says."""
        if value in ("read", "write"):
            return {"op": value}
        if not isinstance(value, str) or re.fullmatch(r"[\d.]+(%|x|k)?", value):
            return {"times": value}
        return {}


class Design:
    def __init__(self, text: str) -> None:
        given = yaml.load(text, yaml.CSafeLoader)
        scale = given.get("scale") or {}
        self.users = number(scale["daily_users"]) if "daily_users" in scale else None
        self.peak = number(scale.get("peak", 1))
        self.horizon = seconds(scale["horizon"]) if "horizon" in scale else None
        self.domains = topology(given.get("topology"))
        self.components = {
            name: Component(name, each) for name, each in given["components"].items()
        }
        for component in self.components.values():
            self._lay(component)
        self.data: dict[str, dict[str, Any]] = given.get("data") or {}
        self._consume()
        self.journeys = {
            name: Journey(name, each) for name, each in (given.get("journeys") or {}).items()
        }
        for journey in self.journeys.values():
            self._follow_pulls(journey)
        for journey in self.journeys.values():
            self._say_operations(journey)

    def _lay(self, component: Component) -> None:
        if "runs_on" in component.given and component.host is None:
            host = self.components[component.given["runs_on"]]
            self._lay(host)
            component.lay_on(host)

    def _consume(self) -> None:
        """``consumes: [q]`` on a worker is the call q -> worker."""
        for worker in list(self.components.values()):
            for queue in worker.given.get("consumes") or []:
                self._take(self.components[queue], worker)

    def _take(self, broker: Component, worker: Component) -> None:
        worker.calls = [
            group for group in worker.calls if [c.target for c in group.calls] != [broker.name]
        ]
        if not any(call.target == worker.name for g in broker.calls for call in g.calls):
            broker.add({worker.name: {"async": True}})

    def _follow_pulls(self, journey: Journey) -> None:
        """A step from a worker to the queue that it takes from goes the other way: where it
        ``consumes`` it, or where the journey has reached the queue and not the worker."""
        reached = {journey.actor}
        for arrow in journey.arrows:
            source, target = self.components[arrow.source], self.components[arrow.target]
            declared = arrow.target in (source.given.get("consumes") or [])
            pulls = (
                source.kind == "worker"
                and target.kind in BROKERS
                and arrow.target in reached
                and arrow.source not in reached
            )
            if declared or pulls:
                arrow.source, arrow.target = arrow.target, arrow.source
                self._take(target, source)
            reached |= {arrow.source, arrow.target}

    def operation(self, journey: Journey, target: str) -> str | None:
        """What a journey does to a store that keeps its entities."""
        kept = {name for name, each in self.data.items() if each.get("store") == target}
        created = {n for n in kept if self.data[n].get("created_by") == journey.name}
        if created or kept & {*journey.given.get("writes", [])}:
            return "write"
        asked = {
            name
            for name in kept
            for query in self.data[name].get("queries") or []
            if isinstance(query, dict) and query.get("journey") == journey.name
        }
        if asked or kept & {*journey.given.get("reads", [])}:
            return "read"
        return None

    def _say_operations(self, journey: Journey) -> None:
        for arrow in journey.arrows:
            if arrow.op is None and self._keeps(arrow.target):
                arrow.op = "read" if arrow.on_miss else self.operation(journey, arrow.target)
        for at, arrow in enumerate(journey.arrows):
            if not self._keeps(arrow.target):
                arrow.op = self._following(journey, at)

    def _keeps(self, name: str) -> bool:
        return self.components[name].kind in KEEPING

    def _following(self, journey: Journey, at: int) -> str | None:
        """What the store step does that follows what stores nothing: in the chain, or the next
        from there."""
        arrow = journey.arrows[at]
        for later in range(at + 1, len(journey.arrows)):
            following = journey.arrows[later]
            chained = later == at + 1 and not following.first
            if chained or following.source == arrow.target:
                if self._keeps(following.target):
                    return following.op
                return self._following(journey, later)
        return None
