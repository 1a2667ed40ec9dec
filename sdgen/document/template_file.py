"""A template of the user's own (``--template house.md.j2``): filled in a process of its own."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from sdgen.base.errors import SdgenError
from sdgen.base.extras import import_extra
from sdgen.base.medium import Medium, leaving_for
from sdgen.base.processes import end_with_parent
from sdgen.blocks import Block, Section, plain
from sdgen.document.records import MADE, Document, Figures, Written
from sdgen.document.subject import Subject
from sdgen.document.template_child import REFUSED, SECONDS
from sdgen.document.writers.html import FigureWriter
from sdgen.document.writers.markdown import slugs
from sdgen.report.writers.html import Around as HtmlAround
from sdgen.report.writers.html import html_lines
from sdgen.report.writers.markdown import Around, markdown_lines

SUFFIX: Final = ".j2"
FORMS: Final = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}
"""The form of what a template makes, by the suffix before ``.j2``."""
LONGEST_SECONDS: Final = 60.0
_CHILD: Final = """
import json, sys
order = json.load(sys.stdin)
sys.path[:] = order["path"]
from sdgen.document.template_child import run
run(order)
"""


class TemplateError(SdgenError):
    """A template that does not exist, is wrong, or takes too much."""


class TemplateFile(Struct, frozen=True):
    """A template: its file, and the form of the documents that it makes."""

    path: Path
    form: str

    @property
    def name(self) -> str:
        """What its documents are called: ``house`` for ``house.md.j2``."""
        return self.path.name.split(".")[0]


def is_template_file(template: str) -> bool:
    """Whether a template is named by its file."""
    return template.lower().endswith(SUFFIX)


def template_file(template: str) -> TemplateFile:
    """The template in a file. Raises TemplateError where there is none, or its name does not say
    what it makes; MissingExtraError where Jinja2 is not installed."""
    path = Path(template)
    form = FORMS.get(Path(path.stem).suffix.lower())
    if form is None:
        raise TemplateError(
            f"{template}: a template is called NAME.md{SUFFIX} or NAME.html{SUFFIX}, after what it "
            "makes"
        )
    if not path.is_file():
        raise TemplateError(f"{template}: there is no such template")
    import_extra("jinja2", "templates", "a template of your own")
    return TemplateFile(path, form)


def fill_template(
    template: TemplateFile, subject: Subject, document: Document, figures: Figures
) -> Written:
    """What the template makes of a document. Raises TemplateError with the template's line."""
    order = {
        "path": sys.path,
        "folder": str(template.path.parent),
        "name": template.path.name,
        "escape": template.form == "html",
        "context": template_context(template.form, subject, document, figures),
    }
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _CHILD],
            input=json.dumps(order).encode("ascii"),
            capture_output=True,
            timeout=LONGEST_SECONDS,
            check=False,
            preexec_fn=end_with_parent(signal.SIGKILL) if sys.platform != "win32" else None,
        )
    except subprocess.TimeoutExpired as error:
        raise TemplateError(f"{template.path}: it does not end") from error
    if done.returncode:
        raise TemplateError(_said(template, done))
    text = done.stdout.decode("utf-8")
    if MADE not in text:
        text = f"{MADE}\n{text}"
    medium = Medium.XML if template.form == "html" else Medium.TEXT
    return Written(leaving_for(medium, text).encode("utf-8"))


def _said(template: TemplateFile, done: subprocess.CompletedProcess[bytes]) -> str:
    if done.returncode == REFUSED:
        found = json.loads(done.stderr)
        place = template.path.parent / found["file"]
        line = f":{found['line']}" if found["line"] else ""
        return f"{place}{line}: {found['what']}"
    if done.returncode < 0:
        return f"{template.path}: it takes more than {SECONDS} s of processor time"
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return f"{template.path}: {lines[-1] if lines else done.returncode}"


def template_context(
    form: str, subject: Subject, document: Document, figures: Figures
) -> dict[str, Any]:
    """What a template can show: the parts of the document in its form (under the key of the form),
    and everything that ``analyze`` and ``estimate`` compute, as their JSON has it."""
    from sdgen.report.analysis_json import analysis_data
    from sdgen.report.estimate_json import estimate_data

    part = _Parts(form, document, figures)
    return {
        "title": document.title,
        "summary": document.summary,
        "about": [{"name": name, "text": plain(said)} for name, said in document.about],
        "head": part.of(document.head),
        "sections": [part.section(each) for each in document.sections],
        "figures": [
            {
                "view": view,
                "page": page,
                "title": each.title,
                "href": each.href,
                **({"html": each.svg} if form == "html" else {}),
            }
            for (view, page), each in figures.items()
        ],
        "open_questions": [plain(each.text) for each in document.open_questions],
        "analysis": _plain_data(analysis_data(subject.analysis)),
        "estimate": _plain_data(estimate_data(subject.estimate)),
    }


def _plain_data(data: Any) -> Any:
    """The data as JSON has it."""
    from sdgen.base.gate import for_json

    return json.loads(for_json(data))


class _Parts:
    """Parts of a document as texts in a form."""

    def __init__(self, form: str, document: Document, figures: Figures) -> None:
        self._form = form
        self._markdown = Around(figures=figures, slugs=slugs(document))
        self._html = HtmlAround(FigureWriter(figures))

    def section(self, section: Section) -> dict[str, Any]:
        inner = [each for each in section.blocks if isinstance(each, Section)]
        return {
            "title": section.heading,
            "number": section.number,
            "anchor": section.anchor,
            **self.of(section.blocks),
            "sections": [self.section(each) for each in inner] if self._form == "markdown" else [],
        }

    def of(self, blocks: tuple[Block, ...]) -> dict[str, str]:
        return {self._form: "\n".join(self._lines(blocks))}

    def _lines(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        if self._form == "markdown":
            return markdown_lines(blocks, 3, self._markdown)
        return html_lines(blocks, 3, self._html)
