"""Which key or kind stands behind another word for it?"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sdgen.base.suggest import did_you_mean, question, surely
from sdgen.base.words import shortened
from sdgen.design.calls import ANY_OF, QUORUM
from sdgen.kinds import KINDS
from sdgen.parse.document import Entry, Mapping, Node, Scalar

LONGEST_PLAIN = 40

ALSO_CALLED = {
    "access": "op",
    "algorithm": "balancing",
    "az": "zones",
    "availability_zones": "zones",
    "cache_miss": "on_miss",
    "connections": "calls",
    "consumer_of": "consumes",
    "consumes_from": "consumes",
    "dau": "daily_users",
    "dependencies": "calls",
    "depends_on": "calls",
    "dlq": "dead_letter",
    "edges": "calls",
    "flows": "journeys",
    "instances": "replicas",
    "latency": "p99",
    "lb_algorithm": "balancing",
    "lb_policy": "balancing",
    "links": "calls",
    "load_balancing": "balancing",
    "listens_to": "consumes",
    "mau": "monthly_users",
    "max_replicas": "max",
    "maxreplicas": "max",
    "min_replicas": "min",
    "minreplicas": "min",
    "miss_of": "on_miss",
    "nodes": "replicas",
    "operation": "op",
    "qps": "rate",
    "quorum": "need",
    "read_from": "reads",
    "replication_factor": "copies",
    "rf": "copies",
    "rps": "rate",
    "services": "components",
    "slo": "objectives",
    "subscribes": "consumes",
    "subscribes_to": "consumes",
    "targets": "calls",
    "throughput": "capacity",
    "title": "name",
    "type": "kind",
    "uses": "calls",
    "users": "daily_users",
}
"""Other words for keys, as people and other tools have them."""

ONE_OF_SEVERAL = frozenset({"latency", "users"})
"""Other words that could stand for more than one key: daily or monthly users, p50 or p99."""


_AUTOSCALED = (("replicas", "replicas: {min: 2, max: 10}"),)
_COPIED = (("replicas", "replicas: {count: 3, copies: 3}"),)
_READ_ANYWHERE = (
    ("reads", "reads: any"),
    ("replicas", "replicas: {mode: leader-follower, reads: any}"),
)
WRITTEN_AS = {
    "copies": _COPIED,
    "failover": (("replicas", "replicas: {count: 2, mode: leader-follower, failover: automatic}"),),
    "max_replicas": _AUTOSCALED,
    "maxreplicas": _AUTOSCALED,
    "min_replicas": _AUTOSCALED,
    "minreplicas": _AUTOSCALED,
    "need": (("replicas", "replicas: {count: 3, need: 2}"),),
    "quorum": (("replicas", "replicas: {count: 3, need: majority}"),),
    "read_only": (("op", "op: read"), *_READ_ANYWHERE),
    "read_replicas": _READ_ANYWHERE,
    "replication_factor": _COPIED,
    "rf": _COPIED,
}
"""Words for what stands inside another key, or is the value of one: the key that must be allowed
where the word stands, and how it is written there."""

VALUES_ALSO_CALLED = {
    "active-passive": "active-standby",
    "all": "any",
    "consistent-hash": "random",
    "consistent-hashing": "random",
    "create": "write",
    "delete": "write",
    "followers": "any",
    "get": "read",
    "hash": "random",
    "hot-standby": "active-standby",
    "insert": "write",
    "ip-hash": "random",
    "leader-replica": "leader-follower",
    "least-conn": "least-connections",
    "least-outstanding-requests": "least-connections",
    "least-request": "least-connections",
    "leastconn": "least-connections",
    "master-slave": "leader-follower",
    "multi-leader": "active-active",
    "multi-master": "active-active",
    "multi-primary": "active-active",
    "post": "write",
    "primary-replica": "leader-follower",
    "primary-secondary": "leader-follower",
    "primary-standby": "active-standby",
    "put": "write",
    "query": "read",
    "roundrobin": "round-robin",
    "select": "read",
    "source-ip-hash": "random",
    "sticky": "random",
    "update": "write",
    "weighted-round-robin": "round-robin",
}
"""Other words for values, as people and other tools have them."""


TARGETS = ("to", "target", "name", "id", "component", "service")
"""Keys under which other tools have the id of what is called."""


def target_meant(call: Node) -> tuple[str, Scalar] | None:
    """The key and the id of what is called, where a call is written as other tools have it:
    ``{to: db, timeout: 1s}``. A component may have such an id: then options stand there, no text."""
    if isinstance(call, Mapping):
        for key in TARGETS:
            named = call.get(key)
            if isinstance(named, Scalar) and isinstance(named.value, str):
                return key, named
    return None


def is_call(path: Sequence[object]) -> bool:
    """Whether an entry of ``calls``, or one of several that can answer, stands there."""
    return len(path) > 1 and isinstance(path[-1], int) and path[-2] in ("calls", ANY_OF, QUORUM)


def written_as(key: str, allowed: Collection[str]) -> str | None:
    """How what ``key`` is another word for is written, where that is no key that is allowed."""
    ways = WRITTEN_AS.get(_plain(key), ())
    return next((text for outer, text in ways if outer in allowed), None)


def other_key(key: str, allowed: Collection[str]) -> str | None:
    """The allowed key that ``key`` is another word for."""
    found = ALSO_CALLED.get(_plain(key))
    return found if found in allowed else None


def _plain(key: str) -> str:
    return key.lower().replace("-", "_")


def other_value(word: str, allowed: Collection[str]) -> str | None:
    """The allowed value that ``word`` is another word for."""
    found = VALUES_ALSO_CALLED.get(word.lower().replace("_", "-").replace(" ", "-"))
    return found if found in allowed else None


TRUTHS = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
"""Words that other YAML readers take for true and false."""

_OFF = ("none", "manual")
_ON = ("automatic", "any", "zone", "total", "shared", "rolling", "leader-follower")
"""What no and yes most often stand for, where a value is one of several words."""


def truth_of(node: Node) -> bool | None:
    """Whether a value says yes or no, in YAML's words or those of other readers."""
    if not isinstance(node, Scalar) or node.value is None:
        return None
    text = node.text.lower()
    return {"true": True, "false": False}.get(TRUTHS.get(text, text))


def truth_meant(text: str) -> str | None:
    """``true`` or ``false``, where the text is a word for it or nearly one."""
    lowered = text.lower()
    return TRUTHS.get(lowered) or did_you_mean(lowered, ("true", "false"))


def word_for(truth: bool, allowed: Collection[str]) -> str | None:
    """The allowed word that yes or no stands for where it is one of several; None where none of
    them says no, or several say yes."""
    return next((each for each in (_ON if truth else _OFF) if each in allowed), None)


def word_meant(node: Node, key: str, allowed: Collection[str]) -> str:
    """What to ask about a value that is none of the words ``allowed``, empty where nothing is like
    it; ``key`` is what it is the value of."""
    truth = truth_of(node)
    if truth is not None:
        word = word_for(truth, allowed)
        if word is not None:
            return question(word)
        return "say which one;" if truth or key == "kind" else f"leave '{key}' out;"
    text = node.value if isinstance(node, Scalar) else None
    if not isinstance(text, str):
        return ""
    return question(other_value(text, allowed) or did_you_mean(text, allowed))


_PLAIN_KEY = {"replicas": "count"}
"""By key, the one of its mapping for which a plain value stands."""


def inside_another(
    entry: Entry, node: Mapping, parts: dict[str, dict[str, list[str]]]
) -> str | None:
    """How a key is written inside the one other key that has it. ``parts`` are, by the keys that a
    mapping may have, the keys of what stands there, each with the words that it may be."""
    owners = [name for name, keys in parts.items() if entry.key in keys]
    if len(owners) != 1:
        return None
    (owner,) = owners
    words = parts[owner][entry.key]
    value = entry.value.text if isinstance(entry.value, Scalar) else "..."
    truth = truth_of(entry.value)
    if words and value not in words:
        meant = word_for(truth, words) if truth is not None else None
        value = meant or other_value(value, words) or did_you_mean(value, words) or "..."
    there = node.get(owner)
    before = ""
    if isinstance(there, Scalar) and owner in _PLAIN_KEY and len(there.text) < LONGEST_PLAIN:
        before = f"{_PLAIN_KEY[owner]}: {there.text}, "
    return f"{owner}: {{{before}{entry.key}: {shortened(value, LONGEST_PLAIN)}}}"


def key_meant(key: str, value: Node | None, allowed: Collection[str]) -> str | None:
    """The allowed key that ``key`` is another word for, or that stands where its value should:
    ``mode: async``."""
    other = other_key(key, allowed)
    if other is None and isinstance(value, Scalar):
        other = str(value.value)
    return other if other in allowed else None


def kind_meant(word: str) -> str | None:
    """The kind that an abbreviation such as ``lb``, another word or a product stands for."""
    lowered = word.lower().replace("-", "_").replace(" ", "_")
    for kind in KINDS.values():
        if lowered in (*kind.abbreviations, *kind.varieties, *kind.also_called):
            return kind.name
    return None


def sole_key_meant(entry: Entry, node: Mapping, allowed: Collection[str]) -> str | None:
    """The key that stands here in another spelling, beyond doubt: the mapping does not have it yet,
    in this or another wrong spelling."""

    def meant(key: str) -> str | None:
        other = other_key(key, allowed) if key.lower() not in ONE_OF_SEVERAL else None
        return other or surely(key, allowed)

    found = meant(entry.key)
    if found is None or node.get(found) is not None:
        return None
    others = (each.key for each in node.entries if each is not entry and each.key not in allowed)
    return None if any(meant(each) == found for each in others) else found


def value_meant(word: str, allowed: Collection[str], path: Sequence[str | int]) -> str | None:
    """The allowed value that is meant beyond doubt: a misspelling, or the abbreviation of a kind."""
    if path and path[-1] == "kind":
        for kind in KINDS.values():
            if word.lower() in (*kind.abbreviations, *kind.varieties):
                return kind.name
    return surely(word, allowed)


def of_another_form(key: str, node: Mapping) -> tuple[str, str]:
    """That a key stands in the other form of a group of calls, and what to write instead."""
    if key == "failover" and node.get(QUORUM) is not None:
        return (
            f", which stands beside '{ANY_OF}' only",
            f"leave it out, since all of '{QUORUM}' are asked at once; or write '{ANY_OF}: [...]' "
            "without 'need' where one answers and the others stand in for it",
        )
    if key == "need" and node.get(ANY_OF) is not None:
        return (
            f", which stands beside '{QUORUM}' only",
            f"write '{{need: 2, {QUORUM}: [...]}}', or leave it out where one answer is enough",
        )
    return "", ""


_FIRST = {
    "components": "api: {kind: service}",
    "calls": "calls: [api]",
    "steps": "steps: [web -> api]",
    ANY_OF: f"{ANY_OF}: [cache, db]",
    QUORUM: f"{QUORUM}: [a, b, c]",
}
"""By key, something that may stand where nothing stands yet."""


def first_to_write(path: Sequence[str | int]) -> str:
    """What to write into a list or mapping that must not be empty."""
    key = next((each for each in reversed(path) if isinstance(each, str)), "")
    example = _FIRST.get(key)
    return (
        f"write for example '{example}'" if example else "write what it is about, or leave it out"
    )
