"""``sdgen render --fit``: the place where pictures are read, and what is said where names are too small
there."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdgen.cli import status
from tests.cli.conftest import Sdgen

SMALL = "warning: names show "
IDLE = "warning: --fit changes nothing in what is drawn: it is about block diagrams"


def write(text: str, name: str = "shop.yaml") -> None:
    Path(name).write_text(text, encoding="utf-8")


def many(number: int, more: str = "", group: str = "", calling: int | None = None) -> str:
    """A design whose cards, or the first ``calling`` of them, call the next ones and those three
    further on."""
    lines = ["sdgen: 1", "name: Many"]
    if group:
        lines += ["groups:", f"  {group}: Part of it"]
    lines.append("components:")
    last = number if calling is None else calling
    for at in range(number):
        calls = ", ".join(f"c{to}" for to in (at + 1, at + 3) if to < last)
        inside = f", group: {group}" if group and at < 6 else ""
        name = f"Component number {at}"
        lines.append(f"  c{at}: {{kind: service, name: {name}, calls: [{calls}]{inside}}}")
    return "\n".join((*lines, more))


def too_many(more: str = "", group: str = "") -> str:
    """A design whose names are too small in a README; most of its cards are lone, which is soon
    laid out."""
    return many(110, more, group, calling=8)


def size_of(path: str) -> tuple[int, int]:
    head = Path(path).read_bytes()[16:24]
    return int.from_bytes(head[:4]), int.from_bytes(head[4:])


def warned(err: str) -> list[str]:
    return [line for line in err.splitlines() if SMALL in line]


@pytest.mark.slow
def test_the_png_of_a_preview_has_its_exact_size(folder: Path, sdgen: Sdgen) -> None:
    for options, size in (((), (2560, 1280)), (("--scale", "1"), (1280, 640))):
        done = sdgen("render", "shop.yaml", "--fit", "social", "-o", "a.png", *options)
        assert done == (status.OK, "a.png\n", "")
        assert size_of("a.png") == size
    sdgen("render", "shop.yaml", "--fit", "social", "-o", "a.svg")
    assert 'width="1280" height="640" viewBox="0 0 1280 640"' in Path("a.svg").read_text("utf-8")


@pytest.mark.slow
def test_each_place_is_an_option_and_readme_is_the_default(folder: Path, sdgen: Sdgen) -> None:
    write(many(10))
    found = {}
    for place in ("readme", "slide", "page", "social"):
        assert sdgen("render", "shop.yaml", "--fit", place, "-o", "a.svg").status == status.OK
        found[place] = Path("a.svg").read_text("utf-8")
    sdgen("render", "shop.yaml", "-o", "a.svg")
    assert Path("a.svg").read_text("utf-8") == found["readme"]
    assert len({found["readme"], found["slide"], found["social"]}) == 3
    done = sdgen("render", "shop.yaml", "--fit", "poster")
    assert done.status == status.UNUSABLE
    assert "'poster' is not one of 'readme', 'slide', 'page', 'social'" in done.err


def test_other_pictures_have_sizes_of_their_own(folder: Path, sdgen: Sdgen) -> None:
    write(many(3, "journeys: {go: {steps: [c0 -> c1]}}\n"))
    drawn = []
    for place in ("readme", "social"):
        done = sdgen("render", "shop.yaml", "--view", "sequence", "--fit", place, "-o", "a.svg")
        assert IDLE in done.err
        drawn.append(Path("a.svg").read_bytes())
    assert drawn[0] == drawn[1]


@pytest.mark.slow
def test_the_configuration_names_a_place_also_for_embed(folder: Path, sdgen: Sdgen) -> None:
    write("[render]\nfit = 'social'\nviews = ['high-level']\nformats = ['png']\n", "sdgen.toml")
    assert sdgen("render", "shop.yaml").status == status.OK
    assert size_of("out/shop/high-level.png") == (2560, 1280)
    Path("out/shop/high-level.png").unlink()
    write("<!-- sdgen: shop.yaml view=high-level -->\n<!-- /sdgen -->\n", "README.md")
    assert sdgen("embed", "README.md").status == status.OK
    assert size_of("out/shop/high-level.png") == (2560, 1280)
    for options in (("--fit", "readme"), ("--isolated",)):
        sdgen("render", "shop.yaml", *options, "--scale", "2", "-o", "given.png")
        assert size_of("given.png") != (2560, 1280)
    write("[render]\nfit = 'slides'\n", "sdgen.toml")
    done = sdgen("render", "shop.yaml")
    assert done.status == status.UNUSABLE
    assert "'fit' is one of readme, slide, page, social, not 'slides'" in done.err
    assert "did you mean 'slide'?" in done.err


@pytest.mark.slow
def test_names_that_are_too_small_are_told_in_one_line(folder: Path, sdgen: Sdgen) -> None:
    write(too_many(group="first"))
    formats = ("-f", "svg", "-f", "png", "--scale", "0.5")
    done = sdgen("render", "shop.yaml", "--view", "high-level", *formats)
    assert done.status == status.OK
    assert done.out == "out/shop/high-level.svg\nout/shop/high-level.png\n"
    (line,) = warned(done.err)
    assert line.startswith("shop.yaml: warning: names show ")
    assert " px high in a README of 830 x 1250 px, and below 9 px they are hard to read; " in line
    assert line.endswith(
        "; write 'group' on the components, several in each: of more than 40, sdgen then draws an "
        "overview and a picture of each group"
    )
    views = ("--view", "high-level", "--view", "detailed")
    both = sdgen("render", "shop.yaml", *views, "-f", "svg").err
    assert len(warned(both)) <= 2


@pytest.mark.slow
def test_what_is_advised_can_be_read(folder: Path, sdgen: Sdgen) -> None:
    journey = "journeys: {short: {steps: [c0 -> c1, c1 -> c2]}}\n"
    own = "views: {start: {include: [c0, c1, c2, c3]}, lone: {include: [c0]}}\n"
    for more, view in (
        (journey, "journey:short"),
        (own, "start"),
        (own + journey, "start"),
    ):
        write(too_many(more))
        (line,) = warned(sdgen("render", "shop.yaml", "-o", "a.svg").err)
        assert line.endswith(f"; --view {view} shows a part of it larger")
        assert not warned(sdgen("render", "shop.yaml", "--view", view, "-o", "a.svg").err)


@pytest.mark.slow
def test_checks_and_pictures_that_can_be_read_have_no_warning(folder: Path, sdgen: Sdgen) -> None:
    assert sdgen("render", "shop.yaml").err == ""
    write(too_many())
    assert warned(sdgen("render", "shop.yaml", "--view", "high-level", "-f", "svg").err)
    done = sdgen("render", "shop.yaml", "--view", "high-level", "-f", "svg", "--check")
    assert (done.status, warned(done.err)) == (status.OK, [])


@pytest.mark.slow
def test_options_that_change_nothing_are_told(folder: Path, sdgen: Sdgen) -> None:
    write(
        "sdgen: 1\nname: A\ntopology: {r: {zones: [a, b]}}\n"
        "components: {web: {kind: client, calls: [app]}, app: {kind: service, replicas: 2, zones: [a, b]}}\n"
    )
    done = sdgen("render", "shop.yaml", "--view", "matrix", "--fit", "slide", "-o", "a.svg")
    assert (done.status, IDLE in done.err) == (status.OK, True)
    for views in (["deployment"], ["matrix", "high-level"]):
        options = [word for view in views for word in ("--view", view)]
        assert sdgen("render", "shop.yaml", "--fit", "slide", *options).err == ""
    Path("sdgen.toml").write_text('[render]\nfit = "slide"\n', encoding="utf-8")
    assert sdgen("render", "shop.yaml", "--view", "matrix").err == ""
    assert sdgen("render", "shop.yaml", "--view", "matrix", "--fit", "slide", "--check").err == ""
