"""Looks and house colours: what they make of the colours of a theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from sdgen.draw.contrast import contrast

LookName: TypeAlias = Literal["default", "high-contrast", "print"]
LOOKS: Final[tuple[LookName, ...]] = ("default", "high-contrast", "print")


class HouseColours(Struct, frozen=True):
    """Colours of an organisation, each ``#rrggbb`` for the light theme or empty: the ``accent`` of
    paths, steps, keys and curves, the ``ink`` of titles and names, the ``line`` of calls and edges. The
    dark theme has the same hues as light as it needs."""

    accent: str = ""
    ink: str = ""
    line: str = ""


class Colouring(Struct, frozen=True):
    """How a picture is coloured, whatever its theme."""

    look: LookName = "default"
    house: HouseColours = HouseColours()


PLAIN: Final = Colouring()
GROUNDS: Final = ("background", "group", "inner-group")
FACES: Final = (*GROUNDS, "face")
READ: Final = 4.5
SEEN: Final = 3.0
CLEARLY_READ: Final = 7.0
"""Contrast ratios: of text, of lines and edges, of text in the look of high contrast (WCAG 2, 1.4.3,
1.4.6 and 1.4.11)."""
NEEDED: Final[Mapping[str, tuple[float, str, tuple[str, ...]]]] = {
    "accent": (READ, "white letters", ("solid-ink",)),
    "ink": (READ, "cards and groups", FACES),
    "line": (SEEN, "cards and groups", FACES),
}
"""By house colour the contrast that it has to have with what, in words and as roles of the theme."""

_INKS: Final[tuple[str, ...]] = (
    *("ink", "muted", "neutral-ink", "dimmed-ink", "good-ink", "warning-ink", "bad-ink"),
    "replication-ink",
)
_STROKES: Final[tuple[str, ...]] = (
    *(
        "line",
        "light-line",
        "dimmed-line",
        "edge",
        "group-edge",
        "inner-group-edge",
        "dimmed-edge",
        "rail",
        "replication",
        "path",
        "accent",
    ),
    *("accent-edge", "reference", "curve", "share", "short", "good", "warning", "bad", "neutral"),
    *("added", "removed", "changed"),
)
_TINTS: Final[tuple[str, ...]] = ("added-tint", "removed-tint", "changed-tint")
_QUIET: Final[tuple[str, ...]] = ("rule", "quiet-line", "quiet-edge", "dimmed-edge")
"""Rulings, and what has not changed: context that says nothing by itself."""
_PAPER: Final = "#ffffff"
_WHITE: Final[tuple[str, ...]] = (
    *("group", "inner-group", "behind", "shade", "dimmed-face", "icon-tile", "dimmed-icon-tile"),
    *("chip", "pill", "band", "alone", *_TINTS),
)
_BLACK: Final[tuple[str, ...]] = (
    *("chip-ink", "pill-ink", "line", "path", "key", "key-ink", "curve", "curve-ink"),
    *("replication", "replication-solid"),
)
_GREY: Final[tuple[str, ...]] = (
    *("edge", "group-edge", "inner-group-edge", "light-line", "dimmed-line", "neutral"),
    *("rail", "reference"),
)


def coloured(colours: Mapping[str, str], colouring: Colouring, *, dark: bool) -> dict[str, str]:
    """The colours of a theme by role, as the look and the house have them."""
    found = {**colours}
    _house(found, colouring.house, dark=dark)
    if colouring.look == "high-contrast":
        _strengthened(found, dark=dark)
    elif colouring.look == "print":
        _for_paper(found)
    return found


def strong_enough(colour: str, grounds: Iterable[str], least: float, *, dark: bool) -> str:
    """The colour, as much darker (lighter, where the grounds are ``dark``) as it takes to have a
    contrast of ``least`` with all of them; black or white where no such colour has."""
    grounds = tuple(grounds)
    hue, light, saturation = rgb_to_hls(*_channels(colour))
    while min((contrast(colour, each) for each in grounds), default=least) < least:
        light += 0.004 if dark else -0.004
        if not 0.0 < light < 1.0:
            return "#ffffff" if dark else "#000000"
        colour = _written(hls_to_rgb(hue, light, saturation))
    return colour


def _house(colours: dict[str, str], house: HouseColours, *, dark: bool) -> None:
    grounds = [colours[each] for each in FACES]
    if house.ink:
        # as dark an ink as it is on white is as light a one on black, not the palest that is read
        usual = min(contrast(colours["ink"], each) for each in grounds)
        least = max(READ, min(contrast(house.ink, _PAPER), usual)) if dark else READ
        colours["ink"] = strong_enough(house.ink, grounds, least, dark=dark)
    if house.line:
        line = colours["line"] = strong_enough(house.line, grounds, SEEN, dark=dark)
        for role in ("light-line", "dimmed-line", "edge", "group-edge", "inner-group-edge"):
            colours[role] = _paled(line, colours["background"], grounds)
    if house.accent:
        colours["accent-solid"] = strong_enough(
            house.accent, [colours["solid-ink"]], READ, dark=False
        )
        accent = strong_enough(house.accent, grounds, SEEN, dark=dark)
        chip = colours["chip"] = mix(accent, colours["face"], 0.13 if not dark else 0.25)
        for role in ("accent", "path", "key", "curve", "share"):
            if role in colours:
                colours[role] = accent
        colours["accent-edge"] = _paled(accent, colours["background"], grounds)
        ink = strong_enough(house.accent, (*grounds, chip), READ, dark=dark)
        for role in ("chip-ink", "key-ink", "curve-ink"):
            if role in colours:
                colours[role] = ink


def _strengthened(colours: dict[str, str], *, dark: bool) -> None:
    """Text is read at 7:1, and every line, bar and edge is seen at 4.5:1; white glyphs and letters
    stand on darker grounds."""
    tints = [each for each in _TINTS if each in colours]
    grounds = [colours[each] for each in (*FACES, "dimmed-face", "track", *tints)]
    for role in (each for each in _INKS if each in colours):
        colours[role] = strong_enough(colours[role], grounds, CLEARLY_READ, dark=dark)
    for role in (each for each in _STROKES if each in colours):
        colours[role] = strong_enough(colours[role], grounds, READ, dark=dark)
    for role in ("key", "key-ink", "curve-ink"):
        if role in colours:
            colours[role] = strong_enough(colours[role], grounds, CLEARLY_READ, dark=dark)
    for role in (each for each in _QUIET if each in colours):
        colours[role] = strong_enough(colours[role], grounds[: len(FACES)], SEEN, dark=dark)
    for ink, ground in (("chip-ink", "chip"), ("pill-ink", "pill")):
        colours[ink] = strong_enough(colours[ink], [colours[ground]], CLEARLY_READ, dark=dark)
    for role in colours:
        if role.endswith(("-solid", "-tile")) and "icon" not in role:
            colours[role] = strong_enough(colours[role], [colours["solid-ink"]], READ, dark=False)


def _for_paper(colours: dict[str, str]) -> None:
    """White paper, black lines and letters, grey tiles: nothing is lost without colour, and no ink on
    grounds."""
    colours.update({role: _PAPER for role in _WHITE if role in colours})
    for role in (*_INKS, *_BLACK):
        if role in colours and role not in ("good-ink", "warning-ink", "bad-ink"):
            colours[role] = "#000000"
    for role in ("muted", "dimmed-ink", "neutral-ink"):
        colours[role] = "#333333"
    for role in _GREY:
        if role in colours:
            colours[role] = "#6b6b6b"
    colours["track"] = "#f0f0f0"
    for role in (each for each in _QUIET if each in colours):
        colours[role] = "#bdbdbd"
    for role in ("accent", "accent-solid", "accent-edge", "slate-solid", "short"):
        if role in colours:
            colours[role] = "#404040"
    if "share" in colours:
        colours["share"] = "#8a8a8a"
    for role in colours:
        if role.endswith("-tile") and "icon" not in role:
            colours[role] = "#8a8a8a" if role == "dimmed-tile" else "#404040"


def _paled(colour: str, background: str, grounds: Iterable[str]) -> str:
    """The colour with as much of the background in it as leaves it seen on all grounds."""
    grounds = tuple(grounds)
    for part in range(30, 100, 5):
        mixed = mix(colour, background, part / 100)
        if min(contrast(mixed, each) for each in grounds) >= SEEN:
            return mixed
    return colour


def mix(colour: str, other: str, part: float) -> str:
    """The colour in the other one, of which it is that ``part`` (0 to 1); each is ``#rrggbb``."""
    return _written(
        a * part + b * (1 - part) for a, b in zip(_channels(colour), _channels(other), strict=True)
    )


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    return red, green, blue


def _written(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(255 * each):02x}" for each in channels)
