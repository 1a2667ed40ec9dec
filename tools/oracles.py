"""Exports of designs given to the programs that they are for, and what those draw counted against our
pictures: ``.ci/oracles`` runs it.

    python tools/oracles.py --mmdc node_modules/.bin/mmdc designs/*.yaml
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import sdgen
from sdgen import api
from sdgen.exporters.pictures import marks_of, pictures_of
from sdgen.views.diagram import Diagram
from sdgen.views.entities import Entities
from sdgen.views.picture import Picture
from sdgen.views.sequence import NOBODY, FrameStart, Message, Sequence

Counts = Mapping[str, int]

MERMAID_SIGNS = {
    "node": r'<g [^>]*class="node ',
    "line": r'<path [^>]*class="[^"]*flowchart-link',
    "group": r'<g [^>]*class="cluster[ "]',
    "participant": r'<rect [^>]*class="actor actor-top',
    "message": r'<line [^>]*class="messageLine|<path [^>]*class="messageLine',
    "frame": r'<text [^>]*class="labelText"',
    "entity": r'<g [^>]*class="node ',
    "reference": r'<path [^>]*class="[^"]*relationshipLine',
}
DOT_SIGNS = {
    "node": r'<g id="[^"]*" class="node"',
    "line": r'<g id="[^"]*" class="edge"',
    "group": r'<g id="[^"]*" class="cluster"',
}


def main() -> int:
    """Export every view of every design, draw it, count; 1 where anything differs."""
    options = _options()
    failed = 0
    options.out.mkdir(parents=True, exist_ok=True)
    for file in options.designs:
        design = sdgen.load(file)
        failed += _mermaid(design, Path(file).stem, options) if options.mmdc else 0
        failed += _dot(design, Path(file).stem, options) if options.dot else 0
    print(f"{len(options.designs)} designs, {failed} pictures differ")
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("designs", nargs="+")
    parser.add_argument("--mmdc", default="", help="mermaid-cli")
    parser.add_argument("--puppeteer", default="", help="its configuration of the browser")
    parser.add_argument("--dot", default="", help="Graphviz")
    parser.add_argument("--out", type=Path, default=Path("oracles"), help="where pictures go")
    parser.add_argument("--png", action="store_true", help="PNG of each picture, too")
    return parser.parse_args()


def expected(pages: tuple[Picture, ...]) -> Counts:
    """What the pictures of a view have."""
    first = pages[0]
    if isinstance(first, Diagram):
        marks = len(marks_of(first))
        nodes, lines = len(first.cards) + marks, len(first.lines) + marks
        return {"node": nodes, "line": lines, "group": len(first.groups)}
    if isinstance(first, Sequence):
        events = [event for section in first.sections for event in section.events]
        return {
            "participant": len({card.id for each in first.sections for card in each.cards}),
            "message": sum(isinstance(x, Message) and x.source != NOBODY for x in events),
            "frame": sum(isinstance(x, FrameStart) for x in events),
        }
    found = [page for page in pages if isinstance(page, Entities)]
    return {
        "entity": sum(len(store.tables) for page in found for store in page.stores),
        "reference": sum(len(page.references) + len(page.away) for page in found),
    }


def counted(svg: str, signs: Mapping[str, str], kinds: Counts) -> Counts:
    """What a drawn picture has of these kinds."""
    return {kind: len(re.findall(signs[kind], svg)) for kind in kinds}


def _views(design: sdgen.LoadedDesign, format: str) -> Iterator[str]:
    for view in design.views:
        if not api.cannot_write(format, view, design.facts):
            yield view


def _mermaid(design: sdgen.LoadedDesign, stem: str, options: argparse.Namespace) -> int:
    """All views in one page, so that one browser draws them."""
    views = list(_views(design, "mermaid"))
    page = "\n".join(f"```mermaid\n{design.export('mermaid', view=view)}```\n" for view in views)
    source = options.out / f"{stem}.md"
    source.write_text(page, encoding="utf-8")
    settings = options.out / "mermaid.json"
    settings.write_text(json.dumps({"maxTextSize": 10_000_000, "maxEdges": 100_000}))
    command = [options.mmdc, "-q", "-c", str(settings), "-i", str(source)]
    command += ["-p", options.puppeteer] if options.puppeteer else []
    for ending in ("svg", *(["png"] if options.png else [])):
        drawn = [*command, "-o", str(options.out / f"{stem}.{ending}")]
        done = subprocess.run(drawn, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{stem}: mermaid-cli: {done.stdout}{done.stderr}")
            return len(views)
    failed = 0
    for number, view in enumerate(views, 1):
        svg = (options.out / f"{stem}-{number}.svg").read_text(encoding="utf-8")
        failed += _told(f"{stem} mermaid {view}", expected(pictures_of(design.facts, view)), svg)
    return failed


def _told(name: str, wanted: Counts, svg: str, signs: Mapping[str, str] = MERMAID_SIGNS) -> int:
    found = counted(svg, signs, wanted)
    right = found == wanted
    numbers = ", ".join(f"{number} {kind}" for kind, number in found.items())
    print(f"{'ok ' if right else 'BAD'} {name}: {numbers}" + ("" if right else f"; not {wanted}"))
    return not right


def _dot(design: sdgen.LoadedDesign, stem: str, options: argparse.Namespace) -> int:
    failed = 0
    for view in _views(design, "dot"):
        text = design.export("dot", view=view)
        command = [options.dot, "-Tsvg"]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        if done.returncode or done.stderr:
            print(f"{stem} {view}: dot: {done.stderr}")
            failed += 1
            continue
        (options.out / f"{stem}-{view.replace(':', '-')}.dot.svg").write_text(done.stdout)
        wanted = expected(pictures_of(design.facts, view))
        failed += _told(f"{stem} dot {view}", wanted, done.stdout, DOT_SIGNS)
    return failed


if __name__ == "__main__":
    sys.exit(main())
