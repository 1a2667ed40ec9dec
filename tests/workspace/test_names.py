"""How pictures are called, and which files are a design's."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sdgen
from sdgen.api import picture_formats, view_names
from sdgen.base.folder import Folder
from sdgen.cli.main import main
from sdgen.workspace.names import PictureName, Tidied, belongs, orphans, parse_name, remove, tidy
from tests.support.cases import every_case
from tests.support.made_pictures import mark_made

ROOT = Path(__file__).parents[2]
NAMES = {
    "high-level.svg": PictureName(view="high-level"),
    "growth-rate.png": PictureName(view="growth-rate", format="png"),
    "sequence-post-tweet.svg": PictureName(view="sequence", argument="post-tweet"),
    "sequence-post-tweet.2.svg": PictureName(view="sequence", argument="post-tweet", page=2),
    "failure-use1-a.dark.pdf": PictureName(
        view="failure", argument="use1-a", dark=True, format="pdf"
    ),
    "journey-group-a.31.dark.png": PictureName(
        view="journey", argument="group-a", page=31, dark=True, format="png"
    ),
    "failure.svg": PictureName(view="failure"),
    "data.dark.svg": PictureName(view="data", dark=True),
    "2.2.svg": PictureName(view="2", page=2),
}


@every_case(("file", "name"), NAMES.items())
def test_a_name_says_what_a_picture_shows(file: str, name: PictureName) -> None:
    assert name.file == file
    assert parse_name(file) == name


@every_case(
    "file",
    [
        *("", ".svg", "a", "a.", "a.gif", "a.svg.gz", "a.SVG", "A.svg", "a .svg", "a.svg\n"),
        *(
            "a.1.svg",
            "a.0.svg",
            "a.02.svg",
            "a.-1.svg",
            "a.2.3.svg",
            "a.dark.2.svg",
            "a.1234567.svg",
        ),
        *(
            "a.light.svg",
            "a.dark.dark.svg",
            "-a.svg",
            "a-.svg",
            "a--b.svg",
            "a_b.svg",
            "sequence-.svg",
        ),
        *(
            "../a.svg",
            "/a.svg",
            "a/b.svg",
            "a\\b.svg",
            "..svg",
            "a\x00.svg",
            "á.svg",
            "a.\u0662.svg",
        ),
    ],
)
def test_no_picture_is_called_so(file: str) -> None:
    assert parse_name(file) is None


@every_case("word", ["", "..", "../a", "/etc/passwd", "a/b", "a\\b", "A", "a\n", "a.svg", "-a"])
def test_no_name_leads_out_of_its_folder(word: str) -> None:
    with pytest.raises(ValueError, match="no picture can be called"):
        PictureName(view=word)
    if word:
        with pytest.raises(ValueError, match="no picture can be called"):
            PictureName(view="sequence", argument=word)


@every_case("page", [0, -1, 1_000_000])
def test_pages_are_counted_from_one(page: int) -> None:
    with pytest.raises(ValueError, match="no picture can be called"):
        PictureName(view="a", page=page)


@pytest.mark.slow
@given(st.from_regex(r"[a-z0-9.-]{1,12}\.(svg|png|pdf)", fullmatch=True) | st.text(max_size=12))
def test_a_name_that_is_understood_is_written_as_it_was(file: str) -> None:
    name = parse_name(file)
    if name is not None:
        assert name.file == file
        assert Path(file).name == file


SHOP = """\
sdgen: 1
name: Shop
scale: {daily_users: 864k, peak: 2x, horizon: 1y, growth: 50%}
journeys:
  order: {actor: web, rate: 10/user/day, steps: [web -> app -> db]}
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, replicas: 4, capacity: 60/s, calls: [db]}
  db: {kind: database, storage: 1 TB}
data: {Order: {store: db, created_by: order, size: 100 B}}
views: {stores: {include: [db]}}
"""


@pytest.mark.slow
def test_everything_that_a_verb_draws_belongs_to_the_design(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(SHOP, encoding="utf-8")
    formats = [word for each in picture_formats() for word in ("-f", each)]
    assert main(["render", "shop.yaml", "--view", "all", *formats]) == 0
    assert main(["estimate", "shop.yaml", "--plot", "out"]) == 0
    drawn = {path.name for path in Path("out/shop").iterdir()}
    loaded = sdgen.load("shop.yaml")
    design = loaded.design
    assert len(drawn) == 3 * len(view_names(design))
    dark = {f"{Path(each).stem}.dark{Path(each).suffix}" for each in drawn}
    present = {*drawn, *dark, "old.svg", "stores.gif", "capacity.2.svg"}
    names = belongs(loaded.facts, present)
    assert names == drawn | dark
    assert all(parse_name(each) is not None for each in names)
    assert "stores.pdf" in names
    assert "stores.dark.svg" in names
    views = {parse_name(each).shown for each in drawn}  # type: ignore[union-attr]
    assert views == set(view_names(design)) >= {"growth-rate", "growth-storage"}


@pytest.mark.slow
def test_a_view_that_a_design_has_no_more_draws_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A design that has lost its horizon leaves the plots of its growth behind."""
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(SHOP, encoding="utf-8")
    assert main(["render", "shop.yaml", "--view", "all", "-f", "svg"]) == 0
    assert main(["render", "shop.yaml", "-f", "svg", "--check"]) == 0
    Path("shop.yaml").write_text(SHOP.replace("horizon: 1y, ", ""), encoding="utf-8")
    capsys.readouterr()
    assert main(["render", "shop.yaml", "--view", "capacity", "-f", "svg", "--check"]) == 1
    orphans = [line for line in capsys.readouterr().out.splitlines() if "orphan" in line]
    assert orphans == [
        "orphan: out/shop/growth-rate.svg",
        "orphan: out/shop/growth-storage.svg",
    ]


def fill(folder: Path, *names: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        mark_made(folder / name)


def test_orphans_are_files_that_show_what_a_picture_of_their_name_does(tmp_path: Path) -> None:
    own = tmp_path / "shop"
    fill(
        own, "a.svg", "b.svg", "b.PNG", "old.pdf", "notes.md", "svg", ".svg", "._a.svg", "c.svg.gz"
    )
    (own / "photo.png").write_bytes(b"\x89PNG")
    (own / "chart.svg").write_text("<svg class='sdgen' id='shop-chart'/>")
    shutil.copy(own / "b.svg", own / "before.svg")
    (own / "folder.svg").mkdir()
    fill(own / "inner", "x.svg")
    fill(tmp_path, "beside.svg")
    found = orphans(own, {"a.svg"}, tmp_path)
    assert found == tuple(own / name for name in ("b.PNG", "b.svg", "old.pdf"))
    assert orphans(tmp_path / "nowhere", {"a.svg"}, tmp_path) == ()
    assert orphans(own / "a.svg", {"a.svg"}, tmp_path) == ()


def test_case_alone_makes_no_orphan(tmp_path: Path) -> None:
    """It would be the picture itself where a file system does not tell case apart."""
    fill(tmp_path / "shop", "High-Level.SVG")
    assert orphans(tmp_path / "shop", {"high-level.svg"}, tmp_path) == ()


def test_names_of_any_bytes_are_no_orphans(tmp_path: Path) -> None:
    own = tmp_path / "shop"
    fill(own, "\x1b[31m.svg", "a\nb.png", " .svg")
    with open(os.fsencode(own) + b"/\xff.svg", "w") as file:
        file.write("")
    assert orphans(own, {"a.svg"}, tmp_path) == ()
    found = tuple(sorted(own.iterdir()))
    assert len(found) == 4
    assert remove(found, tmp_path) == (found, "")
    assert list(own.iterdir()) == []


def test_links_are_neither_followed_nor_removed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    fill(elsewhere, "precious.svg")
    out = tmp_path / "out"
    fill(out / "shop", "old.svg")
    (out / "shop/link.svg").symlink_to(elsewhere / "precious.svg")
    (out / "linked").symlink_to(elsewhere)
    assert orphans(out / "shop", (), out) == (out / "shop/old.svg",)
    assert orphans(out / "linked", (), out) == ()
    for file, reason in (
        (out / "shop/link.svg", "it is a link, a folder or a device, not a file"),
        (out / "linked/precious.svg", f"a symbolic link leads out of {out}"),
        (out / "../elsewhere/precious.svg", f"a symbolic link leads out of {out}"),
        (out / "shop", "it is a link, a folder or a device, not a file"),
    ):
        assert remove([file, out / "shop/old.svg"], out) == ((), f"cannot remove {file}: {reason}")
    assert (elsewhere / "precious.svg").is_file()
    assert (out / "shop/old.svg").is_file()


def test_a_link_that_leads_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    fill(elsewhere / "shop", "precious.svg")
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (repository / "out").symlink_to(elsewhere)
    assert orphans(repository / "out/shop", (), repository / "out") == ()
    removed, problem = remove([repository / "out/shop/precious.svg"], repository / "out")
    assert removed == ()
    assert "leads out of the repository" in problem
    assert (elsewhere / "shop/precious.svg").is_file()


def test_what_is_gone_already_is_no_problem(tmp_path: Path) -> None:
    fill(tmp_path / "shop", "a.svg", "b.svg")
    found = orphans(tmp_path / "shop", (), tmp_path)
    shutil.rmtree(tmp_path / "shop")
    assert remove(found, tmp_path) == (found, "")


def test_a_file_that_cannot_be_removed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "shop", "a.svg", "b.svg", "c.svg")
    take = Folder.remove

    def refuse(folder: Folder, name: str) -> None:
        if name == "b.svg":
            raise PermissionError(13, "Permission denied")
        take(folder, name)

    monkeypatch.setattr(Folder, "remove", refuse)
    removed, problem = remove(orphans(tmp_path / "shop", (), tmp_path), tmp_path)
    assert removed == (tmp_path / "shop/a.svg",)
    assert problem == f"cannot remove {tmp_path / 'shop/b.svg'}: permission denied"
    assert (tmp_path / "shop/c.svg").is_file()


def test_nothing_is_removed_where_pictures_are_compared(tmp_path: Path) -> None:
    fill(tmp_path / "shop", "a.svg", "b.svg")
    own, old = tmp_path / "shop", tmp_path / "shop/b.svg"
    assert tidy(own, {"a.svg"}, tmp_path, check=True, prune=True).orphans == (old,)
    assert old.is_file()
    assert tidy(own, {"a.svg"}, tmp_path).warnings != ()
    assert old.is_file()
    assert tidy(own, {"a.svg"}, tmp_path, prune=True).removed == (old,)
    assert tidy(own, {"a.svg"}, tmp_path) == Tidied()
    assert [path.name for path in own.iterdir()] == ["a.svg"]
