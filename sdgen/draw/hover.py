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


def hover_rules(name: str, scene: Scene) -> str:
    """The rules of a block diagram whose ids begin with ``name``: two for each card with lines, or one
    of these where they would be too many; nothing where they are too many all the same, and for
    other pictures."""
    found = _neighbours(scene.items) if scene.look in _OF_CARDS else {}
    if not found or len(found) > MOST_RULES:
        return ""
    bold = 2 * len(found) <= MOST_RULES
    return "".join(rule for card, near in found.items() for rule in _rules(name, card, near, bold))


def _rules(name: str, card: str, near: Iterable[str], bold: bool) -> Iterator[str]:
    """The selectors of a list all begin with the picture: LibreOffice takes lists apart at any comma,
    and what then is a class alone would hold for everybody."""
    pointed = f'[id="{name}"]:has([id="{name}-card-{card}"]:hover)'
    source, target = f'[data-source="{card}"]', f'[data-target="{card}"]'
    ends = "".join(f':not([id="{name}-card-{each}"])' for each in (card, *near))
    back = (f".line:not({source}):not({target})", f".fork:not({source})", f".card{ends}")
    yield f"{','.join(f'{pointed} {each}' for each in back)}{{opacity:{BACK}}}"
    if bold:
        yield f"{pointed} {source} .stroke,{pointed} {target} .stroke{{stroke-width:{WIDTH}}}"


def _neighbours(items: Iterable[Item]) -> Mapping[str, tuple[str, ...]]:
    """By each card with lines, the cards at their other ends; ids as the picture writes them."""
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
