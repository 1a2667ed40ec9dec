"""What stands at a line: nothing hides another part of it, and the rate is never cut."""

from __future__ import annotations

import random

import pytest

from sdgen.draw.diagram.line_labels import ROOM, fit_label
from sdgen.draw.typography import LABEL, FittedLine, width_of
from sdgen.views.diagram import Line
from tests.support.cases import every_case

LONG = "a label that is longer than what two lines of a picture could ever show to anybody"


def fitted(label: str = "", protocol: str = "", rate: str = "") -> FittedLine:
    found = fit_label(Line("a->b", "a", "b", label=label, protocol=protocol, rate=rate))
    assert found is not None
    return found


@every_case(
    ("label", "protocol", "rate", "lines"),
    [
        ("read", "", "", ["read"]),
        ("", "", "1.2k/s", ["1.2k/s"]),
        ("", "gRPC", "1.2k/s", ["gRPC · 1.2k/s"]),
        ("read", "gRPC", "1.2k/s", ["read · gRPC · 1.2k/s"]),
        ("GET /v1/timelines/home", "gRPC", "69.4k/s", ["GET /v1/timelines/home", "gRPC · 69.4k/s"]),
        ("place\norder", "", "", ["place", "order"]),
        ("place\norder", "HTTPS", "3/s", ["place", "order", "HTTPS · 3/s"]),
        # It wraps at the middle, so that the lines are as narrow as they can be.
        (
            "a b c d confirm or release the amounts",
            "",
            "",
            ["a b c d confirm or", "release the amounts"],
        ),
        (
            "",
            "HTTPS with mutual TLS and JSON",
            "123k/s",
            ["HTTPS with mutual… · 123k/s"],
        ),
    ],
)
def test_what_stands_at_a_line(label: str, protocol: str, rate: str, lines: list[str]) -> None:
    assert list(fitted(label, protocol, rate).lines) == lines


def test_no_line_has_no_label() -> None:
    assert fit_label(Line("a->b", "a", "b")) is None


def test_what_is_cut_is_whole_in_the_tooltip() -> None:
    found = fitted(LONG, "gRPC", "9/s")
    assert found.lines[1].endswith("…")
    assert found.lines[2] == "gRPC · 9/s"
    assert found.whole == f"{LONG} · gRPC · 9/s"
    assert fitted("read", "gRPC", "9/s").whole == ""


@pytest.mark.slow
def test_a_rate_is_never_cut_and_a_label_has_two_lines_before_it_is() -> None:
    chance = random.Random(1)
    words = ("read", "POST /v1/links", "подписка", "読み取り", "recommendations", "by", "gRPC")
    for _ in range(500):
        label = " ".join(chance.choices(words, k=chance.randrange(9)))
        protocol = " ".join(chance.choices(words, k=chance.randrange(6)))
        rate = f"{chance.randrange(1, 999)}.5{chance.choice('kMB')}/s"
        found = fitted(label, protocol, rate)
        assert found.lines[-1].endswith(rate)
        widths = [width_of(line, LABEL, found.size) for line in found.lines]
        # a font that has other letters may draw Latin ones wider than they were measured alone
        assert max(widths) == found.width <= ROOM * 1.12
        assert len(found.lines) <= 3
        cut = any("…" in line for line in found.lines)
        assert cut == bool(found.whole)
        if any("…" in line for line in found.lines[:-1]):
            assert len(found.lines) == 3
