"""Markdown files are filled, or left exactly as they are."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sdgen
from sdgen.workspace.embed import embed as module
from tests.support.cases import every_case
from tests.support.quick import examples
from tests.workspace.test_workspace import Here

SHOP = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [orders]}
  orders: {kind: service, calls: [db]}
  db: {kind: database}
"""
MARKER = "<!-- sdgen: shop.yaml table=spof -->\n<!-- /sdgen -->\n"
TABLE = """
| what fails | kind | down a year | and takes down |
| --- | --- | ---: | --- |
| db/1 | instance | 43.8 h | web |
| orders/1 | instance | 43.8 h | web |

"""
FILLED = MARKER.replace("<!-- /", f"{TABLE}<!-- /")
PICTURE = """
<p>
  <picture>
    <source media="(prefers-color-scheme: dark)" srcset="out/shop/high-level.dark.png">
    <img src="out/shop/high-level.png" width="{width}" alt="Shop: High-level design">
  </picture>
</p>

"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder is a repository with a design."""
    monkeypatch.chdir(tmp_path)
    Path(".git").mkdir()
    write("shop.yaml", SHOP)
    return tmp_path


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(text.encode())


def text_of(name: str) -> str:
    return Path(name).read_bytes().decode()


def embed(*files: str, **options: object) -> sdgen.EmbedResult:
    request = sdgen.EmbedRequest(files=files or ("README.md",), **options)
    return sdgen.Workspace(executor=Here()).embed(request)


def filled(text: str) -> str:
    """What becomes of a README, in which nothing is wrong; a second run changes nothing."""
    write("README.md", text)
    done = embed()
    assert not done.failed, [*done.findings, *(each.findings for each in done.pages)]
    first = text_of("README.md")
    again = embed()
    assert (again.written, [each.changed for each in again.pages]) == ((), [False])
    assert text_of("README.md") == first
    assert embed(check=True).out_of_date == 0
    return first


def messages(*files: str, **options: object) -> list[str]:
    """Place and message of what is wrong; nothing is written then."""
    before = {each: each.read_bytes() for each in Path().rglob("*.md")}
    done = embed(*files, **options)
    assert done.failed
    assert {each: each.read_bytes() for each in Path().rglob("*.md")} == before
    found = [*done.findings, *(each for page in done.pages for each in page.findings)]
    return [f"{each.span}: {each.message}" for each in found]


# --- what is filled in ---------------------------------------------------------------------------


def test_a_table() -> None:
    assert filled(f"# A\n\n{MARKER}After *that*.\n") == f"# A\n\n{FILLED}After *that*.\n"


@pytest.mark.slow
def test_a_picture_for_light_and_for_dark() -> None:
    done = filled("<!-- sdgen: shop.yaml -->\nold\n<!-- /sdgen -->")
    width = round(sdgen.load("shop.yaml").render().width)
    picture = PICTURE.format(width=width)
    assert done == f"<!-- sdgen: shop.yaml -->\n{picture}<!-- /sdgen -->"
    light, dark = (Path(f"out/shop/high-level{each}.png").read_bytes() for each in ("", ".dark"))
    assert light == sdgen.load("shop.yaml").render(theme="light").png()
    assert dark == sdgen.load("shop.yaml").render(theme="dark").png()


@pytest.mark.slow
def test_an_svg_follows_its_reader_by_itself() -> None:
    done = filled('<!-- sdgen: shop.yaml format=svg alt="The [shop]" -->\n<!-- /sdgen -->\n')
    assert "\n\n![The \\[shop\\]](out/shop/high-level.svg)\n\n" in done
    assert os.listdir("out/shop") == ["high-level.svg"]
    done = filled("<!-- sdgen: shop.yaml format=svg width=300 -->\n<!-- /sdgen -->\n")
    assert '  <img src="out/shop/high-level.svg" width="300" alt="Shop: High' in done


@pytest.mark.slow
def test_links_have_an_address_in_front(folder: Path) -> None:
    """For pages that are shown elsewhere, too; the path is that from the root of the repository."""
    write("sdgen.toml", "[render]\noutput = 'docs/o ut'\n")
    base = "https://raw.example.org/shop/main"
    options = f"format=svg width=300 alt=Shop base={base}/"
    done = filled(f"<!-- sdgen: shop.yaml {options} -->\n<!-- /sdgen -->\n")
    assert f'<img src="{base}/docs/o%20ut/shop/high-level.svg" width="300" alt="Shop">' in done
    done = filled(f"<!-- sdgen: shop.yaml format=svg base={base} -->\n<!-- /sdgen -->\n")
    assert f"]({base}/docs/o%20ut/shop/high-level.svg)\n" in done


def test_pictures_outside_the_repository_have_no_address(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write("README.md", "<!-- sdgen: shop.yaml format=svg base=https://a.org -->\n<!-- /sdgen -->\n")
    result = embed("README.md", output=str(tmp_path_factory.mktemp("elsewhere")))
    [finding] = result.pages[0].findings
    assert finding.message.startswith("the pictures lie outside the repository")
    assert (finding.span.line, finding.help) == (1, "leave 'base' out")


@pytest.mark.slow
def test_what_configuration_says_of_pictures() -> None:
    """Whoever forces a theme has one picture; the folder is where `sdgen render` writes, too."""
    write("sdgen.toml", "[render]\ntheme = 'dark'\noutput = 'docs/pictures'\n")
    assert '  <img src="docs/pictures/shop/high-level.png" ' in filled(
        "<!-- sdgen: shop.yaml -->\n<!-- /sdgen -->\n"
    )
    assert os.listdir("docs/pictures/shop") == ["high-level.png"]
    drawn = sdgen.Workspace().render(
        sdgen.RenderRequest(
            files=("shop.yaml",), views=("high-level",), formats=("png",), check=True
        )
    )
    assert drawn.out_of_date == drawn.orphans == 0
    assert embed(isolated=True, output="given").written[0] == Path("given/shop/high-level.png")


@pytest.mark.slow
def test_paths_begin_at_the_file_or_at_the_root_of_the_repository() -> None:
    write("docs/deep/a.md", "<!-- sdgen: ../../shop.yaml -->\n<!-- /sdgen -->\n")
    write("docs/b.md", "<!-- sdgen: /shop.yaml -->\n<!-- /sdgen -->\n")
    assert not embed("docs").failed
    assert 'src="../../out/shop/high-level.png"' in text_of("docs/deep/a.md")
    assert 'srcset="../out/shop/high-level.dark.png"' in text_of("docs/b.md")


def test_names_of_files_are_links(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a b/sh%op#(1)é.yaml", SHOP)
    write("README.md", '<!-- sdgen: "a b/sh%op#(1)é.yaml" format=svg -->\n<!-- /sdgen -->\n')
    assert not embed().failed
    assert "](out/sh%25op%23%281%29%C3%A9/high-level.svg)" in text_of("README.md")
    assert Path("out/sh%op#(1)é/high-level.svg").is_file()


@pytest.mark.slow
def test_designs_of_one_name_have_the_folders_that_render_gives_them() -> None:
    """Whichever files are embedded, one or both."""
    for name in "ab":
        write(f"designs/{name}/shop.yaml", SHOP)
        write(
            f"{name}.md", f"<!-- sdgen: designs/{name}/shop.yaml format=svg -->\n<!-- /sdgen -->\n"
        )
    assert embed("a.md").written == (Path("out/a/shop/high-level.svg"),)
    assert embed("a.md", "b.md").written == (Path("out/b/shop/high-level.svg"),)
    request = sdgen.RenderRequest(
        files=("designs",), views=("high-level",), formats=("svg",), check=True
    )
    assert sdgen.Workspace().render(request).out_of_date == 0


@pytest.mark.slow
def test_all_pages_of_a_view_are_shown() -> None:
    steps = "".join(f"      - orders -> db: write {number}\n" for number in range(120))
    write(
        "shop.yaml",
        f"{SHOP}journeys:\n  buy:\n    actor: web\n    rate: 1/s\n    steps:\n"
        f"      - web -> orders\n{steps}",
    )
    pages = len(sdgen.load("shop.yaml").pages("sequence:buy"))
    assert pages > 1
    done = filled("<!-- sdgen: shop.yaml view=sequence format=svg -->\n<!-- /sdgen -->\n")
    assert done.count("![") == pages
    assert f"](out/shop/sequence-buy.{pages}.svg)" in done


@pytest.mark.slow
@every_case("end", ["\n", "\r\n", "\r"])
@every_case("last", [True, False])
@every_case(
    ("mark", "encoding"),
    [(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")],
)
def test_bytes_stay_what_they_are(mark: bytes, encoding: str, last: bool, end: str) -> None:
    def written(text: str) -> bytes:
        whole = text if last else text.rstrip("\n")
        return mark + whole.replace("\n", end).encode(encoding)

    Path("README.md").write_bytes(written(f"é\n\n{MARKER}"))
    Path("README.md").chmod(0o640)
    assert [each.changed for each in embed().pages] == [True]
    assert Path("README.md").read_bytes() == written(f"é\n\n{FILLED}")
    assert Path("README.md").stat().st_mode & 0o777 == 0o640
    assert [each.changed for each in embed().pages] == [False]


@given(
    st.lists(
        st.sampled_from(
            [MARKER, "text\n", "\n", "- item\n", "> quote\n", "```\nx\n```\n", "# h\n"]
        ),
        max_size=8,
    )
)
@examples(60, quick=3)
def test_what_stands_outside_markers_is_not_touched(pieces: list[str]) -> None:
    text = "".join(pieces)
    done = filled(text)
    # what was in quotes, lists or code stays as it was, and is no marker or broken
    assert done.replace(TABLE, "") == text
    assert done.count(TABLE) == text.count(MARKER)


# --- comparing -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_check_names_what_is_out_of_date_and_writes_nothing() -> None:
    write("README.md", f"{MARKER}\n<!-- sdgen: shop.yaml format=svg -->\n<!-- /sdgen -->\n")
    before = text_of("README.md")
    found = embed(check=True)
    assert ([each.stale for each in found.pages], found.missing) == (
        [(1, 4)],
        (Path("out/shop/high-level.svg"),),
    )
    assert (found.out_of_date, found.failed, text_of("README.md")) == (3, False, before)
    embed()
    write("shop.yaml", SHOP.replace("database", "cache"))
    found = embed(check=True)
    assert ([each.stale for each in found.pages], found.stale) == (
        [()],
        (Path("out/shop/high-level.svg"),),
    )
    assert embed().written == found.stale
    write("shop.yaml", SHOP.replace("  db:", "  store:").replace("db", "store"))
    assert [each.stale for each in embed(check=True).pages] == [(1,)]


@pytest.mark.slow
def test_a_png_that_hangs_on_fonts_has_its_svg_beside_it() -> None:
    """Another machine has other fonts: by the SVG it tells whether the picture is stale."""
    write("shop.yaml", SHOP.replace("name: Shop", "name: 店"))
    write("README.md", "<!-- sdgen: shop.yaml -->\n<!-- /sdgen -->\n")
    assert {each.name for each in embed().written} == {
        "high-level.png",
        "high-level.dark.png",
        "high-level.svg",
    }
    dark = Path("out/shop/high-level.dark.png")
    dark.write_bytes(b"drawn elsewhere")
    found = embed(check=True)
    assert (found.out_of_date, found.unlike) == (0, (dark,))
    assert embed().written == ()
    write("shop.yaml", SHOP.replace("name: Shop", "name: 店").replace("database", "cache"))
    assert len(embed(check=True).stale) == 3


# --- what is wrong -------------------------------------------------------------------------------


def test_a_broken_marker_leaves_its_file_alone_and_no_other() -> None:
    write("broken.md", f"{MARKER}<!-- sdgen: shop.yaml -->\n")
    write("whole.md", MARKER)
    done = embed("broken.md", "whole.md")
    assert [(each.file, each.changed) for each in done.pages] == [
        ("broken.md", False),
        ("whole.md", True),
    ]
    assert done.failed
    assert text_of("broken.md") == f"{MARKER}<!-- sdgen: shop.yaml -->\n"
    assert text_of("whole.md") == FILLED


@pytest.mark.parametrize(
    ("marker", "expected", "help"),
    [
        (
            "shop.yaml view=high-levle",
            "1:23: the design has no view 'high-levle'",
            "did you mean 'high-level'? views: high-level, detailed, failure, capacity",
        ),
        ("shop.yaml view=all", "1:23: the design has no view 'all'", "views: high-level, detailed"),
        (
            "shop.yaml view=sequence:no",
            "1:23: view 'sequence' is of one journey, and the design has no journey 'no'",
            "",
        ),
        (
            "shop.yaml view=growth-rate",
            "1:23: view 'growth-rate' has nothing to show: there is no horizon to plot to",
            "(shop.yaml:1:1)",
        ),
        (
            "shop.yaml table=spfo",
            "1:23: there is no table 'spfo'",
            "did you mean 'spof'? tables: availability, decisions, estimate, spof",
        ),
        (
            "shop.yaml table=decisions",
            "1:23: table 'decisions' has nothing to show: the design has no decisions",
            "write each question with its options, the choice and why under 'decisions'",
        ),
        ("shp.yaml", "1:13: there is no design 'shp.yaml'", "did you mean 'shop.yaml'?"),
        (
            "./zzz.yaml",
            "1:13: there is no design './zzz.yaml'",
            "designs there: ./broken.yaml, ./dir.yaml, ./out.yaml, ./shop.yaml",
        ),
        (
            "no/zzz.yaml",
            "1:13: there is no design 'no/zzz.yaml'",
            "a path begins at the folder of this file, or with '/' at the root of the repository",
        ),
        (
            "shop.json",
            "1:13: 'shop.json' is no design: its name does not end in .yaml or .yml",
            "did you mean 'shop.yaml'?",
        ),
        (
            "../other.yaml",
            "1:13: '../other.yaml' lies outside the repository",
            "name a design inside",
        ),
        ("/../other.yaml", "1:13: '/../other.yaml' lies outside the repository", "name a design"),
        (".git/config.yaml", "1:13: '.git/config.yaml' is hidden: a part of its name begins", ""),
        ("out.yaml", "1:13: 'out.yaml' is reached by a symbolic link out of the repository", ""),
        ("broken.yaml", "1:13: the design 'broken.yaml' has 1 error", "fix it; 'sdgen validate'"),
        ("dir.yaml", "1:13: the design 'dir.yaml' has 1 error", ""),
    ],
)
def test_what_is_wrong_with_what_a_marker_names(
    marker: str, expected: str, help: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "other.yaml"
    elsewhere.write_text(SHOP)
    Path("out.yaml").symlink_to(elsewhere)
    Path("dir.yaml").mkdir()
    write("broken.yaml", SHOP.replace("service", "servce"))
    write("README.md", f"<!-- sdgen: {marker} -->\n<!-- /sdgen -->\n")
    [said] = messages()
    assert said.startswith(f"README.md:{expected}")
    [finding] = embed().pages[0].findings
    assert help in finding.help
    assert not Path("out").exists()


def test_a_view_of_several_pictures_wants_one() -> None:
    journeys = "".join(
        f"  {each}: {{actor: web, rate: 1/s, steps: [web -> orders]}}\n" for each in "ab"
    )
    write("shop.yaml", f"{SHOP}journeys:\n{journeys}")
    write("README.md", "<!-- sdgen: shop.yaml view=sequence -->\n<!-- /sdgen -->\n")
    assert messages() == ["README.md:1:23: view 'sequence' is 2 pictures, and one was asked for"]
    assert embed().pages[0].findings[0].help == "name one: sequence:a, sequence:b"


def test_what_is_wrong_with_a_design_is_shown_once() -> None:
    write("shop.yaml", SHOP.replace("service", "servce"))
    for name in ("a.md", "b.md"):
        write(name, MARKER)
    done = embed("a.md", "b.md")
    [design] = done.designs
    assert [str(each.span) for each in design.findings] == ["shop.yaml:5:18"]
    assert design.findings[0].span.file in done.texts
    assert [str(page.findings[0].span) for page in done.pages] == ["a.md:1:13", "b.md:1:13"]


@every_case(
    ("name", "data", "expected"),
    [
        ("shop.yaml", b"x", "'shop.yaml' is no Markdown file: its name ends in neither .md nor"),
        ("no.md", None, "it does not exist"),
        ("", None, "'' is no Markdown file"),
        ("*.mdx", None, "no file matches '*.mdx'"),
        ("latin.md", f"é {MARKER}".encode("latin-1"), "it is no text in UTF-8"),
        ("large.md", MARKER.encode() + b"x" * 1_000_000, "it has more than 1,000,000 bytes"),
    ],
)
def test_files_that_are_no_markdown(name: str, data: bytes | None, expected: str) -> None:
    if data is not None:
        Path(name).write_bytes(data)
    [finding] = embed(name).findings
    assert (finding.code, finding.message[: len(expected)]) == ("EMBED005", expected)


def test_a_search_passes_over_what_has_no_markers() -> None:
    Path("latin.md").write_bytes("é".encode("latin-1"))
    Path("large.md").write_bytes(b"x" * 1_500_000)
    write(".hidden/a.md", MARKER)
    write("docs/a.markdown", MARKER.replace("shop", "../shop"))
    done = embed(".")
    assert not done.failed
    assert [each.file for each in done.pages if each.changed] == ["docs/a.markdown"]
    assert [each.file for each in embed("docs/*").pages] == ["docs/a.markdown"]


# --- writing -------------------------------------------------------------------------------------


def during(monkeypatch: pytest.MonkeyPatch, happen: Callable[[], None]) -> None:
    """Something happens while pictures are drawn."""
    draw = module.draw_design

    def drawing(job: module.DesignJob) -> module.DrawnDesign:
        happen()
        return draw(job)

    monkeypatch.setattr(module, "draw_design", drawing)


def test_a_file_that_changed_meanwhile_is_not_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    write("README.md", MARKER)
    during(monkeypatch, lambda: write("README.md", "mine"))
    done = embed()
    assert text_of("README.md") == "mine"
    assert done.pages[0].problem == (
        "cannot write README.md: it has changed since it was read; run the command again"
    )
    assert done.failed


def test_a_file_that_is_gone_meanwhile_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    write("README.md", MARKER)
    during(monkeypatch, Path("README.md").unlink)
    assert embed().pages[0].problem == "cannot write README.md: no such file or directory"
    assert not Path("README.md").exists()


def test_links_and_files_that_are_read_only_stay(tmp_path: Path) -> None:
    write("docs/a.md", MARKER.replace("shop", "../shop"))
    Path("docs/link.md").symlink_to("a.md")
    assert embed("docs/link.md").pages[0].problem == (
        "cannot write docs/link.md: it is a symbolic link; remove it first"
    )
    Path("docs/a.md").chmod(0o444)
    assert embed("docs/a.md").pages[0].problem == "cannot write docs/a.md: it is read-only"
    assert text_of("docs/a.md") == MARKER.replace("shop", "../shop")


@pytest.mark.slow
def test_pictures_that_cannot_be_written_leave_every_file_as_it_is(tmp_path: Path) -> None:
    write("README.md", "<!-- sdgen: shop.yaml -->\n<!-- /sdgen -->\n")
    write("out", "a file")
    done = embed()
    assert done.problem.startswith("cannot write out/shop/high-level.png: ")
    assert (done.failed, done.pages[0].changed) == (True, False)
    Path("out").unlink()
    Path("out").symlink_to(tmp_path.parent)
    assert "leads out of" in embed().problem


def test_wrong_usage() -> None:
    with pytest.raises(sdgen.SdgenError, match="pictures that a file links are files"):
        embed(output="-")
    with pytest.raises(sdgen.SdgenError, match="give one"):
        embed(config="a.toml", isolated=True)
    write("sdgen.toml", "[render]\nvews = []\n")
    write("README.md", MARKER)
    assert messages() == ["sdgen.toml:2:1: there is no setting 'render.vews'"]


def test_unsaved_designs_are_what_is_shown() -> None:
    write("README.md", MARKER)
    workspace = sdgen.Workspace(overlay={"shop.yaml": SHOP.replace("db", "store")})
    workspace.embed(sdgen.EmbedRequest(files="README.md"))
    assert "| store/1 | instance |" in text_of("README.md")
