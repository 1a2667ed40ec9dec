"""Inputs that nobody should write, made up from a seed: designs damaged in their structure or in their
text, hostile YAML, settings, baselines and names of files."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
SECRET = "AUTHORIZATION-basic-c2VjcmV0"
"""Stands in files that no command may quote."""
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


def seeds() -> tuple[str, ...]:
    """The designs that are damaged, in a fixed order; nothing of them hangs on this machine."""
    return _seeds()


@cache
def _seeds() -> tuple[str, ...]:
    folders = ("designs", "tests/estimates/designs", "tests/rules", "tests/schema/corpus")
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.yaml"))]
    files += [
        path for path in sorted((ROOT / "tests/parse/hostile").iterdir()) if path.suffix != ".md"
    ]
    texts = (path.read_bytes().decode("utf-8", "replace") for path in files)
    return tuple(text for text in texts if len(text) <= LARGEST_SEED)


@cache
def _trees() -> tuple[Any, ...]:
    return tuple(
        tree for tree in map(_tree, _seeds()) if isinstance(tree, dict) and "sdgen" in tree
    )


def _tree(text: str) -> Any:
    try:
        return yaml.load(text, Loader=_Plain)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


class _Plain(yaml.SafeLoader):
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


def _set_value(choose: random.Random, tree: Any, where: Any, step: Any) -> None:
    where[step] = _copy(choose.choice(VALUES))


def _set_text(choose: random.Random, tree: Any, where: Any, step: Any) -> None:
    text = choose.choice(TEXTS)
    old = where[step]
    where[step] = f"{old} {text}" if isinstance(old, str) and choose.random() < 0.3 else text


def _drop(choose: random.Random, tree: Any, where: Any, step: Any) -> None:
    del where[step]


def _rename(choose: random.Random, tree: Any, where: Any, step: Any) -> None:
    """A hostile id, everywhere the same, so that the design may stay valid."""
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
        _set_value,
        _set_value,
        _set_value,
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
_FLAGS: tuple[dict[str, Any], ...] = (
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
            component["calls"].append({target: choose.choice(_FLAGS)})


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


# --- text -------------------------------------------------------------------------------------

FRAGMENTS = (
    *("*x", "&x ", "!!python/object/apply:os.system ['x']", "!!binary x", "<<: *x", "? ", "- ", ": ", "\t", "%YAML 9.9"),
    *("---\n", "...\n", "|\n", ">-\n", "'", '"', "[", "]", "{", "}", "#", "\\", '"\\ud800"', '"\\x00"', "\x00", "\x1b"),
    *("\u202e", "\ufeff", "\r", "\x85", "\u2028", "sdgen: 1\n", "include: [a.yaml]\n", "components:\n", "  " * 60),
)  # fmt: skip


def textual(choose: random.Random) -> bytes:
    """A design whose text is damaged: lines, pieces or bytes."""
    data = choose.choice(_seeds()).encode("utf-8")
    for _ in range(choose.choice((1, 1, 2, 4))):
        data = choose.choice((_lines, _fragment, _bytes, _cut, _spliced))(choose, data)
    return data


def _lines(choose: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    one, other = choose.randrange(len(lines)), choose.randrange(len(lines))
    what = choose.randrange(5)
    if what == 0:
        del lines[one]
    elif what == 1:
        lines.insert(other, lines[one])
    elif what == 2:
        lines[one], lines[other] = lines[other], lines[one]
    elif what == 3:
        lines[one] = b" " * choose.randrange(9) + lines[one].lstrip()
    else:
        lines[one] += b" " + choose.choice(TEXTS).encode("utf-8", "surrogatepass")
    return b"\n".join(lines)


def _fragment(choose: random.Random, data: bytes) -> bytes:
    at = choose.randrange(len(data) + 1)
    piece = choose.choice((*FRAGMENTS, *TEXTS)).encode("utf-8", "surrogatepass")
    return data[:at] + piece + data[at + choose.choice((0, 0, len(piece))) :]


def _bytes(choose: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(choose.choice((1, 3, 20))):
        if changed:
            changed[choose.randrange(len(changed))] = choose.randrange(256)
    return bytes(changed)


def _cut(choose: random.Random, data: bytes) -> bytes:
    return data[: choose.randrange(len(data) + 1)]


def _spliced(choose: random.Random, data: bytes) -> bytes:
    other = choose.choice(_seeds()).encode("utf-8")
    at = choose.randrange(len(other) + 1)
    return data[: choose.randrange(len(data) + 1)] + other[at : at + 2_000]


# --- hostile YAML -----------------------------------------------------------------------------

_HEAD = "sdgen: 1\nname: x\n"


def hostile(choose: random.Random) -> bytes:
    """YAML that is an attack, of a size that the seed has."""
    text = choose.choice(_ATTACKS)(choose)
    return choose.choice(
        (text.encode("utf-8", "surrogatepass"),) * 8 + (text.encode("utf-16", "surrogatepass"),)
    )


def _bomb(choose: random.Random) -> str:
    wide, high = choose.choice((2, 10)), choose.choice((5, 9, 30))
    lines = ["a0: &a0 [x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * wide)}]" for n in range(1, high)]
    return _HEAD + "\n".join(lines) + f"\ncomponents: *a{high - 1}\n"


def _merge_bomb(choose: random.Random) -> str:
    high = choose.choice((5, 20, 60))
    lines = ["a0: &a0 {x: 1}"]
    lines += [
        f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}], k{n}: *a{n - 1}}}" for n in range(1, high)
    ]
    return _HEAD + "\n".join(lines) + f"\ncomponents: {{a: *a{high - 1}}}\n"


def _deep(choose: random.Random) -> str:
    depth = choose.choice((90, 101, 1_000, 100_000))
    sign, end = choose.choice(
        (("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("!x ", ""), ("'", "'"), ("&a ", ""))
    )
    return _HEAD + "components: " + sign * depth + end * choose.choice((0, depth))


def _tags(choose: random.Random) -> str:
    tag = choose.choice(
        (
            "!!python/object/new:os.system",
            "!x",
            "!!set",
            "!!omap",
            "!!timestamp",
            "!<tag:x>",
            "!!int",
            "!" * 99,
        )
    )
    return f"{_HEAD}components: {{a: {tag} {choose.choice(('x', '{}', '[]', '1'))}}}\n"


def _number(choose: random.Random) -> str:
    digits = choose.choice((20, 400, 5_000, 200_000))
    number = choose.choice(("1" * digits, "0x" + "f" * digits, "1e" + "9" * digits, "." + "0" * digits + "1", "1:" * digits + "1", "0b" + "1" * digits, "-" * digits, "1" * digits + "M"))  # fmt: skip
    key = choose.choice(("replicas", "capacity", "storage", "timeout", "cost", "kind"))
    return f"{_HEAD}components: {{a: {{kind: service, {key}: {number}}}}}\n"


def _long(choose: random.Random) -> str:
    count = choose.choice((1_000, 30_000))
    line = choose.choice(("  a{n}: {{kind: service}}\n", "  a: {{kind: service}}\n", "  ? [a{n}]\n", "  &a{n} b{n}: *a{n}\n", "  'a\n", "  a{n}: !x\n"))  # fmt: skip
    return (
        _HEAD
        + "components:\n"
        + "".join(line.format(n=n) for n in range(count if "!" not in line else 1_000))
    )


def _includes(choose: random.Random) -> str:
    names = choose.sample(INCLUDES, choose.choice((1, 3)))
    form = json.dumps([{"include": names}, {"include": names[0]}][choose.random() < 0.2]["include"])
    return f"{_HEAD}include: {form}\ncomponents: {{a: {{kind: service}}}}\n"


def _icons(choose: random.Random) -> str:
    icon = json.dumps(
        choose.choice(
            (
                *TEXTS,
                "aws/compute/lambda",
                "aws/../../x",
                "x.svg",
                "/dev/zero",
                "lucide:box",
                "a" * 5_000,
            )
        )
    )
    link = json.dumps(choose.choice(TEXTS))
    return f"{_HEAD}components: {{a: {{kind: service, icon: {icon}, link: {link}, technology: {link}}}}}\n"


def _dense(choose: random.Random) -> str:
    """Much that calls much, which is valid: a tangle for whatever counts paths."""
    ids = [f"c{n}" for n in range(choose.choice((5, 12, 25)))]
    share = choose.choice((0.1, 0.5, 0.9))
    components: dict[str, dict[str, Any]] = {
        each: {
            "kind": choose.choice(("service", "database", "cache", "worker", "client")),
            "replicas": choose.choice((1, 2, 3, 40, 1000)),
            "calls": [{other: choose.choice(_FLAGS)} for other in ids if choose.random() < share],
        }
        for each in ids
    }
    at = start = choose.choice(ids)
    steps = []
    for _ in range(choose.choice((1, 5, 30))):
        targets = [next(iter(each)) for each in components[at]["calls"]]
        if targets:
            steps.append(f"{at} -> {choose.choice(targets)}")
            at = steps[-1].rpartition(" ")[2]
    journey = {"actor": start, "rate": "1/s", "steps": steps or [start]}
    design = {"sdgen": 1, "name": "x", "components": components, "journeys": {"j": journey}}
    return json.dumps(design)


INCLUDES = (
    *(".git/config", ".GIT/config.yaml", ".git/config.yaml", "folder/link.yaml", "x.yaml/../.git/config", "%2egit/config.yaml"),
    *("\uff0egit/config.yaml", "./.env", ".env.yaml", "/etc/passwd", "../elsewhere/canary.yaml", "..\\elsewhere\\canary.yaml"),
    *("folder/../../elsewhere/canary.yaml", "linked/canary.yaml", "pipe.yaml", "zero.yaml", "d.yaml", "part.yaml", "", "."),
    *("part.yaml\0", "part.yaml\n::error::x.yaml", "PART.YAML", "~/x.yaml", "file:///etc/passwd", "http://h/x.yaml", "*.yaml"),
    *("a/" * 300 + "x.yaml", "x" * 300 + ".yaml", "-.yaml", "folder/secret.yaml", "hard.yaml", "linked/../.git/config.yaml"),
)  # fmt: skip

_ATTACKS: tuple[Callable[[random.Random], str], ...] = (
    *(
        _bomb,
        _merge_bomb,
        _deep,
        _tags,
        _number,
        _long,
        _includes,
        _icons,
        _icons,
        _dense,
        _dense,
        _dense,
    ),
)


def design(choose: random.Random, weights: tuple[int, ...] = (55, 20, 13, 12)) -> bytes:
    """Any of these: odd designs, damaged ones, damaged texts, attacks, so many of a hundred."""
    return choose.choices((gentle, structural, textual, hostile), weights)[0](choose)


# --- settings, baselines, names ---------------------------------------------------------------

SETTINGS = (
    '[lint]\nselect = ["ALL"]\n',
    '[lint]\nignore = ["DOC"]\nfail-level = "none"\n[lint.severity]\nSPOF001 = "info"\n',
    '[lint.per-file-ignores]\n"*.yaml" = ["ALL"]\n[lint.rules.COPY001]\nfewest = 3\n',
)


def settings(choose: random.Random) -> bytes:
    """A settings file, damaged."""
    text = choose.choice(
        (
            choose.choice(SETTINGS),
            "x = " + "[" * choose.choice((10, 60_000)),
            "a." * choose.choice((10, 32_000)) + "a = 1",
            f"[lint]\nselect = [{json.dumps(choose.choice(TEXTS))}]\n",
            f"{json.dumps(choose.choice(TEXTS))} = 1\n",
            f"[lint]\nx = {choose.choice(VALUES)!r}\n",
            "[tool.sdgen.lint]\nselect = ['ALL']\n",
            "#" * 70_000,
        )
    )
    data = text.encode("utf-8", "surrogatepass")
    return choose.choice((data, data, _bytes(choose, data), _fragment(choose, data)))


def baseline(choose: random.Random) -> bytes:
    """A baseline, damaged."""
    entry = {key: choose.choice(TEXTS) for key in ("file", "rule", "component")}
    tree: Any = {
        "version": choose.choice((1, 1, 1, 2, "1")),
        "entries": [entry] * choose.choice((0, 1, 3)),
    }
    found = list(places(tree))
    if choose.random() < 0.5:
        _set_value(choose, tree, *choose.choice(found))
    data = choose.choice(
        (json.dumps(tree), "[" * 100_000, "1" * 5_000, '{"a":' * 50_000, json.dumps(tree))
    )
    return choose.choice((data.encode(), data.encode(), _bytes(choose, data.encode())))


FILE_NAMES = (
    *(b"d.yaml", b"d.yaml", b"d.yaml", b"a b.yaml", b"a\nb.yaml", b"x\n::error::y.yaml", b"::error::x.yaml", b"-o.yaml"),
    *(b"caf\xe9.yaml", b"\xff\xfe.yaml", b"x" * 250 + b".yaml", b"\x1b[31m.yaml", "\u202egnp.yaml".encode(), b"..yaml"),
    *(b"...yaml", b"a\rb.yaml", b"*.yaml", b"[a].yaml", b"d.yml", b".yaml", b"<b>.yaml", b"a\\b.yaml", b"%0A::x.yaml"),
    *("\ud800.yaml".encode("utf-8", "surrogatepass"), b"\x01\x7f.yaml", b"##[error]x.yaml", b"CON.yaml"),
)  # fmt: skip
