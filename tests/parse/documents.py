"""Random YAML documents in every layout: blocks, brackets and both, comments, anchors, CRLF."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies as st

KEYS = ("a", "b", "kind", "zones", "x y", "404", "no", "ü", "👩", "k-1")
PLAIN = ("1", "two", "3.5", "true", "null", "~", "a b", "99%", "日本", "no", "-5", "a:b", "x#y")
QUOTED = ("'a, b'", "'it''s'", '"a # b"', '"\\n: "', '""', "'{'", '"👩"')


@dataclass(slots=True)
class Writer:
    """Writes one document; ``anchors`` says whether values may be marked and repeated."""

    random: Random
    anchors: bool
    comments: int = 0
    names: list[str] = field(default_factory=list)
    open: int = 0

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def comment(self) -> str:
        self.comments += 1
        return f"# c{self.comments}, 'q' {{"

    def behind(self, share: float = 0.25) -> str:
        return f"{' ' * self.random.randint(1, 4)}{self.comment()}" if self.chance(share) else ""

    def scalar(self) -> str:
        return self.random.choice(QUOTED if self.chance(0.3) else PLAIN)

    def key(self, known: set[str]) -> str | None:
        free = [each for each in KEYS if each not in known]
        if not free:
            return None
        known.add(key := self.random.choice(free))
        return f'"{key}"' if self.chance(0.2) else key

    def mark(self) -> str:
        """``&name`` for a value that may be repeated, once it is complete."""
        if not self.anchors or not self.chance(0.25):
            return ""
        return f"&n{len(self.names) + self.open}"

    def closed(self, mark: str) -> None:
        if mark and mark[1:] not in self.names:
            self.names.append(mark[1:])

    def alias(self) -> str:
        return f"*{self.random.choice(self.names)}" if self.names and self.chance(0.25) else ""

    # --- in brackets --------------------------------------------------------------------------

    def flow(self, depth: int, indent: int, top: bool = False) -> str:
        if not top and (alias := self.alias()):
            return alias + " "
        if depth == 0 or self.chance(0.4):
            return self.scalar()
        mapping = self.chance(0.5)
        known: set[str] = set()
        parts = []
        for _ in range(self.random.randint(0, 3)):
            if not mapping:
                parts.append(self.flow(depth - 1, indent))
            elif key := self.key(known):
                value = self.flow(depth - 1, indent)
                parts.append(f"{key}: {value}")
        return self.brackets(parts, "{}" if mapping else "[]", indent)

    def brackets(self, parts: list[str], marks: str, indent: int) -> str:
        comma = "," if parts and self.chance(0.15) else ""
        if not self.chance(0.25):
            space = " " if self.chance(0.2) else ""
            return marks[0] + space + ", ".join(parts) + comma + space + marks[1]
        margin = " " * (indent + 2)
        lines = [marks[0] + self.behind()]
        for number, part in enumerate(parts):
            end = "," if number < len(parts) - 1 else comma
            lines.append(margin + part + end + self.behind())
        close = margin + marks[1]
        return "\n".join([*lines, close])

    # --- in lines -----------------------------------------------------------------------------

    def value(self, head: str, depth: int, indent: int, dash: bool) -> list[str]:
        """A value behind ``head``, a key with its colon or a dash."""
        if alias := self.alias():
            return [f"{head} {alias}{self.behind()}"]
        kind = self.random.choice("sssnflmmtt" if depth else "sssnf")
        mark = self.mark()
        self.open += bool(mark)
        marked = f"{head} {mark}" if mark else head
        lines = self.unmarked(kind, marked, (depth, indent), compact=dash and not mark)
        self.open -= bool(mark)
        self.closed(mark)
        return lines

    def unmarked(self, kind: str, head: str, at: tuple[int, int], compact: bool) -> list[str]:
        depth, indent = at
        if kind == "n":
            return [head + self.behind()]
        if kind == "l":
            style = self.random.choice(["|", "|-", "|+", ">", ">-"])
            lines = ["text", "more: text # none", *([""] * self.chance(0.3)), "last"]
            tail = [""] * self.random.randint(0, 2)
            margin = " " * (indent + 2)
            return [
                f"{head} {style}{self.behind()}",
                *(margin + each if each else "" for each in lines),
                *tail,
            ]
        if kind in "mt":
            block = self.mapping if kind == "m" else self.list
            deeper = indent + self.random.choice([2, 2, 4])
            if compact and self.chance(0.7):
                gap = self.random.choice([1, 1, 3])
                lines = block(depth - 1, indent + 1 + gap, first=False)
                return [head + " " * gap + lines[0].lstrip(" "), *lines[1:]]
            return [head + self.behind(), *block(depth - 1, deeper, first=True)]
        text = self.scalar() if kind == "s" else self.flow(2, indent, top=True)
        if self.chance(0.05):
            return [head + self.behind(), " " * (indent + 2) + text + self.behind()]
        return [f"{head} {text}{self.behind()}"]

    def between(self, indent: int) -> list[str]:
        lines = [""] if self.chance(0.1) else []
        return [*lines, " " * indent + self.comment()] if self.chance(0.15) else lines

    def mapping(self, depth: int, indent: int, first: bool) -> list[str]:
        lines: list[str] = []
        known: set[str] = set()
        for number in range(self.random.randint(1, 4)):
            key = self.key(known)
            lines += self.between(indent) if first or number else []
            lines += self.value(f"{' ' * indent}{key}:", depth, indent, dash=False)
        return lines

    def list(self, depth: int, indent: int, first: bool) -> list[str]:
        lines: list[str] = []
        for number in range(self.random.randint(1, 4)):
            lines += self.between(indent) if first or number else []
            lines += self.value(f"{' ' * indent}-", depth, indent, dash=True)
        return lines

    def document(self) -> str:
        block = self.mapping if self.chance(0.9) else self.list
        lines = [*self.between(0), *block(3, 0, first=True)]
        text = "\n".join([*lines, *self.between(0)])
        if not text.rstrip("\n").endswith(("last", "|", ">", "+", "-")) and self.chance(0.2):
            return text
        return text + "\n"


def document(random: Random, anchors: bool) -> str:
    text = Writer(random, anchors).document()
    return text.replace("\n", "\r\n") if random.random() < 0.25 else text


documents = st.builds(document, st.randoms(use_true_random=False), st.just(False))
documents_with_anchors = st.builds(document, st.randoms(use_true_random=False), st.just(True))
