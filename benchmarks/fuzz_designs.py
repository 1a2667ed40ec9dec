"""Designs made up from a seed by changing data: odd ones, which are valid by and large, and ones whose
structure is damaged."""

from __future__ import annotations

# ruff: noqa: ARG001 - all changes are called alike
import json
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
LARGEST_SEED = 30_000
"""Bytes of a design that is damaged."""

TEXTS = (
    *("::error::x", "::error file=a::x\r\n::add-mask::y", "##[error]x", "##vso[task.x]y", "\x1b[31mx\x07"),
    *("\x9b1m", "\u202eevil\u202c", "\u2066x", "\x00", "a\rb", "a\nb", "\x85", "\u2028x\u2029", "\ufeff"),
    *("\ufffe", "\U000e0041", "\U0001f468\u200d\U0001f469", "Z" + "\u0301" * 200, "ﷺ" * 60, "<script>x</script>"),
    *("]]>", "--><x>", '" onload="x', "&#0;", "&lt;", "${x}", "{{x}}", "%s%n", "$(x)", "`x`", "# x", "| a | b |"),
    *("javascript:alert(1)", "data:text/html,x", "//host/x", "\\\\host\\x", "https://a.b/\x1bc", "../../x"),
    *("file:///etc/passwd", "java\tscript:x", "mailto:a@b.c?x=y", "vbscript:x", "https://a b", "%2e%2e/x"),
    *("/etc/passwd", ".git/config", ".GIT/config.yaml", "x.yaml/../.git/config", "CON", "..", ".", "-o", "a/b"),
    *("\ud800", "\udfff\ud800", "", " ", "\t", "null", "~", "=", "<<", "yes", "0x1F", "0b1", "1_000", "1:30"),
    *("x" * 101, "x" * 201, "x" * 5_001, "é" * 3_000, "a-b", "a_b", "__proto__", "0", "-", "a.b", "a/1"),
)  # fmt: skip
VALUES: tuple[object, ...] = (
    *(None, True, False, 0, -1, 1, 2, 3, 7, 1000, 100_000, 2**31, 2**63, 2**64, 10**30, -(10**30), 10**400),
    *(0.0, -0.0, 0.5, 1.0, 1e-300, 1e300, 5e-324, float("inf"), float("nan"), -1e9, [], {}, [[]], [None]),
    *("0", "1", "0%", "100%", "101%", "-1%", "1e400", "1e-400", "99.99999999999%", "200M", "1e12/user/day"),
    *("64 GiB", "1e30 B", "0 B", "3y", "0s", "1e30y", "10/user/day", "0/s", "1e300/s", "3x", "0x", "1000000x"),
    *("majority", "2 of 3", "0 of 0", "9 of 3", "all", "any", "automatic", "a -> b", "a -> b -> a: x", "->"),
    *("2027-03-31", "0000-00-00", "9999-99-99", "leader", "multi_leader", "leaderless", "lru", "hash", "range"),
)  # fmt: skip


@cache
def seeds() -> tuple[str, ...]:
    """The texts that are damaged, in a fixed order."""
    folders = ("designs", "tests/estimates/designs", "tests/rules", "tests/schema/corpus")
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.yaml"))]
    files += [
        path for path in sorted((ROOT / "tests/parse/hostile").iterdir()) if path.suffix != ".md"
    ]
    texts = (path.read_bytes().decode("utf-8", "replace") for path in files)
    return tuple(text for text in texts if len(text) <= LARGEST_SEED)


@cache
def _trees() -> tuple[Any, ...]:
    return tuple(tree for tree in map(_tree, seeds()) if isinstance(tree, dict) and "sdgen" in tree)


def _tree(text: str) -> Any:
    try:
        return yaml.load(text, Loader=_Plain)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


class _Plain(yaml.CSafeLoader):
    """Takes what looks like a date for a text, and ``on`` as well."""


_Plain.yaml_implicit_resolvers = {
    sign: [
        each
        for each in resolvers
        if each[0] != "tag:yaml.org,2002:timestamp"
        and not (sign in "oOyYnN" and each[0].endswith("bool"))
    ]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


# --- structure --------------------------------------------------------------------------------

Place = tuple[Any, Any]
"""A mapping or a list, and the key or the index in it."""


def places(value: Any) -> Iterator[Place]:
    """Every place of a tree at which a value stands, from the top down."""
    todo = [value]
    while todo:
        each = todo.pop()
        steps = (
            each if isinstance(each, dict) else range(len(each)) if isinstance(each, list) else ()
        )
        for step in steps:
            yield each, step
            todo.append(each[step])


def _copy(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _copy(value) for key, value in tree.items()}
    return [_copy(value) for value in tree] if isinstance(tree, list) else tree


def damaged_tree(choose: random.Random) -> Any:
    """A design as data, changed in one to six places."""
    tree = _copy(choose.choice(_trees()))
    for _ in range(choose.choice((1, 1, 1, 2, 3, 6))):
        found = list(places(tree))
        if found:
            choose.choice(_CHANGES)(choose, tree, *choose.choice(found))
    return tree


def set_value(choose: random.Random, tree: Any, where: Any, step: Any) -> None:
    where[step] = _copy(choose.choice(VALUES))


def _set_text(choose: random.Random, tree: Any, where: Any, step: Any) -> None:
    text = choose.choice(TEXTS)
    old = where[step]
    where[step] = f"{old} {text}" if isinstance(old, str) and choose.random() < 0.3 else text


def _drop(choose: random.Random, tree: Any, where: Any, step: Any) -> None:
    del where[step]


def _rename(choose: random.Random, tree: Any, where: Any, step: Any) -> None:
    """A hostile key, or one of another type."""
    if isinstance(where, dict):
        name = choose.choice(
            (*TEXTS, f"{step}x", f"{step}"[:-1], str(step).upper(), 1, 1.5, True, None)
        )
        where[name] = where.pop(step)


def _take_from_elsewhere(choose: random.Random, tree: Any, where: Any, step: Any) -> None:
    """What another design has under the same key, or anything of it."""
    found = list(places(choose.choice(_trees())))
    alike = [each for each in found if each[1] == step] or found
    other, key = choose.choice(alike)
    where[step] = _copy(other[key])


def _swap(choose: random.Random, tree: Any, where: Any, step: Any) -> None:
    other, key = choose.choice(list(places(tree)))
    inside = any(each[0] is where or each[0] is other for each in places([where[step], other[key]]))
    if not inside:
        where[step], other[key] = _copy(other[key]), _copy(where[step])


def _wrap(choose: random.Random, tree: Any, where: Any, step: Any) -> None:
    value = where[step]
    where[step] = choose.choice(([value], {"x": value}, [value] * 3, {str(value)[:50]: None}))


def _refer(choose: random.Random, tree: Any, where: Any, step: Any) -> None:
    """A call, a step or a name that leads to another component, or to itself."""
    components = tree.get("components") if isinstance(tree, dict) else None
    ids = [str(each) for each in components] if isinstance(components, dict) else []
    ids = ids or ["a"]
    one, other = choose.choice(ids), choose.choice(ids)
    where[step] = choose.choice(
        (one, [one, other], {one: {"optional": True}}, {one: None}, f"{one} -> {other}: x", f"{one} -> {other} -> {one}")
    )  # fmt: skip


def _multiply(choose: random.Random, tree: Any, where: Any, step: Any) -> None:
    value = where[step]
    count = choose.choice((2, 5, 40))
    if isinstance(where, list) and len(str(value)) * count < 100_000:
        where[step:step] = [_copy(value) for _ in range(count)]
    elif isinstance(where, dict) and len(str(value)) * count < 100_000:
        where.update({f"{step}{number}": _copy(value) for number in range(count)})


_CHANGES: tuple[Callable[[random.Random, Any, Any, Any], None], ...] = (
    *(
        set_value,
        set_value,
        set_value,
        _set_text,
        _set_text,
        _drop,
        _rename,
        _take_from_elsewhere,
    ),
    *(_take_from_elsewhere, _swap, _wrap, _refer, _refer, _multiply),
)


FREE_TEXT = (
    "name",
    "summary",
    "notes",
    "label",
    "technology",
    "because",
    "question",
    "title",
    "tags",
    "owners",
    "ask",
)
"""Keys whose texts may be anything."""
_COUNTS = (0, 1, 1, 2, 3, 5, 17, 400, 10_000)
FLAGS: tuple[dict[str, Any], ...] = (
    *(
        {},
        {},
        {"optional": True},
        {"async": True},
        {"timeout": "1s"},
        {"retries": 3, "timeout": "1s"},
    ),
    *({"label": "\u202e::error::"}, {"protocol": "HTTPS"}),
)


def gentle_tree(choose: random.Random) -> Any:
    """A design as data, changed so that it may well stay valid: odd, not wrong."""
    tree = _copy(choose.choice(_designs()))
    for _ in range(choose.choice((1, 2, 3, 6))):
        found = list(places(tree))
        choose.choice(_GENTLE)(choose, tree, found)
    return tree


@cache
def _designs() -> tuple[Any, ...]:
    """The trees that have components which call each other, by and large designs without errors."""
    found = (tree for tree in _trees() if isinstance(tree.get("components"), dict))
    return tuple(
        tree
        for tree in found
        if all(isinstance(each, dict) for each in tree["components"].values())
    )


def _odd_text(choose: random.Random, tree: Any, found: list[Place]) -> None:
    free = [each for each in found if each[1] in FREE_TEXT and isinstance(each[0][each[1]], str)]
    if free:
        where, step = choose.choice(free)
        where[step] = choose.choice(TEXTS)[:180] or "x"


def _other_number(choose: random.Random, tree: Any, found: list[Place]) -> None:
    numbers = [
        each for each in found if type(each[0][each[1]]) in (int, float) and each[1] != "sdgen"
    ]
    quantities = [
        each
        for each in found
        if isinstance(each[0][each[1]], str) and each[0][each[1]][:1].isdigit()
    ]
    if numbers and choose.random() < 0.5:
        where, step = choose.choice(numbers)
        where[step] = choose.choice(_COUNTS)
    elif quantities:
        where, step = choose.choice(quantities)
        where[step] = re.sub(
            r"^[\d.]+", choose.choice(("0", "1", "0.001", "1000000", "99.999", "1000")), where[step]
        )


def _without(choose: random.Random, tree: Any, found: list[Place]) -> None:
    """A property of a component, or a whole part, less."""
    optional = [key for key in tree if key not in ("sdgen", "name", "components")]
    component = choose.choice(list(tree["components"].values()) or [{}])
    keys = [key for key in component if key != "kind"]
    if keys and choose.random() < 0.8:
        del component[choose.choice(keys)]
    elif optional:
        del tree[choose.choice(optional)]


def _another_call(choose: random.Random, tree: Any, found: list[Place]) -> None:
    ids = [str(each) for each in tree["components"]]
    component = tree["components"].get(choose.choice(ids or ["x"]))
    if component is not None and isinstance(component.setdefault("calls", []), list):
        target = choose.choice(ids)
        if choose.random() < 0.3:
            component["calls"].append({"any_of": [target, choose.choice(ids)]})
        else:
            component["calls"].append({target: _copy(choose.choice(FLAGS))})


def _another_kind(choose: random.Random, tree: Any, found: list[Place]) -> None:
    component = choose.choice(list(tree["components"].values()) or [{}])
    component["kind"] = choose.choice(_KINDS)


def _another_property(choose: random.Random, tree: Any, found: list[Place]) -> None:
    """One that a component of another design has."""
    given = choose.choice(list(choose.choice(_designs())["components"].values()) or [{}])
    component = choose.choice(list(tree["components"].values()) or [{}])
    if given:
        key = choose.choice(list(given))
        component[key] = _copy(given[key])


def _another_part(choose: random.Random, tree: Any, found: list[Place]) -> None:
    """One that another design has; what it names need not be there."""
    other = choose.choice(_designs())
    key = choose.choice(list(other))
    if isinstance(tree.get(key), dict) and isinstance(other[key], dict):
        tree[key].update(_copy(other[key]))
    else:
        tree[key] = _copy(other[key])


def _another_step(choose: random.Random, tree: Any, found: list[Place]) -> None:
    ids = [str(each) for each in tree["components"]] or ["x"]
    journeys = tree.setdefault("journeys", {})
    journey = choose.choice([*journeys.values(), None]) if isinstance(journeys, dict) else {}
    if journey is None:
        journey = journeys["made"] = {"actor": choose.choice(ids), "rate": "3/s", "steps": []}
    if isinstance(journey, dict) and isinstance(journey.setdefault("steps", []), list):
        so_far = f"{journey.get('actor')} {journey['steps']}"
        pairs = [
            (one, other)
            for one in ids
            if one in so_far
            for other in _targets(tree["components"].get(one))
        ]
        one, other = choose.choice(pairs or [(ids[0], ids[-1])])
        journey["steps"].append(f"{one} -> {other}")


def _targets(component: Any) -> list[str]:
    calls = component.get("calls") if isinstance(component, dict) else None
    listed = calls if isinstance(calls, list) else []
    return [next(iter(each), "x") if isinstance(each, dict) else str(each) for each in listed]


_KINDS = (
    *("client", "dns", "cdn", "firewall", "load_balancer", "api_gateway", "service", "function", "model", "worker"),
    *("scheduler", "coordinator", "identity", "queue", "stream", "topic", "external", "monitor", "custom", "cache"),
    *("database", "replica", "object_store", "file_store", "search_index", "warehouse", "secret_store"),
)  # fmt: skip
_GENTLE: tuple[Callable[[random.Random, Any, list[Place]], None], ...] = (
    *(
        _odd_text,
        _odd_text,
        _other_number,
        _other_number,
        _other_number,
        _without,
        _another_call,
        _another_call,
    ),
    *(_another_kind, _another_property, _another_part, _another_step),
)


def gentle(choose: random.Random) -> bytes:
    """An odd design, in JSON's form."""
    return written(gentle_tree(choose))


def written(tree: Any) -> bytes:
    """The tree in JSON's form, which is YAML; infinities and the like as YAML has them."""
    text = json.dumps(tree).replace("-Infinity", "-.inf").replace("Infinity", ".inf")
    return text.replace("NaN", ".nan").encode("ascii")


def structural(choose: random.Random) -> bytes:
    """A design with a damaged structure, in JSON's form or in YAML's."""
    tree = damaged_tree(choose)
    if choose.random() < 0.5:
        return written(tree)
    try:
        text = yaml.safe_dump(tree, allow_unicode=choose.random() < 0.5, sort_keys=False)
    except yaml.YAMLError:
        return written(tree)
    return text.encode("utf-8", "surrogatepass")
