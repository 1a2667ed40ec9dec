"""The picture of a change, drawn: badges, pills, chips and the panel, in every theme and look."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

import pytest

import sdgen
from benchmarks.random_designs import random_design
from sdgen import api
from sdgen.analyses.facts import Facts
from sdgen.design.records import Design
from sdgen.diff.changes import changes_between
from sdgen.diff.comparison import Comparison, compare
from sdgen.diff.figures import Figure, Measured, Verdict
from sdgen.diff.meaning import Meaning
from sdgen.draw.colouring import LOOKS, Colouring, LookName
from sdgen.draw.contrast import contrast
from sdgen.draw.diagram.laid import lay_out_diagram
from sdgen.draw.diagram.panel import WIDTH
from sdgen.draw.diagram.picture import draw_diagram
from sdgen.draw.scene import texts
from sdgen.draw.style import colours_of
from sdgen.draw.theme import THEMES
from sdgen.views.change import change_diagram
from sdgen.views.diagram import Diagram
from sdgen.views.diagrams.high_level import high_level
from tests.support import scene_checks, svg_checks
from tests.support.cases import every_case
from tests.support.changed_designs import changed
from tests.support.measured_pictures import FILES
from tests.support.quick import daily
from tests.support.svg_elements import having, parts, rectangle
from tests.support.twitter_change import twitter_change

MEANING = Meaning(
    (
        Figure(Measured.AVAILABILITY, 0.99, 0.999, "99%", "99.9%", Verdict.BETTER, "x", 0.99, "99%", False, True),
        Figure(Measured.AVAILABILITY, 0.9, 0.9, "90%", "90%", Verdict.SAME, "a journey with a long name", 0.99, "99%", False, False),
        Figure(Measured.DOWN_WITHOUT_A_ZONE, 2, 3, "2 of 6", "3 of 6", Verdict.WORSE),
        Figure(Measured.COST, 52.2, 56.4, "$52.2k", "$56.4k", Verdict.DEARER),
    )
)  # fmt: skip


def beside(old: Design, new: Design) -> Comparison:
    """Two designs with a meaning that takes no time to compute."""
    found = changes_between(old, new)
    return Comparison(found, MEANING, Facts(found.before), Facts(new))


def problems(diagram: Diagram, **options: str) -> list[tuple[str, str]]:
    drawn = draw_diagram(diagram, font="system", **options)  # type: ignore[arg-type]
    calls = [(line.source, line.target) for line in diagram.lines]
    groups = {card.id: card.group for card in diagram.cards if card.group}
    return [
        *svg_checks.problems(drawn.svg, [card.id for card in diagram.cards], calls, groups),
        *scene_checks.problems(drawn.svg, drawn.scene),
    ]


@pytest.mark.slow
@every_case("theme", ["light", "dark"])
def test_golden_picture(theme: str, golden: Callable[[str, str], None]) -> None:
    diagram = change_diagram(twitter_change(icons=False))
    drawn = draw_diagram(diagram, font="system", theme=theme)  # type: ignore[arg-type]
    golden(f"draw/change-{theme}.svg", drawn.svg)


@pytest.mark.slow
@every_case("seed", daily(range(32), 12))
def test_random_changes_are_drawn_well(seed: int) -> None:
    """Those of real designs and of random ones in turn."""
    if seed % 2:
        old = sdgen.loads(random_design(seed).yaml()).design
    else:
        old = sdgen.load(FILES[seed // 2 % len(FILES)]).design
    diagram = change_diagram(beside(old, changed(old, seed, 4 + seed % 9)))
    assert problems(diagram) == []


@pytest.mark.slow
@every_case("options", [{"direction": "right"}, {"fit": "slide"}, {"fit": "page"}])
def test_the_change_of_twitter_is_drawn_well(options: dict[str, str]) -> None:
    assert problems(change_diagram(twitter_change()), **options) == []


@pytest.mark.slow
def test_without_a_change_all_stands_where_it_stands_in_the_high_level_view() -> None:
    for file in FILES[:6]:
        facts = sdgen.load(file).facts
        compared = lay_out_diagram(change_diagram(compare(facts, facts)))
        alone = lay_out_diagram(high_level(facts, "High-level design"))
        assert compared.placement == alone.placement, file


@pytest.mark.slow
def test_both_designs_stand_in_one_layout() -> None:
    """What was removed has its place as what was added has."""
    diagram = change_diagram(twitter_change())
    placed = lay_out_diagram(diagram).placement
    assert set(placed.nodes) == {card.id for card in diagram.cards}
    assert {route.id for route in placed.routes} == {line.id for line in diagram.lines}


# --- what is seen of it -------------------------------------------------------------------------


def twitter(**options: str) -> ElementTree.Element:
    picture = api.draw_change(twitter_change(), api.Options(**options))  # type: ignore[arg-type]
    assert picture.view == "change"
    return ElementTree.fromstring(picture.svg)


def of(root: ElementTree.Element, word: str, name: str) -> ElementTree.Element:
    return next(each for each in having(root, word) if each.get("id", "").endswith(f"-{name}"))


def content(element: ElementTree.Element) -> str:
    return " ".join(
        "".join(text.itertext()) for text in element.iter("{http://www.w3.org/2000/svg}text")
    )


@pytest.mark.slow
def test_what_has_changed_stands_out_and_all_else_is_quiet() -> None:
    root = twitter(theme="light")
    look = {
        each.get("id", "").partition("-card-")[2]: each.get("class", "").split()[1]
        for each in having(root, "card")
    }
    assert look.pop("search") == "added"
    assert look.pop("indexer") == "removed"
    assert {name for name, found in look.items() if found == "changed"} == {
        *("lb", "fanout", "timeline-cache", "user-db")
    }
    assert sum(found == "quiet" for found in look.values()) == len(look) - 4
    for card in having(root, "card"):
        assert not parts(card, "shade")
        assert len(parts(card, "mark-shape")) == ("quiet" not in card.get("class", ""))


@pytest.mark.slow
def test_pills_say_both_counts_and_chips_the_zones() -> None:
    root = twitter(theme="light")
    balancer = of(root, "card", "card-lb")
    assert content(balancer).startswith("Load balancer nginx a b + c ×2 → ×3")
    assert len(parts(balancer, "strike")) == 1
    assert content(of(root, "card", "card-search")).endswith("×12")


@pytest.mark.slow
def test_added_lines_are_wide_removed_ones_dotted() -> None:
    root = twitter(theme="light")

    def stroke(name: str) -> tuple[str | None, str | None, str | None]:
        [found] = parts(of(root, "line", f"line-{name}"), "stroke")
        return found.get("stroke"), found.get("stroke-width"), found.get("stroke-dasharray")

    ends = {
        (each.get("data-source"), each.get("data-target")): each for each in having(root, "line")
    }
    names = {pair: each.get("id", "").partition("-line-")[2] for pair, each in ends.items()}
    assert stroke(names["gateway", "search"]) == ("#15803d", "2.25", None)
    assert stroke(names["tweet-events", "search-index"]) == ("#15803d", "2.25", "7 4")
    assert stroke(names["gateway", "search-index"]) == ("#dc2626", "1.75", "2.5 3.5")
    assert stroke(names["lb", "gateway"]) == ("#b3bfce", "1.5", None)


@pytest.mark.slow
def test_the_panel_keeps_to_its_columns() -> None:
    root = twitter(theme="light")
    [panel] = having(root, "panel")
    face = rectangle(parts(panel, "face")[0])
    assert face.right - face.left == WIDTH
    rows = [content(row) for row in having(panel, "row")]
    assert rows[0].startswith("View profile 99.43% → 99.97")
    assert len(parts(panel, "panel-tick")) == 4
    assert len(parts(panel, "panel-cross")) == 2


@pytest.mark.slow
def test_a_preview_says_the_first_figures_large() -> None:
    picture = api.draw_change(twitter_change(), api.Options(fit="social"))
    said = [text.content for text in texts(picture.scene.items)]
    assert "View profile" in said
    assert "was 99.43%" in said


@pytest.mark.slow
def test_it_is_told_in_words_and_on_hover() -> None:
    picture = api.draw_change(twitter_change(), api.Options())
    assert "Added: component Search service" in picture.svg
    assert ":hover" in picture.svg
    assert "replicas: 60 → 72" in picture.svg


# --- colours ------------------------------------------------------------------------------------

GROUNDS = ("background", "group", "inner-group", "face")
TINTS = ("added-tint", "removed-tint", "changed-tint")
MARKS = ("added", "removed", "changed")
TEXT_ON = [
    ("good-ink", "added-tint"),
    ("bad-ink", "removed-tint"),
    ("warning-ink", "changed-tint"),
    *(("muted", tint) for tint in TINTS),
    *(("ink", tint) for tint in TINTS),
    *(("mark-sign", mark) for mark in MARKS),
    *((ink, "face") for ink in ("good-ink", "bad-ink", "warning-ink", "muted", "dimmed-ink")),
    *(("muted", ground) for ground in GROUNDS),
]


@pytest.mark.slow
@every_case("theme", list(THEMES))
@every_case("look", LOOKS)
def test_marks_are_seen_and_their_texts_are_read(theme: str, look: LookName) -> None:
    found = colours_of("sdgen change", theme, Colouring(look))
    for text, ground in TEXT_ON:
        assert contrast(found[text], found[ground]) >= 4.5, (text, ground)
    for mark in MARKS:
        for ground in (*GROUNDS, f"{mark}-tint"):
            assert contrast(found[mark], found[ground]) >= 3, (mark, ground)


@every_case("theme", list(THEMES))
def test_in_high_contrast_what_has_not_changed_is_seen_too(theme: str) -> None:
    found = colours_of("sdgen change", theme, Colouring("high-contrast"))
    for role in ("quiet-line", "quiet-edge", "rule"):
        for ground in GROUNDS:
            assert contrast(found[role], found[ground]) >= 3, (role, ground)
