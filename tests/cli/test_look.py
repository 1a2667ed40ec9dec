"""``--look`` and the colours of a house in the configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

import sdgen as package
from sdgen.cli import status
from tests.cli.conftest import Sdgen
from tests.support.cases import every_case


def configure(text: str) -> None:
    Path("sdgen.toml").write_text(f"[render]\n{text}\n", encoding="utf-8")


def drawn(sdgen: Sdgen, *options: str) -> str:
    done = sdgen("render", "shop.yaml", "-o", "a.svg", *options)
    assert done == (status.OK, "a.svg\n", "")
    return Path("a.svg").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_look_is_asked_for_or_configured(folder: Path, sdgen: Sdgen) -> None:
    plain = drawn(sdgen)
    strong = drawn(sdgen, "--look", "high-contrast")
    assert strong != plain
    assert strong == package.load("shop.yaml").render(look="high-contrast").svg
    configure('look = "high-contrast"')
    assert drawn(sdgen) == strong
    assert drawn(sdgen, "--isolated") == plain
    assert drawn(sdgen, "--look", "print") == package.load("shop.yaml").render(look="print").svg


def test_a_look_that_there_is_not(folder: Path, sdgen: Sdgen) -> None:
    done = sdgen("render", "shop.yaml", "--look", "contrast")
    assert done.status == status.UNUSABLE
    assert "'contrast' is not one of 'default', 'high-contrast', 'print'" in done.err
    configure('look = "contrast"')
    done = sdgen("render", "shop.yaml")
    assert done.status == status.UNUSABLE
    assert "sdgen.toml:2:1: error: 'look' is one of default, high-contrast, print" in done.err
    assert "did you mean 'high-contrast'?" in done.err


@pytest.mark.slow
def test_a_house_has_its_colours_in_every_verb(folder: Path, sdgen: Sdgen) -> None:
    plain = drawn(sdgen)
    configure('colours = {accent = "#0b6e4f", ink = "#14213D", line = "#5c4b3a"}')
    house = drawn(sdgen)
    assert house != plain
    assert 'fill="#14213d"' in house
    assert 'stroke="#5c4b3a"' in house
    assert sdgen("render", "shop.yaml", "-f", "svg").status == status.OK
    assert sdgen("doc", "shop.yaml").status == status.OK
    Path("README.md").write_text(
        "<!-- sdgen: shop.yaml view=high-level format=svg -->\n<!-- /sdgen -->\n", encoding="utf-8"
    )
    assert sdgen("embed", "README.md").status == status.OK
    assert sdgen("render", "shop.yaml", "-f", "svg", "--check").status == status.OK


@every_case(
    ("colours", "said", "help"),
    [
        (
            '{accent = "#ffd700"}',
            "'accent' has a contrast of 1.4:1 with white letters; it takes at least 4.5:1",
            'take a darker one, such as "#8b7500"',
        ),
        (
            '{ink = "#999999"}',
            "'ink' has a contrast of 2.5:1 with cards and groups; it takes at least 4.5:1",
            "take a darker one, such as",
        ),
        (
            '{line = "#c3cedc"}',
            "'line' has a contrast of 1.4:1 with cards and groups; it takes at least 3:1",
            "take a darker one, such as",
        ),
        (
            '{ink = "red"}',
            "'ink' is a colour such as \"#0b6e4f\", not 'red'",
            "write '#' and six digits of 0 to 9 and a to f",
        ),
        ("{ink = 7}", "'ink' is a colour such as \"#0b6e4f\", not 7", "write '#'"),
        (
            '{inc = "#000000"}',
            "there is no setting 'render.colours.inc'",
            "did you mean 'render.colours.ink'?",
        ),
        ('"#000000"', "'render.colours' is a table, not '#000000'", ""),
    ],
)
def test_colours_that_are_none_or_not_seen_are_told(
    colours: str, said: str, help: str, folder: Path, sdgen: Sdgen
) -> None:
    configure(f"colours = {colours}")
    done = sdgen("render", "shop.yaml")
    assert done.status == status.UNUSABLE
    assert f"error: {said} [CONFIG001 configuration]" in done.err
    assert help in done.err
