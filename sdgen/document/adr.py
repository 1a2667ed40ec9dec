"""Decisions as architecture decision records, one file each, in the form of MADR 4
(https://adr.github.io/madr/)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from sdgen.base.gate import for_markdown
from sdgen.base.medium import Medium, leaving_for
from sdgen.blocks import Block, List, Paragraph, Section
from sdgen.design.records import Decision, Design, Option
from sdgen.report.writers.markdown import markdown_lines

NUMBERED: Final = re.compile(r"(?P<number>\d{1,9})-(?P<slug>.+)\.md")
"""The name of the file of a record."""


class DecisionRecord(Struct, frozen=True):
    """The text of a decision's file, and what tells its file from those of other decisions."""

    slug: str
    text: str


def decision_records(design: Design, file: str) -> tuple[DecisionRecord, ...]:
    """The records of a design's decisions; ``file`` is what they call the design's file."""
    return tuple(
        DecisionRecord(each.id, _text(design, each, file)) for each in design.decisions.values()
    )


MADE_FROM: Final = b"<!-- Made by sdgen doc from "
"""How the line begins that says of which design a record is."""


def made_from(file: str) -> str:
    """The first line of the records of a design."""
    return f"<!-- Made by sdgen doc from {_in_a_comment(file)}: a change here is lost. -->"


def numbered(
    slugs: Sequence[str], present: Sequence[str], others: Collection[str] = ()
) -> Mapping[str, str]:
    """The name of each record's file in a folder where the files ``present`` are. A record keeps the
    number that it has, a new one gets the next after all that there are. ``others`` are files of
    other designs, which may have a decision of the same name."""
    known: dict[str, str] = {}
    highest = 0
    for name in sorted(present):
        found = NUMBERED.fullmatch(name)
        if found is not None:
            highest = max(highest, int(found["number"]))
            if name not in others:
                known.setdefault(found["slug"], name)
    names = {}
    for slug in slugs:
        if slug not in known:
            highest += 1
            known[slug] = f"{highest:04}-{slug}.md"
        names[slug] = known[slug]
    return names


def _text(design: Design, decision: Decision, file: str) -> str:
    status = "accepted" if decision.choice else "proposed"
    lines = [
        "---",
        f"status: {status}",
        "---",
        made_from(file),
        "",
        f"# {for_markdown(decision.question)}",
        "",
        *markdown_lines(tuple(_blocks(design, decision))),
    ]
    return leaving_for(Medium.TEXT, "".join(f"{line}\n" for line in lines))


def _blocks(design: Design, decision: Decision) -> Iterator[Block]:
    """The sections that MADR has, of what the decision says."""
    names = [
        design.components[name].name if name in design.components else name
        for name in decision.affects
    ]
    context = [Paragraph(decision.question)]
    if names:
        context.append(Paragraph(f"It affects these parts of {design.name}: {', '.join(names)}."))
    yield Section("Context and Problem Statement", tuple(context), is_name=True)
    options = tuple(decision.options.values())
    if options:
        listed = List(tuple(each.name for each in options))
        yield Section("Considered Options", (listed,), is_name=True)
    yield Section("Decision Outcome", (Paragraph(_outcome(decision)),), is_name=True)
    weighed = tuple(_option(each) for each in options if each.pros or each.cons)
    if weighed:
        yield Section("Pros and Cons of the Options", weighed, is_name=True)


def _outcome(decision: Decision) -> str:
    if not decision.choice:
        return f"None is chosen yet. {decision.because}".rstrip()
    chosen = f'Chosen option: "{decision.choice}"'
    return f"{chosen}, because: {decision.because}" if decision.because else f"{chosen}."


def _option(option: Option) -> Section:
    said = [f"Good, because {text}" for text in option.pros]
    said += [f"Bad, because {text}" for text in option.cons]
    return Section(option.name, (List(tuple(said)),), is_name=True)


def _in_a_comment(text: str) -> str:
    """The text without what ends a comment."""
    return re.sub(r"-{2,}|>", "-", " ".join(text.split()))
