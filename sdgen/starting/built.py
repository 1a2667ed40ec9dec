"""The components of a first design, what was decided about them, and what is watched.

What a component can do (``500/s``) is a guess to be measured, and says so in the file; how many of it
there are is not guessed but comes from ``sizing``.
"""

from __future__ import annotations

from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.starting.names import sentence
from sdgen.starting.plan import COPIES, REGION_UP, Data, Plan

# --- steps 5 and 6 ----------------------------------------------------------------------------


def components(plan: Plan) -> Data:
    found: Data = {plan.actor: _client(plan)}
    if not plan.alone:
        found["dns"] = {"kind": "dns", "managed": True, "availability": "100%"}
    if plan.delivered:
        found["cdn"] = {
            "kind": "cdn",
            "managed": True,
            "availability": REGION_UP,
            "hit_ratio": "90%",
            "calls": [{"files": {"timeout": "2s"}}],
        }
    found["lb"] = _balancer(plan)
    found["api"] = _service(plan)
    if plan.answers.later:
        found["queue"] = _queue(plan)
        found["worker"] = _worker(plan)
    if plan.cached:
        found["cache"] = {
            "kind": "cache",
            "technology": "Redis",
            **_placed(plan, "cache"),
            "capacity": "50k/s",
            "memory": _bytes(plan.sizes.memory),
            "hit_ratio": "80%",
            "hot_reads": "20%",
            "ttl": "5min",
            "latency": {"p50": "0.3ms", "p99": "2ms"},
        }
    found["db"] = _partitioned(plan) if plan.sizes.partitioned else _with_leader(plan)
    if plan.large:
        found["files"] = _files(plan)
    return found


def _placed(plan: Plan, component: str) -> Data:
    return {"replicas": plan.count(component), "zones": list(plan.zones)}


def _bytes(value: float) -> str:
    return format_quantity(value, Dimension.BYTES)


def _client(plan: Plan) -> Data:
    calls: list[object] = [] if plan.alone else ["dns"]
    if plan.delivered:
        calls.append({"cdn": {"protocol": "HTTPS", "timeout": "5s"}})
    calls.append({"lb": {"protocol": "HTTPS", "timeout": "5s"}})
    return {"kind": "client", "name": sentence(plan.answers.who), "calls": calls}


def _balancer(plan: Plan) -> Data:
    bought: Data = {"managed": True, "availability": REGION_UP}
    own = {"technology": "HAProxy", **_placed(plan, "lb"), "capacity": "50k/s"}
    return {
        "kind": "load_balancer",
        **(own if plan.sizes.own_balancers or not plan.alone else bought),
        "health_check": "/healthz",
        "calls": [{"api": {"timeout": "3s"}}],
    }


def _service(plan: Plan) -> Data:
    calls: list[object] = []
    if plan.cached:
        calls.append({"cache": {"optional": True, "timeout": "50ms"}})
    calls.append("db")
    if plan.large:
        calls.append({"files": {"timeout": "2s"}})
    if plan.answers.later:
        calls.append({"queue": {"async": True}})
    return {
        "kind": "service",
        "name": f"{sentence(plan.answers.thing)} service",
        **_placed(plan, "api"),
        "capacity": "500/s",
        "latency": {"p50": "10ms", "p99": "80ms"},
        "health_check": "/healthz",
        "stateless": True,
        "calls": calls,
    }


def _queue(plan: Plan) -> Data:
    own: Data = {
        "technology": "RabbitMQ",
        "replicas": {"count": plan.count("queue"), "copies": COPIES, "need": 2},
        "zones": list(plan.zones),
        "capacity": "5k/s",
    }
    return {
        "kind": "queue",
        **(own if plan.alone else {"managed": True, "availability": REGION_UP}),
        "dead_letter": "what fails five times, kept for 14 days",
        "calls": ["worker"],
    }


def _worker(plan: Plan) -> Data:
    calls = ["db", *([{"files": {"timeout": "2s"}}] if plan.large else [])]
    return {
        "kind": "worker",
        "name": sentence(plan.answers.later),
        **_placed(plan, "worker"),
        "capacity": "100/s",
        "idempotent": True,
        "calls": calls,
    }


def _with_leader(plan: Plan) -> Data:
    return {
        "kind": "database",
        "technology": "PostgreSQL",
        "replicas": {
            "count": plan.count("db"),
            "mode": "leader-follower",
            "reads": "any",
            "failover": {"automatic": True, "time": "30s", "success": "99%"},
        },
        "replication": "synchronous" if plan.alone else "asynchronous",
        "zones": list(plan.zones),
        "capacity": {"reads": "4k/s", "writes": "1k/s"},
        "storage": _bytes(plan.sizes.disk),
        "latency": {"p50": "3ms", "p99": "25ms"},
        "backups": {"every": "1h", "keep": "30d"},
    }


def _partitioned(plan: Plan) -> Data:
    two_regions = len(plan.answers.places) == 2
    need: object = f"{plan.copies // 2 + 1} of {plan.copies}"
    if two_regions:
        need = {"reads": 2, "writes": 2}  # of the half in one region: the other may be gone
    return {
        "kind": "database",
        "technology": "Cassandra",
        "replicas": {"count": plan.count("db"), "copies": plan.copies, "need": need},
        "zones": list(plan.zones),
        "capacity": "5k/s",
        "storage": _bytes(plan.sizes.disk),
        "latency": {"p50": "4ms", "p99": "30ms"},
        "backups": {"every": "24h", "keep": "30d"},
    }


def _files(plan: Plan) -> Data:
    return {
        "kind": "object_store",
        "technology": "S3",
        "managed": True,
        "availability": REGION_UP if plan.alone else "99.999%",
        "versioned": True,
        "latency": {"p50": "30ms", "p99": "200ms"},
    }


# --- steps 6 and 7 ----------------------------------------------------------------------------


def decisions(plan: Plan) -> Data:
    leader, spread = "one leader and followers", "rows spread over many nodes"
    found: Data = {
        "database": {
            "question": "Which sort of database?",
            "affects": ["db"],
            "options": {
                leader: {
                    "pros": ["transactions and joins over everything", "simple to run"],
                    "cons": ["one node takes all writes and holds all rows"],
                },
                spread: {
                    "pros": ["grows with its nodes, in writes and in size"],
                    "cons": ["each query needs the key of a partition", "no joins"],
                },
            },
            "choice": spread if plan.sizes.partitioned else leader,
            "because": "The writes and bytes of the estimates are "
            + ("too many for one node." if plan.sizes.partitioned else "few enough for one node."),
        }
    }
    if plan.large:
        found["where-files-lie"] = {
            "question": f"Where does the file of a {plan.answers.thing} lie?",
            "affects": ["db", "files"],
            "options": {
                "in the database": {
                    "pros": ["one store, one write"],
                    "cons": ["its copies and backups are of what never changes"],
                },
                "in an object store": {
                    "pros": ["costs a tenth", "a CDN reads from it"],
                    "cons": ["two writes, of which the second may fail"],
                },
            },
            "choice": "in an object store",
            "because": "The file is written first, and one without a row is found by nobody.",
        }
    return found


def monitoring(plan: Plan) -> Data:
    watched = [each for each in components(plan) if each != plan.actor]
    below = f"availability < {plan.available} over 30d"
    alerts: list[object] = [{"on": each, "when": below, "page": True} for each in plan.journeys]
    if plan.answers.later:
        alerts.append({"on": "queue", "when": "lag > 5min"})
    alerts.append({"on": "db", "when": "disk > 70%"})
    return {"watches": watched, "alerts": alerts}
