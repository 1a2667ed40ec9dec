"""A small grammar of Mermaid: what our exporters may write, line by line, stricter than Mermaid itself.

It stands in for the real one, which ``.ci/oracles`` asks.
"""

from __future__ import annotations

import re
from collections import Counter

NAME = r"[A-Za-z_]\w*"
TEXT = r"(?:[A-Za-z0-9 '()+,./:%_\u0080-\U0010ffff-]|#\d+;|<br>)*"
"""No quote, no bracket, no tag but a line break: signs are numbers."""
QUOTED = rf'"{TEXT}"'

SHAPES = (r"\(\[ \]\)", r"\( \)", r"\{\{ \}\}", r"\[ \]", r"\[\[ \]\]", r"\[\( \)\]", r"\(\( \)\)")
NODE = "|".join(rf"{NAME}{each.replace(' ', QUOTED)}" for each in SHAPES)
STYLE = r"[a-z-]+:[#\w .]+(?:,[a-z-]+:[#\w .]+)*"
END = r"\|\||\|o|o\||\}o|o\{"

FLOWCHART = {
    "head": r"flowchart (?:LR|TD)",
    "group": rf"subgraph {NAME}\[{QUOTED}\]",
    "end": "end",
    "node": NODE,
    "line": rf"{NAME} (?:-->|-\.->|==>|---)(?:\|{QUOTED}\|)? {NAME}",
    "style": rf"linkStyle \d+(?:,\d+)* {STYLE}|classDef [A-Za-z]+ {STYLE}",
    "class": rf"class {NAME}(?:,{NAME})* [A-Za-z]+",
    "link": rf'click {NAME} href "[^"\s]+"',
}
SEQUENCE = {
    "head": "sequenceDiagram",
    "participant": rf"participant {NAME} as {TEXT}",
    "message": rf"{NAME}(?:->>|-\)|-->>){NAME}: {TEXT}",
    "note": rf"Note over {NAME}(?:,{NAME})?: {TEXT}",
    "frame": rf"(?:opt|alt|loop|par)(?: {TEXT})?",
    "operand": rf"(?:else|and)(?: {TEXT})?",
    "end": "end",
}
ENTITIES = {
    "head": "erDiagram",
    "entity": rf"{NAME}\[{QUOTED}\](?: \{{)?",
    "end": r"\}",
    "field": rf"[A-Za-z_][\w()\[\]-]* [A-Za-z_][\w-]*(?: PK, FK| PK| FK)?(?: {QUOTED})?",
    "reference": rf"{NAME} (?:{END})--(?:{END}) {NAME} : {QUOTED}",
}
EVERY = {"comment": r"%% (?!.*%%).*", "about": rf"(?:accTitle|accDescr): {TEXT}"}
DIAGRAMS = {"flowchart": FLOWCHART, "sequenceDiagram": SEQUENCE, "erDiagram": ENTITIES}


def parsed(text: str) -> Counter[str]:
    """How many of each sort of statement a text has; AssertionError for a line that is none."""
    assert text.endswith("\n")
    lines = text.splitlines()
    head = next(line for line in lines if not line.startswith("%%"))
    grammar = {**DIAGRAMS[head.split()[0]], **EVERY}
    found: Counter[str] = Counter()
    depth = 0
    for line in lines:
        sorts = [sort for sort, form in grammar.items() if re.fullmatch(form, line.strip())]
        assert sorts, line
        found[sorts[0]] += 1
        opens = sorts[0] in ("group", "frame") or line.endswith(" {")
        depth += 1 if opens else -1 if sorts[0] == "end" else 0
        assert depth >= 0, line
    assert depth == 0
    assert found["head"] == 1
    return found
