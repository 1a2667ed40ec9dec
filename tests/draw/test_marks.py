"""What sdgen knows a picture by that it has made, in each format."""

from __future__ import annotations

import pytest

import sdgen
from sdgen.api import picture_formats, shows
from sdgen.draw.escape import picture_id
from sdgen.draw.png import draw_png, name_in
from sdgen.draw.scene import Scene
from tests.support.cases import every_case

SHOP = "sdgen: 1\nname: My shop\ncomponents: {web: {kind: client, calls: [app]}, app: {kind: service}}\n"


@pytest.fixture(scope="module")
def picture() -> sdgen.Picture:
    return sdgen.loads(SHOP).render("detailed")


def data(picture: sdgen.Picture, form: str) -> bytes:
    from sdgen.api import encode

    return encode(picture, form).data


@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
def test_a_picture_tells_which_view_it_shows(picture: sdgen.Picture, form: str) -> None:
    made = data(picture, form)
    assert shows(form, made, "detailed")
    assert not shows(form, made, "high-level")
    assert not shows(form, made, "")
    for other in set(picture_formats()) - {form}:
        assert not shows(other, made, "detailed")
    assert not shows(form, b"", "detailed")


def test_the_checksum_behind_the_mark_of_a_png_is_no_part_of_it() -> None:
    """It begins with a letter, a digit or a line one time in four."""
    for name in (f"shop-{number}" for number in range(20)):
        scene = Scene(4.0, 4.0, "Title", "", (), name=name)
        assert name_in(draw_png(scene).data) == name


def test_what_another_program_wrote_is_not_ours(picture: sdgen.Picture) -> None:
    made = picture.svg.encode()
    assert not shows("svg", b"<?xml version='1.0'?>\n" + made, "detailed")
    assert not shows("svg", made.replace(b"<svg ", b"<svg version='1.1' ", 1), "detailed")
    assert not shows("png", data(picture, "png").replace(b"Software", b"Softwear"), "detailed")


@every_case(
    ("design", "view"),
    [
        ("The shop", "sequence:what-everybody-does-who-has-an-account-and-is-not-yet-registered"),
        ("A shop with a name that is longer than the identifier of a picture may be", "detailed"),
        ("A shop with a name that is far too long for any identifier", "journey:" + "buy-" * 20),
    ],
)
def test_a_picture_of_long_names_is_known_by_its_view(design: str, view: str) -> None:
    """Of whichever design it is: its name may have changed since."""
    root = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    made = f'{root} id="{picture_id(design, view)}" class="sdgen sequence"'.encode()
    assert shows("svg", made, view)
    assert not shows("svg", made, f"{view}s")
    assert not shows("svg", made, view[:-1])


def test_a_page_and_what_a_view_is_of_are_told_too() -> None:
    root = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    second = f'{root} id="shop-sequence-buy_2" class="sdgen sequence"'.encode()
    assert shows("svg", second, "sequence:buy", 2)
    assert not shows("svg", second, "sequence:buy", 3)
    first = f'{root} id="shop-group-front" class="sdgen"'.encode()
    assert shows("svg", first, "group:front", 1)
    assert shows("svg", first, "group:front", 2)
