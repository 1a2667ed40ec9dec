"""Small random designs, the same for the same seed, over all that the oracle knows."""

from __future__ import annotations

from random import Random
from typing import Any

import yaml

Steps = list[Any]
SHARES = ["99%", "99.5%", "90%", "99.9%", "95%", "80%"]


class Maker:
    """One design in the making: components by id, and the fragments of steps that may follow once
    ``api`` is reached."""

    def __init__(self, seed: int | str) -> None:
        self.random = Random(seed)
        self.components: dict[str, dict[str, Any]] = {}
        self.data: dict[str, dict[str, Any]] = {}
        self.domains: list[list[str]] = []
        self.topology: dict[str, Any] = {}
        self.parts: list[Steps] = []
        self.queued: list[Steps] = []
        self.with_groups = False

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def pick(self, *values: Any) -> Any:
        return self.random.choice(values)

    # --- parts that all components have -----------------------------------------------------------

    def reliability(self, managed: bool = False) -> dict[str, Any]:
        way = self.random.random()
        if way < 0.4:
            found = {"availability": self.pick(*SHARES)}
            if self.chance(0.2):
                found["mttr"] = self.pick("1h", "10min", "12h")
        elif way < 0.6:
            found = {"mtbf": self.pick("30d", "90d", "10d"), "mttr": self.pick("1h", "4h", "1d")}
        elif way < 0.65:
            found = {"availability": "100%"}
        else:
            found = {}
        if self.chance(0.1):
            found["common_cause"] = self.pick("10%", "50%")
        if self.chance(0.1):
            found["deploy_availability"] = self.pick("99.9%", "99%")
        if managed:
            found["managed"] = True
        return found

    def failover(self) -> Any:
        if self.chance(0.3):
            return self.pick("automatic", "manual")
        found: dict[str, Any] = {}
        if self.chance(0.7):
            found["automatic"] = self.chance(0.6)
        if self.chance(0.7):
            found["time"] = self.pick("30s", "5min", "2h", "0s", "1d")
        if self.chance(0.6) or not found:
            found["success"] = self.pick("90%", "99%", "50%", "100%")
        return found

    def placed(self, count: int | None) -> dict[str, Any]:
        if not self.domains or self.chance(0.4):
            return {}
        spots = self.pick(*self.domains)
        if count is not None and count > 1 and self.chance(0.3):
            spots = spots[: max(1, min(len(spots), count))]
            counts = [1] * len(spots)
            for _ in range(count - len(spots)):
                counts[self.random.randrange(len(spots))] += 1
            return {"place": dict(zip(spots, counts, strict=True))}
        return {"zones": [*spots]}

    def capacity(self, rich: bool = False) -> dict[str, Any]:
        if self.chance(0.4):
            return {}
        if rich and self.chance(0.4):
            reads, writes = self.pick("100/s", "400/s"), self.pick("50/s", "80/s")
            return {"capacity": {"reads": reads, "writes": writes}}
        return {"capacity": self.pick("40/s", "60/s", "100/s", "500/s")}

    # --- components -------------------------------------------------------------------------------

    def service(self, name: str, kind: str = "service", most: int = 3) -> dict[str, Any]:
        found: dict[str, Any] = {"kind": kind}
        if self.chance(0.1):
            found |= self.reliability(managed=True)
            if self.chance(0.3):
                found["replicas"] = 3
        elif self.chance(0.12):
            least = self.random.randint(1, 2)
            found["replicas"] = {"min": least, "max": least + self.random.randint(0, 4)}
            if self.chance(0.2) and least == 2:
                found["replicas"]["need"] = 2
            found |= self.reliability() | self.placed(None) | self.capacity()
        else:
            n = self.random.randint(1, most)
            if self.chance(0.25) and n > 1:
                need = self.pick(*range(1, n + 1), "majority")
                found["replicas"] = {"count": n, "need": need}
            elif n > 1 or self.chance(0.3):
                found["replicas"] = n
            found |= self.reliability() | self.placed(n) | self.capacity()
        self.components[name] = found
        return found

    def store(self, name: str, kind: str = "database") -> dict[str, Any]:
        found: dict[str, Any] = {"kind": kind}
        if self.chance(0.08):
            found |= self.reliability(managed=True)
            if self.chance(0.5):
                found["replicas"] = {"count": 2, "mode": "leader-follower", "failover": "manual"}
        else:
            replicas, n = self.replicas(kind)
            if replicas is not None:
                found["replicas"] = replicas
            found |= self.reliability() | self.placed(n) | self.capacity(rich=True)
        if kind == "database" and self.chance(0.7):
            found["storage"] = "1 TB"
            entity = {"store": name, "key": "id", "size": self.pick("1 KB", "300 B")}
            if self.chance(0.7):
                entity["rows"] = self.pick("2B", "10M")
            self.data[f"E{name.replace('-', '')}"] = entity
        self.components[name] = found
        return found

    def replicas(self, kind: str) -> tuple[Any, int]:
        way = self.random.random()
        if way < 0.12:
            return None, 1
        if way < 0.27:
            n = self.random.randint(2, 6)
            return n, n
        if way < 0.37:
            n = self.random.randint(2, 4)
            need = self.pick(*range(1, n + 1), "majority")
            return {"count": n, "need": need}, n
        if way < 0.43:
            n = self.random.randint(2, 4)
            need = {"reads": self.random.randint(1, n), "writes": self.random.randint(1, n)}
            return {"count": n, "need": need}, n
        if way < 0.65:
            return self.ring()
        n = self.random.randint(1, 4)
        if way < 0.8 or kind in ("queue", "stream"):
            found: dict[str, Any] = {"count": n, "mode": "leader-follower"}
            if self.chance(0.4):
                found["reads"] = "any"
            if self.chance(0.4):
                found["need"] = self.pick("majority", self.random.randint(1, n))
            if self.chance(0.25) and n > 1:
                found["copies"] = self.random.randint(2, n)
                if "need" in found:
                    found["need"] = self.random.randint(1, found["copies"])
        else:
            found = {"count": n, "mode": "active-standby"}
            if self.chance(0.5):
                found["need"] = self.random.randint(1, n)
        if self.chance(0.7):
            found["failover"] = self.failover()
        return found, n

    def ring(self) -> tuple[Any, int]:
        n = self.random.randint(2, 9) if self.chance(0.7) else self.random.randint(4, 6)
        copies = self.random.randint(1, min(4, n))
        found: dict[str, Any] = {"count": n, "copies": copies}
        if self.chance(0.25):
            found["need"] = {
                "reads": self.random.randint(1, copies),
                "writes": self.random.randint(1, copies),
            }
        elif self.chance(0.6):
            found["need"] = self.random.randint(1, copies)
            if self.chance(0.3):
                found["need"] = f"{found['need']} of {copies}"
        if self.chance(0.25):
            found["spread"] = "zone"
        return found, n

    def cache(self, name: str = "cache") -> dict[str, Any]:
        found: dict[str, Any] = {"kind": "cache"}
        way = self.random.random()
        n = self.random.randint(1, 3)
        if way < 0.15:
            found |= {"managed": True}
        elif way < 0.3 and n > 1:
            found["replicas"] = {"count": n, "mode": "leader-follower", "failover": "automatic"}
        elif way < 0.45 and n > 1:
            found["replicas"] = {"count": n, "need": n - 1}
        else:
            found["replicas"] = n
        found["hit_ratio"] = self.pick("80%", "90%", "50%")
        found |= self.capacity()
        self.components[name] = found
        return found

    def places(self) -> None:
        way = self.random.random()
        if way < 0.3:
            return
        up = self.pick(None, None, "99.99%", "99%", "100%")
        zones: Any = ["za", "zb", "zc"][: self.random.randint(1, 3)]
        if self.chance(0.3):
            zones = {name: self.pick("99.9%", "99%", "100%") for name in zones}
        region: dict[str, Any] = {"zones": zones}
        if up:
            region["availability"] = up
        if way < 0.6:
            self.topology = {"r1": region}
            self.domains = [[*zones], ["r1"], [*zones][:1]]
        elif way < 0.68:
            self.topology = {
                "r1": {"zones": {"za": {"hosts": ["ha", "hb"]}, "zb": {"hosts": {"hc": "99%"}}}}
            }
            self.domains = [["ha", "hb", "hc"], ["ha", "hc"], ["za", "zb"], ["ha", "zb"]]
        elif way < 0.75:
            self.topology = {
                "r1": {"zones": {"za": {"racks": ["ka", "kb"]}, "zb": {"racks": ["kc"]}}}
            }
            self.domains = [["ka", "kb", "kc"], ["za", "zb"], ["ka", "kc"], ["ka", "kb"]]
        elif way < 0.9:
            self.topology = {"r1": {"zones": ["za", "zb"]}, "r2": {"zones": ["zc"]}}
            self.domains = [["za", "zb", "zc"], ["za", "zc"], ["r1", "r2"], ["za", "r2"]]
        elif way < 0.95:
            self.topology = {
                "p1": {
                    "level": "provider",
                    "availability": "99.99%",
                    "regions": {"r1": {"zones": ["za", "zb"]}},
                }
            }
            self.domains = [["za", "zb"], ["r1"]]
        else:
            self.topology = {
                name: {"level": "zone", "availability": "99%"} for name in ("za", "zb")
            }
            self.domains = [["za", "zb"], ["za"]]

    # --- what api may call ------------------------------------------------------------------------

    def arrow(self, chain: str, **options: Any) -> Any:
        if not options and self.chance(0.5):
            return self.pick(chain, {chain: "a label"})
        if not options:
            value = self.pick("read", "write", "2", "50%", {"times": 3})
            return {chain: value}
        return {chain: options}

    def slot_store(self) -> list[Any]:
        self.store("db")
        if self.chance(0.4):
            steps = [
                {
                    "api -> db": self.pick(
                        "read", "write", {"op": "read"}, {"op": "write", "times": "20%"}
                    )
                }
            ]
            if self.chance(0.3):
                steps.append({"api -> db": self.pick("read", "write")})
        else:
            steps = [self.pick("api -> db", {"api -> db": "a label"}, {"api -> db": "3x"})]
        self.parts.append(steps)
        return ["db"]

    def slot_cached(self) -> list[Any]:
        self.cache()
        self.store("db")
        miss: Any = self.pick(
            {"on_miss": "cache"},
            {"on_miss": "cache", "times": "30%"},
            "10%",
            {"times": "25%", "op": "read"},
            "read",
            "write",
            {"times": "40%", "op": "write"},
            None,
        )
        look = self.pick("api -> cache", {"api -> cache": "read"}, {"api -> cache": 2})
        steps: Steps = [look, {"api -> db": miss}]
        if self.chance(0.3):
            steps.append({"api -> db": "write"})
        if self.chance(0.2):
            steps.append({"api -> cache": "write"})
        if self.chance(0.1):
            steps = [{"api -> cache": "write"}]
        if self.chance(0.1):
            steps = [
                {
                    "api -> db": self.pick(
                        "read", "write", {"only": True}, {"only": True, "op": "write"}
                    )
                }
            ]
        self.parts.append(steps)
        way = self.random.random()
        if way < 0.65:
            members: list[Any] = ["cache", "db"]
            if self.chance(0.25):
                self.components["copy"] = {"kind": self.pick("replica", "search_index")}
                self.components["copy"] |= self.reliability() | {
                    "replicas": self.random.randint(1, 2)
                }
                members.append("copy")
            if self.chance(0.1):
                self.components["db2"] = {"kind": "database"} | self.reliability()
                members.append("db2")
            if self.chance(0.2):
                self.random.shuffle(members)
            group: dict[str, Any] = {"any_of": members}
            if self.chance(0.25):
                group["failover"] = self.change_over()
            return [group]
        if way < 0.85:
            return [{"cache": {"optional": True}}, "db"]
        steps[:] = [each for each in steps if "on_miss" not in str(each)] or ["api -> db"]
        return ["cache", "db"]

    def change_over(self) -> dict[str, Any]:
        found: dict[str, Any] = {"time": self.pick("30s", "10min", "5h")}
        if self.chance(0.6):
            found["success"] = self.pick("90%", "99%")
        return found

    def slot_pooled(self) -> list[Any]:
        """A pooler, beside which a read replica may stand, does what its store does."""
        self.store("db")
        self.service("pool", "service", most=2)
        self.components["pool"]["calls"] = ["db"]
        if self.chance(0.5):
            self.components["pool"]["capacity"] = {"reads": "200/s", "writes": "60/s"}
        op = self.pick("read", "write", "a label", None, {"times": 2, "op": "write"})
        if self.chance(0.5):
            steps: Steps = [{"api -> pool -> db": op}]
        else:
            steps = ["api -> pool", {"pool -> db": op}]
        if self.chance(0.3):
            steps.append({"api -> pool -> db": self.pick("read", "write")})
        self.parts.append(steps)
        if self.chance(0.5):
            self.components["copy"] = {"kind": "replica"} | self.reliability()
            return [{"any_of": ["pool", "copy"]}]
        return ["pool"]

    def slot_alternatives(self) -> list[Any]:
        kind = self.pick("external", "service", "service")
        names = ["pay", "pay2", "pay3"][: self.random.randint(2, 3)]
        for name in names:
            self.components[name] = {"kind": kind} | self.reliability()
        if kind == "service" and self.chance(0.4):
            self.components["vault"] = {"kind": "secret_store"} | self.reliability()
            self.components[names[-1]]["calls"] = ["vault"]
        if self.chance(0.25) and len(names) == 3:
            self.parts.append([f"api -> {name}" for name in names])
            return [{"need": 2, "of": names}]
        steps: Steps = [f"api -> {self.pick(*names)}"]
        if self.chance(0.3):
            steps.append({f"api -> {names[1]}": self.pick("10%", {"only": True}, "a label")})
        self.parts.append(steps)
        group: dict[str, Any] = {"any_of": names}
        if self.chance(0.5):
            group["failover"] = self.change_over()
        return [group]

    def slot_queue(self) -> list[Any]:
        kind = self.pick("queue", "queue", "stream", "topic")
        if kind == "topic":
            self.components["bus"] = {
                "kind": kind,
                "replicas": self.random.randint(1, 2),
            } | self.capacity()
        else:
            self.store("bus", kind)
        workers = ["work", "mail"][: self.random.randint(1, 2)]
        steps: Steps = ["api -> bus"]
        calls: list[Any] = []
        self.store("sink")
        for name in workers:
            found = self.service(name, "worker", most=2)
            found["calls"] = ["sink"]
            way = self.random.random()
            if way < 0.4:
                calls.append(self.pick(name, {name: {"async": True}}, {name: {"async": False}}))
                arrow = f"bus -> {name}"
            elif way < 0.75:
                found["consumes"] = ["bus"]
                arrow = self.pick(f"bus -> {name}", f"{name} -> bus")
            else:
                found["calls"].append("bus")
                arrow = f"{name} -> bus"
            if self.chance(0.7):
                steps.append(
                    {arrow: self.pick(None, "a label", 2, "50%")} if self.chance(0.5) else arrow
                )
                if self.chance(0.6):
                    steps.append(self.arrow(f"{name} -> sink"))
        if calls:
            if (
                len(calls) == 2
                and all(isinstance(each, str) for each in calls)
                and self.chance(0.4)
            ):
                calls = [{"any_of": calls}]
            self.components["bus"]["calls"] = calls
        self.parts.append(steps)
        return [self.pick("bus", {"bus": {"async": True}})]

    def slot_chain(self) -> list[Any]:
        self.service("mid", self.pick("service", "function", "model"), most=2)
        if "db" not in self.components:
            self.store("db")
        self.components["mid"]["calls"] = ["db"]
        ends = {"optional": {"optional": True}, "async": {"async": True}, "plain": {}}[
            self.pick("optional", "async", "plain", "plain", "plain")
        ]
        if self.chance(0.5):
            steps: Steps = [self.arrow("api -> mid -> db")]
        else:
            steps = [self.arrow("api -> mid")]
            if self.chance(0.7):
                steps.append(self.arrow("mid -> db"))
        self.parts.append([each for each in steps if self._sound(each)])
        return [{"mid": ends} if ends else "mid"]

    def _sound(self, step: Any) -> bool:
        """An operation is stated of what stores something alone."""
        if isinstance(step, dict):
            chain, value = next(iter(step.items()))
            if value in ("read", "write") and not chain.endswith(("db", "sink")):
                step[chain] = "a label"
        return True

    # --- the design -------------------------------------------------------------------------------

    def design(self) -> str:
        self.places()
        slots = [
            self.slot_store,
            self.slot_cached,
            self.slot_cached,
            self.slot_pooled,
            self.slot_alternatives,
            self.slot_queue,
        ]
        chosen = self.random.sample(slots, self.pick(1, 1, 1, 2))
        with_db = [
            each for each in chosen if each.__name__ in ("slot_store", "slot_cached", "slot_pooled")
        ]
        for each in with_db[1:]:
            chosen.remove(each)
        if self.chance(0.3):
            chosen.append(self.slot_chain)
        self.components["web"] = {"kind": "client"}
        self.service("api", self.pick("service", "api_gateway", "load_balancer"), most=2)
        calls: list[Any] = []
        for slot in chosen:
            calls += slot()
        self.components["api"]["calls"] = [
            each for i, each in enumerate(calls) if each not in calls[:i]
        ]
        front = self.front()
        self.hosting()
        self.maintain()
        design: dict[str, Any] = {"sdgen": 1, "name": "Random", "scale": {"horizon": "1y"}}
        if self.chance(0.7):
            design["scale"]["peak"] = self.pick("3x", "2x", "1x")
        design["scale"]["daily_users"] = "1M"
        if self.topology:
            design["topology"] = self.topology
        design["journeys"] = self.journeys(front)
        design["components"] = self.components
        if self.data:
            self._entities(design["journeys"])
            design["data"] = self.data
        text: str = yaml.dump(
            design, Dumper=yaml.CSafeDumper, sort_keys=False, default_flow_style=None, width=200
        )
        return text

    def hosting(self) -> None:
        """Some run on machines of their own, on a cluster, or on another store."""
        self.may_host = self.chance(0.4)
        able = [
            n for n, each in self.components.items() if each["kind"] not in ("client", "external")
        ]
        if not self.may_host or not able:
            return
        if self.chance(0.25) and {"db", "sink"} <= {*able}:
            self.lay("sink", "db", int(self.count_of("db")))
            return
        count = self.random.randint(1, 3)
        node: dict[str, Any] = {"kind": self.pick("custom", "service", "database")}
        node |= self.reliability() | self.placed(count) | self.capacity(rich=True)
        node["replicas"] = count
        if self.chance(0.15):
            node["replicas"] = {"count": count, "mode": "leader-follower"}
        if self.chance(0.12):
            node = {"kind": "stream", "managed": True, "replicas": count} | self.reliability()
        for name in self.random.sample(able, min(len(able), self.random.randint(1, 3))):
            self.lay(name, "node", count)
        self.components["node"] = node
        if self.chance(0.2) and not node.get("managed"):
            metal = {"kind": "custom", "replicas": self.random.randint(1, 2)} | self.reliability()
            node.pop("zones", None), node.pop("place", None)
            self.components["metal"] = metal | self.placed(2) | self.capacity()
            self.components["metal"]["replicas"] = 2
            node["runs_on"] = "metal"

    def count_of(self, name: str) -> int:
        replicas = self.components[name].get("replicas", 1)
        if isinstance(replicas, int):
            return replicas
        return int(replicas.get("count") or replicas.get("min") or 1)

    def lay(self, name: str, host: str, count: int) -> None:
        found = self.components[name]
        for key in ("zones", "place", "managed"):
            found.pop(key, None)
        found["runs_on"] = host
        if self.chance(0.6):
            for key in ("availability", "mtbf", "mttr"):
                found.pop(key, None)
        elif "mttr" in found and not {"availability", "mtbf"} & {*found}:
            found.pop("mttr")
        if self.chance(0.35):
            return
        replicas = found.pop("replicas", None)
        if not isinstance(replicas, dict) or "min" in replicas:
            if self.chance(0.5):
                found["replicas"] = {"copies": self.random.randint(1, count)}
                if self.chance(0.4):
                    copies = found["replicas"]["copies"]
                    found["replicas"]["need"] = self.random.randint(1, copies)
            return
        replicas.pop("count", None)
        if replicas.get("copies", 0) > count:
            replicas["copies"] = count
        of, need = replicas.get("copies", count), replicas.get("need")
        if isinstance(need, str) and need != "majority":
            replicas["need"] = 1
        elif isinstance(need, int):
            replicas["need"] = min(need, of)
        elif isinstance(need, dict):
            replicas["need"] = {key: min(each, of) for key, each in need.items()}
        if replicas.get("spread") and "copies" not in replicas:
            replicas.pop("spread")
        if replicas:
            found["replicas"] = replicas

    def maintain(self) -> None:
        """Planned time out of service, of few: each is an event more."""
        if not self.chance(0.35):
            return
        able = [name for name, each in self.components.items() if each["kind"] != "client"]
        for name in self.random.sample(able, min(len(able), self.random.randint(1, 3))):
            self.components[name]["maintenance"] = self.pick(
                "2h/week",
                {"time": "10h/month", "window": "sunday"},
                {"time": "10h/month", "window": "sunday"},
                {"time": "1d/y", "rolling": True},
                {"time": "1d/week", "rolling": True},
                {"time": "90h/week", "rolling": True},
            )

    def front(self) -> Steps:
        """How users reach ``api``."""
        way = self.random.random()
        web = self.components["web"]
        if way < 0.75:
            web["calls"] = ["api"]
            return ["web -> api"]
        if way < 0.87:
            cdn: dict[str, Any] = {"kind": "cdn", "calls": ["api"], "hit_ratio": "90%"}
            cdn |= {"managed": True} if self.chance(0.7) else self.reliability()
            self.components["cdn"] = cdn
            web["calls"] = ["cdn"]
            return ["web -> cdn", {"cdn -> api": self.pick({"on_miss": "cdn"}, "10%", None)}]
        dns: dict[str, Any] = {"kind": "dns", "calls": [{"any_of": ["api", "api2"]}]}
        dns |= self.pick(
            {"managed": True},
            {"managed": True, "ttl": "5min"},
            {"managed": True, "routing": "simple"},
        )
        self.components["dns"] = dns
        self.components["api2"] = {"kind": "service"} | self.reliability()
        web["calls"] = ["dns"]
        return ["web -> dns -> api"]

    def journeys(self, front: Steps) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in ("use", "more")[: self.pick(1, 1, 2)]:
            journey: dict[str, Any] = {
                "actor": "web",
                "rate": self.pick("100/s", "30/s", "5/user/day"),
            }
            if self.chance(0.1):
                journey["objectives"] = {"includes_async": True}
            if self.chance(0.1):
                journey.setdefault("objectives", {})["excludes_maintenance"] = True
            if self.chance(0.75):
                steps = [*front]
                for part in self.parts:
                    if self.chance(0.85):
                        steps += part
                journey["steps"] = [
                    dict(each) if isinstance(each, dict) else each for each in steps
                ]
            found[name] = journey
        if self.chance(0.1) and "db" in self.components:
            cron = self.service("cron", self.pick("worker", "scheduler"), most=2)
            cron["calls"] = ["db"]
            found["nightly"] = {"actor": "cron", "rate": "20/s"}
            if self.chance(0.5):
                found["nightly"]["steps"] = [{"cron -> db": self.pick("read", "write", None)}]
        return found

    def _entities(self, journeys: dict[str, Any]) -> None:
        for name, entity in self.data.items():
            if self.chance(0.3):
                entity["created_by"] = self.pick(*journeys)
                entity["retention"] = self.pick("90d", "forever", "2y")
            for journey in journeys.values():
                if self.chance(0.15):
                    journey.setdefault(self.pick("reads", "writes"), []).append(name)
            if self.chance(0.1):
                entity["queries"] = [{"by": "id", "journey": self.pick(*journeys)}]


def design_of(seed: int | str) -> str:
    return Maker(seed).design()
