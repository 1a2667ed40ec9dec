"""The pipeline, and the Python API: read a design, check it, compute, draw its pictures.

design = sdgen.load("designs/twitter.yaml")
design.render("detailed", theme="dark").save("detailed.svg")
design.lint(ignore=["DOC"])
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct, field

from sdgen.base.findings import DesignError, Finding, Severity, in_order
from sdgen.base.texts import Texts, as_texts

if TYPE_CHECKING:
    from datetime import date

    from sdgen import model
    from sdgen.analyses.analysis import Analysis
    from sdgen.analyses.estimate import Estimate
    from sdgen.analyses.facts import Facts
    from sdgen.analyses.improve.plan import Plan
    from sdgen.blocks import Number
    from sdgen.design.records import Design
    from sdgen.diff.comparison import Comparison
    from sdgen.document.records import Document, Figures, Written
    from sdgen.document.subject import Subject
    from sdgen.draw.picture_format import Encoded, PictureFormat
    from sdgen.draw.scene import Scene
    from sdgen.exporters.exporter import Exported, Exporter
    from sdgen.lint.engine import Linted
    from sdgen.lint.settings import Settings
    from sdgen.registry import Registry
    from sdgen.views import picture as views
    from sdgen.views.view import Lack

Theme = Literal["auto", "light", "dark"]
DirectionName = Literal["auto", "right", "down"]
Lines = Literal["orthogonal", "curved"]
Font = Literal["embedded", "system"]
EngineName = Literal["sdgen", "dot"]
Background = Literal["theme", "none"]
Fit = Literal["readme", "slide", "page", "social"]
Look = Literal["default", "high-contrast", "print"]

THEMES: Final[tuple[Theme, ...]] = ("auto", "light", "dark")
DIRECTIONS: Final[tuple[DirectionName, ...]] = ("auto", "right", "down")
LINES: Final[tuple[Lines, ...]] = ("orthogonal", "curved")
FONTS: Final[tuple[Font, ...]] = ("embedded", "system")
ENGINES: Final[tuple[EngineName, ...]] = ("sdgen", "dot")
BACKGROUNDS: Final[tuple[Background, ...]] = ("theme", "none")
FITS: Final[tuple[Fit, ...]] = ("readme", "slide", "page", "social")
LOOKS: Final[tuple[Look, ...]] = ("default", "high-contrast", "print")

MOST_LISTED = 20
"""Names that the message about one that does not exist lists."""

_TEXT = "<text>"


class Options(Struct, frozen=True):
    """How a picture is drawn, whatever it shows.

    ``theme``: ``auto`` follows the reader's light or dark setting. ``direction``: which way
    requests run, ``auto`` takes the one that shows larger. ``lines``: with corners or curved.
    ``font``: ``embedded`` carries the letters inside the file, ``system`` uses the reader's own.
    ``engine``: who ranks and orders the cards, ``sdgen`` itself or an installed ``dot``.
    ``background``: that of the ``theme``, or ``none`` for a transparent picture. ``fit``: where a
    diagram is read, for which it is laid out; ``social`` is exactly 1280 x 640, with a headline of the
    numbers that matter most. ``collapse``: ids of groups of the design that diagrams show as one card
    each. ``look``: that of the themes, one of more contrast, or for white paper. ``colours``: house colours,
    each the name of one (``accent``, ``ink``, ``line``) and ``#rrggbb``.
    """

    theme: Theme = "auto"
    direction: DirectionName = "auto"
    lines: Lines = "orthogonal"
    font: Font = "embedded"
    engine: EngineName = "sdgen"
    background: Background = "theme"
    fit: Fit = "readme"
    collapse: tuple[str, ...] = ()
    look: Look = "default"
    colours: tuple[tuple[str, str], ...] = ()


class Picture(Struct, frozen=True):
    """A drawn view, or one of its pages. ``width`` and ``height`` are SVG units; ``scene`` is what
    the SVG was written from; ``warnings`` say what could not be shown as it should, such as letters for which no font
    is installed. ``lacking`` are the letters that the embedded font does not have: PNG and PDF draw
    them with fonts of this machine, so only the SVG has the same bytes on every one. ``name_height``
    is how high names of components show where a diagram is read (``fit``), in px; None of other pictures."""

    view: str
    svg: str
    width: float
    height: float
    scene: Scene
    theme: Theme = "auto"
    warnings: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    name_height: float | None = None

    def png(self, scale: float = 2.0) -> bytes:
        """The picture as a PNG, ``scale`` pixels for each unit of the SVG; fewer where it would be
        too large to draw."""
        return encode(self, "png", scale).data

    def pdf(self) -> bytes:
        """The picture as a PDF of one page, in vectors.

        Raises MissingExtraError (``sdgen.base.extras``) unless ``sdgen[pdf]`` is installed.
        """
        return encode(self, "pdf").data

    def save(self, path: str | Path, scale: float = 2.0) -> Path:
        """Write the picture to ``path``, whole or not at all; its suffix picks the format.

        Raises ValueError for a suffix that is no format's, MissingExtraError as ``pdf`` does,
        and OutputError (``sdgen.base.files``) where nothing can be written.
        """
        from sdgen.base.files import write_whole

        path = Path(path)
        write_whole(path, encode(self, format_of(path), scale).data)
        return path

    def __repr__(self) -> str:
        return f"<picture {self.view!r}, {self.width:g} x {self.height:g}>"

    def _repr_svg_(self) -> str:
        """What a notebook shows."""
        return self.svg


class LoadedDesign(Struct, frozen=True):
    """A design without errors: the model record, the warnings that came with it, the texts of its
    files, and the ``facts`` computed from it, each when it is first asked for."""

    facts: Facts
    findings: tuple[Finding, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<design {self.name!r}, {len(self.design.components)} components>"

    def _repr_html_(self) -> str:
        from sdgen.report.shown import design_html

        return design_html(self.design)

    @property
    def design(self) -> Design:
        """The record that the facts are computed from."""
        return self.facts.design

    @property
    def name(self) -> str:
        return self.design.name

    @property
    def views(self) -> tuple[str, ...]:
        """The names that ``render`` takes: the built-in views of which the design has something to
        show, those of one thing each with its id (``sequence:post-tweet``), then its own."""
        return view_names(self.facts)

    def render(
        self,
        view: str = "high-level",
        *,
        theme: Theme = "auto",
        direction: DirectionName = "auto",
        lines: Lines = "orthogonal",
        font: Font = "embedded",
        engine: EngineName = "sdgen",
        background: Background = "theme",
        fit: Fit = "readme",
        collapse: Texts = (),
        look: Look = "default",
    ) -> Picture:
        """Draw a view, the first of its pages where it has several (``pages``). ``collapse`` are ids of
        groups that diagrams show as one card each. Raises ValueError for a view, an option or a group
        that does not exist, and for a view of which the design has nothing to show."""
        groups = as_texts(collapse)
        options = Options(theme, direction, lines, font, engine, background, fit, groups, look)
        return draw(self.facts, view, options)

    def pages(self, view: str, options: Options | None = None) -> tuple[Picture, ...]:
        """All pages of a view; most have one. Raises what ``render`` does."""
        return draw_pages(self.facts, view, options or Options())

    def lint(
        self,
        *,
        select: Texts | None = None,
        extend_select: Texts = (),
        ignore: Texts = (),
        config: str | Path | None = None,
        today: date | None = None,
    ) -> tuple[Finding, ...]:
        """What is weak about the design: the findings of the lint rules, by place.

        Selectors are codes, beginnings of codes, names, or ``ALL``; by default every rule runs
        that warns or errs. ``config`` names a configuration file; none is looked for. ``today``
        decides which accepted risks have ended. Raises ValueError for a selector that means no
        rule, and DesignError with all that is wrong with the configuration.
        """
        chosen = None if select is None else as_texts(select)
        more, less = as_texts(extend_select), as_texts(ignore)
        settings = _settings(config).with_selectors(chosen, more, less)
        _require_rules((*(chosen or ()), *more, *less))
        from sdgen.report.shown import Findings

        return Findings(lint_design(self, settings, today).findings)

    def analyze(
        self, *, journeys: Texts = (), order: int | None = None, fail: Texts = ()
    ) -> Analysis:
        """How the journeys fail, all or those named: availability, single points of failure, cut
        sets of up to ``order`` events (by default 3, in large designs 2), importance, what helps
        most; and what happens when what ``fail`` names fails at the same time. Raises ValueError
        for a name that does not exist, and for an order below 1."""
        from sdgen.analyses.analysis import analyse
        from sdgen.report.shown import teach_notebooks

        teach_notebooks()
        if order is not None and order < 1:
            raise ValueError(f"order is {order}; it is at least 1")
        wanted, failed = as_texts(journeys), as_texts(fail)
        for name in wanted:
            _require("journey", name, tuple(self.facts.analysed))
        for name in failed:
            _require("event", name, tuple(self.facts.what_can_fail))
        return analyse(self.facts, journeys=wanted, order=order, failed=failed)

    def improve(
        self,
        *,
        journeys: Texts = (),
        availability: float | None = None,
        include_accepted: bool = False,
    ) -> Plan:
        """The smallest set of changes that meets the availability objectives of all journeys, or of
        those named; ``availability``, a ratio, stands for the objective of each. Components whose
        risk is accepted are left alone unless ``include_accepted``. Raises ValueError for a journey
        that does not exist or promises nothing, and for a ratio that is none."""
        from sdgen.analyses.improve.plan import plan, promising

        if availability is not None and not 0.0 < availability <= 1.0:
            raise ValueError(f"availability is {availability}; it is over 0 and at most 1")
        wanted = as_texts(journeys)
        for name in wanted:
            _require("journey", name, tuple(self.facts.analysed))
        if availability is None:
            asked = promising(self.facts)
            for name in wanted:
                if name not in asked:
                    raise ValueError(f"journey '{name}' promises no availability")
        return plan(
            self.facts,
            journeys=wanted,
            availability=availability,
            include_accepted=include_accepted,
        )

    def export(
        self,
        format: str,
        *,
        dialect: str | None = None,
        suffix: str | None = None,
        view: str | None = None,
    ) -> str:
        """The design as a text of another tool: ``openapi`` makes OpenAPI 3.1 of ``api``, ``mermaid`` a
        picture of a ``view``. ``dialect`` and ``suffix`` (``json`` in place of ``yaml``) are among those
        of the format, by default the first. Raises ValueError for one that does not exist, for a view
        that the format has no way to write, and DesignError where the design has nothing to export, or
        what contradicts itself there."""
        exported = export_design(
            self.facts, format, dialect=dialect or "", suffix=suffix or "", view=view or ""
        )
        errors = tuple(each for each in exported.findings if each.severity is Severity.ERROR)
        if errors:
            raise DesignError(errors)
        return exported.text

    def estimate(self, *, journeys: Texts = (), scale: float = 1.0) -> Estimate:
        """Load, storage, latency, bottlenecks and cost with ``scale`` times the users and rates,
        about all journeys or those named. Raises ValueError for a journey that does not exist, and
        for a scale that is not above 0."""
        from sdgen.analyses.estimate import estimate
        from sdgen.report.shown import teach_notebooks

        teach_notebooks()
        if not 0.0 < scale < float("inf"):
            raise ValueError(f"scale is {scale}; it is a number above 0")
        wanted = as_texts(journeys)
        for name in wanted:
            _require("journey", name, tuple(self.design.journeys))
        return estimate(self.facts, wanted, scale)

    def diff(self, newer: LoadedDesign, *, config: str | Path | None = None) -> Comparison:
        """What has changed from this design to a newer one, and what that means: figures, single points
        of failure, and the findings of all rules that warn or err. ``config`` names a configuration
        file; none is looked for."""
        from sdgen.diff.comparison import compare
        from sdgen.report.shown import teach_notebooks

        teach_notebooks()
        settings = _settings(config)
        found = (lint_design(each, settings).findings for each in (self, newer))
        return compare(self.facts, newer.facts, *found)

    def document(
        self, form: str = "markdown", *, template: str = "steps", today: date | None = None
    ) -> bytes:
        """The design document as Markdown, whose pictures are the files that ``sdgen doc`` writes
        beside it, as HTML or as PDF; with the findings of all rules that warn or err. Raises
        ValueError for a form or template that does not exist, MissingExtraError where the form
        needs what is not installed."""
        linted = lint_design(self, _settings(None), today)
        made = make_document(self.facts, linted, template=template, texts=self.texts)
        return write_document(made, form, draw_figures(self.facts, made, Options())).data


class Reading(Struct, frozen=True):
    """What came of reading a file: a design and its facts unless there are errors, the findings,
    and the text of each file that they speak of."""

    file: str
    facts: Facts | None
    findings: tuple[Finding, ...]
    texts: Mapping[str, str]

    def __repr__(self) -> str:
        from sdgen.base.brief import briefly

        return briefly(self)

    @property
    def design(self) -> Design | None:
        """The record that the facts are computed from."""
        return None if self.facts is None else self.facts.design

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)

    @property
    def unreadable(self) -> bool:
        return any(each.unreadable for each in self.findings)


def load(path: str | Path) -> LoadedDesign:
    """Read a design file. Raises DesignError with everything that is wrong with it."""
    return _loaded(read_file(path))


def loads(text: str | bytes, file: str = _TEXT) -> LoadedDesign:
    """Read a design from text; ``file`` is what findings call it. Raises DesignError."""
    return _loaded(read_text(text, file))


def validate(path: str | Path) -> tuple[Finding, ...]:
    """Everything that is wrong with a design file, and what is worth knowing; empty if nothing.
    The published schema is the contract: jsonschema has the last word about the form."""
    from sdgen.report.shown import Findings

    return Findings(read_file(path, contract=True).findings)


def improve(
    path: str | Path,
    *,
    journeys: Texts = (),
    availability: float | None = None,
    include_accepted: bool = False,
) -> Plan:
    """As :meth:`LoadedDesign.improve`, of a design file. Raises DesignError with everything that is
    wrong with it."""
    return load(path).improve(
        journeys=journeys, availability=availability, include_accepted=include_accepted
    )


def read_file(
    path: str | Path,
    display: str | None = None,
    *,
    contract: bool = False,
    unsaved: Mapping[Path, str] | None = None,
    part: bool = False,
) -> Reading:
    """Read and check a design file; ``display`` is what findings call it. With ``contract``
    jsonschema and the published schema have the last word about its form. ``unsaved`` texts stand
    for the files, the design or what it includes, that have these absolute paths without links.
    A ``part`` of a design is checked for its keys and values; no design comes of it."""
    from sdgen.model import read_design

    read = read_design(path, display=display, contract=contract, unsaved=unsaved or {}, part=part)
    return _reading(display or str(path), read)


def read_text(
    text: str | bytes,
    file: str,
    base: Path | None = None,
    *,
    contract: bool = False,
    unsaved: Mapping[Path, str] | None = None,
    part: bool = False,
) -> Reading:
    """Read and check a design given as text; what it includes is looked for in the folder
    ``base``, or the current one. ``contract``, ``unsaved`` and ``part`` are as in
    :func:`read_file`."""
    from sdgen.model import read_design_text

    base = base or Path()
    read = read_design_text(
        text, file, base=base, contract=contract, unsaved=unsaved or {}, part=part
    )
    return _reading(file, read)


def lint_design(
    design: LoadedDesign | Reading, settings: Settings, today: date | None = None
) -> Linted:
    """Run the lint rules on a design that has no errors, as it is configured; every door that
    lints does it here. ``today`` decides which accepted risks have ended."""
    from sdgen.base.days import this_day
    from sdgen.lint.engine import lint

    if design.facts is None:
        raise ValueError("a design with errors cannot be linted")
    paths = {name: absolute_name(name) for name in design.texts}
    day = today or this_day()
    return lint(design.facts, settings, today=day, texts=design.texts, paths=paths)


def facts_of_nothing() -> Facts:
    """The facts of a design that says nothing: the side of a comparison that there is not."""
    from sdgen.base.span import Span
    from sdgen.design.records import Design

    return _facts(Design(span=Span.whole(""), path="", name=""))


def document_subject(
    facts: Facts,
    linted: Linted,
    *,
    file: str = "",
    template: str = "steps",
    texts: Mapping[str, str] | None = None,
) -> Subject:
    """What a document is about; ``file`` is what the document calls the design's file, ``texts``
    are those of all its files by name."""
    from sdgen.document.subject import Subject

    findings = tuple(_named_as(each, facts.given.path, file) for each in linted.findings)
    told = tuple(each for each in findings if not each.not_said)
    rest = tuple(each for each in findings if each.not_said)
    return Subject(
        facts,
        file=file,
        findings=told,
        not_said=rest,
        suppressed=linted.suppressed,
        template=template,
        texts=texts,
    )


def _named_as(finding: Finding, path: str, file: str) -> Finding:
    """The finding, in whose texts the design's file is called ``file``: wherever a document is made,
    it says the same."""
    from msgspec.structs import replace

    if not file or path == file:
        return finding
    message, help = finding.message.replace(path, file), finding.help.replace(path, file)
    return replace(finding, message=message, help=help)


def make_document(
    facts: Facts,
    linted: Linted,
    *,
    file: str = "",
    template: str = "steps",
    texts: Mapping[str, str] | None = None,
) -> Document:
    """The design document of a template, before it is written in a form; ``file`` is what the
    document calls the design's file. Raises ValueError for a template that does not exist."""
    from sdgen.document.build import build_document
    from sdgen.document.sections import template_names

    _require("template", template, template_names())
    return build_document(
        document_subject(facts, linted, file=file, template=template, texts=texts)
    )


def draw_figures(
    facts: Facts,
    document: Document,
    options: Options,
    href: Callable[[str, int], str] = lambda view, page: figure_file(view, page),
    each_of: Callable[
        [Callable[[str], tuple[Picture, ...]], Sequence[str]], Iterable[tuple[Picture, ...]]
    ] = map,
    address: Callable[[str, int], str] | None = None,
) -> Figures:
    """The figures of a document, drawn; ``href`` is the path of the file of a page of a view from
    where the document lies, ``each_of`` draws the views, as ``map`` does; ``address`` is the path of
    such a file from where the pictures lie, as ``draw_pages`` has it. Raises what that does."""
    from sdgen.document.records import DrawnFigure

    wanted: dict[str, set[int]] = {}
    for each in document.figures:
        wanted.setdefault(each.view, set()).add(each.page)
    drawn = each_of(partial(draw_pages, facts, options=options, address=address), tuple(wanted))
    return {
        (view, page): DrawnFigure(
            title=picture.scene.title,
            href=href(view, page),
            svg=picture.svg,
            width=picture.width,
            height=picture.height,
            scene=picture.scene,
        )
        for (view, pages), pictures in zip(wanted.items(), drawn, strict=True)
        for page, picture in enumerate(pictures, start=1)
        if page in pages
    }


def figure_file(view: str, page: int = 1) -> str:
    """The name of the SVG of a page of a view, as ``sdgen render`` writes it."""
    return f"{view.replace(':', '-')}{f'.{page}' if page > 1 else ''}.svg"


def document_forms() -> tuple[str, ...]:
    """The forms of documents, the default first; none is imported."""
    from sdgen.document.writers import DOCUMENT_WRITERS

    return DOCUMENT_WRITERS.names()


def write_document(document: Document, form: str, figures: Figures) -> Written:
    """A document as the bytes of a file. Raises ValueError for a form that does not exist,
    MissingExtraError where it needs what is not installed."""
    from sdgen.document.writers import DOCUMENT_WRITERS

    _require("form", form, document_forms())
    writer = DOCUMENT_WRITERS[form]
    with DOCUMENT_WRITERS.blaming(form):
        writer.require()
        return writer.write(document, figures)


def absolute_name(name: str) -> str:
    """The absolute path of a file that findings name, links not followed; ``<stdin>`` stays what
    it is."""
    return name if name.startswith("<") else Path(os.path.abspath(name)).as_posix()  # noqa: PTH100


def view_names(design: Design | Facts) -> tuple[str, ...]:
    """Every view that the design can be drawn in: the built-in ones of which it has something to
    show, those of one thing each with its id (``sequence:post-tweet``), then its own."""
    from sdgen.views import all_names

    return all_names(design)


def names_of_view(design: Design | Facts, view: str) -> tuple[str, ...]:
    """The views that a name stands for: ``sequence`` for one of each journey. Raises KeyError where
    there is no such view."""
    from sdgen.views import names_of

    return names_of(design, view)


def default_views(design: Design | Facts) -> tuple[str, ...]:
    """The views in which a design is drawn that is too large for one picture: an overview, and one of
    each group that this shows as one card. Empty for any other design, and for one without groups."""
    from sdgen.analyses.facts import Facts
    from sdgen.views.groups import shown_by_default

    return shown_by_default(Facts.of(design))


def failure_view(design: Design | Facts, failed: Sequence[str]) -> str:
    """The view that shows what is left after these have failed at the same time, such as
    ``failure:use1-a``. Raises KeyError for what cannot fail (``Facts.what_can_fail``)."""
    from sdgen.analyses.facts import Facts
    from sdgen.views.failed_names import view_argument

    return f"failure:{view_argument(Facts.of(design), failed)}"


def page_count(design: Design | Facts, view: str) -> int:
    """How many pages a view has. Raises KeyError where there is no such view."""
    from sdgen.views import make_pictures

    return len(make_pictures(design, view))


def has_view(design: Design | Facts, view: str) -> bool:
    """Whether there is such a view, built in or the design's own; asking looks at no other."""
    from sdgen.views import has_view

    return has_view(design, view)


def view_lack(design: Design | Facts, view: str) -> Lack | None:
    """What the design does not say that a view needs; None where it can be drawn. Raises KeyError
    where there is no such view."""
    from sdgen.views import lack_of

    return lack_of(design, view)


def draw(
    design: Design | Facts,
    view: str,
    options: Options,
    findings: Sequence[Finding] | None = None,
) -> Picture:
    """Draw one view of a design, the first of several pages; see ``draw_pages``."""
    return draw_pages(design, view, options, findings)[0]


def draw_pages(
    design: Design | Facts,
    view: str,
    options: Options,
    findings: Sequence[Finding] | None = None,
    address: Callable[[str, int], str] | None = None,
) -> tuple[Picture, ...]:
    """Draw all pages of one view of a design, with ``findings`` on the cards that they are about
    unless None; views of the same facts share what they compute. Where ``address`` says where the
    pages of other views are to be found (empty for those that are not there), cards lead to the
    picture of their group. Raises ValueError for a view, an option or a group that does not exist, and
    for a view of which the design has nothing to show."""
    from sdgen.analyses.facts import Facts

    facts = Facts.of(design)
    _require_view(facts, view)
    _require_options(options)
    for group in options.collapse:
        _require("group", group, tuple(facts.design.groups))
    from sdgen.views import make_pictures
    from sdgen.views.selection import can_select

    pages = make_pictures(facts, view, options.collapse)
    if address is not None:
        from sdgen.views.linked import linked

        pages = tuple(linked(facts.design, page, address) for page in pages)
    if findings is not None:
        from sdgen.views.marks import mark_findings

        pages = tuple(mark_findings(page, findings) for page in pages)
    previewed = options.fit == "social" and any(map(can_select, pages))
    headline = _headline(facts) if previewed else ()
    return tuple(draw_picture(page, options, headline) for page in pages)


def _headline(facts: Facts) -> tuple[Number, ...]:
    """The numbers that a preview says: those that a document says first."""
    from sdgen.document.headline import headline
    from sdgen.document.subject import Subject

    return headline(Subject(facts))


def draw_picture(
    shown: views.Picture, options: Options, headline: Sequence[Number] = ()
) -> Picture:
    """What a view shows, laid out and drawn, with the numbers of the ``headline`` where it is a
    preview."""
    from sdgen.draw.colouring import Colouring, HouseColours
    from sdgen.draw.picture import draw_picture as drawn_from
    from sdgen.views.diagram import Direction

    drawn = drawn_from(
        shown,
        theme=options.theme,
        font=options.font,
        background=options.background,
        direction=Direction(options.direction),
        routing=options.lines,
        engine=options.engine,
        fit=options.fit,
        headline=headline,
        colouring=Colouring(options.look, HouseColours(**dict(options.colours))),
    )
    return Picture(
        view=shown.view,
        svg=drawn.svg,
        width=drawn.width,
        height=drawn.height,
        scene=drawn.scene,
        theme=options.theme,
        warnings=drawn.warnings,
        lacking=drawn.lacking,
        name_height=drawn.name_height,
    )


def draw_change(comparison: Comparison, options: Options) -> Picture:
    """Both designs of a comparison in one picture, in which what has changed stands out, with what that
    means in a panel; ``collapse`` has no part in it. Raises ValueError for an option that does not
    exist."""
    from sdgen.views.change import change_diagram

    _require_options(options)
    return draw_picture(change_diagram(comparison), options)


def picture_formats() -> tuple[str, ...]:
    """The formats of pictures, which are the suffixes of their files; none is imported."""
    return _formats().names()


def _formats() -> Registry[PictureFormat]:
    """The formats, of which lint asks nothing."""
    from sdgen.draw.formats import PICTURE_FORMATS

    return PICTURE_FORMATS


def shows(format: str, data: bytes, view: str, page: int = 1) -> bool:
    """Whether ``data`` is a picture of this page of the view that sdgen has made in that format, of
    whichever design. Raises ValueError where there is no such format."""
    _require("format", format, picture_formats())
    from sdgen.draw.escape import is_id_of

    formats = _formats()
    with formats.blaming(format):
        found = formats[format].name_in(data)
    return is_id_of(found, view, page)


def require_format(format: str) -> None:
    """Raises MissingExtraError where the format needs a package that is not installed, ValueError
    where there is no such format."""
    _require("format", format, picture_formats())
    formats = _formats()
    with formats.blaming(format):
        formats[format].require()


def encode(picture: Picture, format: str, scale: float = 2.0) -> Encoded:
    """A picture as the bytes of a file of that format; ``scale`` is for formats of pixels. Raises
    what ``require_format`` does."""
    _require("format", format, picture_formats())
    from sdgen.draw.picture_format import Encoded, EncodeRequest

    formats = _formats()
    form = formats[format]
    request = EncodeRequest(picture.svg, picture.scene, picture.theme, scale)
    with formats.blaming(format):
        encoded = form.encode(request)
    if not (isinstance(encoded, Encoded) and isinstance(encoded.data, bytes)):
        raise formats.blame(format, "it makes no bytes")
    return encoded


def is_text(format: str) -> bool:
    """Whether pictures of the format are text, in which line ends may differ."""
    return _formats()[format].text


def is_portable(format: str) -> bool:
    """Whether pictures of the format have the same bytes on every machine, whatever letters they
    have."""
    return _formats()[format].portable


def format_of(path: Path) -> str:
    """The format that a file's suffix names. Raises ValueError for a suffix that names none."""
    format = path.suffix.lower().removeprefix(".")
    if format in _formats():
        return format
    raise ValueError(
        f"'{path}' should end in {', '.join(f'.{each}' for each in picture_formats())}"
    )


def export_formats() -> tuple[str, ...]:
    """The formats that designs can be exported to; none is imported."""
    from sdgen.exporters.formats import EXPORTERS

    return EXPORTERS.names()


def exporter(format: str) -> Exporter:
    """The exporter of a format. Raises ValueError where there is no such format."""
    _require("format", format, export_formats())
    from sdgen.exporters.formats import EXPORTERS

    return EXPORTERS[format]


def export_views(facts: Facts) -> tuple[str, ...]:
    """The view that formats of pictures write where none is asked for: the high-level one, of a large
    design the overview."""
    return default_views(facts)[:1] or ("high-level",)


def cannot_write(format: str, view: str, facts: Facts | None = None) -> str:
    """Why a format does not write a view, empty where it does: of a design's own the one that it
    builds on decides, which only its ``facts`` tell. Raises ValueError where there is no such format."""
    from sdgen.base.words import joined
    from sdgen.design.view_registry import VIEW_REGISTRY
    from sdgen.model.view_names import OF

    written = exporter(format).views
    if not written:
        return f"'{format}' writes no views"
    own = facts.design.views.get(view) if facts is not None else None
    base = (own.base if own is not None else view).partition(OF)[0]
    if base not in VIEW_REGISTRY or VIEW_REGISTRY.shelf(base) in written:
        return ""
    known = (name for each in written for name in VIEW_REGISTRY.names(each))
    return f"'{format}' has no way to write the view '{base}'; it writes {joined(known)}"


def export_design(
    facts: Facts,
    format: str,
    *,
    dialect: str = "",
    suffix: str = "",
    view: str = "",
    severity: Severity = Severity.ERROR,
) -> Exported:
    """The text of a design in a format of other tools, and what was found; ``view`` is what formats
    of pictures write, by default the first of ``export_views``. Where the design has nothing to export
    the text is empty, and that is a finding of this ``severity``. Raises ValueError for a format, a
    dialect, a suffix or a view that does not exist or that the format does not write."""
    from sdgen.base.made_files import made_by, source_name
    from sdgen.exporters import codes
    from sdgen.exporters.exporter import Exported, ExportOptions
    from sdgen.exporters.formats import EXPORTERS

    found = exporter(format)
    suffix = suffix or found.suffixes[0]
    _require("suffix", suffix, found.suffixes)
    if dialect and not found.dialects:
        raise ValueError(f"'{format}' has no dialects")
    if found.dialects:
        dialect = dialect or found.dialects[0]
        _require("dialect", dialect, found.dialects)
    view = view or (export_views(facts)[0] if found.views else "")
    if view:
        _require_view(facts, view)
        why = cannot_write(format, view, facts)
        if why:
            raise ValueError(why)
    mark = made_by("export", source_name(facts.design.path))
    options = ExportOptions(mark=mark, suffix=suffix, dialect=dialect, view=view)
    with EXPORTERS.blaming(format):
        lack = found.lack(facts)
        if lack is not None:
            return Exported("", (codes.nothing(format, lack, severity),))
        exported = found.export(facts, options)
    if not (isinstance(exported, Exported) and isinstance(exported.text, str)):
        raise EXPORTERS.blame(format, "it makes no text")
    if not exported.text and not any(e.severity is Severity.ERROR for e in exported.findings):
        raise EXPORTERS.blame(format, "it makes no text, and does not say why")
    return exported


def _reading(file: str, read: model.Reading) -> Reading:
    """What the model read, with the icons looked up."""
    design, findings = read.design, read.findings
    if design is not None:
        icons = _unknown_icons(design)
        if icons:
            found = (*findings, *icons)
            design, findings = None, in_order(found)
    return Reading(file, None if design is None else _facts(design), findings, read.documents)


def _unknown_icons(design: Design) -> tuple[Finding, ...]:
    if not any(component.icon for component in design.components.values()):
        return ()
    from sdgen.model.unknown_icons import check_icons

    return check_icons(design)


def _facts(design: Design) -> Facts:
    from sdgen.analyses.facts import Facts

    return Facts(design)


def _loaded(reading: Reading) -> LoadedDesign:
    if reading.facts is None:
        raise DesignError(reading.errors)
    return LoadedDesign(reading.facts, reading.findings, reading.texts)


def _settings(config: str | Path | None) -> Settings:
    from sdgen.lint.settings import Settings

    if config is None:
        return Settings()
    from sdgen.lint.configuration import read_configuration
    from sdgen.rules import all_rules

    found = read_configuration(Path(config), str(config), all_rules())
    if found.findings:
        raise DesignError(found.findings)
    return found.settings


def _require_rules(selectors: Sequence[str]) -> None:
    from sdgen.lint.selection import complaint
    from sdgen.rules import all_rules

    for selector in selectors:
        wrong = complaint(selector, all_rules())
        if wrong:
            raise ValueError(wrong)


def _require_view(facts: Facts, view: str) -> None:
    if not has_view(facts, view) or (
        view not in names_of_view(facts, view) and view_lack(facts, view) is None
    ):
        _require("view", view, view_names(facts))


def _require_options(options: Options) -> None:
    _require("theme", options.theme, THEMES)
    _require("direction", options.direction, DIRECTIONS)
    _require("lines", options.lines, LINES)
    _require("font", options.font, FONTS)
    _require("engine", options.engine, ENGINES)
    _require("background", options.background, BACKGROUNDS)
    _require("fit", options.fit, FITS)
    _require("look", options.look, LOOKS)


def _require(option: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        from sdgen.base.suggest import did_you_mean, question
        from sdgen.base.words import listed

        asked = question(did_you_mean(value, allowed))
        one_of = listed(allowed, MOST_LISTED)
        raise ValueError(
            f"there is no {option} '{value}'{asked and f'; {asked}'} (one of: {one_of})"
        )
