"""Every text can be read in both themes, and both themes have the same colours by name."""

from __future__ import annotations

from typing import get_args

import pytest

from sdgen.draw.contrast import contrast
from sdgen.draw.scene import Look
from sdgen.draw.style import colours_of, rules_of
from sdgen.draw.theme import DARK, LIGHT, PALETTE_NAMES, THEMES, Theme
from tests.support.cases import every_case

TEXT_ON = [
    *((role, "background") for role in ("ink", "muted")),
    *((role, "face") for role in ("ink", "muted", "neutral-ink")),
    *((role, "dimmed-face") for role in ("muted", "neutral-ink")),
    *((role, "group") for role in ("muted",)),
    *((role, "inner-group") for role in ("muted",)),
    *((f"{tone}-ink", "face") for tone in ("good", "warning", "bad")),
    *((f"{tone}-ink", "dimmed-face") for tone in ("good", "warning", "bad")),
    *(("solid-ink", f"{tone}-solid") for tone in ("good", "warning", "bad")),
    *(("dimmed-ink", ground) for ground in ("dimmed-face", "background", "group")),
    ("muted", "track"),
    ("solid-ink", "accent-solid"),
    ("chip-ink", "chip"),
    ("pill-ink", "pill"),
]


@every_case("theme", THEMES.values())
@every_case(("text", "ground"), TEXT_ON)
def test_text_has_enough_contrast(theme: Theme, text: str, ground: str) -> None:
    assert contrast(theme.roles[text], theme.roles[ground]) >= 4.5


@every_case("theme", THEMES.values())
@every_case("name", PALETTE_NAMES)
def test_glyphs_stand_out_from_their_tiles(theme: Theme, name: str) -> None:
    assert contrast(theme.roles["glyph"], theme.palette[name]) >= 3


GROUNDS = ("background", "group", "inner-group")
LINE_ON = [
    *(
        (role, ground)
        for role in ("line", "light-line", "dimmed-line", "path")
        for ground in GROUNDS
    ),
    *(
        (tone, ground)
        for tone in ("good", "warning", "bad", "neutral")
        for ground in ("face", "track")
    ),
    *((tone, ground) for tone in ("warning", "bad") for ground in GROUNDS),
    *(("group-edge", ground) for ground in ("background", "group")),
    *(("inner-group-edge", ground) for ground in ("group", "inner-group")),
    *(("edge", ground) for ground in (*GROUNDS, "face")),
    *((role, ground) for role in ("accent", "accent-edge") for ground in ("background", "face")),
]


@every_case("theme", THEMES.values())
@every_case(("line", "ground"), LINE_ON)
def test_lines_bars_and_edges_stand_out(theme: Theme, line: str, ground: str) -> None:
    assert contrast(theme.roles[line], theme.roles[ground]) >= 3


LOOKS: tuple[Look, ...] = get_args(Look)
NO_LINES = {"rule", "grid", "reading", "glyph", "mark-sign", "mark-shape"}
"""Classes of strokes that say nothing by themselves: rulings, readings of a scale, glyphs on their
tiles, signs in badges and the rims of these."""
QUIET = {"quiet-line", "quiet-edge"}
"""The roles of strokes of what a change leaves as it is: context that is to step back, and is seen at
3:1 in the look of high contrast."""
NOT_IN_FRONT = {"dimmed", "faded", "quiet"}
"""Classes of cards whose edge steps back with them; that of lines does not."""
LINES = {
    *("line", "light-line", "dimmed-line", "path", "group-edge", "inner-group-edge", "edge"),
    *("accent", "accent-edge", "good", "warning", "bad", "neutral"),
}
"""The roles of strokes of which the tests above and those of each look know the contrast."""


@every_case("look", LOOKS)
@every_case("theme", list(THEMES))
def test_every_stroke_stands_out(look: Look, theme: str) -> None:
    """A role that only one look has stands out from faces and the background."""
    colours, base = colours_of(look, theme), THEMES[theme].roles
    for selectors, key, role in rules_of(look):
        words = {word.lstrip(".") for each in selectors.split(",") for word in each.split()}
        if key != "stroke" or role not in colours or words & NO_LINES or role in LINES | QUIET:
            continue
        if words & NOT_IN_FRONT and words & {"face", "behind"}:
            continue
        if any(word.startswith("glyph") for word in words) or role == "solid-ink":
            continue
        assert contrast(colours[role], base["face"]) >= 3, (selectors, role)
        assert contrast(colours[role], base["background"]) >= 3, (selectors, role)


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_themes_have_the_same_roles() -> None:
    assert list(LIGHT.roles) == list(DARK.roles)
    assert set(LIGHT.palette) == set(DARK.palette) == set(PALETTE_NAMES)
