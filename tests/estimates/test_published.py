"""Published back-of-envelope examples: the exact arithmetic exactly, the published figures within
what their rounding leaves.

Numbers from donnemartin/system-design-primer ("sdp", whose month has 2.5 million seconds), Alex Xu,
System Design Interview ("xu"), public notes of Grokking the System Design Interview ("grokking") and
karanpratapsingh/system-design ("karan").
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from sdgen.analyses.analysis import analyse
from sdgen.analyses.estimate import Estimate, estimate
from sdgen.analyses.explain.figures import explain
from sdgen.design.records import Design
from sdgen.model import read_design
from tests.support.cases import every_case

DESIGNS = Path(__file__).parent / "designs"
DAY = 86_400
SDP_MONTH = 2_500_000


def read(name: str) -> Design:
    reading = read_design(DESIGNS / f"{name}.yaml")
    assert reading.findings == ()
    assert reading.design is not None
    return reading.design


@lru_cache
def estimated(name: str) -> Estimate:
    return estimate(read(name))


def figure(design: str, name: str) -> float:
    """A figure as ``--explain`` names it; ``Entity.day`` and ``.month`` are the bytes added in
    one."""
    owner, _, what = name.rpartition(".")
    found = estimated(design)
    if what in ("day", "month"):
        entity = found.storage.entities[owner]
        assert entity.added is not None
        assert entity.size is not None
        return entity.added * entity.size * (DAY if what == "day" else SDP_MONTH)
    (explanation,) = explain(found, name)
    assert explanation.value is not None
    return explanation.value


FIGURES = [
    ("sdp-twitter", "Tweet.month", 150e12, 150e12),
    ("sdp-twitter", "Tweet.storage", 5.4e15, 5.4e15),
    ("sdp-twitter", "store.storage", 5.4e15, 5.4e15),
    ("sdp-twitter", "read.average", 100e3, 100e3),
    ("sdp-twitter", "tweet.average", 6e3, 6e3),
    ("sdp-twitter", "timelines.average", 60e3, 60e3),
    ("sdp-twitter", "search.average", 4e3, 4e3),
    ("sdp-pastebin", "Paste.month", 12.7e9, 12.7e9),
    ("sdp-pastebin", "Paste.storage", 457.2e9, 450e9),
    ("sdp-pastebin", "write.average", 4, 4),
    ("sdp-pastebin", "read.average", 40, 40),
    ("sdp-mint", "Transaction.month", 250e9, 250e9),
    ("sdp-mint", "Transaction.storage", 9e12, 9e12),
    ("sdp-mint", "transaction.average", 2e3, 2e3),
    ("sdp-crawler", "Page.month", 2e15, 2e15),
    ("sdp-crawler", "Page.storage", 72e15, 72e15),
    ("sdp-crawler", "crawl.average", 1.6e3, 1.6e3),
    ("xu-twitter", "tweet.average", 300e6 / DAY, 3.5e3),
    ("xu-twitter", "tweet.peak", 600e6 / DAY, 7e3),
    ("xu-twitter", "Media.day", 30e12, 30e12),
    ("xu-twitter", "Media.storage", 54.75e15, 55e15),
    ("xu-youtube", "Video.day", 150e12, 150e12),
    ("grokking-tinyurl", "shorten.average", 500e6 / 30 / DAY, 200),
    ("grokking-tinyurl", "redirect.average", 50e9 / 30 / DAY, 20e3),
    ("grokking-tinyurl", "Link.storage", 15e12, 15e12),
    ("grokking-tinyurl", "writer.ingress", 500e6 * 500 / 30 / DAY, 100e3),
    ("grokking-tinyurl", "reader.egress", 50e9 * 500 / 30 / DAY, 10e6),
    ("grokking-tinyurl", "cache.memory", 0.2 * 50e9 / 30 * 500, 170e9),
    ("grokking-pastebin", "write.average", 1e6 / DAY, 12),
    ("grokking-pastebin", "read.average", 5e6 / DAY, 58),
    ("grokking-pastebin", "Paste.storage", 36.5e12, 36e12),
    ("grokking-pastebin", "store.storage", 36.5e12 / 0.7, 51.4e12),
    ("grokking-pastebin", "cache.memory", 10e9, 10e9),
    ("grokking-twitter", "Tweet.day", 31e9, 30e9),
    ("grokking-twitter", "writer.ingress", 24.031e12 / DAY, 290e6),
    ("grokking-instagram", "Photo.day", 400e9, 400e9),
    ("grokking-instagram", "Photo.storage", 1460e12, 1425e12),
    ("grokking-messenger", "Message.day", 2e12, 2e12),
    ("grokking-messenger", "Message.storage", 3.65e15, 3.6e15),
    ("grokking-messenger", "app.ingress", 2e12 / DAY, 23.1e6),
    ("grokking-dropbox", "File.storage", 10e15, 10e15),
    ("grokking-youtube", "view.average", 4e9 / DAY, 46e3),
    ("grokking-youtube", "upload.average", 20e6 / DAY, 230),
    ("grokking-youtube", "receiver.ingress", 25e9, 25e9),
    ("karan-url-shortener", "shorten.average", 100e6 / 30 / DAY, 40),
    ("karan-url-shortener", "redirect.average", 10e9 / 30 / DAY, 4e3),
    ("karan-url-shortener", "Link.storage", 6e12, 6e12),
    ("karan-url-shortener", "cache.memory", 0.2 * 10e9 / 30 * 500, 35e9),
    ("karan-whatsapp", "send.average", 2e9 / DAY, 24e3),
    ("karan-whatsapp", "store.storage", 37.23e15, 38e15),
    ("karan-whatsapp", "app.ingress", 10.2e12 / DAY, 120e6),
]
"""Design, figure, the exact value, and the one that was published."""


@pytest.mark.slow
@every_case(("design", "name", "exact", "published"), FIGURES)
def test_figures(design: str, name: str, exact: float, published: float) -> None:
    value = figure(design, name)
    assert value == pytest.approx(exact, rel=1e-12)
    assert value == pytest.approx(published, rel=0.05)


def test_every_design_is_asserted() -> None:
    tested = {design for design, *_ in FIGURES} | {"sdp-availability"}
    assert tested == {path.stem for path in DESIGNS.glob("*.yaml")}


def test_messenger_bandwidth_as_published() -> None:
    """25 MB/s, rounded up by more than the others are."""
    assert figure("grokking-messenger", "app.ingress") == pytest.approx(25e6, rel=0.08)


def test_bytes_that_several_entities_add() -> None:
    media = figure("grokking-twitter", "Photo.day") + figure("grokking-twitter", "Video.day")
    assert media == pytest.approx(24e12, rel=1e-12)
    chats = figure("karan-whatsapp", "Message.day") + figure("karan-whatsapp", "Media.day")
    assert chats == pytest.approx(10.2e12, rel=1e-12)


def test_bytes_that_a_timeline_sends() -> None:
    readers = ("tweet-reader.egress", "photo-reader.egress", "video-reader.egress")
    total = sum(figure("grokking-twitter", each) for each in readers)
    exact = 28e9 * (280 + 200e3 / 5 + 2e6 / 30) / DAY
    assert total == pytest.approx(exact, rel=1e-8)
    assert total == pytest.approx(35e9, rel=0.05)


def test_the_cost_of_a_day_of_video() -> None:
    (cdn,) = estimated("xu-youtube").costs
    assert cdn.total / 30 == pytest.approx(150_000, rel=1e-12)


def test_availability() -> None:
    design = read("sdp-availability")
    found = {
        each.reliability.journey: each.reliability.availability for each in analyse(design).journeys
    }
    assert found["alone"] == pytest.approx(0.999, rel=1e-12)
    assert found["series"] == pytest.approx(0.999**2, rel=1e-12)
    assert found["series"] == pytest.approx(0.998, rel=1e-5)
    assert found["parallel"] == pytest.approx(0.999999, rel=1e-12)
    assert design.scale is not None
    assert design.scale.year is not None
    down = (1 - found["alone"]) * design.scale.year.value
    assert round(down) == 8 * 3600 + 45 * 60 + 57
