"""How economical pictures are, beside D2's: ``python benchmarks/pictures.py``.

Every bundled design and every real one in each view, and twenty random designs: crossings, bends,
length of lines, size, how high names are when the picture is shown in 830 x 1250 px, and what cards
fill. D2's figures are those kept in ``d2_pictures.json``; ``--d2 d2`` measures them anew (its engines
ELK and TALA lay out the same cards, groups and lines; the result is drawn in sdgen's looks, with
title and legend, and measured by the same rules), ``--keep`` keeps them there. Prints Markdown.

``--json FILE`` writes the figures, ``--against FILE`` shows those of an earlier run before them,
``--pictures FOLDER`` writes what was drawn, ``--only TEXT`` picks designs and views.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from d2_layout import D2Error, d2_text, lay_out_with, version_of
from msgspec.structs import replace

from sdgen.draw.diagram.laid import lay_out_diagram
from sdgen.draw.diagram.measured import MeasuredDiagram
from sdgen.draw.diagram.picture import draw_placement
from sdgen.draw.fits import DEFAULT_FIT
from sdgen.draw.png import png_bytes
from sdgen.draw.rack.laid import lay_out_rack
from sdgen.draw.rack.picture import draw_rack
from sdgen.layout.placement import Graph, Placement
from sdgen.views import make_picture
from sdgen.views.diagram import Diagram
from sdgen.views.rack import Rack
from tests.support.layout_measures import Measures, measure_drawn, measure_placement
from tests.support.measured_pictures import PICTURES

KEPT = Path(__file__).with_name("d2_pictures.json")
ENGINES = ("elk", "tala")
OURS = "sdgen"
LEAST_NAME, MOST_CARDS = 9.0, 25
SPARE_LENGTH = 0.05


@dataclass(frozen=True)
class Figures:
    """What is measured of a picture. ``length`` is of all ``lines``; ``given`` tells graphs apart:
    figures of different ones do not compare."""

    components: int
    lines: int
    crossings: int
    bends: int
    length: int
    width: int
    height: int
    name: float
    cards: float
    given: str

    @property
    def each(self) -> float:
        """The length of a line, on average."""
        return self.length / max(1, self.lines)


Run = dict[str, dict[str, Figures]]
"""By tool, then by design and view."""


def main() -> None:
    """Measure and print."""
    options = _options()
    d2 = shutil.which(options.d2) if options.d2 else None
    if options.d2 and not d2:
        print(f"There is no {options.d2}: D2's figures are not measured.\n")
    was = read_run(options.against) if options.against else {}
    names = [name for name in PICTURES if options.only in " ".join(name)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.pictures or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        run = measure_all(names, d2, folder, drawn=options.pictures is not None)
    said = f"D2 {version_of(d2)}" if d2 else ""
    if not options.d2 and KEPT.exists():
        said = json.loads(KEPT.read_text(encoding="utf-8"))["tool"]
        run |= read_run(KEPT)
    if options.json:
        write_run(options.json, "sdgen", run)
    if options.keep and d2:
        kept = read_run(KEPT) if KEPT.exists() else {}
        write_run(KEPT, said, {each: kept.get(each, {}) | run[each] for each in ENGINES})
    print("\n".join([*table(names, run, was), "", *goals(names, run)]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", help="designs and views with this in their names")
    parser.add_argument("--d2", default="", help="the d2 to measure, instead of the kept figures")
    parser.add_argument("--keep", action="store_true", help="keep D2's figures for later runs")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--against", type=Path, help="the file of an earlier run")
    parser.add_argument("--pictures", type=Path, help="write SVG and PNG into this folder")
    return parser.parse_args()


def measure_all(
    names: Sequence[tuple[str, str]], d2: str | None, folder: Path, *, drawn: bool
) -> Run:
    """The figures of each tool; a picture that D2 does not draw is left out, which is said."""
    tools = (OURS, *(ENGINES if d2 else ()))
    run: Run = {tool: {} for tool in tools}
    for name in names:
        diagram = make_picture(PICTURES[name]().design, name[1])
        if isinstance(diagram, Rack):
            target = folder / f"{'-'.join(name)}-{OURS}-drawn" if drawn else None
            run[OURS][" ".join(name)] = _rack_figures(diagram, target)
            continue
        assert isinstance(diagram, Diagram)
        laid = lay_out_diagram(diagram)
        measured, graph = laid.measured, laid.graph
        source = folder / f"{'-'.join(name)}.d2"
        source.write_text(d2_text(measured, graph), encoding="utf-8")
        for tool in tools:
            try:
                if tool == OURS or not d2:
                    placement = laid.placement
                else:
                    placement = lay_out_with(d2, tool, source, graph)
            except D2Error as error:
                print(f"{' '.join(name)}: {tool} fails: {error}\n")
                continue
            target = folder / f"{source.stem}-{tool}-drawn" if drawn else None
            run[tool][" ".join(name)] = _figures(measured, graph, placement, target)
    return run


def _rack_figures(rack: Rack, target: Path | None) -> Figures:
    """The figures of a rack, which no other tool draws from the same cards and lines."""
    laid = lay_out_rack(rack, DEFAULT_FIT)
    if target is not None:
        picture = draw_rack(rack, font="system")
        target.with_suffix(".svg").write_text(picture.svg, encoding="utf-8")
        target.with_suffix(".png").write_bytes(png_bytes(picture.scene, 1.0))
    placement = laid.placed.placement
    found = measure_placement(placement, laid.width, laid.height)
    model = replace(laid.measured.model, card=0.0, beside=0.0, names=0.0, stacked=True)
    given = hashlib.sha256(repr(model).encode()).hexdigest()[:12]
    figures = {name: getattr(found, name) for name in found.__struct_fields__}
    sizes = len(placement.nodes), len(placement.routes)
    return Figures(components=sizes[0], lines=sizes[1], given=given, **figures)


def _figures(
    measured: MeasuredDiagram, graph: Graph, placement: Placement, target: Path | None
) -> Figures:
    picture = draw_placement(measured, graph, placement, font="system")
    if target is not None:
        target.with_suffix(".svg").write_text(picture.svg, encoding="utf-8")
        target.with_suffix(".png").write_bytes(png_bytes(picture.scene, 1.0))
    found: Measures = measure_drawn(placement, picture)
    text = d2_text(measured, graph)
    given = hashlib.sha256(text.encode()).hexdigest()[:12]
    figures = {name: getattr(found, name) for name in found.__struct_fields__}
    return Figures(components=len(graph.nodes), lines=len(graph.edges), given=given, **figures)


def read_run(path: Path) -> Run:
    """The figures that ``write_run`` wrote."""
    tools = json.loads(path.read_text(encoding="utf-8"))["tools"]
    return {
        tool: {name: Figures(**figures) for name, figures in pictures.items()}
        for tool, pictures in tools.items()
    }


def write_run(path: Path, tool: str, run: Run) -> None:
    """The figures as JSON, a picture a line."""
    parts = []
    for each, pictures in run.items():
        lines = [
            f"      {json.dumps(name)}: {json.dumps(asdict(found))}"
            for name, found in pictures.items()
        ]
        parts.append(f"    {json.dumps(each)}: {{\n" + ",\n".join(lines) + "\n    }")
    head = f'  "tool": {json.dumps(tool)},\n  "date": "{datetime.now(UTC).date()}",\n'
    text = "{\n" + head + '  "tools": {\n' + ",\n".join(parts) + "\n  }\n}\n"
    path.write_text(text, encoding="utf-8", newline="\n")


COLUMNS: Mapping[str, Callable[[Figures], str]] = {
    "crossings": lambda found: str(found.crossings),
    "bends": lambda found: str(found.bends),
    "px a line": lambda found: f"{found.each:.0f}",
    "width x height": lambda found: f"{found.width} x {found.height}",
    "name": lambda found: f"{found.name:.1f}",
    "cards": lambda found: f"{found.cards:.0f}%",
}


def table(names: Sequence[tuple[str, str]], run: Run, was: Run) -> list[str]:
    """A row a picture; in each cell sdgen (before and now), then D2's engines. An asterisk stands
    at figures of a graph that is not today's."""
    tools = [tool for tool in (OURS, *ENGINES) if tool in run]
    shown = " / ".join({"elk": "ELK", "tala": "TALA"}.get(tool, tool) for tool in tools)
    lines = [
        f"Each cell: {shown}. `*`: measured with other cards or lines than today's.",
        "",
        f"| design | view | cards, lines | {' | '.join(COLUMNS)} |",
        "|---|---|--:|" + "--:|" * len(COLUMNS),
    ]
    for design, view in names:
        name = f"{design} {view}"
        ours = run[OURS][name]
        cells = []
        for of in COLUMNS.values():
            parts = []
            for tool in tools:
                found = run[tool].get(name)
                part = of(found) + ("" if found.given == ours.given else "*") if found else "-"
                before = was.get(tool, {}).get(name) if tool == OURS else None
                parts.append(f"{of(before)} -> {part}" if before else part)
            cells.append(" / ".join(parts))
        lines.append(
            f"| {design} | {view} | {ours.components}, {ours.lines} | {' | '.join(cells)} |"
        )
    return lines


def goals(names: Sequence[tuple[str, str]], run: Run) -> list[str]:
    """How many of the designs meet what is wanted, and which do not."""
    ours = {
        f"{design} {view}": run[OURS][f"{design} {view}"]
        for design, view in names
        if not design.startswith("random-") and view in ("high-level", "detailed")
    }
    few = {name: found for name, found in ours.items() if found.components <= MOST_CARDS}
    lines = [
        "Of the designs, high-level and detailed:",
        "",
        _goal(
            f"names of at least {LEAST_NAME:g} px, up to {MOST_CARDS} cards",
            {name: found.name >= LEAST_NAME for name, found in few.items()},
        ),
    ]
    engines = [engine for engine in ENGINES if engine in run]
    best = {name: [run[engine][name] for engine in engines if name in run[engine]] for name in ours}
    compared = {name: (ours[name], others) for name, others in best.items() if others}
    if not compared:
        return lines
    fewest = {
        name: min(each.crossings for each in others) for name, (_, others) in compared.items()
    }
    shortest = {name: min(each.each for each in others) for name, (_, others) in compared.items()}
    return [
        *lines,
        _goal(
            "crossings at most the best of ELK and TALA",
            {name: found.crossings <= fewest[name] for name, (found, _) in compared.items()},
        ),
        _goal(
            "fewer crossings than both, where the best is not 0 (half of them are wanted)",
            {
                name: found.crossings < fewest[name]
                for name, (found, _) in compared.items()
                if fewest[name]
            },
        ),
        _goal(
            f"px a line within {100 * SPARE_LENGTH:g}% of the least",
            {
                name: found.each <= shortest[name] * (1 + SPARE_LENGTH)
                for name, (found, _) in compared.items()
            },
        ),
    ]


def _goal(wanted: str, met: Mapping[str, bool]) -> str:
    missed = ", ".join(name for name, good in met.items() if not good)
    return f"- {wanted}: {sum(met.values())} of {len(met)}" + (f"; not {missed}" if missed else "")


if __name__ == "__main__":
    main()
