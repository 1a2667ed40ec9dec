"""The rules and the colours of each look that a scene can have."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import assert_never

from sdgen.draw.colouring import PLAIN, Colouring, coloured
from sdgen.draw.scene import Look
from sdgen.draw.theme import RULES, THEMES, Rules, colours


def rules_of(look: Look) -> Rules:
    """What its elements look like by their classes."""
    match look:
        case "sdgen":
            return RULES
        case "sdgen change":
            from sdgen.draw.diagram.change_theme import CHANGE_RULES

            return (*RULES, *CHANGE_RULES)
        case "sdgen chart":
            from sdgen.draw.chart.theme import CHART_RULES

            return (*RULES, *CHART_RULES)
        case "sdgen entities":
            from sdgen.draw.entities.theme import ENTITY_RULES

            return (*RULES, *ENTITY_RULES)
        case "sdgen matrix":
            from sdgen.draw.matrix.theme import MATRIX_RULES

            return (*RULES, *MATRIX_RULES)
        case "sdgen rack":
            from sdgen.draw.rack.theme import RACK_RULES

            return (*RULES, *RACK_RULES)
        case "sdgen sequence":
            from sdgen.draw.sequence.theme import SEQUENCE_RULES

            return (*RULES, *SEQUENCE_RULES)
        case _:
            assert_never(look)


@cache
def colours_of(look: Look, theme: str, colouring: Colouring = PLAIN) -> Mapping[str, str]:
    """The colour of each role that its rules name, in the theme ``light`` or ``dark``."""
    if colouring.look == "print":
        theme = "light"
    found = _plain_colours(look, theme)
    return found if colouring == PLAIN else coloured(found, colouring, dark=theme == "dark")


def _plain_colours(look: Look, theme: str) -> Mapping[str, str]:
    found = colours(THEMES[theme])
    match look:
        case "sdgen" | "sdgen sequence":
            return found
        case "sdgen change":
            from sdgen.draw.diagram.change_theme import CHANGE_COLOURS

            return {**found, **CHANGE_COLOURS[theme]}
        case "sdgen chart":
            from sdgen.draw.chart.theme import CURVE_COLOURS

            return {**found, **CURVE_COLOURS[theme]}
        case "sdgen entities":
            from sdgen.draw.entities.theme import KEY_COLOURS

            return {**found, **KEY_COLOURS[theme]}
        case "sdgen matrix":
            from sdgen.draw.matrix.theme import SHARE_COLOURS

            return {**found, **SHARE_COLOURS[theme]}
        case "sdgen rack":
            from sdgen.draw.rack.theme import RACK_COLOURS

            return {**found, **RACK_COLOURS[theme]}
        case _:
            assert_never(look)
