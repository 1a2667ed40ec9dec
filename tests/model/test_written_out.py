"""A design with defaults and overrides is the same as one in which they were written out by hand.

The hand here is an expander of its own, on plain dicts: it knows nothing of how sdgen merges.
"""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sdgen.model import read_design
from sdgen.model.reading import Reading
from tests.support.quick import daily

Plain = dict[str, Any]

SHORT = {"replicas": "count", "latency": "p50", "backups": "every", "failover": "automatic"}
SHORT |= {"price": "replica"}
"""The key that a plain value of each key is short for, as docs/reference.md has them."""
QUICK, MANY = 12, 1_500


# --- the expander ------------------------------------------------------------------------------


def laid_over(base: Any, top: Any, key: str, keep: bool) -> Any:
    """``top`` over ``base``: mappings key by key, short forms as mappings, all else replaced."""
    if key in SHORT and isinstance(base, dict) != isinstance(top, dict):
        base, top = (
            {SHORT[key]: each} if not isinstance(each, dict) and each is not None else each
            for each in (base, top)
        )
    if not isinstance(top, dict):
        return top
    made = dict(base) if isinstance(base, dict) else {}
    for inner, value in top.items():
        if value is None and not keep:
            made.pop(inner, None)
        else:
            made[inner] = laid_over(made.get(inner), value, inner, keep)
    return made


def component_of(own: Plain, over: Plain, scopes: list[Plain]) -> Plain:
    """A component with what overrides it and the defaults of the design and of its own file."""
    stated = laid_over(own, over, "", keep=True)
    made: Plain = {}
    kinds = [each.get("kinds", {}).get(stated["kind"], {}) for each in scopes]
    tags = next(
        (each["tags"] for each in (stated, *reversed(kinds)) if "tags" in each),
        None,
    )
    for scope, of_kind in zip(scopes, kinds, strict=True):
        made = laid_over(made, of_kind, "", keep=False)
        for tag in tags or []:
            made = laid_over(made, scope.get("tags", {}).get(tag, {}), "", keep=False)
    made = laid_over(made, stated, "", keep=False)
    options: Plain = {}
    for scope in scopes:
        options = laid_over(options, scope.get("calls", {}), "", keep=False)
    if "calls" in made:
        made["calls"] = [called(each, options) for each in made["calls"]]
    return made


def called(call: Any, options: Plain) -> Any:
    """An entry of ``calls`` with the options that it does not give itself."""
    if isinstance(call, str):
        return {call: options} if options else call
    members = next((each for each in ("any_of", "of") if each in call), None)
    if members is None:
        ((target, own),) = call.items()
        return {target: laid_over(options, own or {}, "", keep=False)}
    shared = {key: options[key] for key in ("optional", "async") if key in options}
    single = {key: value for key, value in options.items() if key not in shared}
    return {**shared, **call, members: [called(each, single) for each in call[members]]}


def written_out(files: dict[str, Plain]) -> Plain:
    """One design without defaults, overrides and includes. ``files`` are the root, a part that it
    includes, and one that the part includes."""
    root, part, deep = files["root"], files["part"], files["deep"]
    overs = [each.get("override", {}).get("components", {}) for each in (part, root)]
    components = {}
    for file in (root, part, deep):
        for name, own in file["components"].items():
            over: Plain = {}
            for each in overs[0 if file is deep else 1 :] if file is not root else []:
                over = laid_over(over, each.get(name, {}), "", keep=True)
            scopes = [root.get("defaults", {})]
            if file is not root:
                scopes.append(file.get("defaults", {}))
            components[name] = component_of(own, over, scopes)
    return {"sdgen": 1, "name": "Any", "topology": root["topology"], "components": components}


# --- random designs ----------------------------------------------------------------------------

TAGS = ("a", "b", "c")
KINDS = ("service", "database", "cache", "worker", "queue")
OPTIONS = {
    "timeout": ("1s", "200ms"),
    "retries": (0, 2, "1k"),
    "encrypted": (True, False),
    "protocol": ("gRPC", "HTTPS"),
    "pool": (5, "1k"),
    "label": ("reads", "writes"),
}


def options(choose: random.Random, nothing: bool) -> Plain:
    keys = choose.sample([*OPTIONS], choose.randint(0, 3))
    made: Plain = {key: choose.choice(OPTIONS[key]) for key in keys}
    return {key: None if nothing and choose.random() < 0.2 else each for key, each in made.items()}


def replicas(choose: random.Random) -> Any:
    if choose.random() < 0.4:
        return choose.randint(1, 6)
    keys = {"count": choose.randint(3, 6), "copies": 3, "need": 2, "failover": failover(choose)}
    return {key: keys[key] for key in choose.sample([*keys], choose.randint(1, 3))}


def failover(choose: random.Random) -> Any:
    mapping = {"automatic": True, "time": "30s", "success": "99%"}
    some = {key: mapping[key] for key in choose.sample([*mapping], choose.randint(1, 3))}
    return choose.choice(["automatic", "manual", some])


def some_of(choose: random.Random, nothing: bool) -> Plain:
    """Keys of a component, a few of them null where that removes."""
    ways: dict[str, Any] = {
        "replicas": replicas,
        "latency": lambda c: c.choice(["5ms", {"p99": "90ms"}, {"p50": "1ms", "p99": "20ms"}]),
        "backups": lambda c: c.choice(["24h", {"keep": "30d"}, {"every": "1h", "keep": "7d"}]),
        "price": lambda c: c.choice(
            ["$70", {"storage": "$0.02"}, {"egress": "$1", "replica": "$2"}]
        ),
        "capacity": lambda c: c.choice(["100/s", {"reads": "9k/s", "writes": "1k/s"}]),
        "memory": lambda c: c.choice(["1 GB", "64 GiB"]),
        "zones": lambda c: c.sample(["za", "zb", "zc"], c.randint(0, 3)),
        "technology": lambda c: c.choice(["Go", 3.1, 16]),
        "managed": lambda c: c.choice([True, False]),
        "properties": lambda c: {c.choice("xyz"): c.choice(["1", 2, "three"])},
        "common_cause": lambda c: c.choice(["1%", "5%"]),
    }
    made = {key: ways[key](choose) for key in choose.sample([*ways], choose.randint(0, 5))}
    if nothing:
        for key, value in made.items():
            if choose.random() < 0.15:
                made[key] = None
            elif isinstance(value, dict) and choose.random() < 0.2:
                value[choose.choice([*value])] = None
    return made


def calls(choose: random.Random, names: list[str]) -> list[Any]:
    targets = choose.sample(names, choose.randint(0, min(3, len(names))))
    made: list[Any] = [
        choose.choice([each, {each: options(choose, nothing=True)}, {each: None}])
        for each in targets
    ]
    if len(made) == 3 and choose.random() < 0.5:
        return [made[0], {"any_of": made[1:]}]
    if len(made) == 3 and choose.random() < 0.5:
        return [{"need": 2, "of": made, **({"optional": True} if choose.random() < 0.3 else {})}]
    return made


def defaults(choose: random.Random) -> Plain:
    tags = {choose.choice(TAGS): some_of(choose, nothing=False)}  # two that differ are an error
    kinds = {each: some_of(choose, nothing=False) for each in choose.sample(KINDS, 3)}
    for each in kinds.values():
        if choose.random() < 0.3:
            each["tags"] = choose.sample(TAGS, choose.randint(0, 2))
    made = {"tags": tags, "kinds": kinds, "calls": options(choose, nothing=False)}
    if choose.random() < 0.2:
        made["calls"]["optional"] = True
    return {key: made[key] for key in choose.sample([*made], choose.randint(0, 3))}


def some_files(choose: random.Random) -> dict[str, Plain]:
    names = {"root": ["r1", "r2", "r3"], "part": ["p1", "p2", "p3"], "deep": ["d1", "d2"]}
    everything = [each for some in names.values() for each in some]
    files: dict[str, Plain] = {}
    for file, own in names.items():
        components: Plain = {}
        for name in own:
            made = {"kind": choose.choice(KINDS), **some_of(choose, nothing=True)}
            if choose.random() < 0.5:
                made["tags"] = choose.sample(TAGS, choose.randint(0, 2))
            if choose.random() < 0.8:
                made["calls"] = calls(choose, [each for each in everything if each != name])
            components[name] = made
        files[file] = {"components": components, "defaults": defaults(choose)}
    below = {"root": [*names["part"], *names["deep"]], "part": names["deep"]}
    for file, others in below.items():
        overridden = choose.sample(others, choose.randint(0, 2))
        over = {each: some_of(choose, nothing=True) for each in overridden}
        for each in over.values():
            if choose.random() < 0.2:
                each["tags"] = choose.sample(TAGS, 1)
            if choose.random() < 0.2:
                each["kind"] = choose.choice(KINDS)
        files[file]["override"] = {"components": over} if over else {}
    files["root"] |= {"sdgen": 1, "name": "Any", "include": "part.yaml"}
    files["root"]["topology"] = {"eu": {"zones": ["za", "zb", "zc"]}}
    files["part"]["include"] = "deep.yaml"
    return files


# --- what comes of both ------------------------------------------------------------------------


def read(folder: Path, files: dict[str, Plain]) -> Reading:
    """Written as JSON, which YAML has in it."""
    for name, file in files.items():
        (folder / f"{name}.yaml").write_text(json.dumps(file), encoding="utf-8")
    return read_design(folder / "root.yaml", display="root.yaml")


def said(value: Any) -> Any:
    """A record as plain data, without the places of what it says, but with what has one."""
    if isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        fields.pop("span", None)
        for name in ("path", "includes"):
            if "components" in fields:
                fields.pop(name)
        places = fields.pop("spans", {})
        whole = {name: said(each) for name, each in fields.items()}
        return whole if "components" in fields else {**whole, "given": sorted(places)}
    if isinstance(value, dict):
        return {name: said(each) for name, each in value.items()}
    return [said(each) for each in value] if isinstance(value, tuple) else value


def check(seed: int, folder: Path) -> bool:
    """Compare the design of one seed with itself written out; whether it was a sound one."""
    files = some_files(random.Random(seed))
    by_hand = read(folder, {"root": written_out(copy.deepcopy(files))})
    reading = read(folder, files)
    wrong = [each for each in reading.findings if not each.code.startswith("OVERRIDE")]
    assert sorted(each.code for each in wrong) == sorted(each.code for each in by_hand.findings), (
        f"seed {seed}: {wrong} {by_hand.findings}"
    )
    assert (reading.design is None) == (by_hand.design is None), f"seed {seed}"
    assert said(reading.design) == said(by_hand.design), f"seed {seed}"
    return reading.design is not None


@pytest.mark.slow
def test_written_out_by_hand_it_is_the_same_design(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert sum(check(seed, tmp_path) for seed in range(QUICK)) > QUICK / 3


@pytest.mark.slow
def test_written_out_by_hand_many_are_the_same_designs(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    seeds = daily(range(QUICK, QUICK + MANY), MANY // 3)
    assert sum(check(seed, tmp_path) for seed in seeds) > len(seeds) / 3
