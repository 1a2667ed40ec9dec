"""PDF: vectors with text, one page, the same bytes each time."""

from __future__ import annotations

from sdgen.draw import pdf_bytes
from sdgen.draw.pdf_order import in_order
from tests.draw.samples import draw, one_card, shop


def test_picture_is_vectors_and_text() -> None:
    pdf = pdf_bytes(draw(shop("detailed")).svg)
    assert pdf.startswith(b"%PDF-")
    assert b"/Subtype /Image" not in pdf
    assert b"/FontFile" in pdf
    assert pdf.count(b"/Type /Page\n") == 1


def test_only_icons_are_images() -> None:
    assert b"/Subtype /Image" in pdf_bytes(draw(one_card(icon="aws.storage.S3")).svg)


def test_same_bytes_each_time_and_no_date() -> None:
    svg = draw(shop()).svg
    files = {pdf_bytes(svg) for _ in range(5)}
    assert len(files) == 1
    assert b"/CreationDate" not in files.pop()


def test_every_object_is_where_the_table_says() -> None:
    pdf = pdf_bytes(draw(one_card(icon="aws.storage.S3")).svg)
    table_at = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    lines = pdf[table_at:].split(b"\n")
    count = int(lines[1].split()[1])
    for number in range(1, count):
        offset = int(lines[2 + number].split()[0])
        assert pdf[offset:].startswith(b"%d 0 obj" % number)
    assert b"/Size %d" % count in pdf[table_at:]
    assert in_order(pdf) == pdf


def test_theme_is_forced() -> None:
    svg = draw(shop()).svg
    assert pdf_bytes(svg, "auto") == pdf_bytes(svg, "light") != pdf_bytes(svg, "dark")
