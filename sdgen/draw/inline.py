"""Pictures within a page of HTML: their ids and rules are their own, they have the colour scheme of the
page, and several share one typeface."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct
from msgspec.structs import replace

from sdgen.base.gate import for_xml_attribute
from sdgen.draw.escape import number
from sdgen.draw.fonts import font_face_rules, font_family
from sdgen.draw.scene import Scene
from sdgen.draw.svg import write_svg
from sdgen.draw.written import characters_of

FAMILY = "sdgen Roboto"
"""A name that no page has for a typeface of its own, which would else change."""


class InlinePicture(Struct, frozen=True):
    """The element, and the rules for typefaces that it brings into the page."""

    svg: str
    faces: tuple[str, ...]


def inline_picture(
    scene: Scene,
    theme: str,
    name: str,
    *,
    width: str = "",
    there: Collection[str] = (),
) -> InlinePicture:
    """``scene`` as an element of a page in which no other id begins with ``name``. It is ``width``
    wide (a length or share of CSS, px without a unit), or as it is drawn, and never wider than what
    it stands in. Rules for typefaces that are ``there`` already are not repeated. In the theme
    ``auto`` it follows the page."""
    rules = [
        rule
        for weight, used in sorted(characters_of(scene).items())
        for rule in font_face_rules(used, (weight,), FAMILY)
    ]
    new = tuple(rule for rule in rules if rule not in there)
    wide = for_xml_attribute(width or number(scene.width))
    size = f'width="{wide}" style="max-width:100%;height:auto"'
    family = f"'{FAMILY}', {font_family('embedded')}"
    svg = write_svg(replace(scene, name=name), theme, family, "".join(new), within=size)
    return InlinePicture(svg, new)
