"""The writer: a Scene to the text of an SVG file. It knows no colours and no layout."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sdgen.base.gate import for_xml, for_xml_attribute
from sdgen.draw.escape import number
from sdgen.draw.scene import Item, Part, Path, Rectangle, Scene, Symbol, Text
from sdgen.text import is_right_to_left

STYLE_OPEN = "<style>"
STYLE_CLOSE = "</style>"

_TITLE_ID = "picture-title"
_DESCRIPTION_ID = "picture-description"


def write_svg(scene: Scene, style: str) -> str:
    """``scene`` as one SVG file with ``style`` as its style sheet; the text ends in a newline."""
    width, height = number(scene.width), number(scene.height)
    output = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{scene.classes}" role="img"'
        f' aria-labelledby="{_TITLE_ID} {_DESCRIPTION_ID}" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}">\n',
        f'<title id="{_TITLE_ID}">{for_xml(scene.title)}</title>\n',
        f'<desc id="{_DESCRIPTION_ID}">{for_xml(scene.description)}</desc>\n',
        f"{STYLE_OPEN}{style}{STYLE_CLOSE}\n",
    ]
    if scene.symbols:
        output.append("<defs>\n")
        for symbol in scene.symbols:
            view = number(symbol.view)
            output.append(
                f'<symbol id="{symbol.id}" viewBox="0 0 {view} {view}">{symbol.markup}</symbol>\n'
            )
        output.append("</defs>\n")
    for item in scene.items:
        _WRITERS[type(item)](item, output)
    output.append("</svg>\n")
    return "".join(output)


def replace_style(svg: str, style: str) -> str:
    """A picture that ``write_svg`` made, with another style sheet in place of its own."""
    start = svg.find(STYLE_OPEN)
    end = svg.find(STYLE_CLOSE, start)
    if start < 0 or end < 0:
        return svg
    return svg[: start + len(STYLE_OPEN)] + style + svg[end:]


def picture_size(svg: str) -> tuple[float, float]:
    """Width and height, in px, that the root of a picture that ``write_svg`` made states."""
    return float(_root_attribute(svg, "width")), float(_root_attribute(svg, "height"))


def picture_classes(svg: str) -> str:
    """The classes of the root of a picture that ``write_svg`` made."""
    return _root_attribute(svg, "class")


def _root_attribute(svg: str, name: str) -> str:
    root = svg[: svg.index(">")]
    start = root.index(f' {name}="') + len(name) + 3
    return root[start : root.index('"', start)]


def _write_rectangle(item: Rectangle, output: list[str]) -> None:
    radius = f' rx="{number(item.radius)}"' if item.radius else ""
    output.append(
        f'<rect class="{item.classes}" x="{number(item.x)}" y="{number(item.y)}"'
        f' width="{number(item.width)}" height="{number(item.height)}"{radius}/>\n'
    )


_SHARE_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}


def _write_text(item: Text, output: list[str]) -> None:
    x, anchor, direction = item.x, item.anchor, ""
    if is_right_to_left(item.content):
        x += item.width * (0.5 - _SHARE_BEFORE[anchor])
        anchor = "middle"
        direction = ' direction="rtl" unicode-bidi="embed"'
    anchored = "" if anchor == "start" else f' text-anchor="{anchor}"'
    output.append(
        f'<text class="{item.classes}" x="{number(x)}" y="{number(item.y)}"'
        f' font-size="{number(item.size)}"{anchored}{direction}>{for_xml(item.content)}</text>\n'
    )


def _write_path(item: Path, output: list[str]) -> None:
    output.append(f'<path class="{item.classes}" d="{item.data}"/>\n')


def _write_symbol(item: Symbol, output: list[str]) -> None:
    size = number(item.size)
    output.append(
        f'<use class="{item.classes}" href="#{item.symbol}" x="{number(item.x)}"'
        f' y="{number(item.y)}" width="{size}" height="{size}"/>\n'
    )


def _write_part(part: Part, output: list[str]) -> None:
    identifier = f'id="{part.id}" ' if part.id else ""
    data = "".join(f' data-{name}="{for_xml_attribute(value)}"' for name, value in part.data)
    output.append(f'<g {identifier}class="{part.classes}"{data}>')
    if part.tooltip:
        output.append("<title>" + "\n".join(map(for_xml, part.tooltip)) + "</title>")
    if part.link:
        output.append(f'<a href="{for_xml_attribute(part.link)}" target="_top">')
    output.append("\n")
    for item in part.items:
        _WRITERS[type(item)](item, output)
    output.append("</a></g>\n" if part.link else "</g>\n")


_WRITERS: dict[type[Item], Callable[[Any, list[str]], None]] = {
    Rectangle: _write_rectangle,
    Text: _write_text,
    Path: _write_path,
    Symbol: _write_symbol,
    Part: _write_part,
}
