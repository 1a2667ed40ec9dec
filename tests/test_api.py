"""The Python API."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

import sdgen
from sdgen.api import Options, draw
from sdgen.base.extras import MissingExtraError
from sdgen.blocks import Numbers
from sdgen.document.build import build_document
from sdgen.document.subject import Subject
from tests.support.quick import is_quick

ROOT = Path(__file__).parents[1]
DESIGN = "sdgen: 1\nname: Shop\ncomponents:\n  web: {kind: client, calls: [db]}\n  db: {kind: database}\n"


@pytest.fixture
def design() -> sdgen.LoadedDesign:
    return sdgen.loads(DESIGN)


def test_load_and_loads_give_the_same(tmp_path: Path, design: sdgen.LoadedDesign) -> None:
    (tmp_path / "shop.yaml").write_text(DESIGN)
    loaded = sdgen.load(tmp_path / "shop.yaml")
    assert loaded.name == design.name == "Shop"
    assert list(loaded.design.components) == ["web", "db"]
    assert loaded.render().svg == design.render().svg
    assert sdgen.validate(str(tmp_path / "shop.yaml")) == ()


def test_every_error_is_raised_at_once() -> None:
    with pytest.raises(sdgen.DesignError) as caught:
        sdgen.loads(DESIGN.replace("client", "clint").replace("[db]", "[bd]"), "shop.yaml")
    assert len(caught.value.findings) == 2
    assert all(each.severity is sdgen.Severity.ERROR for each in caught.value.findings)
    first = caught.value.findings[0]
    assert isinstance(first, sdgen.Finding)
    assert (first.span.file, first.span.line, first.span.column) == ("shop.yaml", 4, 15)
    assert str(caught.value).startswith("shop.yaml:4:15: error: ")


def test_validate_returns_what_load_raises(tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(DESIGN.replace("client", "clint"))
    with pytest.raises(sdgen.DesignError) as caught:
        sdgen.load(file)
    assert sdgen.validate(file) == caught.value.findings
    (finding,) = sdgen.validate(tmp_path / "none.yaml")
    assert finding.unreadable


def test_views(design: sdgen.LoadedDesign) -> None:
    assert design.views[:3] == ("high-level", "detailed", "failure")
    own = sdgen.loads(DESIGN + "views: {mine: {title: M, include: [db], neighbours: false}}\n")
    assert own.views == (*design.views, "mine")
    assert 'card-db"' in own.render("mine").svg
    assert 'card-web"' not in own.render("mine").svg


def test_what_does_not_exist_is_named(design: sdgen.LoadedDesign) -> None:
    with pytest.raises(ValueError, match=r"no view 'detial'; did you mean 'detailed'\? \(one of: "):
        design.render("detial")
    for name in ("theme", "direction", "lines", "font", "engine", "background", "fit"):
        with pytest.raises(ValueError, match=f"there is no {name} 'x' "):
            draw(design.design, "high-level", Options(**{name: "x"}))


@pytest.mark.slow
def test_a_picture_in_each_format(design: sdgen.LoadedDesign, tmp_path: Path) -> None:
    picture = design.render("detailed", theme="light")
    assert picture.view == "detailed"
    assert picture.warnings == ()
    assert picture._repr_svg_() == picture.svg
    assert picture.svg.startswith("<svg")
    assert picture.width > 0 < picture.height
    assert picture.png().startswith(b"\x89PNG")
    assert int.from_bytes(picture.png(1)[16:20], "big") < int.from_bytes(
        picture.png()[16:20], "big"
    )
    assert picture.pdf().startswith(b"%PDF")
    for suffix, content in {
        "svg": picture.svg.encode(),
        "PNG": picture.png(),
        "pdf": picture.pdf(),
    }.items():
        assert picture.save(tmp_path / f"new/a.{suffix}").read_bytes() == content


def test_save_and_png_refuse_what_they_cannot_do(
    design: sdgen.LoadedDesign, tmp_path: Path
) -> None:
    picture = design.render()
    with pytest.raises(ValueError, match=r"a\.gif' should end in \.svg, \.pdf, \.png"):
        picture.save(tmp_path / "a.gif")
    for scale in (0, 0.099, 8.001, 99):
        with pytest.raises(ValueError, match=rf"scale is {scale}; it can be 0\.1 to 8\.0"):
            picture.png(scale)
    assert len(picture.png(0.1)) < len(picture.png(1))
    assert is_quick() or picture.png(8)


def test_pdf_without_its_extra(
    design: sdgen.LoadedDesign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    picture = design.render()
    for wanted in (picture.pdf, lambda: picture.save(tmp_path / "new/a.pdf")):
        with pytest.raises(MissingExtraError, match=r"pip install 'sdgen\[pdf\] @ git"):
            wanted()
    assert list(tmp_path.iterdir()) == []
    picture.save(tmp_path / "a.png")


@pytest.mark.slow
def test_a_picture_is_made_for_the_place_where_it_is_read(design: sdgen.LoadedDesign) -> None:
    preview = design.render(fit="social")
    assert (preview.width, preview.height) == (1280, 640)
    for scale, size in ((1.0, (1280, 640)), (2.0, (2560, 1280))):
        head = preview.png(scale)[16:24]
        assert (int.from_bytes(head[:4]), int.from_bytes(head[4:])) == size
    assert design.render().name_height == 14.0
    assert design.render(fit="readme").svg == design.render().svg
    lines = (f"  c{at}: {{kind: service, calls: [c{at + 1}]}}" for at in range(11))
    long = sdgen.loads(
        "\n".join(("sdgen: 1\nname: Long\ncomponents:", *lines, "  c11: {kind: database}\n"))
    )
    assert long.render(fit="slide").width > long.render(fit="page").width
    growing = sdgen.load("designs/twitter.yaml")
    chart, slide = (growing.render("growth-rate", fit=each) for each in ("readme", "slide"))
    assert chart.name_height is None
    assert chart.svg == slide.svg


def test_a_preview_says_the_numbers_that_a_document_begins_with() -> None:
    shop = sdgen.loads(
        "sdgen: 1\nname: Shop\ncomponents:\n"
        "  web: {kind: client, calls: [db]}\n"
        "  db: {kind: database, capacity: 100/s}\n"
        "journeys:\n"
        "  buy: {rate: 80/s, steps: [web -> db], objectives: {availability: 99.9%}}\n"
    )
    head = build_document(Subject(shop.facts)).head[0]
    assert isinstance(head, Numbers)
    svg = shop.render(fit="social").svg
    for number in head.items[:2]:
        assert f">{number.label}</text>" in svg
        assert f">{number.value}</text>" in svg
    assert [each.label for each in head.items] == ["Worst availability", "First to saturate"]
    assert "Worst availability" not in shop.render(fit="slide").svg


@pytest.mark.slow
def test_the_same_design_gives_the_same_bytes(design: sdgen.LoadedDesign) -> None:
    assert design.render().svg == sdgen.loads(DESIGN).render().svg
    assert design.render().png() == sdgen.loads(DESIGN).render().png()


SHOP = """\
sdgen: 1
name: Shop
journeys: {buy: {actor: web, rate: 10/s, objectives: {availability: 99.99%}}}
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, replicas: 2, availability: 99%, calls: [db]}
  db: {kind: database, availability: 99%}  # sdgen: ignore[no-backup] a toy
accepted:
  - {rule: orphan, at: web, because: A test., until: 2026-01-31}
"""


def codes(findings: tuple[sdgen.Finding, ...]) -> list[str]:
    return [each.code for each in findings]


def test_lint(tmp_path: Path) -> None:
    design = sdgen.loads(SHOP, "shop.yaml")
    found = design.lint()
    assert all(isinstance(each, sdgen.Finding) for each in found)
    assert {"SPOF001", "SLO001"} <= {*codes(found)}
    assert "REP006" not in codes(found)
    assert codes(design.lint(select=["SPOF", "no-backup"])) == ["SPOF001"]
    assert codes(design.lint(select=[])) == []
    assert "EST001" in codes(design.lint(extend_select=["EST001"]))
    assert "SPOF001" not in codes(design.lint(ignore=["single-point-of-failure"]))
    assert codes(design.lint(select=["DOC002"], today=date(2026, 1, 31))) == []
    assert design.lint() == found
    (tmp_path / "shop.yaml").write_text(SHOP, encoding="utf-8")
    assert codes(sdgen.load(tmp_path / "shop.yaml").lint()) == codes(found)


def test_lint_with_a_configuration(tmp_path: Path) -> None:
    design = sdgen.loads(SHOP, "shop.yaml")
    file = tmp_path / "sdgen.toml"
    file.write_text('[lint]\nselect = ["SPOF", "SLO"]\nignore = ["SLO001"]\n', encoding="utf-8")
    assert codes(design.lint(config=file)) == ["SPOF001"]
    assert codes(design.lint(config=file, extend_select=["SLO001"])) == ["SLO001", "SPOF001"]
    file.write_text("[lint]\nselct = []\n", encoding="utf-8")
    with pytest.raises(sdgen.DesignError, match="selct"):
        design.lint(config=file)


def test_lint_refuses_what_is_no_rule(design: sdgen.LoadedDesign) -> None:
    for given in ({"select": ["SPF001"]}, {"extend_select": ["SPF001"]}, {"ignore": ["SPF001"]}):
        with pytest.raises(
            ValueError, match=r"no rule is called 'SPF001'; did you mean 'SPOF001'\?"
        ):
            design.lint(**given)


def test_analyze() -> None:
    design = sdgen.loads(SHOP, "shop.yaml")
    found = design.analyze(journeys=["buy"], order=1, fail=["db"])
    (buy,) = found.journeys
    assert buy.reliability.availability == pytest.approx(0.9999 * 0.99)
    assert [each.event for each in buy.reliability.points] == ["db/1"]
    # its journey promises 99.99%, of which two leave it 99.98%
    assert buy.improvements[0].text == "add 2 replicas to db (1 -> 3)"
    assert found.what_if is not None
    assert not found.what_if.journeys[0].is_up
    with pytest.raises(ValueError, match=r"there is no journey 'by'; did you mean 'buy'\?"):
        design.analyze(journeys=["by"])
    with pytest.raises(ValueError, match="there is no event 'bd'"):
        design.analyze(fail=["bd"])
    with pytest.raises(ValueError, match="order is 0; it is at least 1"):
        design.analyze(order=0)


def test_estimate() -> None:
    design = sdgen.loads(SHOP, "shop.yaml")
    assert design.estimate().load.peaks == {"shop": 10.0, "db": 10.0}
    assert design.estimate(journeys=["buy"], scale=10).load.peaks["db"] == pytest.approx(100)
    with pytest.raises(ValueError, match=r"there is no journey 'by'; did you mean 'buy'\?"):
        design.estimate(journeys=["by"])
    with pytest.raises(ValueError, match="scale is 0; it is a number above 0"):
        design.estimate(scale=0)


def test_a_long_list_of_names_is_cut() -> None:
    made = "".join(f"  c{n}: {{kind: service}}\n" for n in range(30))
    design = sdgen.loads(f"sdgen: 1\nname: Many\ncomponents:\n{made}")
    with pytest.raises(ValueError, match=r"one of: c0, c1, .* and 41 more\)"):
        design.analyze(fail=["nothing-like-it"])


def test_every_name_is_there_and_nothing_else() -> None:
    for name in sdgen.__all__:
        assert getattr(sdgen, name) is not None
    assert set(dir(sdgen)) == set(sdgen.__all__)
    with pytest.raises(AttributeError, match="module 'sdgen' has no attribute 'lode'"):
        _ = sdgen.lode


@pytest.mark.slow
def test_every_view_that_a_design_may_build_on_exists() -> None:
    """A design can build on views of components, and on all of those that are of all of it: its own
    groups are what an overview shows."""
    from sdgen.design.view_registry import VIEW_REGISTRY, base_views
    from sdgen.views import VIEWS, make_picture
    from sdgen.views.selection import can_select

    facts = sdgen.load(ROOT / "designs/twitter.yaml").facts
    overviews = VIEW_REGISTRY.names("overviews")
    all_of_it = {name for name, view in VIEWS.items() if view.each is None or view.each.whole}
    whole = sorted(all_of_it.difference(overviews))
    diagrams = {view for view in whole if can_select(make_picture(facts, view))}
    assert set(base_views()) == diagrams < set(VIEWS)


@pytest.mark.slow
def test_plots_of_growth_are_views_where_the_design_says_enough() -> None:
    twitter = sdgen.load(ROOT / "designs/twitter.yaml")
    plots = ("growth-rate", "growth-storage")
    assert twitter.views[-3:] == (*plots, "posting")  # before those of the design's own
    for name in plots:
        drawn = twitter.render(name)
        assert drawn.view == name
        assert drawn.svg.startswith("<svg")
    minimal = sdgen.load(ROOT / "designs/minimal.yaml")
    assert not {"growth-rate", "growth-storage"} & set(minimal.views)
    message = "view 'growth-rate' has nothing to show: there is no horizon to plot to; write"
    with pytest.raises(ValueError, match=message):
        minimal.render("growth-rate")
