from __future__ import annotations

from pathlib import Path

import pytest

from sdgen.draw import icon_images
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
