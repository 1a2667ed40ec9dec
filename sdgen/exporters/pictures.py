"""What the views of a design show, for exporters that write pictures: the same records as drawing takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from sdgen.analyses.facts import Facts
from sdgen.model.view_names import OF
from sdgen.views import built_in_view, make_pictures
from sdgen.views.diagram import Card, Diagram, Fork, Group, Line
from sdgen.views.picture import Picture
from sdgen.views.sequence import Sequence as SequencePicture

TIMES = "×"


def pictures_of(facts: Facts, view: str) -> tuple[Picture, ...]:
    """The pages of a view; a sequence has one, however long it is, since a text has no end of a page.
    Raises what ``make_pictures`` does."""
    pages = make_pictures(facts, view)
    if not isinstance(pages[0], SequencePicture):
        return pages
    from sdgen.views.sequences.sequence import whole_sequence

    base, _, journey = view.partition(OF)
    known = built_in_view(base)
    assert known is not None, view
    return (whole_sequence(facts, known.title, journey),)


class Mark(Struct, frozen=True):
    """Where the lines of a fork part that leave one card: ``id`` is unique among all marks."""

    id: str
    fork: Fork
    source: str


def marks_of(diagram: Diagram) -> Mapping[tuple[str, str], Mark]:
    """The marks by fork and card: a component that several cards show has one at each of them."""
    known = {fork.id: fork for fork in diagram.forks}
    ends = dict.fromkeys((line.fork, line.source) for line in diagram.lines if line.fork)
    cards = Counter(fork for fork, _ in ends)
    return {
        (fork, source): Mark(f"{fork}@{source}" if cards[fork] > 1 else fork, known[fork], source)
        for fork, source in ends
    }


class Link(Struct, frozen=True):
    """What leads from one node to another: a line, from its mark where it is one of a fork; or, where
    ``line`` is None, what leads from a card to the mark of its lines. Ends are ids of cards, or marks."""

    line: Line | None
    source: str | Mark
    target: str | Mark


def links_of(diagram: Diagram) -> Iterator[Link]:
    """The links of a diagram in the order of its lines; one leads to each mark, before those from it."""
    marks = marks_of(diagram)
    begun: set[str] = set()
    for line in diagram.lines:
        mark = marks[line.fork, line.source] if line.fork else None
        if mark is not None and mark.id not in begun:
            begun.add(mark.id)
            yield Link(None, line.source, mark)
        yield Link(line, mark or line.source, line.target)


class Contents(Struct, frozen=True):
    """What is directly in each group of a diagram, and in none (None)."""

    groups: Mapping[str | None, Sequence[Group]]
    cards: Mapping[str | None, Sequence[Card]]
    marks: Mapping[str | None, Sequence[Mark]]


def contents_of(diagram: Diagram) -> Contents:
    """The groups of a diagram as a tree; what names a group that it does not have is in none. Marks
    stand with their card."""
    known = {group.id for group in diagram.groups}
    groups: dict[str | None, list[Group]] = {}
    for group in diagram.groups:
        groups.setdefault(group.parent if group.parent in known else None, []).append(group)
    cards: dict[str | None, list[Card]] = {}
    for card in diagram.cards:
        cards.setdefault(card.group if card.group in known else None, []).append(card)
    group_of = {card.id: group for group, inside in cards.items() for card in inside}
    marks: dict[str | None, list[Mark]] = {}
    for mark in marks_of(diagram).values():
        marks.setdefault(group_of[mark.source], []).append(mark)
    return Contents(groups, cards, marks)


def step_numbers(diagram: Diagram) -> Mapping[str, Sequence[str]]:
    """The numbers of the steps along each line of the path."""
    found: dict[str, list[str]] = {}
    for step in diagram.path:
        found.setdefault(step.line, []).append(step.number)
    return found


def line_label(line: Line, numbers: Sequence[str]) -> tuple[str, ...]:
    """What stands at a line, behind the numbers of its steps where it is a part of a path."""
    first, *more = line.label.split("\n")
    first = ": ".join(part for part in (", ".join(numbers), first.strip()) if part)
    figures = " · ".join(part for part in (line.protocol, line.rate) if part)
    return (first, *more, figures)


def copies(card: Card) -> str:
    """``×3``, or ``×2-6`` where it scales by itself; empty where there is one."""
    if not card.many:
        return ""
    return f"{TIMES}{card.count}-{card.most}" if card.most > card.count else f"{TIMES}{card.count}"


def heading(card: Card) -> tuple[str, str]:
    """The name of a card, and what it is and how often: ``Sessions``, ``Redis ×3``."""
    below = " ".join(part for part in (card.technology, copies(card)) if part)
    return (card.name or card.id, below)


def card_lines(card: Card) -> tuple[str, ...]:
    """All that stands on a card, from its name down to its chips."""
    meters = (f"{meter.text}: {meter.value}" for meter in card.meters)
    chips = ", ".join(chip.text for chip in card.chips if chip.active)
    badges = ", ".join(badge.text for badge in card.badges)
    return (*heading(card), *card.facts, *meters, chips, badges)
