"""What an element of a picture looks like, as SVG says it.

Colours and strokes are presentation attributes of each element, in the light theme unless another
is forced, so that they reach programs that read no style sheet or a part of one. A picture that
follows its reader's setting has rules for the dark theme above them. Each of those matches the
elements of one ``class`` attribute, whole: where what is around an element changes its colours (a
dimmed card), the attribute says so. LibreOffice takes no notice of ``@media`` and would draw what
is in it, had a rule a selector of classes; it knows none of attributes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from msgspec import Struct

from sdgen.draw.scene import Look
from sdgen.draw.style import colours_of, rules_of

_COLOURED = ("fill", "stroke")


class Appearance(Struct, frozen=True):
    """How one sort of element is written: its ``class`` and the presentation attributes,
    as ``attributes`` of a tag; and what ``dark`` declares for that class, empty if nothing."""

    classes: str
    attributes: str
    dark: str


class _Rule(Struct, frozen=True):
    """One selector's: for elements of all classes ``own``, within one of the class ``within``
    where that is not empty. The heavier wins."""

    own: frozenset[str]
    within: str
    key: str
    value: str
    weight: tuple[int, int]


@lru_cache(maxsize=4096)
def appearance(look: Look, theme: str, classes: str, around: str) -> Appearance:
    """How an element of ``classes`` is written within elements that have the classes ``around``;
    the theme auto is light, and dark where the reader wants it."""
    first = colours_of(look, "light" if theme == "auto" else theme)
    dark = colours_of(look, "dark") if theme == "auto" else first
    values, context = _resolve(look, classes, around)
    classes = " ".join((classes, *context))
    written = "".join(f' {key}="{first.get(values[key], values[key])}"' for key in sorted(values))
    switched = ";".join(
        f"{key}:{dark[values[key]]}"
        for key in _COLOURED
        if (role := values.get(key, "")) in first and dark[role] != first[role]
    )
    return Appearance(classes, f'class="{classes}"{written}', switched)


def _resolve(look: Look, classes: str, around: str) -> tuple[Mapping[str, str], list[str]]:
    """The value of each property; and which of the classes around the element colour it."""
    own, outer = frozenset(classes.split()), frozenset(around.split())
    best: dict[str, _Rule] = {}
    context: dict[str, None] = {}
    for rule in _candidates(look, classes):
        if rule.own <= own and (not rule.within or rule.within in outer):
            if rule.key not in best or rule.weight > best[rule.key].weight:
                best[rule.key] = rule
            if rule.within and rule.key in _COLOURED:
                context[rule.within] = None
    return {key: rule.value for key, rule in best.items()}, [
        each for each in context if each not in own
    ]


def _candidates(look: Look, classes: str) -> Iterator[_Rule]:
    table = _table(look)
    for word in classes.split():
        yield from table.get(word, ())


@cache
def _table(look: Look) -> Mapping[str, tuple[_Rule, ...]]:
    """The rules by one of the classes that they ask for."""
    found: dict[str, list[_Rule]] = {}
    for order, (selectors, key, value) in enumerate(rules_of(look)):
        for selector in selectors.split(","):
            within, _, last = selector.rpartition(" ")
            own = last.removeprefix(".").split(".")
            weight = (len(own) + bool(within), order)
            rule = _Rule(frozenset(own), within.removeprefix("."), key, value, weight)
            found.setdefault(own[0], []).append(rule)
    return {word: tuple(rules) for word, rules in found.items()}
