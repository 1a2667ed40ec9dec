"""The names of cards, fitted: no two components are read alike, also where names are cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from msgspec.structs import replace

from sdgen.draw.typography import BESIDE_NAME, NAME, FittedLine, TextStyle, fit
from sdgen.text.clean import clean_text
from sdgen.views.diagram import Card

LINES = 2
KEPT = 10
"""Characters at the beginning that stay where the middle of a name is left out."""
BEFORE = 3
"""Characters that stay before the first one in which two names differ."""
ROUNDS = 3
"""Of names that share a beginning some share more of it: how often they are told apart."""


def fit_names(
    cards: Sequence[Card], rooms: Sequence[float], *, full_size: bool = False
) -> list[FittedLine]:
    """The name of each card within its room in px. Names that would be cut to the same words leave
    out what they have in common instead, and have a number where that does not help. With
    ``full_size`` they wrap before they shrink."""
    names = {card.component: card.name or card.id for card in cards}
    room_of = {card.component: room for card, room in zip(cards, rooms, strict=True)}
    style_of = {card.component: name_style(card) for card in cards}

    def fit_one(component: str, name: str) -> FittedLine:
        style = style_of[component]
        return fit(name, room_of[component], style, lines=LINES, full_size=full_size)

    fitted = {component: fit_one(component, name) for component, name in names.items()}
    names = {component: clean_text(name) for component, name in names.items()}
    rounds = (alike for _ in range(ROUNDS) for alike in _alike(fitted))
    for alike in rounds:
        start = _shared([names[component] for component in alike]) - BEFORE
        for component in alike:
            name = names[component]
            if start > KEPT:
                from sdgen.text.fit import ELLIPSIS

                name = f"{name[:KEPT].rstrip()}{ELLIPSIS}{name[start:].lstrip()}"
            fitted[component] = _of(names[component], fit_one(component, name))
    for alike in _alike(fitted):
        for number, component in enumerate(alike[1:], 2):
            text = f"{number} {names[component]}"
            fitted[component] = _of(names[component], fit_one(component, text))
    return [fitted[card.component] for card in cards]


def name_style(card: Card) -> TextStyle:
    """How the name of a card is written."""
    return BESIDE_NAME if card.beside else NAME


def _of(name: str, fitted: FittedLine) -> FittedLine:
    return replace(fitted, whole=name)


def _alike(fitted: dict[str, FittedLine]) -> Iterable[list[str]]:
    """The components, two or more, that have the same cut name."""
    found: dict[tuple[str, ...], list[str]] = {}
    for component, name in fitted.items():
        if name.whole:
            found.setdefault(name.lines, []).append(component)
    return [alike for alike in found.values() if len(alike) > 1]


def _shared(names: Sequence[str]) -> int:
    """How many characters all of the names begin with, none if they are the same."""
    if len(set(names)) == 1:
        return 0
    return sum(
        1 for _ in takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    )
