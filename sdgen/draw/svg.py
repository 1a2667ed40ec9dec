"""The writer: a Scene to the text of an SVG file. It knows no colours and no layout."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sdgen.base.gate import for_xml, for_xml_attribute
from sdgen.draw.escape import number
from sdgen.draw.scene import Item, Part, Path, Rectangle, Scene, Symbol, Text

_TITLE_ID = "picture-title"
_DESCRIPTION_ID = "picture-description"


def write_svg(scene: Scene, style: str) -> str:
    """``scene`` as one SVG file with ``style`` as its style sheet; the text ends in a newline."""
    width, height = number(scene.width), number(scene.height)
    output = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{scene.look.value}" role="img"'
        f' aria-labelledby="{_TITLE_ID} {_DESCRIPTION_ID}" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}">\n',
        f'<title id="{_TITLE_ID}">{for_xml(scene.title)}</title>\n',
        f'<desc id="{_DESCRIPTION_ID}">{for_xml(scene.description)}</desc>\n',
        f"<style>{style}</style>\n",
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


def _write_rectangle(item: Rectangle, output: list[str]) -> None:
    radius = f' rx="{number(item.radius)}"' if item.radius else ""
    output.append(
        f'<rect class="{item.classes}" x="{number(item.x)}" y="{number(item.y)}"'
        f' width="{number(item.width)}" height="{number(item.height)}"{radius}/>\n'
    )


def _write_text(item: Text, output: list[str]) -> None:
    x, anchor = item.anchored()
    more = "" if anchor == "start" else f' text-anchor="{anchor}"'
    if item.right_to_left:
        more += ' direction="rtl" unicode-bidi="embed"'
    if item.family:
        more += f" style=\"font-family:'{item.family}'\""
    output.append(
        f'<text class="{item.classes}" x="{number(x)}" y="{number(item.y)}"'
        f' font-size="{number(item.size)}"{more}>{for_xml(item.content)}</text>\n'
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
