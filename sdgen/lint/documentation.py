"""A rule's docstring taken apart.

A docstring is a sentence, then sections. A section begins with its heading at the left margin,
followed by a colon; what is indented below ``Bad`` and ``Good`` is YAML.
"""

from __future__ import annotations

from textwrap import dedent

from msgspec import Struct

HEADINGS = ("Finds", "Why", "Bad", "Good", "Can be wrong", "Source")


class Documentation(Struct, frozen=True):
    """What a rule says of itself. ``bad`` and ``good`` are designs without the lines ``sdgen`` and
    ``name``; a section that is not there is empty."""

    summary: str
    finds: str
    why: str
    bad: str
    good: str
    can_be_wrong: str
    source: str


def read_documentation(doc: str) -> Documentation:
    """The sections of a docstring."""
    sections: dict[str, list[str]] = {"": []}
    current = ""
    for line in dedent(doc).strip("\n").splitlines():
        heading, colon, rest = line.partition(":")
        if colon and heading in HEADINGS:
            current = heading
            sections[current] = [rest.strip()] if rest.strip() else []
        else:
            sections[current].append(line)

    def prose(heading: str) -> str:
        return "\n".join(sections.get(heading, ())).strip()

    def snippet(heading: str) -> str:
        text = dedent("\n".join(sections.get(heading, ()))).strip("\n")
        return f"{text}\n" if text else ""

    return Documentation(
        summary=prose("").split("\n\n")[0].replace("\n", " "),
        finds=prose("Finds"),
        why=prose("Why"),
        bad=snippet("Bad"),
        good=snippet("Good"),
        can_be_wrong=prose("Can be wrong"),
        source=prose("Source"),
    )


def whole_design(snippet: str) -> str:
    """A snippet as a design file: with the two lines that every design begins with."""
    return snippet if snippet.startswith("sdgen:") else f"sdgen: 1\nname: Example\n{snippet}"
