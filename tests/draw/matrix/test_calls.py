"""Designs with more lines than anybody can follow, drawn as the matrix of their calls: each mark read
back out of the picture, against the calls."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from sdgen.api import loads
from sdgen.cli import status
from sdgen.cli.main import main
from sdgen.draw.dense import MANY_A_CARD, MANY_LINES, is_dense, is_matrix
from sdgen.draw.matrix.calls import MOST_ROWS, WORDS, draw_calls
from sdgen.draw.picture import draw_picture
from sdgen.draw.scene import Item, Part, Rectangle, Scene
from sdgen.draw.scene import Path as Drawn
from sdgen.draw.written import DrawnPicture
from sdgen.layout.plan import MOST_LINES
from sdgen.views import make_picture
from sdgen.views.diagram import Card, Diagram, Group, Line, LineStyle, Tone
from tests.support.cases import every_case
from tests.support.quick import daily
from tests.support.scene_checks import problems
from tests.support.svg_parts import by_class, parse, words

NASTY = "<script>alert(1)</script>\"'&]]>"


def diagram_of(cards: int, calls: set[tuple[int, int]], groups: int = 0, seed: int = 0) -> Diagram:
    """So many cards in turn in so many groups, and these calls, of all styles."""
    source = random.Random(seed)
    found = make_picture(
        loads("sdgen: 1\nname: Dense\ncomponents: {web: {kind: client}}\n").facts, "high-level"
    )
    assert isinstance(found, Diagram)
    [card] = found.cards
    of = make_picture(
        loads(
            "sdgen: 1\nname: Dense\ngroups: {g0: One, g1: Two, g2: Three}\ncomponents:\n"
            "  a: {kind: service, group: g0}\n  b: {kind: service, group: g1}\n"
            "  c: {kind: service, group: g2}\n"
        ).facts,
        "high-level",
    )
    assert isinstance(of, Diagram)
    made = tuple(
        replace(card, id=f"c{at}", name=f"C{at}", group=f"g{at % groups}" if groups else None)
        for at in range(cards)
    )
    lines = tuple(
        Line(f"l{a}-{b}", f"c{a}", f"c{b}", source.choice(list(LineStyle)))
        for a, b in sorted(calls)
    )
    return replace(found, cards=made, lines=lines, groups=of.groups[:groups])


def some(cards: int, calls: int, seed: int) -> set[tuple[int, int]]:
    pairs = [(a, b) for a in range(cards) for b in range(cards) if a != b]
    return set(random.Random(seed).sample(pairs, calls))


def rows_of(drawn: DrawnPicture) -> list[Part]:
    return [
        each for each in drawn.scene.items if isinstance(each, Part) and each.classes == "calls"
    ]


def marks_of(drawn: DrawnPicture) -> list[dict[int, str]]:
    """For each row the columns with a mark, and how it looks: from the path data alone."""
    rows = rows_of(drawn)
    selves = [next(each for each in row.items if isinstance(each, Rectangle)) for row in rows]
    found = []
    for row in rows:
        marks = {}
        for path in (each for each in row.items if isinstance(each, Drawn)):
            # of a mark that begins at a corner and comes back to it the next begins so far right
            starts = re.findall(r"(?:M([\d.]+) ([\d.]+)|m([\d.]+) 0)(?=[hv])", path.data)
            x, own = 0.0, selves[len(found)]
            assert own.y < float(starts[0][1]) < own.y + own.height
            for absolute, _, relative in starts:
                x = float(absolute) if absolute else x + float(relative)
                [column] = [
                    at for at, each in enumerate(selves) if each.x <= x < each.x + each.width
                ]
                assert column not in marks, "two marks in one cell"
                marks[column] = path.classes.removeprefix("call ")
        found.append(marks)
    return found


def without_marks(drawn: DrawnPicture) -> Scene:
    """All but the marks, each of which is known to lie in its cell."""
    items = (
        replace(each, items=tuple(one for one in each.items if not is_mark(one)))
        if isinstance(each, Part)
        else each
        for each in drawn.scene.items
    )
    return replace(drawn.scene, items=tuple(items))


def is_mark(item: Item) -> bool:
    return isinstance(item, Drawn) and item.classes.startswith("call ")


@every_case("seed", daily(range(12), 4), quick=1)
@every_case("groups", [0, 3])
def test_every_call_is_one_mark_and_every_mark_a_call(groups: int, seed: int) -> None:
    cards = 30
    picture = diagram_of(cards, some(cards, 300, seed), groups, seed)
    # those of a group stand together, in the order of the design
    order = sorted(range(cards), key=lambda at: (at % groups if groups else 0, at))
    place = {f"c{card}": at for at, card in enumerate(order)}
    wanted: list[dict[int, str]] = [{} for _ in range(cards)]
    for line in picture.lines:
        wanted[place[line.source]][place[line.target]] = line.style.value
    drawn = draw_calls(picture, "readme", font="system")
    assert marks_of(drawn) == wanted
    assert list(problems(drawn.svg, without_marks(drawn))) == []


def test_of_very_many_a_row_stands_for_several() -> None:
    cards = 2 * MOST_ROWS + 5
    every = {(a, b) for a in range(3) for b in range(3, 6)}
    picture = diagram_of(cards, {*every, (0, 9), (cards - 1, 0)})
    drawn = draw_calls(picture, "readme", font="system")
    rows = rows_of(drawn)
    assert len(rows) <= MOST_ROWS
    marks = marks_of(drawn)
    # three to a row: all of the first call all of the second, one calls one of the fourth
    assert marks[0] == {1: "most", 3: "some"}
    assert marks[-1] == {0: "some"}
    said = " ".join(words(parse(drawn.svg)))
    assert "A row stands for up to 3 components that follow each other." in said
    assert "More than half of all pairs do" in said
    assert rows[0].tooltip == ("1  C0 to C2 calls C3 to C5, C9 to C11",)


def test_many_groups_make_no_more_rows_and_those_in_a_group_name_it() -> None:
    picture = diagram_of(6, {(0, 1)})
    many = tuple(Group(f"g{at}", f"G{at}") for at in range(MOST_ROWS + 1))
    [card] = {replace(each, id="", name="") for each in picture.cards}
    cards = tuple(replace(card, id=each.id, name=each.title, group=each.id) for each in many)
    drawn = draw_calls(
        replace(picture, cards=cards, groups=many, lines=()), "readme", font="system"
    )
    assert len(rows_of(drawn)) <= MOST_ROWS
    nested = (Group("a", "Outer"), Group("z", "Other"), Group("b", "Inner", parent="a"))
    cards = tuple(
        replace(card, id=f"c{at}", name=f"C{at}", group=group)
        for at, group in enumerate(("a", "z", "b", None))
    )
    drawn = draw_calls(
        replace(picture, cards=cards, groups=nested, lines=()), "readme", font="system"
    )
    assert [row.id for row in rows_of(drawn)] == ["calls-c3", "calls-c0", "calls-c2", "calls-c1"]
    assert "OUTER / INNER" in words(parse(drawn.svg))


def test_what_marks_cards_stays_a_diagram() -> None:
    dense = diagram_of(40, some(40, 400, 2))
    first, *others = dense.cards
    assert is_matrix(dense)
    for card in (replace(first, dimmed=True), replace(first, ring=Tone.BAD)):
        assert not is_matrix(replace(dense, cards=(card, *others)))


def test_it_says_why_and_what_marks_mean() -> None:
    picture = diagram_of(30, some(30, 500, 1))
    said = " ".join(words(parse(draw_calls(picture, "readme", font="system").svg)))
    assert "500 lines between 30 components are too many to follow" in said
    assert all(word in said for word in WORDS.values())
    one = replace(
        picture, lines=tuple(replace(each, style=LineStyle.OPTIONAL) for each in picture.lines)
    )
    said = " ".join(words(parse(draw_calls(one, "readme", font="system").svg)))
    assert WORDS[LineStyle.OPTIONAL] in said
    assert WORDS[LineStyle.SYNCHRONOUS] not in said


@every_case(
    ("cards", "lines", "dense"),
    [
        (40, MANY_LINES, True),
        (40, MANY_LINES - 1, False),
        (100, MANY_A_CARD * 100, True),
        (100, MANY_A_CARD * 100 - 1, False),
        (1_000, MOST_LINES, False),
        (1_000, MOST_LINES + 1, True),
    ],
)
def test_where_a_matrix_begins(cards: int, lines: int, dense: bool) -> None:
    calls = {(at % cards, (at + 1 + at // cards) % cards) for at in range(lines)}
    assert len(calls) == lines
    assert is_matrix(diagram_of(cards, calls)) is dense
    assert is_dense(lines, cards) is dense


def test_a_picture_is_a_matrix_only_where_it_is_dense() -> None:
    dense, other = diagram_of(25, some(25, 400, 2)), diagram_of(6, some(6, 6, 2))
    assert draw_picture(dense, font="system").scene.look == "sdgen matrix"
    assert draw_picture(other, font="system").scene.look == "sdgen"


@pytest.mark.slow
def test_a_preview_has_a_size_of_its_own() -> None:
    dense = diagram_of(25, some(25, 400, 2))
    assert draw_picture(dense, font="system", fit="social").width == 1280.0


def test_no_name_becomes_markup_and_links_are_kept() -> None:
    picture = diagram_of(25, some(25, 400, 3))
    first, *others = picture.cards
    cards: tuple[Card, ...] = (replace(first, name=NASTY, link="https://example.com/a"), *others)
    root = parse(draw_calls(replace(picture, cards=cards), "readme", font="system").svg)
    assert any(NASTY in said for said in words(root))
    [link] = [each for each in root.iter() if each.tag.endswith("}a")]
    assert link.get("href") == "https://example.com/a"
    assert len(by_class(root, "calls")) == len(cards)


@pytest.mark.slow
def test_what_was_refused_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ids = [f"c{at}" for at in range(90)]
    calls = [
        f"  {one}: {{kind: service, calls: [{', '.join(i for i in ids if i != one)}]}}"
        for one in ids
    ]
    Path("all.yaml").write_text("sdgen: 1\nname: All\ncomponents:\n" + "\n".join(calls) + "\n")
    assert (
        main(["render", "all.yaml", "--format", "svg", "--format", "png", "--format", "pdf"])
        == status.OK
    )
    capsys.readouterr()
    said = " ".join(words(parse(Path("out/all/high-level.svg").read_text(encoding="utf-8"))))
    assert "8,010 lines between 90 components are too many to follow" in said
    assert main(["render", "all.yaml", "--format", "svg", "--check"]) == status.OK
