"""The line breaks of names and labels are kept in a picture.

Asked for by users of mingrammer/diagrams (352) and of Mermaid.
"""

from __future__ import annotations

from sdgen.draw.diagram.picture import draw_diagram
from sdgen.draw.scene import texts
from sdgen.draw.typography import MOST_WRITTEN, NAME, TECHNOLOGY, fit
from tests.model.given import design
from tests.views.pictures import make_diagram

DESIGN = """\
groups: {all: {name: "Front\\nend"}}
components:
  web: {kind: client, name: "Web\\nshop", group: all, calls: [orders: {label: "place\\norder"}]}
  orders:
    kind: service
    name: |
      Order
      service
"""


def test_breaks_are_kept_in_the_picture_and_nowhere_else() -> None:
    drawn = draw_diagram(make_diagram(design(DESIGN), "high-level"))
    lines = [text.content for text in texts(drawn.scene.items)]
    for word in ("Web", "shop", "place", "order", "Order", "service", "FRONT", "END"):
        assert word in lines
    assert "Web shop to Order service (place order)" in drawn.svg
    assert "Web shop → Order service: place order" in drawn.svg
    assert "\\n" not in drawn.svg


def test_lines_that_are_long_wrap_and_have_one_size() -> None:
    found = fit("Recommendations of products\nin the north", 139, NAME, lines=2)
    assert found.lines == ("Recommendations of", "products", "in the north")
    assert found.whole == ""


def test_of_very_many_lines_the_last_holds_the_rest() -> None:
    found = fit("a\nb\n\nc\nd\ne\nf\n", 139, NAME, lines=2)
    assert found.lines == ("a", "b", "c", "d e f")
    assert len(found.lines) == MOST_WRITTEN


def test_what_stands_on_one_line_has_no_breaks() -> None:
    assert fit("a\nb", 139, TECHNOLOGY).lines == ("a b",)


def test_a_break_at_an_end_is_none() -> None:
    assert fit("Order\n", 139, NAME, lines=2) == fit("Order", 139, NAME, lines=2)
