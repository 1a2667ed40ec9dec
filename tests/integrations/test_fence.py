"""The fence for Python-Markdown, as ``pymdownx.superfences`` calls it."""

from __future__ import annotations

import logging
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from sdgen.integrations import markdown as module
from sdgen.integrations.faults import MOST
from sdgen.integrations.fence_place import place_of
from sdgen.workspace.embed.fences import NOWHERE
from tests.support.cases import every_case
from tests.support.quick import examples

SHOP = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [orders]}
  orders: {kind: service, calls: [db]}
  db: {kind: database}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder is a repository with a design."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "designs").mkdir()
    (tmp_path / "designs/shop.yaml").write_text(SHOP, encoding="utf-8")
    (tmp_path / "designs/broken.yaml").write_text(SHOP.replace("service", "servce"))
    return tmp_path


def converter(strict: bool = False, validated: bool = True) -> Markdown:
    own = {
        "name": "sdgen",
        "class": "sdgen",
        "format": module.strict_fence if strict else module.fence,
        **({"validator": module.validator} if validated else {}),
    }
    configs: dict[str, Any] = {"pymdownx.superfences": {"custom_fences": [own]}}
    return Markdown(extensions=["attr_list", *configs], extension_configs=configs)


def shown(text: str, **options: bool) -> str:
    return str(converter(**options).convert(text))


def test_options_in_the_body() -> None:
    html = shown("Before\n\n```sdgen\nfile: designs/shop.yaml\nview: detailed\nwidth: 300\n```\n")
    assert html.startswith('<p>Before</p>\n<div class="sdgen">\n<svg ')
    assert 'id="sdgen_1_shop-detailed"' in html
    assert 'width="300"' in html
    assert "<title" in html
    assert html.endswith("</svg>\n</div>")


@pytest.mark.slow
@every_case(
    "text",
    [
        "```{.sdgen file=designs/shop.yaml view=high-level}\n```",
        "```sdgen file='designs/shop.yaml' view='high-level'\n```",
        "``` {.sdgen view=high-level}\nfile: designs/shop.yaml\n```",
        "~~~sdgen\nfile: /designs/shop.yaml\n~~~",
        "```sdgen\n{file: designs/shop.yaml}\n```",
        "> ```sdgen\n> file: designs/shop.yaml\n> ```",
        "- a\n\n    ```sdgen\n    file: designs/shop.yaml\n    ```",
        f"```sdgen\n{SHOP}```",
        f"```{{.sdgen view=high-level}}\n# a comment\n\n{SHOP}```",
    ],
)
def test_ways_to_say_it(text: str) -> None:
    assert 'id="sdgen_1_shop-high-level"' in shown(text)


def test_the_design_written_out_includes_what_lies_where_the_builder_runs() -> None:
    Path("part.yaml").write_text("components:\n  mails: {kind: queue}\n")
    html = shown(f"```sdgen\n{SHOP}include: [part.yaml]\n```")
    assert "sdgen_1_shop-high-level-card-mails" in html


def test_a_table() -> None:
    html = shown("```{.sdgen file=designs/shop.yaml table=spof}\n```")
    assert '<td class="text">orders/1</td>' in html
    assert html.startswith('<div class="sdgen">\n<div><div class="scroll" ')
    assert "<table><thead><tr><th" in html


def test_what_braces_say_besides() -> None:
    html = shown("```{.sdgen .wide #shop file=designs/shop.yaml alt='The <shop>'}\n```")
    assert html.startswith('<div id="shop" class="sdgen wide">\n')
    assert '-title">The &lt;shop&gt;</title>' in html
    assert "<desc" not in html


def test_without_the_validator_braces_still_work() -> None:
    html = shown("```{.sdgen file=designs/shop.yaml}\n```", validated=False)
    assert 'id="sdgen_1_shop-high-level"' in html


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name == "id" and value]


@pytest.mark.slow
def test_pictures_in_one_page_have_nothing_in_common_but_the_typeface() -> None:
    text = "```{.sdgen file=designs/shop.yaml}\n```\n\n"
    page = converter()
    html = page.convert(text * 3 + text.replace("}", " view=detailed}"))
    ids = _Ids()
    ids.feed(html)
    assert len(ids.found) == len(set(ids.found)) > 20
    faces = re.findall(r"@font-face\{[^}]*\}", html)
    assert len(faces) == len(set(faces)) > 0
    # and the next page begins anew, with the same bytes
    assert page.reset().convert(text) == shown(text)


@pytest.mark.slow
def test_all_pages_of_a_view_are_shown() -> None:
    steps = "".join(f"      - orders -> db: write {number}\n" for number in range(120))
    journey = f"journeys:\n  buy:\n    actor: web\n    rate: 1/s\n    steps:\n      - web -> orders\n{steps}"
    html = shown(f"```{{.sdgen view=sequence}}\n{SHOP}{journey}```")
    assert html.count("<svg ") > 1
    ids = _Ids()
    ids.feed(html)
    assert len(ids.found) == len(set(ids.found))


@pytest.mark.slow
@every_case(
    ("fence", "place", "said"),
    [
        (
            "file: designs/shp.yaml",
            "this fence:1:1",
            "there is no design 'designs/shp.yaml'<br><small>did you mean 'designs/shop.yaml'?",
        ),
        (
            "file: designs/shop.yaml\nveiw: x",
            "this fence:1:1",
            "there is no option 'veiw'<br><small>did you mean 'view'? options: file, view, table, "
            "alt, width, background</small>",
        ),
        ("view: x", "this fence:1:1", "no design is named"),
        ("", "this fence:1:1", "no design is named"),
        (
            "file: designs/shop.yaml\nview: no",
            "this fence:1:1",
            "the design has no view 'no'<br><small>views: high-level, detailed",
        ),
        (
            "file: designs/shop.yaml\ntable: spoof",
            "this fence:1:1",
            "there is no table 'spoof'<br><small>did you mean 'spof'?",
        ),
        (
            "file: designs/broken.yaml",
            "designs/broken.yaml:5:18",
            "component 'orders', 'kind': 'servce' is not one of the values allowed",
        ),
        (
            SHOP.replace("service", "servce"),
            "this design:5:18",
            "component 'orders', 'kind': 'servce' is not one of the values allowed",
        ),
        ("file: [a]", "this fence:1:7", "'file' is a text"),
        ("file: a\nfile: b", "this fence:2:1", "the key 'file' already stands in line 1"),
        (
            "- a",
            "this fence:1:1",
            "the fence has neither options nor a design<br><small>write options, such as 'file: "
            "designs/shop.yaml' and 'view: high-level', or a design</small>",
        ),
        ("file: ../x.yaml", "this fence:1:1", "'../x.yaml' lies outside the repository"),
        ("file: .git/x.yaml", "this fence:1:1", "'.git/x.yaml' is hidden"),
        (
            "file: designs/shop.yaml\nwidth: 80%",
            "this fence:1:1",
            "'width' is a whole number of px from 1 to 10,000, not '80%'",
        ),
        (
            "file: designs/shop.yaml\nbackground: white",
            "this fence:1:1",
            "'background' is theme or none, not 'white'",
        ),
    ],
)
def test_a_fault_is_a_box_with_file_and_line(fence: str, place: str, said: str) -> None:
    html = shown(f"```sdgen\n{fence}\n```")
    assert html.startswith('<div class="sdgen-fault" role="note" style="')
    assert "<p><strong>sdgen: nothing to show here</strong></p>" in html
    assert f"<p><code>{place}</code> {said}" in html
    assert "Traceback" not in html


WORDS = st.sampled_from(
    [
        "file: ",
        "designs/shop.yaml",
        "view: ",
        "\n",
        "\0",
        "\ud800",
        "\u2028",
        "\r",
        "'",
        '"',
        "[",
        "{",
        "}",
        "- ",
        "  ",
        "&a ",
        "*a",
        "!!python/name:os.system ",
        "..",
        "/",
        "sdgen: 1",
        "<b>",
        "%",
        "~",
    ]
)


@given(st.lists(WORDS, max_size=12), st.dictionaries(WORDS, WORDS, max_size=2))
@examples(400, quick=15)
def test_whatever_a_fence_says_is_a_picture_or_a_box(
    body: list[str], options: dict[str, str]
) -> None:
    logging.disable(logging.WARNING)
    try:
        html = module.fence("".join(body), "sdgen", "sdgen", options, None, classes=[], id_value="")
    finally:
        logging.disable(logging.NOTSET)
    assert html.startswith(('<div class="sdgen">', '<div class="sdgen-fault" '))


@every_case("name", ["a\0.yaml", "\ud800.yaml"])
def test_a_name_that_no_file_can_have(name: str) -> None:
    html = module.fence("", "sdgen", "sdgen", {"file": name}, None)
    assert "the name of the design is not a possible file name" in html


def test_a_design_is_named_once() -> None:
    html = shown(f"```{{.sdgen file=designs/shop.yaml}}\n{SHOP}```")
    assert "a design is named, and another written out: one of both" in html
    html = shown("```{.sdgen file=designs/shop.yaml}\nfile: designs/shop.yaml\n```")
    assert "<code>this fence:1:1</code> 'file' is given twice" in html


def test_nothing_in_a_box_is_markup() -> None:
    html = shown("```sdgen\nfile: '<script>alert(1)</script>.yaml'\n'<b>': '**x** `y` [z](u)'\n```")
    assert "&lt;b&gt;" in html
    assert re.findall(r"<(?!/)(\w+)", html) == ["div", "p", "strong", "p", "code", "br", "small"]


def test_a_box_has_an_end() -> None:
    bad = "".join(f"  c{number}: {{kind: x{number}}}\n" for number in range(50))
    html = shown(f"```sdgen\n{SHOP}{bad}```")
    assert html.count("<code>") == MOST
    assert f"<p>... and {50 - MOST} more</p>" in html


def test_a_fault_is_told_to_the_log_of_the_builder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Below ``mkdocs``, where ``mkdocs build --strict`` counts warnings; with the page, where the
    builder says which it is."""
    told: list[str] = []
    handler = logging.Handler()
    monkeypatch.setattr(handler, "emit", lambda record: told.append(record.getMessage()))
    log = logging.getLogger("mkdocs")
    log.addHandler(handler)
    try:
        page = converter()
        page.convert("```sdgen\nfile: designs/shp.yaml\n```")
        page.treeprocessors["inline"].file = type("File", (), {"src_uri": "guide/index.md"})
        page.convert("```sdgen\nfile: no/\u202e.yaml\n```")
    finally:
        log.removeHandler(handler)
    assert told == [
        "this fence:1:1: there is no design 'designs/shp.yaml' (did you mean 'designs/shop.yaml'?)",
        "guide/index.md: this fence:1:1: there is no design 'no/\\u202e.yaml' (a path begins at the "
        "folder in which the site is built, or with '/' at the root of the repository)",
    ]


def test_only_a_strict_fence_raises() -> None:
    with pytest.raises(module.FenceError, match=r"^designs/broken.yaml:5:18: component 'orders'"):
        shown("```sdgen\nfile: designs/broken.yaml\n```", strict=True)
    assert "<svg" in shown("```sdgen\nfile: designs/shop.yaml\n```", strict=True)


def test_what_cannot_be_drawn_is_a_box_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from sdgen.base.errors import UnusableError
    from sdgen.layout.engine import TooMuchWorkError
    from sdgen.workspace.embed import showing

    def broken(*_: object) -> None:
        raise TooMuchWorkError("too many lines")

    monkeypatch.setattr(showing.api, "draw_pages", broken)
    assert "too many lines" in shown("```sdgen\nfile: designs/shop.yaml\n```")

    def unusable(*_: object) -> None:
        raise UnusableError("a package is broken")

    monkeypatch.setattr(showing.api, "draw_pages", unusable)
    assert "a package is broken" in shown("```sdgen\nfile: designs/shop.yaml\n```")


def test_of_fences_that_say_the_same_each_has_its_own_line(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    fence = "```sdgen\nfile: designs/shp.yaml\n```\n"
    file.write_text(f"# A\n\n{fence}\n{fence}\n> {fence.replace(chr(10), chr(10) + '> ')}")
    page = converter()
    source = type("File", (), {"src_uri": "guide/page.md", "abs_src_path": str(file)})
    page.treeprocessors["inline"].file = source
    html = page.convert(file.read_text())
    places = re.findall("<code>(.*?)</code> there is no design", html)
    assert places == ["guide/page.md:3:1", "guide/page.md:7:1", "guide/page.md:11:1"]


def test_a_fence_that_the_builder_has_changed_has_no_line() -> None:
    place = place_of("file: a", 0, None)
    assert (place.page, str(place.span)) == ("", "this fence:1:1")
    md = type(
        "M", (), {"treeprocessors": [type("T", (), {"file": type("F", (), {"src_uri": "x.md"})})]}
    )
    assert place_of("file: a", 0, md) == NOWHERE
