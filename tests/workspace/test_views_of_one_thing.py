"""Views of one thing in the design each, and views of several pages: what they are called, drawn
and cleared away as. The view here is of one group each; its second page is there for large ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

import sdgen
from sdgen import views
from sdgen.analyses.facts import Facts
from sdgen.cli.main import main
from sdgen.views.diagram import Diagram
from sdgen.views.diagrams.high_level import high_level
from sdgen.views.view import BuiltInView, Each, Lack
from sdgen.workspace.names import PictureName, belongs
from tests.support.cases import every_case

SHOP = """\
sdgen: 1
name: Shop
groups: {front: Front, back: Back, empty: Nothing}
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, group: front, calls: [db]}
  db: {kind: database, group: back}
  cache: {kind: cache, group: back}
"""


def _cards(facts: Facts, title: str, group: str) -> tuple[Diagram, ...]:
    picture = replace(high_level(facts, title), lines=(), groups=())
    pages = [card for card in picture.cards if card.group == group]
    return tuple(
        replace(
            picture, view=f"group:{group}", subtitle=card.name, cards=(replace(card, group=None),)
        )
        for card in pages
    )


def _lack(facts: Facts, group: str) -> Lack | None:
    if _cards(facts, "", group):
        return None
    span = facts.design.groups[group].span
    return Lack(f"group '{group}' has no component", "put one there", span)


def _no_group(facts: Facts) -> Lack | None:
    if any(_lack(facts, each) is None for each in facts.design.groups):
        return None
    return Lack("there is no group with a component", "write 'group'", facts.design.span)


GROUP = BuiltInView(
    id="group",
    title="Group",
    doc="One group.",
    make=_cards,
    lack=_no_group,
    each=Each("group", lambda facts: tuple(facts.design.groups), _lack),
)


@pytest.fixture(autouse=True)
def group_view(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    known, every = views.built_in_view, views._all_views()
    monkeypatch.setattr(
        views, "built_in_view", lambda name: GROUP if name == "group" else known(name)
    )
    monkeypatch.setattr(views, "_all_views", lambda: {**every, "group": GROUP})
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(SHOP, encoding="utf-8")


def written() -> set[str]:
    return {path.name for path in Path("out/shop").iterdir()}


def test_a_design_has_the_view_of_each_thing_that_it_says_enough_of() -> None:
    design = sdgen.load("shop.yaml")
    found = [name for name in design.views if name.startswith("group")]
    assert found == ["group:front", "group:back"]
    assert [each.view for each in design.pages("group:back")] == ["group:back"] * 2
    assert design.render("group:back").svg == design.pages("group:back")[0].svg
    assert 'card-db"' in design.render("group:back").svg


@every_case(
    ("name", "said"),
    [
        ("group:bakc", r"no view 'group:bakc'; did you mean 'group:back'\?"),
        ("group", "no view 'group'"),
        ("group:empty", "view 'group:empty' has nothing to show: group 'empty' has no component"),
        ("capacity:back", "no view 'capacity:back'"),
        ("group:", "no view 'group:'"),
    ],
)
def test_what_cannot_be_drawn_is_an_error(name: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        sdgen.load("shop.yaml").render(name)


def test_without_an_id_the_view_is_drawn_of_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "shop.yaml", "--view", "group", "-f", "svg"]) == 0
    assert written() == {"group-front.svg", "group-back.svg", "group-back.2.svg"}
    assert capsys.readouterr().out.splitlines() == [
        "out/shop/group-front.svg",
        "out/shop/group-back.svg",
        "out/shop/group-back.2.svg",
    ]
    assert main(["render", "shop.yaml", "--view", "group", "-f", "svg", "--check"]) == 0


@pytest.mark.slow
def test_the_pictures_of_what_is_gone_are_orphans(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "shop.yaml", "--view", "all", "-f", "svg"]) == 0
    drawn = written()
    assert {"high-level.svg", "group-front.svg", "group-back.2.svg"} <= drawn
    facts = sdgen.load("shop.yaml").facts
    strange = {"group.svg", "group-empty.svg", "group-none.svg", "group-back.3.svg"}
    dark = {"group-front.dark.svg", "group-back.2.dark.svg"}
    assert belongs(facts, {*drawn, *strange, *dark}) == drawn | dark
    shop = SHOP.replace("cache: {kind: cache, group: back}", "").replace("front", "face")
    Path("shop.yaml").write_text(shop, encoding="utf-8")
    capsys.readouterr()
    assert main(["render", "shop.yaml", "--view", "group:back", "-f", "svg", "--check"]) == 1
    told = capsys.readouterr().out
    assert "orphan: out/shop/group-back.2.svg\norphan: out/shop/group-front.svg\n" in told


@every_case(
    ("options", "said"),
    [
        (
            ["--view", "group"],
            "one picture was asked for, but --view names 2: group:front, group:back",
        ),
        (["--view", "group:back"], "view 'group:back': it has 2 pages; give -o a folder"),
    ],
)
@every_case("output", ["-", "a.svg"])
def test_several_pictures_do_not_fit_into_one(
    options: list[str], said: str, output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["render", "shop.yaml", "-o", output, *options]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""
    assert not Path("a.svg").exists()


def test_one_picture_is_written_where_it_should_be() -> None:
    assert main(["render", "shop.yaml", "--view", "group:front", "-o", "a.svg"]) == 0
    assert 'card-app"' in Path("a.svg").read_text(encoding="utf-8")


@pytest.mark.slow
@every_case(
    ("view", "said"),
    [
        (
            "group:bakc",
            "error: view 'group' is of one group, and the design has no group 'bakc' "
            "[VIEW001 unknown-view]",
        ),
        ("group:bakc", "did you mean 'group:back'? views: group:front, group:back, all"),
        ("group:nope", "help: views: group:front, group:back, all"),
        ("group:empty", "has nothing to show: group 'empty' has no component [VIEW002"),
        ("grup:back", "the design has no view 'grup:back'"),
        ("detailed:back", "the design has no view 'detailed:back'"),
        ("detailed:back", "did you mean 'detailed'? views:"),
        ("datta", "did you mean 'data'? views: high-level"),
        ("sequense", "did you mean 'sequence'? views: high-level"),
        ("sequence:buy", "help: there is no journey: write what users do under 'journeys', each"),
    ],
)
def test_a_view_that_there_is_not(view: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "shop.yaml", "--view", view]) == 2
    assert said in capsys.readouterr().err
    assert not Path("out").exists()


def test_names_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "shop.yaml", "--list"]) == 0
    names = capsys.readouterr().out.splitlines()
    assert names == list(sdgen.load("shop.yaml").views)
    assert "group:back" in names
    Path("other.yaml").write_text(SHOP, encoding="utf-8")
    assert main(["render", "shop.yaml", "other.yaml", "--list"]) == 0
    assert "other.yaml: group:back\n" in capsys.readouterr().out
    assert not Path("out").exists()


@every_case("option", ["--check", "--prune", "--watch", "--view=all"])
def test_a_list_goes_with_little_else(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "shop.yaml", "--list", option]) == 2
    assert "--list names" in capsys.readouterr().err


def test_a_name_of_a_picture_says_what_to_ask_for() -> None:
    name = PictureName.of("sequence:post-tweet", 2, "png")
    assert name == PictureName(view="sequence", argument="post-tweet", page=2, format="png")
    assert name.file == "sequence-post-tweet.2.png"
    assert name.shown == "sequence:post-tweet"
    assert PictureName.of("high-level").shown == "high-level"
