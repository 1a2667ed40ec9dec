"""Every text can be read in both themes, and both themes have the same colours by name."""

from __future__ import annotations

import pytest

from sdgen.draw.theme import DARK, LIGHT, PALETTE_NAMES, THEMES, Theme, contrast
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


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_lines_stand_out_from_the_background(theme: Theme) -> None:
    for ground in ("background", "group", "inner-group"):
        assert contrast(theme.roles["line"], theme.roles[ground]) >= 3
        assert contrast(theme.roles["path"], theme.roles[ground]) >= 3


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_themes_have_the_same_roles() -> None:
    assert list(LIGHT.roles) == list(DARK.roles)
    assert set(LIGHT.palette) == set(DARK.palette) == set(PALETTE_NAMES)
