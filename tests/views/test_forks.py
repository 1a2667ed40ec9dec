"""Alternatives and quorums are forks in every diagram, and each line knows its own."""

from __future__ import annotations

from sdgen.views.diagram import Diagram
from tests.model.given import design
from tests.support.cases import every_case
from tests.views.pictures import make_diagram, make_rack

VIEWS = ("high-level", "detailed", "failure", "capacity")

DESIGN = """
topology: {eu: {zones: [a, b]}}
components:
  web: {kind: client, calls: [shop]}
  shop:
    kind: service
    replicas: 2
    zones: [a, b]
    calls:
      - stock
      - any_of: [cache: {label: read}, {stock: {label: on a miss}}]
        failover: {time: 5s, success: 99%}
      - need: 2
        of: [one, two, three]
      - any_of: [cache]
  stock: {kind: database}
  cache: {kind: cache, name: Stock cache}
  one: {kind: external}
  two: {kind: external}
  three: {kind: external}
journeys: {buy: {actor: web, rate: 1/s, steps: [web -> shop, shop -> cache]}}
views:
  some: {base: detailed, include: [shop, cache], neighbours: false}
  others: {base: high-level, include: [web, shop], neighbours: false}
"""
QUORUM = "2 of 3 must answer: One, Two, Three"
CHOICE = "any of: Stock cache, Stock; changes over in 5s, which works in 99% of cases"


def drawn(view: str) -> Diagram:
    return make_diagram(design(DESIGN), view)


def forks(diagram: Diagram) -> dict[str, str]:
    """The fork of each line that has one."""
    return {line.id: line.fork for line in diagram.lines if line.fork}


@every_case("view", VIEWS)
def test_every_diagram_has_the_forks_of_the_design(view: str) -> None:
    found = drawn(view)
    assert [(each.text, each.tooltip, each.quorum) for each in found.forks] == [
        ("any of", CHOICE, False),
        ("2 of 3", QUORUM, True),
    ]
    assert {each.id for each in found.forks} == set(forks(found).values())


def test_lines_belong_to_the_fork_of_their_call_and_plain_calls_to_none() -> None:
    assert forks(drawn("high-level")) == {
        "shop->cache": "shop@1",
        "shop->stock#2": "shop@1",
        "shop->one": "shop@2",
        "shop->two": "shop@2",
        "shop->three": "shop@2",
    }


def test_a_rack_has_the_forks_of_the_design_once() -> None:
    found = make_rack(design(DESIGN))
    assert [(each.text, each.tooltip) for each in found.forks] == [
        ("any of", CHOICE),
        ("2 of 3", QUORUM),
    ]
    members = [call.line.target for call in found.calls if call.line.fork == "shop@1"]
    assert members == ["cache", "stock"]


def test_a_line_says_what_else_would_do() -> None:
    tooltips = {line.id: line.tooltip for line in drawn("detailed").lines}
    assert tooltips["shop->cache"].splitlines()[1:] == [CHOICE, "1/s at the peak"]
    assert tooltips["shop->one"].endswith(f"\n{QUORUM}")
    assert "of" not in tooltips["shop->stock"]


def test_a_view_of_the_design_keeps_the_forks_of_which_it_shows_a_line() -> None:
    assert forks(drawn("some")) == {"shop->cache": "shop@1"}
    assert [each.tooltip for each in drawn("some").forks] == [CHOICE]
    assert drawn("others").forks == ()


def test_an_alternative_that_is_alone_is_a_plain_call() -> None:
    lines = {line.id: line for line in drawn("high-level").lines}
    assert lines["shop->cache#2"].fork == ""


def test_a_queue_with_alternatives_has_an_asynchronous_fork() -> None:
    found = make_diagram(
        design(
            "components:\n  q: {kind: queue, calls: [{any_of: [w, v]}]}\n"
            "  w: {kind: worker}\n  v: {kind: worker}\n"
        ),
        "high-level",
    )
    assert [(line.style, line.fork) for line in found.lines] == [("asynchronous", "q@1")] * 2


@every_case("view", VIEWS)
def test_dead_letters_are_a_labelled_asynchronous_line_without_a_rate(view: str) -> None:
    found = make_diagram(
        design(
            "components:\n  web: {kind: client, calls: [q]}\n"
            "  q: {kind: queue, dead_letter: lost, calls: [w]}\n"
            "  lost: {kind: queue}\n  w: {kind: worker}\n"
            "journeys: {go: {actor: web, rate: 5/s, steps: [web -> q -> w]}}\n"
        ),
        view,
    )
    lines = {line.id: line for line in found.lines}
    assert (lines["q->lost"].style, lines["q->lost"].label) == ("asynchronous", "dead letters")
    assert lines["q->lost"].tooltip == "Q → Lost: dead letters\nasynchronous"
    if view == "detailed":
        assert lines["q->w"].said == "5/s"
