"""What a picture does where a card is pointed at: its lines stand out, and all else steps back.

These rules are CSS only, for pictures that are opened or stand in a page. They ask more of a reader of
CSS than those of colours, and stand behind all items in a style sheet of their own: a program that
knows none of it has read everything else by then. Each begins with an id as an attribute, for the
reason that ``appearance`` gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sdgen.draw.scene import Item, Part, Scene

MOST_RULES = 300
"""Rules up to which browsers answer a pointer at once; a picture of more cards has none."""
BACK = "0.15"
"""How much is left of what is no neighbour of the card."""
WIDTH = "2.5"
"""Of the lines of the card."""
_OF_CARDS = ("sdgen", "sdgen change")
"""The looks of block diagrams."""


def neighbours(scene: Scene) -> Mapping[str, tuple[str, ...]]:
    """Of a block diagram, by each card with lines the cards at their other ends; ids as the picture
    writes them. Nothing of other pictures, and of those in which there would be too many rules."""
    found = _at_other_ends(scene.items) if scene.look in _OF_CARDS else {}
    return found if len(found) <= MOST_RULES else {}


def near(part: Part, found: Mapping[str, tuple[str, ...]]) -> str:
    """What ``data-near`` of a part says: the cards that leave it as it is when they are pointed at. Of
    a card itself and its ``neighbours``, of a line its ends; empty of what never steps back."""
    if not found:
        return ""
    ends = [value for key, value in part.data if key in ("source", "target")]
    if ends:
        return " ".join(dict.fromkeys(ends))
    if part.classes.partition(" ")[0] != "card":
        return ""
    card = part.id.removeprefix("card-")
    return " ".join((card, *found.get(card, ())))


def hover_rules(name: str, found: Mapping[str, tuple[str, ...]]) -> str:
    """The rules of a picture whose ids begin with ``name`` for its ``neighbours``: two for each card,
    or one of these where they would be too many."""
    bold = 2 * len(found) <= MOST_RULES
    return "".join(rule for card in found for rule in _rules(name, card, bold))


def _rules(name: str, card: str, bold: bool) -> Iterator[str]:
    """No rule has a list of selectors: LibreOffice takes lists apart at any comma, and a part without
    the picture would hold for everybody."""
    pointed = f'[id="{name}"]:has([id="{name}-card-{card}"]:hover)'
    yield f'{pointed} [data-near]:not([data-near~="{card}"]){{opacity:{BACK}}}'
    if bold:
        yield f'{pointed} .line[data-near~="{card}"] .stroke{{stroke-width:{WIDTH}}}'


def _at_other_ends(items: Iterable[Item]) -> Mapping[str, tuple[str, ...]]:
    near: dict[str, dict[str, None]] = {}
    for part in _parts(items):
        ends = dict(part.data)
        source, target = ends.get("source"), ends.get("target")
        if source and target and part.classes.startswith("line"):
            near.setdefault(source, {})[target] = None
            near.setdefault(target, {})[source] = None
    return {card: tuple(x for x in others if x != card) for card, others in near.items()}


def _parts(items: Iterable[Item]) -> Iterator[Part]:
    for item in items:
        if isinstance(item, Part):
            yield item
            yield from _parts(item.items)
