"""The pictures that this repository shows are those that its designs give now."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdgen.workspace.names import parse_name
from tests.cli.conftest import Sdgen

ROOT = Path(__file__).parents[2]
PICTURES = sorted((ROOT / "out").glob("*/*.svg"))
if not (ROOT / "out").is_dir():
    pytest.skip("the sources that are published have no pictures", allow_module_level=True)

AGAIN = "draw it again: 'sdgen render designs'"


def test_every_design_has_pictures() -> None:
    shown = {each.parent.name for each in PICTURES}
    assert shown == {each.stem for each in (ROOT / "designs").glob("*.yaml")}


@pytest.mark.slow
@pytest.mark.parametrize("picture", PICTURES, ids=lambda each: f"{each.parent.name}-{each.stem}")
def test_a_picture_is_that_of_its_design(
    picture: Path, sdgen: Sdgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    design = f"designs/{picture.parent.name}.yaml"
    if picture.stem.startswith("growth-"):
        command = ["estimate", design, "--plot", str(tmp_path), "-f", "svg"]
    else:
        name = parse_name(picture.name)
        assert name is not None, picture
        command = ["render", design, "--view", name.shown, "-f", "svg", "-o", str(tmp_path)]
    assert sdgen(*command).status == 0
    drawn = next(tmp_path.rglob(picture.name))
    assert drawn.read_bytes() == picture.read_bytes(), AGAIN
    assert picture.with_suffix(".png").is_file()


def test_committed_pictures_are_small_enough_for_a_page() -> None:
    sizes = {file: file.stat().st_size for file in (ROOT / "out").rglob("*.svg")}
    assert sizes
    assert {str(file): size for file, size in sizes.items() if size >= 100_000} == {}
