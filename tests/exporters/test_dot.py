"""DOT: diagrams as graphs for Graphviz, which draws them here where it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from oracles import DOT_SIGNS, counted, expected

import sdgen
from sdgen import api
from sdgen.exporters.dot.graph import label
from sdgen.exporters.pictures import pictures_of
from tests.exporters.given import exported
from tests.support.cases import every_case

ROOT = Path(__file__).parents[2]
DESIGNS = sorted((ROOT / "designs").glob("*.yaml"))


def drawn(text: str) -> str:
    """The SVG that Graphviz makes of it, without a word of complaint."""
    if shutil.which("dot") is None:
        pytest.skip("Graphviz is not installed")
    done = subprocess.run(["dot", "-Tsvg"], input=text, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    ElementTree.fromstring(done.stdout)
    return done.stdout


def count(svg: str, sort: str) -> int:
    return len(re.findall(rf'<g id="[^"]*" class="{sort}"', svg))


def same_as_picture(loaded: sdgen.LoadedDesign, view: str) -> None:
    wanted = expected(pictures_of(loaded.facts, view))
    assert wanted.keys() == {"node", "line", "group"}
    assert counted(drawn(loaded.export("dot", view=view)), DOT_SIGNS, wanted) == wanted


@pytest.mark.slow
def test_twitter(golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    loaded = sdgen.load("designs/twitter.yaml")
    text = loaded.export("dot")
    assert text.startswith("// Made by sdgen from designs/twitter.yaml; sdgen export makes it ")
    golden("exporters/twitter.high-level.dot", text)
    same_as_picture(loaded, "high-level")


@pytest.mark.slow
@pytest.mark.parametrize("file", DESIGNS, ids=lambda file: file.stem)
def test_every_view_of_every_design(file: Path) -> None:
    loaded = sdgen.load(file)
    for view in loaded.views:
        if not api.cannot_write("dot", view, loaded.facts):
            same_as_picture(loaded, view)


STRANGE = '<b>"x"</b>&amp; \\N\\G\\ {a|b} <c>'


@every_case("text", [STRANGE, "<table>", "&lt;", "\\", '"', "a\\", '\\"', "::error::x", "漢字 🚀"])
def test_labels_mean_themselves(text: str) -> None:
    import html

    found = label((text,)).replace("\\\\", "\\")
    assert html.unescape(found) == text.replace("::error", "\\x3a:error")
    assert not found.startswith("<")


def test_keywords_and_strange_texts_are_names_and_texts() -> None:
    text = f"""
groups: {{node: {{name: '{STRANGE}'}}}}
components:
  node: {{kind: client, name: '{STRANGE}', group: node, calls: [graph: {{label: '{STRANGE}'}}]}}
  graph: {{kind: service, link: 'https://x.org/?a="b"&c=d', calls: [{{any_of: [edge, 2fa]}}]}}
  edge: {{kind: database}}
  2fa: {{kind: cache}}
"""
    made = exported(text, "dot").text
    svg = drawn(made)
    assert (count(svg, "node"), count(svg, "edge"), count(svg, "cluster")) == (5, 4, 1)
    assert (
        svg.count("&lt;b&gt;&quot;x&quot;&lt;/b&gt;&amp;amp; \\N\\G\\ {a|b} &lt;c&gt;</text>") == 3
    )
    assert 'xlink:href="https://x.org/?a=%22b%22&amp;c=d"' in svg


@pytest.mark.slow
def test_only_diagrams_are_written() -> None:
    with pytest.raises(ValueError, match="'dot' has no way to write the view 'data'; it writes "):
        sdgen.load(ROOT / "designs/twitter.yaml").export("dot", view="data")
