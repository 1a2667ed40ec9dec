"""A scene to the text of its picture: fonts for the letters that occur, the symbols of its cards,
and what a user should know about either."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, TypedDict, Unpack

from msgspec import Struct
from msgspec.structs import replace

from sdgen.base.links import link_problem
from sdgen.base.warnings import CharactersWarning, FoundWarning
from sdgen.draw.colouring import PLAIN, Colouring
from sdgen.draw.escape import safe_link
from sdgen.draw.fonts import font_face_css, font_family
from sdgen.draw.glyphs import GLYPH_SIZE, glyph_markup
from sdgen.draw.scene import Scene, SymbolDefinition, texts
from sdgen.draw.svg import write_svg
from sdgen.draw.theme import ThemeName
from sdgen.draw.tiles import glyph_id, icon_id
from sdgen.draw.typography import style_of
from sdgen.text.measure import Weight, missing_characters
from sdgen.views.diagram import Card

FontChoice = Literal["embedded", "system"]
BackgroundChoice = Literal["theme", "none"]
OTHER_LETTERS: Final = 1.15
"""How many times as wide as those of the embedded font letters may be where that is not there."""


class Writing(TypedDict, total=False):
    """How the scene of a picture is written, as ``write_scene`` takes it."""

    theme: ThemeName
    font: FontChoice
    background: BackgroundChoice
    colouring: Colouring


class DrawnPicture(Struct, frozen=True):
    """A picture: the SVG file's text, its size in px, the scene that it was written from and what
    a user should know about it. ``lacking`` are the characters that it draws and the embedded font
    does not have. ``name_height`` is how high names of cards show where a diagram is read, in px; None of
    other pictures."""

    svg: str
    width: float
    height: float
    scene: Scene
    warnings: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    name_height: float | None = None


def draw_cards(
    cards: tuple[Card, ...],
    compose: Callable[[tuple[SymbolDefinition, ...]], Scene],
    **writing: Unpack[Writing],
) -> DrawnPicture:
    """What ``compose`` makes of the symbols of ``cards``, written; with what a user should know
    about the cards' icons and links."""
    symbols, warnings = used_symbols(cards)
    drawn = write_scene(compose(symbols), **writing)
    return replace(drawn, warnings=(*warnings, *link_warnings(cards), *drawn.warnings))


def write_scene(
    scene: Scene,
    *,
    theme: ThemeName = "auto",
    font: FontChoice = "embedded",
    background: BackgroundChoice = "theme",
    colouring: Colouring = PLAIN,
) -> DrawnPicture:
    """The picture of ``scene`` in ``theme`` and the colours that ``colouring`` makes of it, with the
    typeface inside it where ``font`` says so, and on nothing where ``background`` is none."""
    scene = replace(scene, transparent=background == "none", colouring=colouring)
    characters = characters_of(scene)
    faces = ""
    if font == "embedded":
        faces = "".join(
            font_face_css(used, (weight,)) for weight, used in sorted(characters.items())
        )
    svg = write_svg(scene, theme, font_family(font), faces)
    lacking = tuple(sorted(missing_characters("".join(set().union(*characters.values())))))
    warnings = _character_warnings(lacking)
    return DrawnPicture(svg, scene.width, scene.height, scene, warnings, lacking)


def used_symbols(cards: tuple[Card, ...]) -> tuple[tuple[SymbolDefinition, ...], list[str]]:
    """The glyphs and icons that the cards use, each once, and a warning per unknown icon."""
    definitions, warnings = [], []
    unknown = set()
    for name in sorted({card.icon for card in cards if card.icon}):
        from sdgen.draw.icon_images import icon_data_uri

        address = icon_data_uri(name, small=True)
        if address is None:
            unknown.add(name)
            warnings.append(f"there is no icon `{name}`: the kind's glyph stands in its place")
            continue
        definitions.append(SymbolDefinition(icon_id(name), image=address, icon=name))
    glyphs = {card.glyph for card in cards if not card.icon or card.icon in unknown}
    definitions += [
        SymbolDefinition(glyph_id(name), glyph_markup(name), GLYPH_SIZE) for name in sorted(glyphs)
    ]
    return tuple(definitions), warnings


def characters_of(scene: Scene) -> dict[Weight, set[str]]:
    """The characters that the scene draws, by weight."""
    found: dict[Weight, set[str]] = {}
    for text in texts(scene.items):
        found.setdefault(style_of(text).weight, set()).update(text.content)
    return found


def link_warnings(cards: tuple[Card, ...]) -> list[FoundWarning]:
    return [
        FoundWarning(
            f"the link of `{card.id}` is left out: "
            + (link_problem(card.link) or "it has no character that a link can have")
        )
        for card in cards
        if card.link.strip() and not safe_link(card.link)
    ]


def _character_warnings(missing: tuple[str, ...]) -> tuple[str, ...]:
    if not missing:
        return ()
    return (
        CharactersWarning(
            "the embedded font lacks ",
            missing,
            ": a font of the viewer draws them, so their widths are estimates",
        ),
    )
