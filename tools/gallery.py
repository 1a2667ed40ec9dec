"""Make ``docs/gallery/``, a page for each design of ``designs/``: ``python tools/gallery.py [--check]``.

A page has the picture, what the head of the file says of its sources, the figures that the file states (most were published) beside
those that are computed, what is promised and kept, and the risks that the design accepts. With ``--check`` nothing is written; the exit
status is 1 and stale pages are named.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from page_folder import keep

import sdgen
from sdgen.analyses.explain.figures import explain
from sdgen.design.records import Design
from sdgen.quantity.print import format_quantity
from sdgen.rules import built_in_rules
from sdgen.workspace.embed.drawing import table_text

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "gallery"
SHAPES = {
    "minimal": "the least that is a design",
    "url-shortener": "a cache before a store that only grows",
    "pastebin": "rows in a database, texts in an object store",
    "web-crawler": "a loop of queues, with no user at the front",
    "twitter": "timelines put together by a fan-out",
    "instagram": "feeds in memory, photos at the edge",
    "dropbox": "names on one side, bytes on the other",
    "messenger": "two regions, connections that stay open",
    "youtube": "caches at the edge, a pipeline of chunks",
    "rate-limiter": "a question of milliseconds beside a gateway",
    "typeahead": "an index in memory that a batch makes anew",
    "llm-chat": "retrieval, guards and GPUs, counted in tokens",
    "payments": "two regions, each able to carry all",
    "gitlab": "its reference architecture for 10,000 users",
    "mastodon": "four machines for 50,000 accounts",
    "boutique": "pods on three nodes",
    "sdgen": "packages that import one another",
}
"""The designs in the order of the index, each with what is to be seen in it."""
FURTHER = {
    "twitter": (
        "detailed",
        "failure",
        "capacity",
        "sequence:post-tweet",
        "data",
        "matrix",
        "growth-rate",
    ),
    "url-shortener": ("capacity", "data"),
    "pastebin": ("growth-storage",),
    "web-crawler": ("capacity",),
    "instagram": ("sequence:upload",),
    "dropbox": ("data",),
    "messenger": ("matrix", "failure"),
    "youtube": ("detailed",),
    "rate-limiter": ("sequence:pass",),
    "typeahead": ("growth-rate",),
    "llm-chat": ("sequence:ask",),
    "payments": ("deployment", "matrix"),
    "gitlab": ("deployment",),
    "mastodon": ("deployment", "capacity"),
    "boutique": ("deployment",),
}
"""Views beside the high-level one that the site draws."""


def make_pages() -> dict[str, str]:
    """Every page's text by its name."""
    return {"README.md": _index(), **{f"{name}.md": _page(name) for name in SHAPES}}


def _index() -> str:
    lines = [
        "# Gallery",
        "",
        "Whole designs to look at and to begin with: requirements, load, data, decisions, and the risks that are taken. What",
        "others have published of their load and bytes stands under `estimates` in the file, and is within 5% of what",
        "sdgen computes. `sdgen new shop --from twitter` begins with a copy.",
        "",
        "| design | shape | components | figures compared |",
        "|---|---|--:|--:|",
    ]
    for name, shape in SHAPES.items():
        design = _read(name).design
        count = len(design.estimates) or "–"
        lines.append(
            f"| [{design.name}]({name}.md) | {shape} | {len(design.components)} | {count} |"
        )
    return "\n".join(lines) + "\n"


def unnamed() -> list[str]:
    """Designs that stand in no list, and names in the list of which there is no design."""
    return sorted({path.stem for path in (ROOT / "designs").glob("*.yaml")} ^ set(SHAPES))


def _read(name: str) -> sdgen.LoadedDesign:
    return sdgen.load(ROOT / "designs" / f"{name}.yaml")


def _page(name: str) -> str:
    loaded = _read(name)
    lines = [f"# {loaded.name}", ""]
    if loaded.design.summary:
        lines += [loaded.design.summary, ""]
    lines += [*_picture(name, loaded), *_head(name)]
    lines += [*_published(loaded), *_journeys(loaded), *_accepted(loaded.design), *_further(name)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _picture(name: str, loaded: sdgen.LoadedDesign) -> Iterator[str]:
    """As ``sdgen embed`` fills the marker; ``sdgen embed docs --check`` compares."""
    yield f"<!-- sdgen: ../../designs/{name}.yaml view=high-level format=svg -->"
    yield ""
    yield f"![{loaded.name}: High-level design](../../out/{name}/high-level.svg)"
    yield from ("", "<!-- /sdgen -->", "")


def _head(name: str) -> Iterator[str]:
    """What the comments at the head of the file say, addresses as links."""
    text = (ROOT / "designs" / f"{name}.yaml").read_text(encoding="utf-8")
    head = re.match(r"(?:#.*\n)*", text)
    said = [line.lstrip("# ") for line in (head[0] if head else "").splitlines()]
    said = [line for line in said if "yaml-language-server" not in line]
    if said:
        linked = re.sub(r"(https://[^\s)]*[^\s).,:])", r"<\1>", " ".join(said))
        yield re.sub(r"\bdocs/(\w+\.md)", r"[docs/\1](../\1)", linked)
        yield ""
    yield f"The design: [designs/{name}.yaml](../../designs/{name}.yaml)"
    yield ""


def _published(loaded: sdgen.LoadedDesign) -> Iterator[str]:
    if not loaded.design.estimates:
        return
    found = loaded.estimate()
    yield from ("## Stated, and computed", "", "| figure | stated | computed | differs by |")
    yield "|---|--:|--:|--:|"
    for name, stated in loaded.design.estimates.items():
        given = stated.quantity.value
        values = [each for each in explain(found, name) if each.value is not None]
        nearest = min(values, key=lambda each: abs((each.value or 0.0) - given))
        computed = nearest.value or 0.0
        shown = format_quantity(computed, nearest.dimension)
        yield f"| `{name}` | {stated.quantity.text} | {shown} | {(computed - given) / given:+.1%} |"
    yield ""


def _journeys(loaded: sdgen.LoadedDesign) -> Iterator[str]:
    table = table_text(loaded.facts, "availability")
    if loaded.design.journeys and isinstance(table, str):
        yield from ("## Promised, and kept", "", *table.strip("\n").splitlines(), "")


def _accepted(design: Design) -> Iterator[str]:
    if not design.accepted:
        return
    names = {rule.code: rule.name for rule in built_in_rules()}
    yield from ("## Accepted risks", "", "| rule | at | because | until |", "|---|---|---|---|")
    for each in design.accepted:
        rule = names.get(each.rule, each.rule)
        yield f"| [{rule}](../rules/{rule}.md) | `{each.at}` | {each.because} | {each.until or '–'} |"
    yield ""


def _further(name: str) -> Iterator[str]:
    views = FURTHER.get(name, ())
    if not views:
        return
    yield from ("## Other views", "")
    written = " ".join(f"--view {view}" for view in views)
    yield f"`sdgen render designs/{name}.yaml {written}`"
    yield ""
    for view in views:
        yield f"<!-- site: ../../designs/{name}.yaml view={view} -->"
        yield ""


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with ``--check`` only compare; returns the exit status."""
    if unnamed():
        sys.stderr.write(f"tools/gallery.py: SHAPES and designs/ differ: {', '.join(unnamed())}\n")
        return 1
    return keep(FOLDER, make_pages(), "gallery", arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
