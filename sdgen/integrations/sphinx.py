"""A directive for Sphinx: pictures and tables of designs in reStructuredText and MyST.

extensions = ["sdgen.integrations.sphinx"]

.. sdgen:: /designs/shop.yaml
   :view: high-level
   :caption: The shop
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from sdgen import __version__
from sdgen.base.errors import SdgenError
from sdgen.base.span import Span
from sdgen.blocks import Paragraph, Table
from sdgen.blocks.phrases import plain
from sdgen.integrations.faults import fault_lines, fault_text
from sdgen.workspace.embed.locating import unusable
from sdgen.workspace.embed.showing import (
    OPTIONS,
    Shown,
    ShowRequest,
    can_draw,
    files_of,
    inline_html,
)
from sdgen.workspace.workspace import Workspace

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

    from sdgen.workspace.embed.showing import Picture

_LOG: Final = logging.getLogger(__name__)
_MIME: Final = {"pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png"}
"""Formats for builders that take files, the best first."""


class sdgen_picture(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """A place in a document; what stands there is drawn for each builder when it writes."""


def _align(argument: str) -> str:
    return str(directives.choice(argument, ("left", "center", "right")))


class SdgenDirective(SphinxDirective):
    """``.. sdgen:: PATH``, or without a path the design itself as content. A path begins at the
    folder of the document, or with ``/`` at the root of the repository."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {
        **dict.fromkeys(OPTIONS, directives.unchanged),
        "width": directives.length_or_percentage_or_unitless,
        "caption": directives.unchanged,
        "align": _align,
        "name": directives.unchanged,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        """A place for the picture; the design and what it includes are dependencies of the page."""
        source, line = self.get_source_info()
        request = self._request(_seen_from_here(source), line)
        for file in self._files(request):
            self.env.note_dependency(os.path.abspath(file))  # noqa: PTH100 - links are not followed
        node = sdgen_picture(request=request)
        node["classes"] = ["sdgen", *self.options.get("class", ())]
        if "align" in self.options:
            node["align"] = self.options["align"]
        self.set_source_info(node)
        whole = self._figure(node) if "caption" in self.options else node
        self.add_name(whole)
        return [whole]

    def _request(self, file: str, line: int) -> ShowRequest:
        given = {name: str(self.options[name]) for name in OPTIONS if name in self.options}
        given.pop("width", None)
        text = "\n".join(self.content)
        if text:
            # places in it are then those in the document
            text = "\n" * self.content_offset + text
        return ShowRequest(
            at=Span(file, line, 1, line, 1),
            folder=Path(self.env.doc2path(self.env.docname)).parent,
            design=self.arguments[0] if self.arguments else "",
            text=text,
            name=file,
            options=given,
            width=self.options.get("width", ""),
        )

    def _files(self, request: ShowRequest) -> tuple[Path, ...]:
        try:
            return files_of(request, {})
        except SdgenError:  # said when it is drawn
            return ()

    def _figure(self, node: sdgen_picture) -> nodes.figure:
        figure = nodes.figure("", node)
        if "align" in node:
            figure["align"] = node["align"]
        words, messages = self.parse_inline(self.options["caption"], lineno=self.lineno)
        caption = nodes.caption("", "", *words)
        self.set_source_info(figure)
        self.set_source_info(caption)
        figure += caption
        figure += messages
        return figure


class DrawPictures(SphinxPostTransform):
    """Puts into each place what the builder shows: an element in HTML, else an image."""

    default_priority = 150

    def run(self, **_: Any) -> None:
        faces: tuple[str, ...] = ()
        for number, node in enumerate(list(self.document.findall(sdgen_picture)), 1):
            shown = self._shown(node)
            if shown.faults:
                _LOG.warning("%s", fault_text(shown.faults), location=node, type="sdgen")
                node.replace_self(_box(shown))
                continue
            for warning in shown.warnings:
                _LOG.info("%s", warning)
            if shown.table is not None:
                node.replace_self(_table(shown.table, node["classes"]))
            elif self._is_page():
                name = f"sdgen_{re.sub('[^a-z0-9]+', '-', self.env.docname.lower())}_{number}"
                element = inline_html(shown, name, faces)
                faces += element.faces
                node.replace_self(_raw(element.html, node))
            else:
                node.replace_self(list(self._images(shown, node, number)))

    def _shown(self, node: sdgen_picture) -> Shown:
        request: ShowRequest = node["request"]
        try:
            return Workspace().show(request)
        except SdgenError as error:
            return Shown(faults=(unusable(error.message, request.at),))

    def _is_page(self) -> bool:
        """Whether pages are HTML in which SVG can stand; an EPUB would have to list those that have
        some."""
        builder = self.app.builder
        return builder.format == "html" and builder.name != "epub"

    def _images(self, shown: Shown, node: sdgen_picture, number: int) -> Iterator[nodes.Node]:
        """The pages as images in the best format that the builder takes, or what they show as text."""
        types = self.app.builder.supported_image_types
        format = next(
            (each for each, mime in _MIME.items() if mime in types and can_draw(each)), ""
        )
        for place, page in enumerate(shown.pages, 1):
            alt = shown.alt or page.scene.title
            if not format:
                yield nodes.paragraph("", f"[{alt}]")
                continue
            yield self._image(page, format, f"{number}-{place}", node, alt)

    def _image(
        self, page: Picture, format: str, place: str, node: sdgen_picture, alt: str
    ) -> nodes.image:
        slug = re.sub("[^A-Za-z0-9]+", "-", self.env.docname)
        builder = self.app.builder
        # where the builder keeps images: it finds this one there already
        folder = Path(builder.outdir, getattr(builder, "imagedir", ""))
        path = str(page.save(folder / f"sdgen-{slug}-{place}.{format}"))
        self.env.images.add_file(self.env.docname, path)
        image = nodes.image(uri=path, candidates={_MIME[format]: path}, alt=alt)
        image["classes"] = node["classes"]
        # a PNG has two pixels for each
        width = node["request"].width or (f"{page.width:.0f}px" if format == "png" else "")
        if width:
            image["width"] = width
        if "align" in node:
            image["align"] = node["align"]
        image.source, image.line = node.source, node.line
        return image


def _raw(html: str, node: sdgen_picture) -> nodes.container:
    """The element, in a block with the names and classes of the place."""
    align = f"align-{node['align']}" if "align" in node else ""
    block = nodes.container("", nodes.raw("", html, format="html"))
    block["classes"] = [*node["classes"], *([align] if align else [])]
    block["ids"], block["names"] = node["ids"], node["names"]
    return block


def _box(shown: Shown) -> nodes.error:
    """What is wrong, with file and line, as every builder shows errors."""
    return nodes.error(
        "",
        *(
            nodes.paragraph(
                "",
                "",
                nodes.literal("", place),
                nodes.Text(f" {said}{f' ({help})' if help else ''}"),
            )
            for place, said, help in fault_lines(shown.faults)
        ),
    )


def _table(found: Table | Paragraph, classes: list[str]) -> nodes.Element:
    """A table of a report as one of the document."""
    if isinstance(found, Paragraph):
        return nodes.paragraph("", plain(found.text))
    rows = [tuple(plain(cell) for cell in row) for row in found.rows]
    widths = [max(map(len, column)) for column in zip(found.header, *rows, strict=True)]
    group = nodes.tgroup("", cols=len(widths))
    group += [nodes.colspec(colwidth=max(each, 1)) for each in widths]
    group += nodes.thead("", _row(found.header))
    group += nodes.tbody("", *map(_row, rows))
    return nodes.table("", group, classes=["colwidths-auto", *classes])


def _row(cells: tuple[str, ...]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", cell)) for cell in cells))


def _seen_from_here(file: str) -> str:
    try:
        return Path(os.path.relpath(file)).as_posix()
    except ValueError:  # on another drive
        return Path(file).as_posix()


def setup(app: Sphinx) -> ExtensionMetadata:
    """What Sphinx calls."""
    app.add_node(sdgen_picture)
    app.add_directive("sdgen", SdgenDirective)
    app.add_post_transform(DrawPictures)
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
