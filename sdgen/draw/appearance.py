"""What an element of a picture looks like, as SVG says it.

Colours and strokes are presentation attributes of each element, in the light theme unless another
is forced, so that they reach programs that read no style sheet or a part of one. A picture that
follows its reader's setting has rules for the dark theme above them. Each of those matches the
elements of one ``class`` attribute, whole: where what is around an element changes its colours (a
dimmed card), the attribute says so. LibreOffice takes no notice of ``@media`` and would draw what
is in it, had a rule a selector of classes; it knows none of attributes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from msgspec import Struct

from sdgen.draw.colouring import PLAIN, Colouring
from sdgen.draw.scene import Look
from sdgen.draw.style import colours_of, rules_of

_COLOURED = ("fill", "stroke")


class Appearance(Struct, frozen=True):
    """How one sort of element is written: its ``class`` and the presentation attributes,
    as ``attributes`` of a tag; and what ``dark`` declares for that class, empty if nothing, or
    ``both``, by the colour scheme of the element, for light and dark."""

    classes: str
    attributes: str
    dark: str
    both: str


@lru_cache(maxsize=4096)
def appearance(
    look: Look, theme: str, classes: str, around: str, colouring: Colouring = PLAIN
) -> Appearance:
    """How an element of ``classes`` is written within elements that have the classes ``around``;
    the theme auto is light, and dark where the reader wants it."""
    first = colours_of(look, "light" if theme == "auto" else theme, colouring)
    dark = colours_of(look, "dark", colouring) if theme == "auto" else first
    values, context = _resolve(look, classes, around)
    classes = " ".join((classes, *context))
    written = "".join(f' {key}="{first.get(values[key], values[key])}"' for key in sorted(values))
    switched = {
        key: (first[role], dark[role])
        for key in _COLOURED
        if (role := values.get(key, "")) in first and dark[role] != first[role]
    }
    return Appearance(
        classes,
        f'class="{classes}"{written}',
        ";".join(f"{key}:{second}" for key, (_, second) in switched.items()),
        ";".join(f"{key}:light-dark({one},{other})" for key, (one, other) in switched.items()),
    )


def _resolve(look: Look, classes: str, around: str) -> tuple[Mapping[str, str], list[str]]:
    """The value of each property; and which of the classes around the element colour it."""
    own, outer = classes.split(), around.split()
    values: dict[str, str] = {}
    weights: dict[str, tuple[int, int]] = {}
    context: dict[str, None] = {}
    table = _table(look)
    for order, selector, key, value in (rule for word in own for rule in table.get(word, ())):
        within, _, last = selector.rpartition(" ")
        words = last[1:].split(".")
        if not all(word in own for word in words) or (within and within[1:] not in outer):
            continue
        weight = (len(words) + bool(within), order)
        if weight > weights.get(key, (0, 0)):
            values[key], weights[key] = value, weight
        if within and key in _COLOURED:
            context[within[1:]] = None
    return values, [word for word in context if word not in own]


@cache
def _table(look: Look) -> Mapping[str, list[tuple[int, str, str, str]]]:
    """Order, selector, property and value of each rule, by one of the classes that it asks for."""
    found: dict[str, list[tuple[int, str, str, str]]] = {}
    for order, (selectors, key, value) in enumerate(rules_of(look)):
        for selector in selectors.split(","):
            word = selector[selector.rfind(" ") + 2 :].partition(".")[0]
            found.setdefault(word, []).append((order, selector, key, value))
    return found
