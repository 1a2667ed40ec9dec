"""What PNG and PDF are made from: the scene written once more, as SVG with one theme's literal
colours, and the font files that draw its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sdgen.draw.cut_texts import cut_warnings
from sdgen.draw.fonts import (
    FAMILY,
    fallback_warning,
    find_fallback_fonts,
    font_family,
    font_paths,
    stand_in_warning,
)
from sdgen.draw.scene import Scene, SymbolDefinition, texts
from sdgen.draw.svg import write_svg
from sdgen.draw.theme import DARK, LIGHT, Theme
from sdgen.text.measure import missing_characters

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_NOT_IN_A_STYLE = frozenset("'\"\\<>&;{}")


class RasterSource(Struct, frozen=True):
    """A picture as a renderer takes it: ``svg``, the paths of the font files that draw its text,
    and warnings about characters that no font has and texts that are cut."""

    svg: str
    font_files: tuple[str, ...]
    warnings: tuple[str, ...]


def theme_of(name: str) -> Theme:
    """The theme of that name; that of auto is light."""
    return DARK if name == DARK.name else LIGHT


def raster_source(scene: Scene, theme: str, folders: Sequence[Path] | None = None) -> RasterSource:
    """The scene in the colours of ``theme`` (auto is light) and no embedded fonts, which
    these renderers do not read. ``folders`` replaces the system's font folders."""
    found = find_fallback_fonts(missing_characters("".join(characters_of(scene))), folders)
    warnings = (*cut_warnings(scene), fallback_warning(found), stand_in_warning(found.paths))
    return RasterSource(
        raster_svg(scene, theme, found.paths),
        tuple(map(str, (*font_paths(), *found.paths))),
        tuple(each for each in warnings if each),
    )


def raster_svg(scene: Scene, theme: str, stand_ins: Sequence[Path]) -> str:
    """The scene in the colours of ``theme``, its text cut for the fonts that stand in for what the
    embedded one lacks."""
    if stand_ins and missing_characters("".join(characters_of(scene))):
        scene = _with_stand_ins(scene, stand_ins)
    scene = replace(scene, symbols=tuple(map(_in_detail, scene.symbols)))
    return write_svg(scene, theme_of(theme).name, font_family("embedded"), still=True)


def _in_detail(symbol: SymbolDefinition) -> SymbolDefinition:
    """The symbol with all pixels that there are of its icon, for any number of them in the result."""
    if not symbol.icon:
        return symbol
    from sdgen.draw.icon_images import icon_data_uri

    return replace(symbol, image=icon_data_uri(symbol.icon) or symbol.image)


def characters_of(scene: Scene) -> set[str]:
    """Every character that is drawn."""
    return set().union(*(text.content for text in texts(scene.items)))


def _with_stand_ins(scene: Scene, paths: Sequence[Path]) -> Scene:
    """The scene with its text cut for these fonts."""
    from sdgen.draw.font_files import character_widths, font_facts
    from sdgen.draw.font_runs import StandIn, with_runs

    characters = characters_of(scene)
    facts = {path: font_facts(path) for path in paths}
    stand_ins = [
        StandIn(fact.family, character_widths(path, characters), fact.coloured)
        for path, fact in facts.items()
        if _can_be_asked_for(fact.family)
    ]
    return with_runs(scene, stand_ins) if stand_ins else scene


def _can_be_asked_for(family: str) -> bool:
    """Whether a style sheet can ask for the family, and means another than the embedded one."""
    return family not in ("", FAMILY) and family.isprintable() and not set(family) & _NOT_IN_A_STYLE
