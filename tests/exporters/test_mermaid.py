"""Mermaid: flowcharts, sequence and entity relationship diagrams that say what our pictures say."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, strategies
from oracles import expected

import sdgen
from sdgen import api
from sdgen.base.findings import Severity
from sdgen.exporters.mermaid.flowchart import flowchart
from sdgen.exporters.pictures import pictures_of
from sdgen.notations import mermaid
from sdgen.views.diagram import Card, Diagram, Fork, Line
from sdgen.views.entities import Entities
from tests.exporters.given import COMPONENTS, exported
from tests.model.given import design
from tests.support.cases import every_case
from tests.support.mermaid_grammar import parsed

ROOT = Path(__file__).parents[2]
DESIGNS = sorted((ROOT / "designs").glob("*.yaml"))


@cache
def twitter() -> sdgen.LoadedDesign:
    return sdgen.load(ROOT / "designs/twitter.yaml")


@pytest.mark.slow
@every_case("view", ["high-level", "sequence:post-tweet", "data"])
def test_twitter(
    view: str, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    text = twitter().export("mermaid", view=view)
    assert text.startswith("%% Made by sdgen from designs/twitter.yaml; sdgen export makes it ")
    golden(f"exporters/twitter.{view.replace(':', '-')}.mmd", text)
    same_as_picture(twitter(), view)


def same_as_picture(loaded: sdgen.LoadedDesign, view: str) -> None:
    """The text says as many of everything as the records that the picture is drawn from."""
    pages = pictures_of(loaded.facts, view)
    found, wanted = parsed(loaded.export("mermaid", view=view)), expected(pages)
    assert {kind: found[kind] for kind in wanted} == wanted
    if isinstance(pages[0], Entities):
        stores = [store for page in pages if isinstance(page, Entities) for store in page.stores]
        rows = [row for store in stores for table in store.tables for row in table.rows]
        assert found["field"] == len(rows)


@pytest.mark.slow
@pytest.mark.parametrize("file", DESIGNS, ids=lambda file: file.stem)
def test_every_view_of_every_design(file: Path) -> None:
    loaded = sdgen.load(file)
    for view in loaded.views:
        if not api.cannot_write("mermaid", view, loaded.facts):
            same_as_picture(loaded, view)


WORDS = sorted(mermaid.KEYWORDS)
STRANGE = '<b>"#;`%%{init: {}}%% [x](y) {z} $$a$$ fa:fa-x \\n'
KEYWORDS = f"""
groups: {{end: {{name: '{STRANGE}'}}}}
components:
  end: {{kind: client, name: '{STRANGE}', group: end, calls: [graph: {{label: '{STRANGE}'}}]}}
  graph: {{kind: service, group: end, calls: [class: {{protocol: '{STRANGE}'}}]}}
  class: {{kind: database, link: 'https://x.org/?a="b"&c=%%{{d}}'}}
  2fa: {{kind: service}}
journeys: {{alt: {{actor: end, rate: 1/s, steps: [end -> graph -> class: {{label: '{STRANGE}'}}]}}}}
data: {{One: {{store: class, key: pk, fields: {{pk: id, end: "One?", x: "string(5)"}}}}}}
"""


@pytest.mark.slow
def test_keywords_and_strange_texts_are_names_and_texts() -> None:
    views = {
        view: exported(KEYWORDS, "mermaid", view=view).text
        for view in ("high-level", "sequence:alt", "data")
    }
    assert {view: parsed(text)["head"] for view, text in views.items()} == dict.fromkeys(views, 1)
    flowchart = views["high-level"]
    for line in ("subgraph group_end[", "end_([", "end_ -->|", "graph_ -->|", 'n2fa["'):
        assert line in flowchart
    assert 'click class_ href "https://x.org/?a=%22b%22&c=%%%7Bd%7D"' in flowchart
    assert "\n  participant graph_ as " in views["sequence:alt"]
    assert "\n    id _pk PK\n    One end FK " in views["data"]
    assert '\n  One_ }o--o| One_ : "end"\n' in views["data"]


def test_no_name_is_a_keyword_and_none_is_there_twice() -> None:
    ids = [
        *WORDS,
        *(word.upper() for word in WORDS),
        "a-b",
        "a_b",
        "a/b",
        "",
        "-",
        "9",
        "é",
        "db@z:1",
    ]
    names = mermaid.names(ids)
    assert list(names) == list(dict.fromkeys(ids))
    assert len({name.lower() for name in names.values()}) == len(names)
    assert all(re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII) for name in names.values())
    assert not mermaid.KEYWORDS & {name.lower() for name in names.values()}


def read(text: str) -> str:
    """What Mermaid shows of a text."""
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text).replace("\u200c", "")


@given(strategies.text(strategies.characters(min_codepoint=32, max_codepoint=0x17F)))
def test_any_text_stays_what_it_is_and_means_nothing(words: str) -> None:
    text = mermaid.text(words)
    assert re.fullmatch(r"(?:[A-Za-z0-9 '()+,./:%_\u0080-\uffff-]|#\d+;|\\x[0-9a-f]{2})*", text)
    assert not re.search(r"%[%{]|fa[bklrs]?:fa-|:(?! )", text)
    from sdgen.base.gate import for_terminal
    from sdgen.base.words import in_one_line

    assert read(text) == for_terminal(in_one_line(words))


def test_a_comment_is_a_line_that_nobody_obeys() -> None:
    words = "%%{init: {}}%%\n##[add-mask]x\x1b"
    assert mermaid.comment(words) == "%% % %{init: {}}% % \\x23#[add-mask]x\\x1b"


def test_what_mermaid_looks_for_behind_numbers_stands_apart() -> None:
    for sign in ("$$", "ﬂ°", "¶ß", "fa:fa-", "\\n"):
        assert "\u200c" in mermaid.text(f"x{sign}y")


def test_how_calls_differ() -> None:
    text = exported(
        """
components:
  a: {kind: client, calls: [b]}
  b: {kind: service, replicas: 3, calls: [{any_of: [c, d]}, q: {async: true}, e: {optional: true}]}
  c: {kind: cache, technology: Redis}
  d: {kind: database, calls: [r]}
  r: {kind: replica}
  q: {kind: queue}
  e: {kind: external}
""",
        "mermaid",
    ).text
    for line in ('b["B<br>Service ×3"]', 'fork_b_1(("any of"))', "b --- fork_b_1"):
        assert f"  {line}\n" in text
    for line in ("fork_b_1 --> c", "fork_b_1 --> d", "b -.-> q", "b --> e", "d ==> r"):
        assert f"  {line}\n" in text
    assert "  linkStyle 5 stroke:" in text


def test_each_card_of_a_component_has_its_own_alternatives() -> None:
    ends = [(source, target) for source in ("a@z1", "a@z2") for target in ("b", "c")]
    cards = [Card(each, each, "", "server", "blue") for each in ("a@z1", "a@z2", "b", "c")]
    lines = [Line(f"{a}->{b}", a, b, fork="a@1") for a, b in ends]
    shown = Diagram("v", "T", "S", tuple(cards), tuple(lines), forks=(Fork("a@1", "any of"),))
    text = "\n".join(flowchart(design(COMPONENTS), shown))
    for zone in ("z1", "z2"):
        mark = f"fork_a_1_a_{zone}"
        assert f"  a_{zone} --- {mark}\n  {mark} --> b\n  {mark} --> c\n" in text


@pytest.mark.slow
def test_pages_of_a_long_sequence_are_one_text() -> None:
    steps = ", ".join(f'"web -> c{at}"' for at in range(16))
    calls = ", ".join(f"c{at}" for at in range(16))
    others = "".join(f"  c{at}: {{kind: service}}\n" for at in range(16))
    text = (
        f"components:\n  web: {{kind: client, calls: [{calls}]}}\n{others}"
        f"journeys: {{all: {{actor: web, rate: 1/s, steps: [{steps}]}}}}\n"
    )
    made = exported(text, "mermaid", view="sequence:all")
    assert api.page_count(design(text), "sequence:all") > 1
    assert parsed(made.text)["participant"] == 17
    assert parsed(made.text)["message"] == 16


@pytest.mark.slow
def test_what_is_not_shown_is_told() -> None:
    [told] = api.export_design(twitter().facts, "mermaid", view="data").findings
    assert (told.code, told.severity) == ("EXPORT008", Severity.INFO)
    assert told.message == (
        "Mermaid does not show all of data: it lacks rows and bytes, what stores hold and copies in "
        "caches and indexes (kept as comments)"
    )


@pytest.mark.slow
def test_calls_to_oneself_are_written_and_what_mermaid_hides_is_told() -> None:
    made = exported(
        "components: {a: {kind: service, calls: [{a: {label: read}}, {a: {label: write}}, a]}}",
        "mermaid",
    )
    assert parsed(made.text)["line"] == 3
    [told] = made.findings
    assert told.message.endswith("it lacks tooltips and 2 further calls of a component to itself")


def test_more_than_mermaid_draws_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mermaid, "MOST_LINES", 2)
    monkeypatch.setattr(mermaid, "MOST_CHARACTERS", 100)
    others = "".join(f"  c{at}: {{kind: service}}\n" for at in range(3))
    made = exported(
        f"components:\n  web: {{kind: client, calls: [c0, c1, c2]}}\n{others}", "mermaid"
    )
    assert [(x.code, x.message) for x in made.findings if x.severity is Severity.WARNING] == [
        ("EXPORT009", "Mermaid draws 2 links unless its 'maxEdges' says more; high-level has 3"),
        (
            "EXPORT009",
            f"Mermaid reads 100 characters unless its 'maxTextSize' says more; high-level has "
            f"{len(made.text)}",
        ),
    ]


def test_a_large_design_is_exported_as_overview() -> None:
    parts = "".join(f"  c{at}: {{kind: service, group: g{at % 4}}}\n" for at in range(45))
    groups = "groups: {g0: {}, g1: {}, g2: {}, g3: {}}\n"
    found = parsed(exported(f"{groups}components:\n{parts}", "mermaid").text)
    assert found["node"] == 4


@every_case(
    ("view", "said"),
    [
        ("matrix", "'mermaid' has no way to write the view 'matrix'; it writes high-level, "),
        ("nothing", "there is no view 'nothing'"),
        ("sequence", "there is no view 'sequence'"),
    ],
)
def test_a_view_that_cannot_be_written(view: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        twitter().export("mermaid", view=view)
    with pytest.raises(ValueError, match="'openapi' writes no views"):
        twitter().export("openapi", view="data")


def test_the_example_of_the_documentation() -> None:
    page = (ROOT / "docs/export.md").read_text(encoding="utf-8").partition("\n## Mermaid\n")[2]
    text, shown = (
        page.partition(f"```{form}\n")[2].partition("```")[0] for form in ("yaml", "text")
    )
    made = exported(text, "mermaid").text.splitlines()
    about = ("%%", "  acc", "  class")
    assert [line for line in made if not line.startswith(about)] == shown.splitlines()
