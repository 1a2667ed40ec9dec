"""The writer: a Scene to the text of an SVG file. It knows no colours and no layout.

Ids begin with the scene's name, and the style sheet says for which, so that pictures that stand in
one page have nothing to do with each other. What a program might not read is said in the oldest
way: addresses as ``xlink:href`` too, glyphs and icons where they are drawn instead of as symbols.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sdgen.base.gate import for_xml, for_xml_attribute
from sdgen.draw.appearance import appearance
from sdgen.draw.escape import number
from sdgen.draw.hover import hover_rules, near, neighbours
from sdgen.draw.scene import Flow, Frame, Item, Part, Path, Rectangle, Scene, Symbol, Text
from sdgen.draw.theme import QUIET

FADED = "0.38"
"""Of a faded image, how much of it covers what is behind it."""
SATURATION = "0.15"
TOGGLES = {
    "light": ("data-theme=light", "data-md-color-scheme=default", "data-bs-theme=light"),
    "light dark": ("data-theme=auto",),
    "dark": ("data-theme=dark", "data-md-color-scheme=slate", "data-bs-theme=dark"),
}
"""By colour scheme, what themes of sites write on an element above all content while they are in it:
Furo and others, Material and Zensical, Bootstrap."""
FLOW = 16.0
"""How long what runs along a path is."""


def write_svg(
    scene: Scene,
    theme: str,
    family: str,
    faces: str = "",
    *,
    still: bool = False,
    within: str | None = None,
) -> str:
    """``scene`` in ``theme`` (auto, light, dark) as one SVG file; the text ends in a newline.
    ``family`` is the CSS list of typefaces, ``faces`` the rules that bring them. A ``still`` one
    has nothing that moves, and answers no pointer. One that stands ``within`` a page has these
    attributes besides its own, and in ``auto`` the colour scheme that the page has there."""
    writer = _Writer(scene, theme, still=still, within=within is not None)
    width, height = number(scene.width), number(scene.height)
    if not scene.transparent:
        writer.write((Rectangle("background", 0.0, 0.0, scene.width, scene.height),), "")
    writer.write(scene.items, "")
    style = faces + writer.dark_rules()
    name = writer.name
    size = f'width="{width}" height="{height}"' if within is None else within
    described = f" {name}-description" if scene.description else ""
    # what is in an image cannot be reached, and links are to be
    role = "group" if writer.has_links else "img"
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' id="{name}" {writer.attributes(scene.look, "")} role="{role}"'
        f' aria-labelledby="{name}-title{described}" {size}'
        f' viewBox="0 0 {width} {height}" font-family="{family}">\n'
        f'<title id="{name}-title">{for_xml(scene.title)}</title>\n'
    )
    if described:
        head += f'<desc id="{name}-description">{for_xml(scene.description)}</desc>\n'
    pointed = hover_rules(name, writer.near)
    return "".join(
        (
            head,
            f"<style>{style}</style>\n" if style else "",
            *writer.output,
            writer.greys(),
            f"<style>{pointed}</style>\n" if pointed else "",
            writer.moving(),
            "</svg>\n",
        )
    )


def _framed(frame: Frame | None) -> str:
    """The attribute that gives a group coordinates of its own."""
    if frame is None:
        return ""
    scale = f"{frame.scale:.5f}".rstrip("0").rstrip(".")
    return f' transform="translate({number(frame.x)} {number(frame.y)}) scale({scale})"'


def _toggles(name: str) -> str:
    """The colour scheme of a picture in pages that say in an attribute, and not in CSS, which they
    have; elsewhere it is inherited, and light in a page that has no other."""
    return "".join(
        f"{','.join(f'[{each}] #{name}' for each in attributes)}{{color-scheme:{scheme}}}"
        for scheme, attributes in TOGGLES.items()
    )


class _Writer:
    """The text of items, one after the other, and what the style sheet has to say of them."""

    def __init__(self, scene: Scene, theme: str, *, still: bool, within: bool) -> None:
        self.name = scene.name if theme == "auto" else f"{scene.name}-{theme}"
        self.output: list[str] = []
        self._look, self._theme, self._colouring = scene.look, theme, scene.colouring
        self._symbols = {symbol.id: symbol for symbol in scene.symbols}
        self._attributes: dict[tuple[str, str], str] = {}
        self._dark: dict[str, str] = {}
        self._images: dict[tuple[str, float], Symbol] = {}
        self.near = {} if still else neighbours(scene)
        self._still = still
        self._within = within
        self._fading = False
        self._flows: list[Flow] = []
        self.has_links = False

    def write(self, items: tuple[Item, ...], around: str) -> None:
        """Add the items, which are within elements of the classes ``around``."""
        for item in items:
            _WRITERS[type(item)](self, item, around)

    def dark_rules(self) -> str:
        """The rules for the dark theme, if the picture follows its reader's setting, or for both,
        if it follows the page that it stands in."""
        rules = "".join(
            f'#{self.name} [class="{classes}"]{{{dark}}}' for classes, dark in self._dark.items()
        )
        if self._within:
            return _toggles(self.name) + rules if rules else ""
        return f"@media (prefers-color-scheme:dark){{{rules}}}" if rules else ""

    def greys(self) -> str:
        """The filter of faded images, behind all items."""
        if not self._fading:
            return ""
        return (
            f'<defs><filter id="{self.name}-grey"><feColorMatrix type="saturate"'
            f' values="{SATURATION}"/></filter></defs>\n'
        )

    def moving(self) -> str:
        """The rules of what moves, for readers who have not asked for less of it. Each matches one
        element by its id as an attribute, for the reason that ``appearance`` gives; programs that read
        no further than they understand have read all else by then."""
        rules, frames = [], []
        for place, flow in enumerate(self._flows, 1):
            name, length = f"{self.name}-flow-{place}", f"{flow.length:.0f}"
            share = f"{100 * flow.lasts / flow.cycle:.2f}"
            after = f"{100 * flow.lasts / flow.cycle + 0.01:.2f}"
            rules.append(
                f'[id="{name}"]{{stroke-dasharray:{FLOW:.0f} {flow.length + 2 * FLOW:.0f};animation:'
                f"{name} {number(flow.cycle)}s linear {number(flow.begins)}s infinite}}"
            )
            frames.append(
                f"@keyframes {name}{{0%{{stroke-dashoffset:{FLOW:.0f}px;stroke-opacity:1}}"
                f"{share}%{{stroke-dashoffset:-{length}px;stroke-opacity:1}}"
                f"{after}%,100%{{stroke-dashoffset:-{length}px;stroke-opacity:0}}}}"
            )
        moving = (
            f"<style>@media (prefers-reduced-motion:no-preference){{{''.join(rules)}}}"
            f"{''.join(frames)}</style>\n"
        )
        return moving if rules else ""

    def attributes(self, classes: str, around: str) -> str:
        """The class and the look of an element, as attributes."""
        known = self._attributes.get((classes, around))
        if known is None:
            found = appearance(self._look, self._theme, classes, around, self._colouring)
            if found.dark:
                self._dark[found.classes] = found.both if self._within else found.dark
            known = self._attributes[classes, around] = found.attributes
        return known

    def rectangle(self, item: Rectangle, around: str) -> None:
        radius = f' rx="{number(item.radius)}"' if item.radius else ""
        self.output.append(
            f'<rect {self.attributes(item.classes, around)} x="{number(item.x)}"'
            f' y="{number(item.y)}" width="{number(item.width)}"'
            f' height="{number(item.height)}"{radius}/>\n'
        )

    def text(self, item: Text, around: str) -> None:
        x, anchor = item.anchored()
        more = "" if anchor == "start" else f' text-anchor="{anchor}"'
        if item.right_to_left:
            more += ' direction="rtl" unicode-bidi="embed"'
        if item.family:
            more += f" font-family=\"'{item.family}'\""
        self.output.append(
            f'<text {self.attributes(item.classes, around)} x="{number(x)}" y="{number(item.y)}"'
            f' font-size="{number(item.size)}"{more}>{for_xml(item.content)}</text>\n'
        )

    def path(self, item: Path, around: str) -> None:
        self.output.append(f'<path {self.attributes(item.classes, around)} d="{item.data}"/>\n')

    def flow(self, item: Flow, around: str) -> None:
        if self._still:
            return
        self._flows.append(item)
        self.output.append(
            f'<path id="{self.name}-flow-{len(self._flows)}" {self.attributes("flow", around)}'
            f' d="{item.data}"/>\n'
        )

    def symbol(self, item: Symbol, around: str) -> None:
        definition = self._symbols[item.symbol]
        attributes = self.attributes(item.classes, around)
        if definition.image:
            seen = ""
            if item.faded:
                self._fading = True
                seen = f'opacity="{FADED}" filter="url(#{self.name}-grey)"'
            elif item.quiet:
                seen = f'opacity="{QUIET}"'
            if seen:
                self.output.append(f"<g {seen}>\n")
            self._image(item, definition.image, attributes)
            if seen:
                self.output.append("</g>\n")
            return
        scale = f"{item.size / definition.view:.5f}".rstrip("0").rstrip(".")
        self.output.append(
            f'<g {attributes} transform="translate({number(item.x)} {number(item.y)})'
            f'scale({scale})">{definition.markup}</g>\n'
        )

    def _image(self, item: Symbol, address: str, attributes: str) -> None:
        """The image; one that is there already is shown again. Its address is not written as
        ``href`` too, because it is the image itself."""
        same = self._images.setdefault((item.symbol, item.size), item)
        sizes = [size for symbol, size in self._images if symbol == item.symbol]
        name = f"{self.name}-{item.symbol}"
        if sizes[0] != item.size:
            name = f"{name}-{number(item.size)}"
        if same is not item:
            x = number(float(number(item.x)) - float(number(same.x)))
            y = number(float(number(item.y)) - float(number(same.y)))
            self.output.append(f'<use xlink:href="#{name}" href="#{name}" x="{x}" y="{y}"/>\n')
            return
        size = number(item.size)
        self.output.append(
            f'<image id="{name}" {attributes} x="{number(item.x)}" y="{number(item.y)}"'
            f' width="{size}" height="{size}" xlink:href="{address}"/>\n'
        )

    def _line(self, pieces: Sequence[Text], around: str) -> None:
        """Texts that follow each other as one: the first says where, and each how it looks."""
        first = pieces[0]
        words = "".join(
            f"<tspan {self.attributes(each.classes, around)}>{for_xml(each.content)}</tspan>"
            for each in pieces
        )
        self.output.append(
            f'<text x="{number(first.x)}" y="{number(first.y)}" font-size="{number(first.size)}">'
            f"{words}</text>\n"
        )

    def part(self, part: Part, around: str) -> None:
        output = self.output
        pieces = [each for each in part.items if isinstance(each, Text)]
        if part.line and not any(each.right_to_left or each.family for each in pieces):
            self._line(pieces, around)
            return
        identifier = f'id="{self.name}-{part.id}" ' if part.id else ""
        data = "".join(f' data-{name}="{for_xml_attribute(value)}"' for name, value in part.data)
        around_it = near(part, self.near)
        if around_it:
            data += f' data-near="{around_it}"'
        output.append(f'<g {identifier}class="{part.classes}"{data}{_framed(part.frame)}>')
        if part.tooltip:
            output.append("<title>" + "\n".join(map(for_xml, part.tooltip)) + "</title>")
        if part.link:
            self.has_links = True
            link = for_xml_attribute(part.link)
            output.append(f'<a xlink:href="{link}" href="{link}" target="_top">')
        output.append("\n")
        self.write(part.items, f"{around} {part.classes}" if around else part.classes)
        output.append("</a></g>\n" if part.link else "</g>\n")


_WRITERS: Mapping[type[Item], Callable[[_Writer, Any, str], None]] = {
    Rectangle: _Writer.rectangle,
    Text: _Writer.text,
    Path: _Writer.path,
    Flow: _Writer.flow,
    Symbol: _Writer.symbol,
    Part: _Writer.part,
}
