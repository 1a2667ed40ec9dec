"""Designs after what engineers do to them: random edits of their plain data, from a seed.

An edit may leave a design that cannot be read; it is then taken back.
"""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.random_designs import random_design
from sdgen import api
from sdgen.design.records import Design
from sdgen.parse import parse_text, to_plain
from sdgen.parse.write import write
from tests.diff.given import design

ROOT = Path(__file__).parents[2]
FILES = sorted(
    [*(ROOT / "designs").glob("*.yaml"), *(ROOT / "tests/schema/corpus/real").glob("*.yaml")]
)
TABLES = ("components", "groups", "journeys", "data", "decisions", "api", "views", "topology")
Data = dict[str, Any]


@cache
def texts() -> tuple[str, ...]:
    """The text of every design: each can be read by itself."""
    return tuple(path.read_text(encoding="utf-8") for path in FILES)


def plain(text: str) -> Data:
    root = parse_text(text, "design.yaml").root
    assert root is not None
    data = to_plain(root)
    assert isinstance(data, dict)
    return data


def written(data: Data) -> str:
    return write(data)


def read(text: str) -> Design | None:
    return api.read_text(text, "design.yaml").design


def pair(seed: int) -> tuple[Design, Design]:
    """Two designs: mostly one before and after some edits, at times two of which each is its own."""
    choose = random.Random(seed)
    made = [random_design(seed + each).yaml() for each in (0, 1)]
    before = choose.choice((*texts(), *texts(), *made))
    if choose.random() < 0.1:
        other = choose.choice((*texts(), *made))
        return design(before), design(other)
    return design(before), design(edited(before, choose, choose.choice((1, 1, 2, 3, 5, 8, 13))))


def edited(text: str, choose: random.Random, count: int) -> str:
    """The design after so many edits."""
    data = plain(text)
    for _ in range(count):
        for _ in range(20):
            tried = copy.deepcopy(data)
            choose.choice(EDITS)(tried, choose)
            if tried != data and read(written(tried)) is not None:
                data = tried
                break
    return written(data)


def shuffled(value: Any, choose: random.Random) -> Any:
    """The same data with every mapping, and every list of calls, in another order."""
    if isinstance(value, list):
        return [shuffled(each, choose) for each in value]
    if not isinstance(value, dict):
        return value
    keys = list(value)
    choose.shuffle(keys)
    found = {key: shuffled(value[key], choose) for key in keys}
    for key in sorted(UNORDERED & found.keys()):
        if isinstance(found[key], list):
            choose.shuffle(found[key])
    return found


UNORDERED = {
    "calls",
    "any_of",
    "of",
    "consumes",
    "tags",
    "serves",
    "reads",
    "writes",
    "watches",
} | {
    *("alerts", "affects", "accepted", "owners", "questions", "out_of_scope", "pros", "cons"),
    *("include", "leave_out", "collapse", "queries"),
}
"""Lists whose order means nothing."""


# --- the edits ----------------------------------------------------------------------------------


def _ids(data: Data, table: str = "components") -> list[str]:
    found = data.get(table)
    return list(found) if isinstance(found, dict) else []


def _some(data: Data, choose: random.Random, table: str = "components") -> tuple[str, Any]:
    ids = _ids(data, table)
    name = choose.choice(ids) if ids else ""
    return name, data[table][name] if ids else None


def add_component(data: Data, choose: random.Random) -> None:
    name = f"added-{choose.randrange(1000)}"
    made: Data = {"kind": choose.choice(("service", "cache", "worker", "database", "queue"))}
    if choose.random() < 0.5:
        made["replicas"] = choose.randint(1, 5)
    if data.get("groups") and choose.random() < 0.5:
        made["group"] = choose.choice(_ids(data, "groups"))
    made["calls"] = choose.sample(_ids(data), min(choose.randint(0, 3), len(_ids(data))))
    _, caller = _some(data, choose)
    if isinstance(caller, dict):
        caller.setdefault("calls", []).append(name)
    data["components"][name] = made


def copy_component(data: Data, choose: random.Random) -> None:
    name, made = _some(data, choose)
    data["components"][f"{name}-2"] = copy.deepcopy(made)


def remove_component(data: Data, choose: random.Random) -> None:
    _remove(data, _some(data, choose)[0])


def _remove(data: Data, name: str) -> None:
    kept = _without(data, name)
    data.clear()
    data.update(kept)


def _without(value: Any, name: str) -> Any:
    """What is left where nothing names this id."""
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    if isinstance(value, list):
        kept = (_without(each, name) for each in value if not _names(each, name, word))
        return [each for each in kept if each not in ({}, [])]
    if isinstance(value, dict):
        return {
            key: _without(each, name)
            for key, each in value.items()
            if key != name and each != name and not key.startswith(f"{name}.")
        }
    return value


def _names(value: Any, name: str, word: re.Pattern[str]) -> bool:
    if isinstance(value, dict):
        return any(each == name for each in value.values()) or any(map(word.search, value))
    return value == name or (isinstance(value, str) and "->" in value and bool(word.search(value)))


def rename(data: Data, choose: random.Random) -> None:
    """Another id everywhere, as search and replace gives it."""
    table = choose.choice(TABLES)
    name, _ = _some(data, choose, table)
    if not name:
        return
    new = choose.choice((f"{name}x", f"new-{choose.randrange(100)}", f"{name}2"))
    if table == "data":
        new = choose.choice((f"{name}x", f"New{choose.randrange(100)}"))
    replaced = _replaced(data, re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])"), new)
    data.clear()
    data.update(replaced)


def _replaced(value: Any, word: re.Pattern[str], new: str) -> Any:
    if isinstance(value, list):
        return [_replaced(each, word, new) for each in value]
    if isinstance(value, dict):
        return {word.sub(new, key): _replaced(each, word, new) for key, each in value.items()}
    return word.sub(new, value) if isinstance(value, str) else value


def move(data: Data, choose: random.Random) -> None:
    _, component = _some(data, choose)
    groups = _ids(data, "groups") or [
        each["group"] for each in data["components"].values() if each and "group" in each
    ]
    if isinstance(component, dict) and groups:
        component["group"] = choose.choice(groups)


def add_call(data: Data, choose: random.Random) -> None:
    _, component = _some(data, choose)
    options: Any = choose.choice(({}, {"timeout": "2s"}, {"async": True}, {"label": "looks up"}))
    if isinstance(component, dict):
        calls = component.setdefault("calls", [])
        target = choose.choice(_ids(data))
        calls.append(
            choose.choice((target, {target: options}, {"any_of": [target, _ids(data)[0]]}))
        )


def set_key(data: Data, choose: random.Random) -> None:
    """One key of a component, journey or entity."""
    tables: dict[str, Data] = {
        "components": {
            "replicas": choose.choice((2, 5, {"count": 3, "need": 2}, {"min": 2, "max": 9})),
            "zones": list(choose.sample(_zones(data), min(2, len(_zones(data))))),
            "latency": choose.choice(("7ms", {"p50": "3ms", "p99": "30ms"})),
            "technology": choose.choice(("Go", "Rust 2")),
            "notes": "watched",
            "tags": choose.choice((["new"], ["hot", "new"])),
            "backups": choose.choice(("none", "6h", {"every": "1h", "keep": "9d"})),
            "maintenance": choose.choice(("1h/week", {"time": "2h/week", "rolling": True})),
            "capacity": choose.choice(("7k/s", {"reads": "2k/s", "writes": "1k/s"})),
            "price": choose.choice(("$7/month", {"replica": "$9/month", "storage": "$0.1"})),
            "properties": {"team": choose.choice(("blue", "red"))},
        },
        "journeys": {
            "rate": choose.choice(("7/s", "3/user/day")),
            "objectives": choose.choice(({"p99": "1s"}, {"availability": "99%"})),
            "request": "7 KB",
        },
        "data": {"rows": "7M", "retention": choose.choice(("forever", "9d")), "size": "7 KB"},
        "groups": {"name": "Another"},
        "decisions": {"because": "it is", "options": {"One": None, "Two": {"pros": ["cheap"]}}},
        "api": {"summary": "does it", "errors": {"404": "none such"}, "rate_limit": "7 per 1s"},
    }
    table = choose.choice(list(tables))
    _, record = _some(data, choose, table)
    if isinstance(record, dict):
        key = choose.choice(list(tables[table]))
        record[key] = tables[table][key]


def _zones(data: Data) -> list[str]:
    text = str(data.get("topology", ""))
    return re.findall(r"'([a-z0-9-]+)': (?:'\d|None|\{)", text)


def add_parts(data: Data, choose: random.Random) -> None:
    """What stands at the top of a file."""
    name, _ = _some(data, choose)
    parts: Data = {
        "accepted": [
            {"rule": "single-zone", "at": name, "because": "cheap", "until": "2030-01-01"}
        ],
        "monitoring": {"watches": [name], "alerts": [{"on": name, "when": "slow", "page": True}]},
        "requirements": {"functional": {"added": "More."}, "out_of_scope": ["billing"]},
        "decisions": {"added": {"question": "Which?", "options": {"This": None}, "choice": "This"}},
        "data": {"Added": {"store": name, "fields": {"at": "timestamp?", "ids": "id[4]"}}},
        "journeys": {"added": {"actor": name, "rate": "1/s"}},
        "api": {"addIt": {"http": "GET /it", "params": {"n": "int?"}}},
        "views": {"added": {"include": [name], "neighbours": False}},
        "scale": {"daily_users": "7M", "peak": "4x"},
        "topology": {"new-region": {"zones": {"new-zone": "99%"}}},
        "groups": {"new-group": None},
        "estimates": {f"{name}.availability": "99%"},
        "owners": ["Us"],
        "icons": False,
    }
    key = choose.choice(list(parts))
    if isinstance(data.get(key), dict):
        data[key] = {**data[key], **parts[key]}
    else:
        data[key] = parts[key]


def any_value(data: Data, choose: random.Random) -> None:
    """A number somewhere is another."""
    holders = [
        (holder, key)
        for holder, key in _walk(data)
        if key != "sdgen" and re.search(r"\d", str(holder[key])) and not _holds_more(holder[key])
    ]
    if holders:
        holder, key = choose.choice(holders)
        if isinstance(holder[key], bool | float):
            return
        new = re.sub(r"[1-8]", lambda each: str(int(each[0]) + 1), str(holder[key]), count=1)
        holder[key] = int(new) if isinstance(holder[key], int) else new


def drop(data: Data, choose: random.Random) -> None:
    """Something is no longer said."""
    holder, key = choose.choice(list(_walk(data)))
    del holder[key]


def swap(data: Data, choose: random.Random) -> None:
    """Two of a list change places."""
    lists = [holder[key] for holder, key in _walk(data) if isinstance(holder[key], list)]
    many = [each for each in lists if len(each) > 1]
    if many:
        found = choose.choice(many)
        one, other = choose.sample(range(len(found)), 2)
        found[one], found[other] = found[other], found[one]


def reorder(data: Data, choose: random.Random) -> None:
    found = shuffled(data, choose)
    data.clear()
    data.update(found)


def _holds_more(value: Any) -> bool:
    return isinstance(value, dict | list)


def _walk(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(value) if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if _holds_more(value[key]):
            yield from _walk(value[key])


EDITS: tuple[Callable[[Data, random.Random], None], ...] = (
    *(add_component, copy_component, remove_component, rename, rename, rename, move, add_call),
    *(set_key, set_key, set_key, add_parts, add_parts, any_value, any_value, drop, drop, swap),
    reorder,
)
