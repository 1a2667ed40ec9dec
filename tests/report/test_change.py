"""What is said of a change: the report, the comment of a pull request, JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sdgen import api
from sdgen.diff.changes import Sign
from sdgen.diff.comparison import Comparison, compare
from sdgen.exporters.mermaid.change import MOST_CARDS, change_flowchart
from sdgen.report.change import change_page, side_page
from sdgen.report.change_comment import LONGEST, Compared, change_comment
from sdgen.report.change_json import change_data
from sdgen.report.writers import page_formats, write_pages
from tests.support.cases import every_case

TWITTER = Path("tests/support/designs/twitter-with-risks.yaml")
LINKS = "https://github.com/me/shop/blob/main"


def compared(old: str, new: str, file: str = "shop.yaml") -> Comparison:
    sides = [api.loads(text, file) for text in (old, new)]
    return sides[0].diff(sides[1])


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def twitter() -> Comparison:
    """A cache in front of the users, a second copy of them, and more workers."""
    text = TWITTER.read_text(encoding="utf-8")
    new = replaced(
        text,
        (
            "  users:\n    kind: service",
            "  user-cache:\n    kind: cache\n    technology: Redis\n    group: data\n    replicas: 6\n"
            "    zones: [use1-a, use1-b, use1-c]\n    capacity: 100k/s\n    memory: 32 GiB\n"
            "  users:\n    kind: service",
        ),
        ("      - user-db: {timeout: 100ms", "      - user-cache: {timeout: 20ms}\n      - user-db: {timeout: 100ms"),
        ("    replicas: 1\n    zones: [use1-a]", "    replicas: 2\n    zones: [use1-a, use1-b]"),
        ("replicas: 60", "replicas: 90"),
    )  # fmt: skip
    return compared(text, new, "designs/twitter.yaml")


@pytest.mark.slow
def test_the_reports_of_a_change(twitter: Comparison, golden: Callable[[str, str], None]) -> None:
    golden("diff/twitter.txt", write_pages("text", (change_page(twitter),)))
    flowchart = change_flowchart(twitter)
    one = Compared(twitter, flowchart, "designs/twitter.yaml", "sdgen diff main work")
    golden("diff/twitter.md", change_comment([one], "designs/twitter.yaml", LINKS))
    golden(
        "diff/twitter.json", json.dumps(change_data(twitter), indent=2, ensure_ascii=False) + "\n"
    )


@pytest.mark.slow
def test_every_writer_writes_it(twitter: Comparison) -> None:
    for form in page_formats():
        assert "Fan-out worker" in write_pages(form, (change_page(twitter),))


SHOP = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [orders]}
  orders: {kind: service, replicas: 2, capacity: 100/s, calls: [db]}
  db: {kind: database, replicas: 2}
journeys:
  order: {actor: web, rate: 50/s, objectives: {availability: 99%, p99: 1s}, steps: [web -> orders -> db]}
"""

TITLES = [
    ("  db:", "  store:", "only renamed"),
    ("replicas: 2, capacity", "replicas: 2, capacity", "no change"),
    ("{kind: database", "{kind: database, notes: x", "no figure differs"),
    ("replicas: 2, capacity", "replicas: 8, capacity", "better"),
    ("kind: database, replicas: 2", "kind: database, replicas: 1", "worse, with 1 new finding"),
    ("rate: 50/s", "rate: 500/s", "worse, with 1 new finding"),
    ("kind: database,", "kind: database, price: $70/month,", "other figures, neither better nor worse"),
]  # fmt: skip


@pytest.mark.slow
@every_case(("old", "new", "says"), TITLES)
def test_the_title_says_whether_it_is_better(old: str, new: str, says: str) -> None:
    new_text = SHOP.replace("db", "store") if new == "  store:" else SHOP.replace(old, new)
    found = compared(SHOP, new_text)
    assert change_page(found).title == f"Shop: {says}"


SENTENCES = [
    ("availability: 99%", "availability: 99.9999%", "order misses its new objective"),
    ("availability: 99%", "availability: 99.9999%", "99.995%   99.995%   misses 99.9999%, the objective was 99%"),
    ("availability: 99%, ", "", "no objective any more, 99% before"),
    ("availability: 99%, ", "", "order promises less than before"),
    ("p99: 1s", "p99: 2s", "order promises less than before"),
    ("rate: 50/s", "rate: 500/s", "order no longer meets its p99 objective"),
    ("db: {kind: database, replicas: 2", "db: {kind: database, replicas: 1", "Database is a single point of failure now"),
    ("rate: 50/s", "rate: 500/s", "Orders is over its capacity at the peak"),
]  # fmt: skip


@pytest.mark.slow
@every_case(("old", "new", "says"), SENTENCES)
def test_what_matters_most_is_said_in_a_sentence(old: str, new: str, says: str) -> None:
    text = write_pages("text", (change_page(compared(SHOP, replaced(SHOP, (old, new)))),))
    assert says in text, text


LINES = [
    ("replicas: 2, capacity", "replicas: 3, capacity", "± Orders: replicas 2 → 3"),
    ("kind: database,", "kind: database, backups: none,", "± Database: backups – → none"),
    ("calls: [db]", "calls: [db: {optional: true, timeout: 1s}]", "± call Orders to Database: optional – → yes, timeout – → 1s"),
    ("web -> orders -> db]", "web -> orders]", "± journey order: steps − ...orders -> db"),
    ("journeys:", "groups: {a: Things}\njourneys:", "+ group Things"),
    ("journeys:", "topology: {r: {zones: {a: 99.9%}}}\njourneys:", "+ zone a in r: availability 99.9%"),
    ("name: Shop\n", "name: Shop\nowners: [a, b]\n", "± the design: owners + a and b"),
    ("  db: {kind: database, replicas: 2}", "  db: {kind: database, replicas: 2}\n  log: {kind: queue, technology: SQS, replicas: 3, external: true}", "+ Log (queue, SQS): 3 replicas, external"),
]  # fmt: skip


@pytest.mark.slow
@every_case(("old", "new", "says"), LINES)
def test_each_change_is_a_line(old: str, new: str, says: str) -> None:
    text = write_pages("text", (change_page(compared(SHOP, replaced(SHOP, (old, new)))),))
    assert f"  {says}\n" in text, text


def test_steps_are_told_as_arrows() -> None:
    old = replaced(
        SHOP, ("calls: [db]", "calls: [db, web]"), ("-> db]", "-> db: {times: 2}, orders -> web]")
    )
    new = replaced(old, ("-> db: {times: 2}, orders -> web]", "-> db: {times: 3}, orders -> db]"))
    text = write_pages("text", (change_page(compared(old, new)),))
    says = "± journey order: steps + orders -> db; − orders -> web; changed: orders -> db\n"
    assert says in text, text


def test_a_sentence_begins_with_a_capital_unless_with_an_id() -> None:
    zones = "topology: {r: {zones: {a: 99.9%, b: 99.9%}}}\n"
    old = SHOP.replace("replicas: 2", "replicas: 2, zones: [a]") + zones
    text = write_pages(
        "text", (change_page(compared(old, old.replace("zones: [a]", "zones: [a, b]"))),)
    )
    assert text.splitlines()[1] == "Losing a takes none down.", text


@pytest.mark.slow
def test_a_journey_far_within_its_objective_is_no_worse_for_a_little_more_downtime() -> None:
    tight = replaced(SHOP, ("availability: 99%", "availability: 99.999%"))
    for text, says in ((SHOP, "other figures, neither better nor worse"), (tight, "worse")):
        old = replaced(text, ("kind: database,", "kind: database, availability: 99.6%,"))
        new = replaced(text, ("kind: database,", "kind: database, availability: 99.55%,"))
        assert change_page(compared(old, new)).title == f"Shop: {says}"


@pytest.mark.slow
def test_what_changed_alike_is_one_line() -> None:
    many = "".join(f"  s{n}: {{kind: service, replicas: 3}}\n" for n in range(7))
    old = SHOP.replace("journeys:", f"{many}journeys:")
    found = compared(old, old.replace("replicas: 3", "replicas: 4").replace("a, of", "b"))
    text = write_pages("text", (change_page(found),))
    assert (
        "what changed: 7 components changed\n  ± S0, S1, S2, S3 and 3 more: replicas 3 → 4\n"
        in text
    )
    found = compared(
        SHOP,
        SHOP.replace("kind: client,", "kind: client, notes: x,").replace(
            "kind: database,", "kind: database, notes: x,"
        ),
    )
    assert "± Web and Database: notes – → x\n" in write_pages("text", (change_page(found),))


def test_what_has_another_name_says_which_it_had() -> None:
    text = write_pages("text", (change_page(compared(SHOP, SHOP.replace("db", "store"))),))
    assert "  ± Store (was db)\n" in text


@pytest.mark.slow
def test_what_is_not_measured_any_more_is_no_gain() -> None:
    topology = "topology: {r: {zones: {a: 99.9%}}}\n"
    old = SHOP.replace("replicas: 2", "replicas: 2, zones: [a]") + topology
    without_zone = old.replace(topology, "").replace(", zones: [a]", "")
    for new in (without_zone, old.split("journeys:")[0] + topology):
        title = change_page(compared(old, new)).title
        assert not title.startswith("Shop: better") or new is without_zone, title
    found = compared(old, old.split("journeys:")[0] + topology)
    assert "order is gone" in write_pages("text", (change_page(found),))


def test_a_finding_that_is_worse_is_new_and_was_there_before() -> None:
    old = replaced(SHOP, ("rate: 50/s", "rate: 150/s"))
    found = compared(old, replaced(SHOP, ("rate: 50/s", "rate: 500/s")))
    worse = [each for each in found.meaning.new if each.code == "CAP001"]
    assert [each.severity.value for each in worse] == ["error"]
    assert [e.severity.value for e in found.meaning.left_before if e.code == "CAP001"] == [
        "warning"
    ]
    assert "CAP001" not in {each.code for each in (*found.meaning.fixed, *found.meaning.left)}


def test_two_systems_are_no_change_of_one() -> None:
    other = "sdgen: 1\nname: Other\ncomponents: {api: {kind: api_gateway, calls: [cache]}, cache: {kind: cache}}\n"
    text = write_pages("text", (change_page(compared(SHOP, other)),))
    assert text.startswith("Other: two designs without a component in common\n")
    assert "No component is in both: are these two designs of one system?" in text


def test_one_side_alone_is_told_in_its_figures() -> None:
    nothing, shop = api.facts_of_nothing(), api.loads(SHOP).facts
    for pair in ((nothing, shop), (shop, nothing)):
        text = write_pages("text", (side_page(compare(*pair)),))
        assert text.startswith("Shop: cannot be compared\n")
        assert re.search(r"Replicas +4\n", text) and "Findings" not in text


# --- the comment --------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_first_line_is_a_marker_that_nothing_closes(twitter: Comparison) -> None:
    text = change_comment([Compared(twitter)], "a --> b\n<!-- c")
    assert text.splitlines()[0] == "<!-- sdgen diff: a - -&gt; b &lt;!- - c -->"
    assert change_comment([], "designs") == (
        "<!-- sdgen diff: designs -->\n### No design has changed\n"
    )


HOSTILE = 'x`</details><img src=x>|[a](http://b) "end" %%{init}%% $$'


def test_labels_bring_no_markup_into_a_comment() -> None:
    name = json.dumps(HOSTILE)
    new = SHOP.replace("kind: database,", f"kind: database, name: {name}, technology: {name},")
    found = compared(SHOP, new)
    flowchart = change_flowchart(found)
    text = change_comment([Compared(found, flowchart, sides=HOSTILE)], "x", LINKS)
    unescaped = re.sub(r"\\.", "", text)
    assert "<img" not in unescaped
    assert unescaped.count("</details>") == unescaped.count("<details>") > 0
    assert "%%{" not in flowchart and "</" not in flowchart and "$$" not in flowchart
    assert "](http://b)" not in unescaped


def test_nobody_is_mentioned_and_no_issue_linked() -> None:
    name = "@octocat #12 GH-3 me/shop#4 !5 a@b.com"
    found = compared(SHOP, SHOP.replace("kind: database,", f'kind: database, name: "{name}",'))
    text = change_comment([Compared(found, change_flowchart(found))], "x", LINKS)
    told = re.sub(r"(?s)```.*?```|`[^`]*`|<!-- -->", lambda m: "·" if "-->" in m[0] else "", text)
    for sign in ("@octocat", "#12", "GH-3", "#4", "!5", "@b"):
        assert sign not in told, (sign, text)
    assert "· octocat" in told.replace("·octocat", "· octocat")


@pytest.mark.slow
def test_a_comment_is_never_longer_than_github_takes(twitter: Comparison) -> None:
    text = change_comment(
        [Compared(twitter, file=f"{number}.yaml") for number in range(100)], "all"
    )
    assert len(text) < LONGEST + 5_500
    assert "Too much for a comment; `sdgen diff` says more of:\n\n- `" in text


def test_places_are_links_where_files_can_be_seen() -> None:
    found = compared(
        SHOP, SHOP.replace("database, replicas: 2", "database, replicas: 1"), "a/b.yaml"
    )
    assert "[a/b.yaml:6](<https://github.com/me/shop/blob/main/a/b.yaml#L6>)" in (
        change_comment([Compared(found)], "x", f"{LINKS}/")
    )
    assert "`a/b.yaml:6`" in change_comment([Compared(found)], "x")


# --- the flowchart ------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_flowchart_has_what_changed_and_its_neighbours() -> None:
    many = "".join(f"  s{n}: {{kind: service, calls: [db]}}\n" for n in range(30))
    old = SHOP.replace("journeys:", f"{many}journeys:")
    found = compared(
        old, replaced(old, ("  s7: {kind: service", "  s7: {kind: service, replicas: 2"))
    )
    lines = change_flowchart(found).splitlines()
    assert lines == [
        "flowchart LR",
        '  db["Database<br>×2"]',
        '  s7["± S7<br>×1 → ×2"]',
        "  s7 --> db",
        "  classDef changed fill:#fff8c5,stroke:#9a6700,stroke-width:2px,color:#1f2328",
        "  class s7 changed",
    ]
    all_of_them = compared(
        old, old.replace("kind: service, calls", "kind: service, replicas: 2, calls")
    )
    cards = [each for each in change_flowchart(all_of_them).splitlines() if each.endswith('"]')]
    assert len(cards) == MOST_CARDS


def test_a_flowchart_says_with_signs_what_was_added_and_removed() -> None:
    old = (
        SHOP.replace("calls: [db]", "calls: [end]")
        .replace("  db:", "  end:")
        .replace("-> db", "-> end")
    )
    new = replaced(
        SHOP, ("  db: {kind: database, replicas: 2}", "  db: {kind: cache, replicas: 3}")
    )
    found = compared(old, new)
    assert {each.sign for each in found.changes.changes if each.noun == "component"} == {
        Sign.ADDED, Sign.REMOVED,
    }  # fmt: skip
    text = change_flowchart(found)
    assert '  end_["− End<br>×2"]' in text and '  db["+ DB<br>×3"]' in text
    assert "  class end_ removed" in text and "linkStyle" in text


def test_nothing_of_a_picture_is_no_flowchart() -> None:
    assert change_flowchart(compared(SHOP, SHOP.replace("rate: 50/s", "rate: 51/s"))) == ""
