"""The Python API."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import sdgen
from sdgen.api import Options, draw

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
    assert design.views[:3] == ("high-level", "detailed", "deployment")
    own = sdgen.loads(DESIGN + "views: {mine: {title: M, include: [db]}}\n")
    assert own.views == (*design.views, "mine")
    assert 'id="card-web"' not in own.render("mine").svg


def test_what_does_not_exist_is_named(design: sdgen.LoadedDesign) -> None:
    with pytest.raises(ValueError, match=r"no view 'detial'; did you mean 'detailed'\? \(one of: "):
        design.render("detial")
    for name in ("theme", "direction", "lines", "font", "engine"):
        with pytest.raises(ValueError, match=f"there is no {name} 'x' "):
            draw(design.design, "high-level", Options(**{name: "x"}))


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
    with pytest.raises(ValueError, match=r"a\.gif' should end in \.svg, \.png, \.pdf"):
        picture.save(tmp_path / "a.gif")
    with pytest.raises(ValueError, match=r"scale is 99; it can be 0\.1 to 8\.0"):
        picture.png(99)


def test_the_same_design_gives_the_same_bytes(design: sdgen.LoadedDesign) -> None:
    assert design.render().svg == sdgen.loads(DESIGN).render().svg
    assert design.render().png() == sdgen.loads(DESIGN).render().png()


def test_load_is_the_function_whatever_was_imported_before() -> None:
    for first in ("sdgen.load", "sdgen.model.design", "sdgen.api", "sdgen.load.document"):
        program = (
            f"import {first}, sdgen\n"
            "from sdgen.load import load_file\n"
            "from sdgen import load, validate\n"
            "assert sdgen.load is load and callable(load) and callable(validate)\n"
            "assert sdgen.load.__module__ == 'sdgen.api'\n"
        )
        subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_every_name_is_there_and_nothing_else() -> None:
    for name in sdgen.__all__:
        assert getattr(sdgen, name) is not None
    assert set(dir(sdgen)) == set(sdgen.__all__)
    with pytest.raises(AttributeError, match="module 'sdgen' has no attribute 'lode'"):
        _ = sdgen.lode


def test_every_view_that_a_design_may_build_on_exists() -> None:
    from sdgen.schema.parts import BASE_VIEWS
    from sdgen.views import VIEWS

    assert set(BASE_VIEWS) == set(VIEWS)
