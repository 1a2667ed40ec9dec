"""Pictures and tables of a design for whoever builds a site: drawn for one place in one page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen import api
from sdgen.base.brief import briefly
from sdgen.base.extras import MissingExtraError
from sdgen.base.findings import Finding
from sdgen.base.span import Span
from sdgen.blocks import Page, Paragraph, Table
from sdgen.layout.engine import TooMuchWorkError
from sdgen.workspace.embed.drawing import one_view, table_of
from sdgen.workspace.embed.locating import HERE, locate, unusable
from sdgen.workspace.embed.wanted import Wanted, understand
from sdgen.workspace.read import Source

Picture: TypeAlias = api.Picture
OPTIONS = ("view", "table", "alt", "width", "background")
"""What a fence or a directive may say besides the design."""


class ShowRequest(Struct, frozen=True, kw_only=True):
    """What a page shows at one place, ``at``, which findings name. ``design`` is a path from
    ``folder``, which people know as ``begins``, or with ``/`` in front from the root of its
    repository; or ``text`` is the design
    itself, and ``name`` what findings call it. ``options`` are as a marker has them; ``more`` are
    names that a message lists beside theirs. ``width`` stands for that of the options, and may be any
    length of CSS."""

    at: Span
    folder: Path
    begins: str = HERE
    design: str = ""
    text: str = ""
    name: str = "<text>"
    options: Mapping[str, str] = field(default_factory=dict)
    more: tuple[str, ...] = ()
    width: str = ""


class Shown(Struct, frozen=True):
    """What there is to see: the ``pages`` of a picture, drawn, or a ``table``; or with ``faults``
    nothing, shown in ``texts`` (by file). ``width`` is a length of CSS, or empty for a picture's own;
    ``alt`` says what it shows in place of its own title. ``files`` are those that it was made from, or
    would be."""

    pages: tuple[api.Picture, ...] = ()
    table: Table | Paragraph | None = None
    alt: str = ""
    width: str = ""
    faults: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Path, ...] = ()

    __repr__ = briefly


class InlineElement(Struct, frozen=True):
    """HTML for a page, and the rules for typefaces that it brings: those that are there already are
    given to the next."""

    html: str
    faces: tuple[str, ...] = ()


def show(request: ShowRequest, unsaved: Mapping[Path, str]) -> Shown:
    """Draw what is wanted. What is wrong with it, also with the design or the machine, are
    ``faults``; nothing is written."""
    wanted, wrong = understand(
        request.design, request.at, request.options, {}, (*request.more, *OPTIONS)
    )
    if wanted is None:
        return Shown(faults=wrong)
    source = _source(request, unsaved)
    if isinstance(source, Finding):
        return Shown(faults=(source,))
    reading = source.read()
    files: tuple[Path, ...] = () if source.file is None else (source.file,)
    if reading.facts is None:
        return Shown(faults=reading.errors, texts=reading.texts, files=files)
    files += tuple(Path(each) for each in reading.facts.design.includes)
    try:
        shown = _drawn(reading, source, wanted)
    except TooMuchWorkError as error:
        shown = Shown(faults=(unusable(str(error), request.at),))
    width = request.width or shown.width
    return replace(shown, width=width, texts=reading.texts, files=files)


def inline_html(shown: Shown, name: str, there: Collection[str] = ()) -> InlineElement:
    """The pages, or the table, as elements of a page in which no other id begins with ``name``;
    ``there`` are the rules for typefaces that the page has already."""
    if shown.table is not None:
        from sdgen.report.writers.html import fragment

        return InlineElement(fragment(Page("", (shown.table,))))
    from sdgen.draw.inline import inline_picture

    elements: list[str] = []
    faces: list[str] = []
    for number, page in enumerate(shown.pages, 1):
        scene = page.scene
        own = f"{name}_{number}_{scene.name}" if len(shown.pages) > 1 else f"{name}_{scene.name}"
        if shown.alt:
            scene = replace(scene, title=shown.alt, description="")
        known = (*there, *faces)
        made = inline_picture(scene, page.theme, own, width=shown.width, there=known)
        elements.append(made.svg.strip())
        faces += made.faces
    return InlineElement("\n".join(elements), tuple(faces))


def _source(request: ShowRequest, unsaved: Mapping[Path, str]) -> Source | Finding:
    """What the design is read from, or what is wrong with its name."""
    if request.text and request.design:
        message = "a design is named, and another written out: one of both"
        return replace(unusable(message, request.at), code="EMBED002", name="wrong-marker")
    if request.text:
        data = request.text.encode("utf-8", "surrogatepass")
        return Source(request.name, data=data, unsaved=unsaved, folder=request.folder)
    if not request.design:
        message = "no design is named"
        return replace(unusable(message, request.at), code="EMBED002", name="wrong-marker")
    found = locate(request.design, request.folder, request.at, request.begins)
    return found if isinstance(found, Finding) else Source(found.as_posix(), found, unsaved=unsaved)


def _drawn(reading: api.Reading, source: Source, wanted: Wanted) -> Shown:
    """What is wanted of a design without errors. A picture follows its page, whatever theme the
    configuration gives to files."""
    facts = reading.facts
    assert facts is not None
    from sdgen.workspace.settings import with_thresholds

    facts = with_thresholds(facts, source.place)
    if wanted.table:
        table = table_of(facts, wanted.table, wanted.at)
        return Shown(faults=(table,)) if isinstance(table, Finding) else Shown(table=table)
    view = one_view(facts, wanted.view, wanted.at)
    if isinstance(view, Finding):
        return Shown(faults=(view,))
    background: api.Background = "none" if wanted.background == "none" else "theme"
    pages = api.draw_pages(facts, view, api.Options(background=background))
    warnings = tuple(dict.fromkeys(each for page in pages for each in page.warnings))
    width = str(wanted.width) if wanted.width else ""
    return Shown(pages=pages, alt=wanted.alt, width=width, warnings=warnings)


def can_draw(format: str) -> bool:
    """Whether what a format of pictures needs is installed."""
    try:
        api.require_format(format)
    except MissingExtraError:
        return False
    return True


def files_of(request: ShowRequest, unsaved: Mapping[Path, str]) -> tuple[Path, ...]:
    """The files that would be shown, the design's own first, without drawing anything; none where the
    name of the design is wrong."""
    source = _source(request, unsaved)
    if isinstance(source, Finding):
        return ()
    design = source.read().design
    own = () if source.file is None else (source.file,)
    return own if design is None else (*own, *(Path(each) for each in design.includes))
