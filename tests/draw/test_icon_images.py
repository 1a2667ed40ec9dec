"""Product icons: small copies, and the images of the installed package."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest

import sdgen
from sdgen.assets import asset_path
from sdgen.base.product_icons import icon_index
from sdgen.draw import icon_images
from sdgen.draw.raster_source import raster_svg
from tests.support.cases import every_case


def test_an_icon_is_read_from_the_installed_package() -> None:
    png = icon_images.icon_png("onprem.database.PostgreSQL")
    assert png is not None
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert png[12:16] == b"IHDR"
    assert png[-8:-4] == b"IEND"
    assert b"tEXt" not in png
    uri = icon_images.icon_data_uri("onprem.database.PostgreSQL")
    assert uri is not None
    assert uri.startswith("data:image/png;base64,iVBORw0KGgo")


def test_small_copies_are_of_the_size_and_colours_of_a_card() -> None:
    png = icon_images.small_icon_png("onprem.database.PostgreSQL")
    assert png is not None
    assert png[:16] == b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    assert png[-8:-4] == b"IEND"
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24]), png[25]) == (64, 64, 3)
    assert len(png) < 2_000
    again = icon_images.icon_data_uri("onprem.database.PostgreSQL", small=True)
    assert again == "data:image/png;base64," + b64encode(png).decode("ascii")
    assert icon_images.small_icon_png("onprem.database.Nothing") is None


def test_every_icon_has_a_small_copy() -> None:
    begin, table = icon_images._places()
    places = [line.split() for line in table.decode("ascii").split("\n")[1:-1]]
    named = {path for classes in icon_index().values() for path in classes.values()}
    assert {path for path, _, _ in places} == named
    ends = 0
    for _, start, length in places:
        assert int(start) == ends
        ends += int(length)
    assert asset_path("icon_images.bin").stat().st_size == begin + ends


def test_svg_has_small_copies_and_what_is_drawn_from_it_all_pixels() -> None:
    text = (
        "sdgen: 1\nname: A\ncomponents: {db: {kind: database, icon: onprem.database.PostgreSQL}}\n"
    )
    picture = sdgen.loads(text).render()
    small = icon_images.icon_data_uri("onprem.database.PostgreSQL", small=True)
    whole = icon_images.icon_data_uri("onprem.database.PostgreSQL")
    assert small is not None
    assert whole is not None
    assert (picture.svg.count(small), picture.svg.count(whole)) == (1, 0)
    source = raster_svg(picture.scene, "light", ())
    assert (source.count(small), source.count(whole)) == (0, 1)


def test_a_small_copy_stands_in_for_an_image_that_is_not_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = (
        "sdgen: 1\nname: A\ncomponents: {db: {kind: database, icon: onprem.database.PostgreSQL}}\n"
    )
    picture = sdgen.loads(text).render()
    monkeypatch.setattr(icon_images, "icon_data_uri", lambda name: None)
    assert picture.warnings == ()
    assert raster_svg(picture.scene, "light", ()).count("data:image/png") == 1


def test_an_unknown_icon_has_no_image() -> None:
    assert icon_images.icon_png("onprem.database.Nothing") is None
    assert icon_images.icon_data_uri("../../etc/passwd") is None


def test_an_icon_whose_file_is_not_installed_has_no_image(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(icon_images, "icon_resource", lambda name: "aws/storage/gone.png")
    assert icon_images.icon_png("aws.storage.Gone") is None


@every_case(
    "damage", [b"", b"JFIF", b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDRxxxxxxxx"]
)
def test_a_damaged_file_is_no_icon(damage: bytes) -> None:
    assert icon_images._only_drawn(damage) is None


@pytest.mark.slow
def test_nothing_of_the_package_is_imported() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from sdgen.draw.icon_images import icon_png; icon_png('aws.storage.S3');"
        "print('diagrams' in sys.modules)"
    )
    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert output.stdout.strip() == "False"
