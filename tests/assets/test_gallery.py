"""The designs that come with sdgen are found in its sources and in a wheel."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import sdgen
from sdgen.assets.gallery import gallery
from tests.support.quick import some_of

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "designs").glob("*.yaml"))
FIND = """
import json, sys
sys.path.insert(0, sys.argv[1])
from sdgen.assets.gallery import gallery
print(json.dumps({name: [str(file), file.read_text("utf-8")] for name, file in gallery().items()}))
"""


def test_the_sources_have_them_in_designs() -> None:
    assert gallery() == {file.stem: file for file in FILES}
    assert {"minimal", "twitter", "url-shortener"} <= set(gallery())
    assert list(gallery()) == sorted(gallery())
    assert all(sdgen.validate(file) == () for file in some_of(gallery().values(), quick=3))


@pytest.mark.slow
def test_a_wheel_carries_them_and_all_of_the_package(tmp_path: Path) -> None:
    from hatchling.builders.wheel import WheelBuilder

    (built,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    installed = tmp_path / "site-packages"
    with zipfile.ZipFile(built) as wheel:
        wheel.extractall(installed)
    tops = {path.name.partition(".")[0].partition("-")[0] for path in installed.iterdir()}
    assert tops == {"sdgen"}
    modules = {each.relative_to(ROOT) for each in (ROOT / "sdgen").rglob("*.py")}
    assert {each.relative_to(installed) for each in installed.rglob("*.py")} == modules
    patterns = installed / "sdgen/patterns"
    assert {each.name for each in patterns.glob("*.yaml")} == {
        each.name for each in (ROOT / "sdgen/patterns").glob("*.yaml")
    }
    done = subprocess.run(
        [sys.executable, "-I", "-c", FIND, str(installed)],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert json.loads(done.stdout) == {
        file.stem: [
            str(installed / "sdgen/assets/designs" / file.name),
            file.read_text(encoding="utf-8"),
        ]
        for file in FILES
    }


@pytest.mark.slow
def test_so_does_what_a_wheel_is_built_from(tmp_path: Path) -> None:
    from hatchling.builders.sdist import SdistBuilder

    (built,) = SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    import tarfile

    with tarfile.open(built) as archive:
        names = {each.partition("/")[2] for each in archive.getnames()}
    assert {f"designs/{file.name}" for file in FILES} <= names
