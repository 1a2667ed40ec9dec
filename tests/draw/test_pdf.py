"""PDF as another program reads it: one page, text, fonts, links, a title, the same bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from typing import Any
from unicodedata import normalize

import pytest
from pypdf import PdfReader

import sdgen
from sdgen.base.extras import MissingExtraError
from sdgen.base.gate import for_xml_attribute
from sdgen.draw import pdf as module
from sdgen.draw.chart.picture import draw_chart
from sdgen.draw.fonts import fallback_warning, find_fallback_fonts, stand_in_warning
from sdgen.draw.pdf import LONGEST_LINK, LONGEST_SIDE, draw_pdf, link_areas
from sdgen.draw.scene import Frame, Part, Rectangle, Scene, Text
from sdgen.draw.typesetter import TypesetterError, typeset
from sdgen.draw.written import DrawnPicture
from sdgen.project import REPOSITORY
from sdgen.text.measure import missing_characters
from tests.draw.chart_samples import chart, orders
from tests.draw.made_fonts import make_font
from tests.draw.samples import draw, one_card, shop
from tests.support.cases import every_case

NO_FONTS: tuple[Path, ...] = ()
PAGE = '{"title": "T", "name": "t", "description": "D", "width": 90, "height": 20, "links": []}'


def read(picture: DrawnPicture, theme: str = "light", folders: Any = NO_FONTS) -> PdfReader:
    return PdfReader(BytesIO(draw_pdf(picture.scene, theme, folders).data))


def words(reader: PdfReader) -> str:
    return " ".join(reader.pages[0].extract_text().split())


def objects(reader: PdfReader) -> Iterator[Any]:
    for number in range(1, len(reader.xref_objStm) + len(reader.xref.get(0, {})) + 1):
        found = reader.get_object(number)
        if found is not None:
            yield found


def fonts(reader: PdfReader) -> set[str]:
    """The families of the fonts that are embedded."""
    return {
        each["/FontName"].split("+")[1]
        for each in objects(reader)
        if isinstance(each, dict) and {"/FontFile2", "/FontFile3"} & each.keys()
    }


def images(reader: PdfReader) -> int:
    found = [each for each in objects(reader) if isinstance(each, dict)]
    found = [each for each in found if each.get("/Subtype") == "/Image"]
    return len(found) - sum("/SMask" in each for each in found)  # how opaque it is, is one too


def links(reader: PdfReader) -> list[tuple[list[float], str]]:
    annotations = [each.get_object() for each in reader.pages[0].get("/Annots", ())]
    return [([float(side) for side in a["/Rect"]], a["/A"]["/URI"]) for a in annotations]


@pytest.mark.slow
@pytest.mark.parametrize("view", ["high-level", "detailed"])
def test_page_of_the_pictures_size_with_text_and_a_title(view: str) -> None:
    picture = draw(shop(view))
    reader = read(picture)
    (page,) = reader.pages
    assert [float(side) for side in page.mediabox] == [0, 0, picture.width, picture.height]
    assert reader.metadata is not None
    assert reader.metadata.title == picture.scene.title == "Shop: High-level design"
    assert not {"/CreationDate", "/ModDate"} & reader.metadata.keys()
    for said in ("Web & mobile", "Order service", "PostgreSQL 16", "Audit log", "HTTPS · 12k/s"):
        assert said in words(reader)
    assert fonts(reader) == {"Roboto-Regular", "Roboto-Medium", "Roboto-Bold"}
    assert images(reader) == 0


@pytest.mark.slow
def test_chart() -> None:
    picture = draw_chart(chart(orders(link="docs/orders.md")))
    reader = read(picture)
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == [picture.width, picture.height]
    assert "Order service" in words(reader)
    assert "capacity 400/s" in words(reader)
    assert [target for _, target in links(reader)] == ["docs/orders.md"]
    assert read(picture, "dark").pages[0].get_contents() is not None


def test_only_icons_are_images() -> None:
    assert images(read(draw(one_card(icon="aws.storage.S3")))) == 1


def test_link_covers_its_card() -> None:
    picture = draw(shop())
    ((corners, target),) = links(read(picture))
    assert target == "https://example.org/orders?a=1&b=2"
    name = "{http://www.w3.org/2000/svg}"
    (card,) = ElementTree.fromstring(picture.svg).iter(f"{name}a")
    drawn = [
        [float(each.attrib[key]) for key in ("x", "y", "width", "height")]
        for each in card.iter(f"{name}rect")
        if each.get("class")
    ]
    left, right = min(x for x, *_ in drawn), max(x + width for x, _, width, _ in drawn)
    top, bottom = min(y for _, y, *_ in drawn), max(y + height for _, y, _, height in drawn)
    expected = [left, picture.height - bottom, right, picture.height - top]
    assert corners == pytest.approx(expected, abs=0.01)


def test_areas_of_links() -> None:
    inner = Part("a", (Rectangle("x", 5, 6, 10, 10),), link="b.md")
    outer = Part("a", (Rectangle("x", 1, 2, 3, 4), inner), link="a.md")
    (first, second) = link_areas([outer])
    assert (first.x, first.y, first.width, first.height, first.target) == (1, 2, 14, 14, "a.md")
    assert (second.x, second.y, second.target) == (5, 6, "b.md")
    assert list(link_areas([Part("a", (), link="a.md"), inner.items[0]])) == []
    framed = Part("drawing", (outer,), frame=Frame(100.0, 10.0, 0.5))
    (first, second) = link_areas([framed])
    assert (first.x, first.y, first.width, first.height) == (100.5, 11, 7, 7)
    assert (second.x, second.y, second.target) == (102.5, 13, "b.md")


@every_case(
    ("link", "target"),
    [
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("docs/a b.md", "docs/a%20b.md"),
        ("#part", "#part"),
        ("https://example.org/ü?q=%20(\\)[1]#f", "https://example.org/%C3%BC?q=%20(%5C)[1]#f"),
    ],
)
def test_links_of_every_form(link: str, target: str) -> None:
    assert [target for _, target in links(read(draw(one_card(link=link))))] == [target]


def test_a_link_that_is_too_long_is_left_out_with_a_warning() -> None:
    def drawn(length: int) -> tuple[int, tuple[str, ...]]:
        picture = draw(one_card(link="https://example.org/".ljust(length, "a")))
        done = draw_pdf(picture.scene, "light", NO_FONTS)
        return len(links(PdfReader(BytesIO(done.data)))), done.warnings

    assert drawn(LONGEST_LINK) == (1, ())
    assert drawn(LONGEST_LINK + 1) == (0, ("PDF leaves out links of more than 8,000 characters",))


HOSTILE = '#panic() $x$ [a] *b* _c_ `d` \\ " #read("/etc/passwd") </text><b> <a> @e // f {{g}}'


@pytest.mark.slow
def test_what_a_design_says_is_never_source() -> None:
    card = one_card(name="*A*", link="https://example.org/#read()", tooltip=HOSTILE)
    diagram = card.__class__(
        "high-level", HOSTILE + "\0\ud800", "#include", card.cards, (), description=HOSTILE
    )
    reader = read(draw(diagram))
    assert reader.metadata is not None
    assert reader.metadata.title == f"{HOSTILE}\ufffd\\ud800: #include"
    assert "#panic() $x$ [a] *b* _c_ `d`" in words(reader)
    assert "*A*" in words(reader)
    assert [target for _, target in links(reader)] == ["https://example.org/#read()"]


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_no_file_is_read_for_a_picture(scheme: str, tmp_path: Path) -> None:
    """Not even if such a reference came into the SVG."""
    icon = draw(one_card(icon="aws.storage.S3")).svg.split('href="data:image/png;base64,')[1]
    secret = tmp_path / "secret.png"
    import base64

    secret.write_bytes(base64.b64decode(icon.split('"')[0]))
    address = for_xml_attribute(f"{scheme}{secret.as_posix()}")
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20">'
        f'<image href="{address}" width="20" height="20"/></svg>'
    )
    try:
        data = typeset(svg, PAGE, font_files())
    except TypesetterError:
        return
    assert images(PdfReader(BytesIO(data))) == 0


def font_files() -> tuple[str, ...]:
    from sdgen.draw.fonts import font_paths

    return tuple(map(str, font_paths()))


def test_what_typst_refuses_is_an_error_of_its_own() -> None:
    with pytest.raises(TypesetterError, match=r"^typst: "):
        typeset("<svg", PAGE, font_files())


def test_a_page_is_no_longer_than_readers_show() -> None:
    wide = Scene(
        20_000,
        100,
        "Wide",
        "",
        (Part("a", (Rectangle("background", 10_000, 50, 100, 25),), link="a.md"),),
    )
    done = draw_pdf(wide, "light", NO_FONTS)
    reader = PdfReader(BytesIO(done.data))
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == [LONGEST_SIDE, 72]
    assert links(reader)[0][0] == pytest.approx([7200, 18, 7272, 36], abs=0.01)


def test_theme_is_forced() -> None:
    picture = draw(shop())
    light, auto, dark = [draw_pdf(picture.scene, theme).data for theme in ("light", "auto", "dark")]
    assert auto == light != dark


def test_without_a_background_no_shape_fills_the_page() -> None:
    def filled(background: str) -> bool:
        picture = draw(shop(), background=background)
        whole = f"0 0 m {picture.width:g} 0 l {picture.width:g} {picture.height:g} l"
        return whole.encode() in read(picture).pages[0].get_contents().get_data()

    assert filled("theme")
    assert not filled("none")


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder of two fonts, of which the sibling has what nobody asks for."""
    make_font(tmp_path / "Boxes.ttf", "Test Boxes", {"数": 1000, "据": 1000, " ": 250})
    make_font(tmp_path / "Sibling.ttf", "Roboto", {"A": 900, "P": 900, "I": 900})
    return tmp_path


@pytest.mark.slow
def test_an_installed_font_draws_what_the_own_one_lacks_and_its_neighbours_nothing(
    installed: Path,
) -> None:
    reader = read(draw(one_card(name="数据 API")), folders=[installed])
    assert "数据" in words(reader)
    assert "API" in words(reader)
    assert fonts(reader) >= {"Made-Regular", "Roboto-Medium"}
    sibling = read(draw(one_card(name="API")), folders=[installed])
    assert "Made-Regular" not in fonts(sibling)


def test_neither_the_systems_fonts_nor_those_of_typst_draw_anything() -> None:
    """typst brings a font of mathematics, most systems one of Arabic."""
    reader = read(draw(one_card(name="∑ ش")))
    assert fonts(reader) == {"Roboto-Regular", "Roboto-Medium", "Roboto-Bold"}


@pytest.mark.slow
def test_where_links_cannot_be_made_the_font_is_copied(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = draw(one_card(name="数据 API"))
    linked = draw_pdf(picture.scene, "light", [installed])

    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    assert draw_pdf(picture.scene, "light", [installed]) == linked


def test_nothing_is_left_behind(
    installed: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path_factory.mktemp("scratch")
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    used = []
    monkeypatch.setattr(module, "typeset", lambda *given: used.append(given[2]) or typeset(*given))
    picture = draw(one_card(name="数据"))
    draw_pdf(picture.scene, "light", [installed])
    with pytest.raises(TypesetterError):
        typeset("<svg", PAGE, (*font_files(), str(installed / "Boxes.ttf")))
    assert used[0][-1] == str(installed / "Boxes.ttf")
    assert list(scratch.iterdir()) == []


def test_a_font_of_pictures_is_no_trouble(tmp_path: Path) -> None:
    make_font(tmp_path / "Pictures.ttf", "Test Pictures", {"🚀": 1250}, pictures_only=True)
    picture = draw(one_card(name="🚀 Launch"))
    done = draw_pdf(picture.scene, "light", [tmp_path])
    assert done.warnings == (stand_in_warning([tmp_path / "Pictures.ttf"]),)
    assert "Launch" in words(PdfReader(BytesIO(done.data)))


def test_a_character_that_no_font_has_is_a_warning(installed: Path) -> None:
    picture = draw(one_card(name="数ش"))
    lacking, drawn = draw_pdf(picture.scene, "light", [installed]).warnings
    assert drawn == stand_in_warning([installed / "Boxes.ttf"])
    assert lacking.startswith("no installed font has ش (U+0634): PNG and PDF show a box instead")


@pytest.mark.slow
@every_case("name", ["数据服务", "خدمة المستخدم", "🚀 Launch"])
def test_names_of_any_script_can_be_selected_where_a_font_is_installed(name: str) -> None:
    picture = draw(one_card(name=name))
    done = draw_pdf(picture.scene)
    found = find_fallback_fonts(missing_characters(name))
    said = (fallback_warning(found), stand_in_warning(found.paths))
    assert done.warnings == tuple(each for each in said if each)
    reader = PdfReader(BytesIO(done.data))
    # In Arabic a glyph may stand for a form of a letter.
    letters = set(normalize("NFKC", words(reader)))
    assert set(name) - set(found.unavailable) <= letters


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_component_of_twitter_is_named(theme: str) -> None:
    design = sdgen.load(Path(__file__).parents[2] / "designs/twitter.yaml")
    picture = design.render("detailed", theme=theme)
    reader = PdfReader(BytesIO(picture.pdf()))
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == [picture.width, picture.height]
    said = words(reader)
    assert [each.name for each in design.design.components.values() if each.name not in said] == []
    products = {symbol.id for symbol in picture.scene.symbols if symbol.id.startswith("icon-")}
    assert images(reader) == len(products) == 10
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Twitter: Detailed design")


SCRIPT = """
import hashlib, sys
from pathlib import Path
from sdgen.draw.pdf import draw_pdf
from tests.draw.samples import draw, one_card
picture = draw(one_card(name="数据 API", icon="aws.storage.S3", link="a.md"))
data = draw_pdf(picture.scene, "light", [Path(sys.argv[1])]).data
print(hashlib.sha256(data).hexdigest())
"""


@pytest.mark.slow
def test_same_bytes_in_every_process_and_folder(installed: Path, tmp_path: Path) -> None:
    picture = draw(one_card(name="数据 API", icon="aws.storage.S3", link="a.md"))
    data = draw_pdf(picture.scene, "light", [installed]).data
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    copyfile(installed / "Boxes.ttf", elsewhere / "Boxes.ttf")  # one made later has another date
    root = Path(__file__).parents[2]
    path = os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(elsewhere)],
            cwd=elsewhere,
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == hashlib.sha256(data).hexdigest()
    assert str(root).encode() not in data
    assert str(installed).encode() not in data


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_a_copy_of_a_process_that_has_made_one_makes_the_same() -> None:
    """typst's threads are not in the copy, which would wait for them for ever."""
    script = (
        "import os, signal, sys\n"
        "from sdgen.draw.typesetter import typeset\n"
        f"PAGE, files = {PAGE!r}, {font_files()!r}\n"
        'svg = \'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\'\n'
        "first = typeset(svg, PAGE, files)\n"
        "copy = os.fork()\n"
        "if not copy:\n"
        "    signal.alarm(30)\n"
        "    os._exit(0 if typeset(svg, PAGE, files) == first else 1)\n"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]))\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        cwd=root,
        timeout=60,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    picture = draw(one_card())
    with pytest.raises(MissingExtraError) as raised:
        draw_pdf(picture.scene)
    assert str(raised.value) == (
        "PDF needs the package typst, which is not installed: "
        f"pip install 'sdgen[pdf] @ git+{REPOSITORY}'"
    )
    assert (raised.value.extra, raised.value.package) == ("pdf", "typst")
    assert isinstance(raised.value.__cause__, ImportError)


@pytest.mark.slow
def test_text_of_a_scene_is_all_in_the_file() -> None:
    picture = draw(shop("detailed"))

    def texts(items: Any) -> Iterator[str]:
        for item in items:
            if isinstance(item, Text):
                yield item.content
            elif isinstance(item, Part):
                yield from texts(item.items)

    said = words(read(picture))
    assert [each for each in texts(picture.scene.items) if each not in said] == []
