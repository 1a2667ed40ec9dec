"""Inputs that nobody should write, made up from a seed: designs, damaged texts, hostile YAML, settings,
baselines and names of files."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from fuzz_designs import FLAGS, TEXTS, VALUES, gentle, places, seeds, set_value, structural

SECRET = "AUTHORIZATION-basic-c2VjcmV0"
"""Stands in files that no command may quote."""

# --- text -------------------------------------------------------------------------------------

FRAGMENTS = (
    *("*x", "&x ", "!!python/object/apply:os.system ['x']", "!!binary x", "<<: *x", "? ", "- ", ": ", "\t", "%YAML 9.9"),
    *("---\n", "...\n", "|\n", ">-\n", "'", '"', "[", "]", "{", "}", "#", "\\", '"\\ud800"', '"\\x00"', "\x00", "\x1b"),
    *("\u202e", "\ufeff", "\r", "\x85", "\u2028", "sdgen: 1\n", "include: [a.yaml]\n", "components:\n", "  " * 60),
)  # fmt: skip


def textual(choose: random.Random) -> bytes:
    """A design whose text is damaged: lines, pieces or bytes."""
    data = choose.choice(seeds()).encode("utf-8")
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
    other = choose.choice(seeds()).encode("utf-8")
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
            "calls": [{other: choose.choice(FLAGS)} for other in ids if choose.random() < share],
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
        set_value(choose, tree, *choose.choice(found))
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
