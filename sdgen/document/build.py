"""A document out of a design: the head, then the sections of a template, numbered."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from sdgen.base.findings import totals
from sdgen.base.words import by_number, joined
from sdgen.blocks import (
    Block,
    Code,
    Details,
    Figure,
    Mark,
    Number,
    Numbers,
    Open,
    Section,
    Table,
    Tone,
    Words,
)
from sdgen.blocks.phrases import pieces
from sdgen.document.columns import without_empty_columns
from sdgen.document.kept import all_complete, at_least, more
from sdgen.document.records import Document, every_block
from sdgen.document.sections import SECTIONS, sections_of
from sdgen.document.sections.steps.high_level import high_level_caption
from sdgen.document.sentences import reached
from sdgen.document.subject import Subject, time_span
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_ratios, format_times
from sdgen.report.estimate import shown
from sdgen.report.failing import duration

KINDS = {"steps": "System design", "rfc": "Request for comments"}
MOST_JOURNEYS = 3


def build_document(subject: Subject) -> Document:
    """The document about ``subject`` in its template."""
    sections: list[Section] = []
    for name, each in sections_of(subject.template):
        subject.open_questions = sum(
            isinstance(block, Open) for block in every_block(tuple(sections))
        )
        with SECTIONS.blaming(name):
            blocks = tuple(each.make(subject))
        if blocks:
            sections.append(Section(each.title, blocks, anchor=name))
    head = tuple(_head(subject))
    numbering = _Numbering()
    return Document(
        kind=KINDS.get(subject.template, "Design"),
        title=subject.design.name,
        summary=subject.design.summary,
        about=tuple(_about(subject)),
        head=numbering.captions(head),
        sections=numbering.sections(sections),
    )


def _about(subject: Subject) -> Iterator[tuple[str, Words]]:
    design = subject.design
    if design.owners:
        yield by_number(len(design.owners), "Owner", "Owners"), joined(design.owners)
    if design.status:
        yield "Status", design.status
    if design.date:
        yield "Date", design.date
    yield "Source", (Code(subject.file),)
    accepted = f", {subject.suppressed} accepted" if subject.suppressed else ""
    found = totals(subject.findings) if subject.findings else "none"
    yield "Findings open", f"{found}{accepted}"


# --- the head -----------------------------------------------------------------------------------


def _head(subject: Subject) -> Iterator[Block]:
    if subject.template == "steps":
        found = tuple(
            each for each in (_worst(subject), _first_full(subject), _stored(subject)) if each
        )
        if found:
            yield Numbers(found)
        yield Figure("high-level", caption=high_level_caption(subject))


def _worst(subject: Subject) -> Number | None:
    """The journey that misses its objective by most, or the least available one."""
    found = tuple(subject.availabilities.values())
    if not found:
        return None

    def missed(each: object) -> float:
        objective, down = each.objective, each.unavailability  # type: ignore[attr-defined]
        return down / (1.0 - objective) if objective is not None and objective < 1.0 else 0.0

    worst = max(
        found,
        key=lambda each: (
            each.meets_objective is False,
            missed(each) if each.meets_objective is False else 0.0,
            each.unavailability,
        ),
    )
    alike = [
        each.journey
        for each in found
        if each.value == worst.value and each.objective == worst.objective
    ]
    names = joined(alike) if len(alike) <= MOST_JOURNEYS else f"{len(alike)} journeys"
    texts = format_ratios(worst.value, *([worst.objective] if worst.objective is not None else []))
    number = len(alike)
    down = f"down {duration(worst.unavailability * subject.calendar.year_seconds)} a year"
    said = f"{names} {by_number(number, 'is', 'are')} {down}"
    if worst.objective is not None:
        said = (
            f"{names} {by_number(number, 'promises', 'promise')} {texts[-1]}, and "
            f"{by_number(number, 'is', 'are')} {down}"
        )
    if not subject.design.journeys:
        said = f"Every call counted, it is {down}"
    tone = Tone.BAD if worst.meets_objective is False else None
    least = min(each.value for each in found)
    title = "Worst availability" if worst.value == least else "Furthest from its objective"
    return Number(title, texts[0], f"{said}.", tone)


def _first_full(subject: Subject) -> Number | None:
    used = [each for each in subject.estimate.bottlenecks if each.share > 0.0]
    if not used:
        return None
    first = min(used, key=lambda each: (each.growth, each.component))
    name = subject.component(first.component)
    text = name
    scale = subject.design.scale
    if scale is not None and scale.daily_users is not None and first.growth >= 1.0:
        users = shown(first.growth * scale.daily_users.value, Dimension.COUNT)
        text += f", at {users} daily users"
    if first.growth < 1.0:
        text += " is over its capacity at the peak"
    when = reached(subject, first.component)
    if when and scale is not None and scale.growth is not None:
        growth = shown(scale.growth.value, Dimension.RATIO)
        text += f"; after {time_span(when, subject.calendar)}, at {growth} growth a year"
    over = first.growth < 1.0
    value = format_times(first.growth)
    if over:
        value = shown(first.share, Dimension.RATIO)
    tone = Tone.BAD if over else Tone.WARNING if when else None
    return Number("First to saturate", value, f"{text}.", tone)


def _stored(subject: Subject) -> Number | None:
    stores = subject.estimate.storage.stores
    if not stores:
        return None
    total = math.fsum(each.bytes_at_horizon for each in stores.values())
    whole = all_complete(stores.values())
    if not whole and not total:
        return None
    when = f"Stored in {subject.horizon}" if subject.horizon else "Stored"
    largest = sorted(stores.values(), key=lambda each: (-each.bytes_at_horizon, each.store))
    held = [
        f"{found} in {subject.component(each.store)}"
        for each in largest
        if (found := at_least(each, each.bytes_at_horizon, Dimension.BYTES))
    ]
    parts = joined(held[:MOST_JOURNEYS])
    over = [each for each in stores.values() if (each.share_at_horizon or 0.0) > 1.0]
    text = f"All copies: {parts}."
    unknown = [each.store for each in stores.values() if not each.complete]
    if unknown:
        text += f" Not all that {joined(subject.components(unknown))} "
        text += f"{by_number(len(unknown), 'keeps', 'keep')} is known."
    if over:
        names = joined(subject.components([each.store for each in over]))
        text += f" Too much for the {by_number(len(over), 'disk', 'disks')} of {names}."
    tone = Tone.WARNING if over else None
    return Number(when, f"{more(whole)}{shown(total, Dimension.BYTES)}", text, tone)


# --- numbers ------------------------------------------------------------------------------------


class _Numbering:
    """Counts sections, tables and figures."""

    def __init__(self) -> None:
        self._tables = 0
        self._figures = 0

    def sections(self, sections: Iterable[Section], before: str = "") -> tuple[Section, ...]:
        """The sections with their numbers, and so all within them."""
        return tuple(
            self._section(section, f"{before}{at}") for at, section in enumerate(sections, start=1)
        )

    def _section(self, section: Section, number: str) -> Section:
        blocks: list[Block] = []
        at = 0
        for block in section.blocks:
            if isinstance(block, Section):
                at += 1
                blocks.append(self._section(block, f"{number}.{at}"))
            else:
                blocks += self.captions((block,))
        return replace(section, blocks=tuple(blocks), number=number)

    def captions(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """The blocks with numbers in front of the captions of tables and figures; of tables what
        says something."""
        return tuple(found for each in blocks if (found := self._captioned(each)) is not None)

    def _captioned(self, block: Block) -> Block | None:
        if isinstance(block, Table):
            said = without_empty_columns(block)
            if said is None:
                return None
            block = said
        if isinstance(block, Table) and block.caption:
            self._tables += 1
            return replace(block, caption=_numbered(f"Table {self._tables}", block.caption))
        if isinstance(block, Figure):
            self._figures += 1
            return replace(block, caption=_numbered(f"Figure {self._figures}", block.caption))
        if isinstance(block, Details):
            return replace(block, blocks=self.captions(block.blocks))
        return block


def _numbered(number: str, caption: Words) -> Words:
    return (Mark(number, Tone.STRONG), " ", *pieces(caption))
