"""``sdgen render``: pictures that no view draws any more, and line ends of those that one does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sdgen.cli import status
from sdgen.cli.main import main
from tests.cli.conftest import DESIGN, Sdgen
from tests.support.cases import every_case
from tests.support.made_pictures import mark_made

WANTED = ("render", "shop.yaml", "-f", "svg")
DRAWN = "out/shop/high-level.svg\nout/shop/detailed.svg\n"
AGAIN = f"{DRAWN}out/shop/capacity.svg\nout/shop/failure.svg\n"
"""With those of other views, which lie there."""
OWN = "views: {mine: {include: [db]}}\n"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pictures of a design that has a view ``mine``, to be copied."""
    folder = tmp_path_factory.mktemp("drawn")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        Path("shop.yaml").write_text(DESIGN + OWN, encoding="utf-8")
        assert main([*WANTED, "--view", "all"]) == status.OK
    return folder / "out"


@pytest.fixture
def renamed(drawn: Path, folder: Path) -> Path:
    """The folder of a design that had a view ``mine`` when it was drawn."""
    shutil.copytree(drawn, "out")
    Path("shop.yaml").write_text(DESIGN, encoding="utf-8")
    return folder / "out/shop"


@pytest.mark.slow
def test_a_warning_names_them(renamed: Path, sdgen: Sdgen) -> None:
    (renamed / "logo.png").write_bytes(b"")
    mark_made(renamed / "old.png")
    assert sdgen(*WANTED) == (
        status.OK,
        AGAIN,
        "shop.yaml: warning: out/shop: no view draws mine.svg, old.png; --prune removes what none "
        "draws\n",
    )
    assert (renamed / "mine.svg").is_file()


@pytest.mark.slow
def test_of_many_a_warning_names_some(renamed: Path, sdgen: Sdgen) -> None:
    for number in range(100, 112):
        mark_made(renamed / f"a{number}.svg")
    said = sdgen(*WANTED).err
    assert "no view draws a100.svg, a101.svg, " in said
    assert "a108.svg and 4 more; --prune" in said


@pytest.mark.slow
def test_check_names_each_and_fails(renamed: Path, sdgen: Sdgen) -> None:
    done = sdgen(*WANTED, "--check")
    assert (done.status, done.out) == (status.FINDINGS, "orphan: out/shop/mine.svg\n")
    assert (
        done.err
        == "sdgen: error: 1 picture that no view draws; 'sdgen render --prune' removes it\n"
    )
    mark_made(renamed / "other.pdf")
    (renamed / "manual.pdf").write_bytes(b"")
    (renamed / "detailed.svg").unlink()
    done = sdgen(*WANTED, "--check")
    assert done.out == (
        "missing: out/shop/detailed.svg\norphan: out/shop/mine.svg\norphan: out/shop/other.pdf\n"
    )
    assert "1 picture out of date; 'sdgen render' updates it" in done.err
    assert "2 pictures that no view draws; 'sdgen render --prune' removes them" in done.err
    assert (renamed / "mine.svg").is_file()


@pytest.mark.slow
def test_pictures_that_were_not_asked_for_but_have_a_view_are_none(
    renamed: Path, sdgen: Sdgen
) -> None:
    (renamed / "mine.svg").rename(renamed / "capacity.png")
    assert (renamed / "failure.svg").is_file()
    assert sdgen("render", "shop.yaml", "-f", "svg", "--view", "detailed", "--check") == (0, "", "")


@pytest.mark.slow
def test_prune_removes_them_and_says_so(renamed: Path, sdgen: Sdgen) -> None:
    for path in (
        "out/logo.svg",
        "out/shop/notes.md",
        "out/shop/failure.svg",
        "out/shop/own.svg",
    ):
        Path(path).write_text("")
    (renamed / "annotated.svg").write_bytes((renamed / "mine.svg").read_bytes())
    (renamed / "inner").mkdir()
    (renamed / "inner/mine.svg").write_text("")
    (renamed / "link.svg").symlink_to(renamed / "detailed.svg")
    Path("out/other").mkdir()
    Path("out/other/mine.svg").write_text("")
    before = {path for path in Path().rglob("*") if path.is_file()}
    # what somebody else has put there is not drawn over
    drawn = AGAIN.replace("out/shop/failure.svg\n", "")
    assert sdgen(*WANTED, "--prune") == (0, f"{drawn}removed: out/shop/mine.svg\n", "")
    assert Path("out/shop/failure.svg").read_text() == ""
    after = {path for path in Path().rglob("*") if path.is_file()}
    assert before - after == {Path("out/shop/mine.svg")}
    assert sdgen(*WANTED, "--prune") == (0, drawn, "")


@pytest.mark.slow
def test_a_design_that_cannot_be_drawn_loses_nothing(renamed: Path, sdgen: Sdgen) -> None:
    Path("shop.yaml").write_text(DESIGN.replace("[db]", "[bd]"), encoding="utf-8")
    done = sdgen(*WANTED, "--prune")
    assert (done.status, done.out) == (status.UNUSABLE, "")
    Path("shop.yaml").write_text(DESIGN, encoding="utf-8")
    (renamed / "detailed.svg").unlink()
    (renamed / "detailed.svg").mkdir()
    done = sdgen(*WANTED, "--prune")
    assert (done.status, "removed" in done.out) == (status.UNUSABLE, False)
    assert (renamed / "mine.svg").is_file()


@pytest.mark.slow
def test_each_design_has_its_own_folder(folder: Path) -> None:
    for name in ("a", "b"):
        Path(f"{name}.yaml").write_text(DESIGN + OWN.replace("mine", name), encoding="utf-8")
    for name in ("a", "b"):
        assert (
            main(["render", f"{name}.yaml", "-f", "svg", "--view", "high-level", "--view", name])
            == 0
        )
    mark_made(Path("out/a/b.svg"), "a")
    assert main(["render", "a.yaml", "b.yaml", "-f", "svg", "--prune"]) == 0
    assert not Path("out/a/b.svg").exists()
    assert Path("out/a/a.svg").is_file()
    assert Path("out/b/b.svg").is_file()


@every_case(
    ("options", "said"),
    [
        (["-o", "x.svg"], "--prune goes with a folder of pictures: not with -o x.svg"),
        (["-o", "-"], "--prune goes with a folder of pictures: not with -o -"),
        (["--check"], "--prune removes pictures, once: it goes with neither --check nor --watch"),
        (["--watch"], "--prune removes pictures, once: it goes with neither --check nor --watch"),
    ],
)
def test_what_prune_does_not_go_with(
    options: list[str], said: str, folder: Path, sdgen: Sdgen
) -> None:
    done = sdgen("render", "shop.yaml", "--prune", *options)
    assert done.status == status.UNUSABLE
    assert said in done.err


@pytest.mark.slow
def test_line_ends_of_an_svg_do_not_count(folder: Path, sdgen: Sdgen) -> None:
    small = ("render", "shop.yaml", "--view", "detailed", "--scale", "0.5")
    assert sdgen(*small).status == status.OK
    file = Path("out/shop/detailed.svg")
    unix = file.read_bytes()
    assert b"\n" in unix
    file.write_bytes(unix.replace(b"\n", b"\r\n"))
    assert sdgen(*small, "--check") == (0, "", "")
    file.write_bytes(unix.replace(b"\n", b"\r\n").replace(b"db", b"bd"))
    assert sdgen(*small, "--check").out == "stale: out/shop/detailed.svg\n"
    file.write_bytes(unix.replace(b"\n", b"\r"))
    assert sdgen(*small, "--check").out == "stale: out/shop/detailed.svg\n"
    file.write_bytes(unix)
    picture = Path("out/shop/detailed.png")
    picture.write_bytes(picture.read_bytes().replace(b"\n", b"\r\n"))
    assert sdgen(*small, "--check").out == "stale: out/shop/detailed.png\n"
