"""``sdgen improve``: the report in each format, what it writes, and what it cannot do."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from sdgen.cli import status
from tests.cli.conftest import Sdgen
from tests.support.cases import every_case

DESIGN = """\
sdgen: 1
name: Shop
topology: {r1: {availability: 99.999%, zones: {a: 99.9%, b: 99.9%}}}
journeys:
  order: {actor: web, steps: [web -> app -> db], objectives: {availability: 99.9%}}
  look: {actor: web, steps: [web -> cdn -> bucket], objectives: {availability: 99.9%}}
  browse: {actor: web, steps: [web -> app], objectives: {availability: 95%}}
  keep: {actor: web, steps: [web -> vault], objectives: {availability: 99.9%}}
  idle: {actor: web, steps: [web -> app]}
components:
  web: {kind: client, calls: [app, cdn, vault]}
  app: {kind: api_gateway, replicas: 1, zones: [a], availability: 99%, calls: [db]}
  db: {kind: database, managed: true, availability: 99.99%}
  cdn: {kind: cdn, managed: true, availability: 99.9%, calls: [bucket]}
  bucket: {kind: object_store, managed: true, availability: 99.99%}
  vault: {kind: api_gateway, availability: 99%}
accepted: [{rule: SPOF001, at: vault, because: It is used once a month., until: 2030-01-01}]
"""

REPORT = """\
Shop (shop.yaml)
2 changes meet the objectives of 'order' and 'look' (2 instances more; none is smaller); no plan was found that meets the objective of 'keep'

do
  1. add 1 replica to app in b (1 -> 2)  1 instance  order 98.9% -> 99.977%, browse 98.9% -> 99.987%
  2. have a second provider beside cdn; assumed: a provider still to be chosen is as available as cdn (99.9%)  1 instance  look 99.89% -> 99.99%

journeys
  order   98.9% -> 99.977%  of 99.9%  met after this
  look    99.89% -> 99.99%  of 99.9%  met after this
  browse  98.9% -> 99.987%  of 95%    met
  keep    99%               of 99.9%  out of reach

what sets the limit
  look: at most 99.89%: cdn 99.9% x bucket 99.99%; met only with a second provider beside cdn
  keep: at most 99%: vault/1 99% ('SPOF001' is accepted)

left alone
  vault: 'SPOF001' is accepted until 2030-01-01 (--include-accepted changes it too)
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = Path("shop.yaml")
    file.write_text(DESIGN, encoding="utf-8")
    return file


@pytest.mark.usefixtures("shop")
def test_the_report_says_what_to_do_and_what_sets_the_limit(sdgen: Sdgen) -> None:
    done = sdgen("improve", "shop.yaml")
    assert (done.status, done.err) == (status.FINDINGS, "")
    assert done.out == REPORT


@pytest.mark.usefixtures("shop")
def test_what_is_accepted_is_changed_where_that_is_asked_for(sdgen: Sdgen) -> None:
    done = sdgen("improve", "shop.yaml", "--include-accepted")
    assert done.status == status.OK
    assert "add 1 replica to vault (1 -> 2)" in done.out
    assert "left alone" not in done.out


@pytest.mark.usefixtures("shop")
def test_json_has_all_that_is_computed(sdgen: Sdgen) -> None:
    data = json.loads(sdgen("improve", "shop.yaml", "-f", "json").out)
    assert (data["met"], data["proved_smallest"], data["instances"]) == (False, True, 2)
    assert (data["cost"], data["currency"]) == (None, "")
    first, second = data["steps"]
    assert first == {
        "change": "add 1 replica to app in b (1 -> 2)",
        "at": "app",
        "assumes": [],
        "instances": 1,
        "cost": None,
        "availability": {
            "order": {
                "before": pytest.approx(0.98890, abs=1e-5),
                "after": pytest.approx(0.99977, abs=1e-5),
            },
            "browse": {
                "before": pytest.approx(0.98900, abs=1e-5),
                "after": pytest.approx(0.99987, abs=1e-5),
            },
        },
    }
    assert second["at"] == "cdn"
    assert second["change"] == "have a second provider beside cdn"
    assert second["assumes"] == ["a provider still to be chosen is as available as cdn (99.9%)"]
    assert [(name, each["state"]) for name, each in data["journeys"].items()] == [
        ("order", "planned"),
        ("look", "planned"),
        ("browse", "met"),
        ("keep", "out of reach"),
    ]
    keep = data["journeys"]["keep"]
    assert (keep["ceiling"], keep["nearest"]) == (pytest.approx(0.99), [])
    assert keep["limits"] == [
        {
            "event": "vault/1",
            "component": "vault",
            "availability": pytest.approx(0.99),
            "why": "'SPOF001' is accepted",
        }
    ]
    assert data["left_alone"] == [{"component": "vault", "rule": "SPOF001", "until": "2030-01-01"}]


@pytest.mark.slow
@pytest.mark.usefixtures("shop")
def test_other_formats_and_files(sdgen: Sdgen) -> None:
    markdown = sdgen("improve", "shop.yaml", "-f", "md").out
    assert "## Do" in markdown
    assert "add 1 replica to app in b" in markdown
    assert sdgen("improve", "shop.yaml", "-f", "html", "-o", "plan.html").status == status.FINDINGS
    assert "left alone" in Path("plan.html").read_text(encoding="utf-8").lower()


@pytest.mark.slow
@pytest.mark.usefixtures("shop")
def test_one_journey_and_another_objective(sdgen: Sdgen) -> None:
    one = sdgen("improve", "shop.yaml", "--journey", "browse")
    assert (one.status, "the objective is met" in one.out) == (status.OK, True)
    idle = sdgen("improve", "shop.yaml", "--journey", "idle", "--availability", "99.9%")
    assert idle.status == status.OK
    assert "idle  98.9% -> 99.987%  of 99.9%" in idle.out
    all_met = sdgen("improve", "shop.yaml", "--journey", "browse", "--availability", "50%")
    assert all_met.status == status.OK


def test_a_journey_that_only_second_providers_help_a_little(shop: Path, sdgen: Sdgen) -> None:
    shop.write_text(
        DESIGN.replace(
            "bucket: {kind: object_store, managed: true, availability: 99.99%}",
            "bucket: {kind: object_store, managed: true, availability: 99.8%}",
        ),
        encoding="utf-8",
    )
    done = sdgen("improve", "shop.yaml", "--journey", "look")
    assert (
        "look: at most 99.7%: bucket 99.8% x cdn 99.9%; 99.8% with a second provider beside cdn\n"
        in done.out
    )


def test_steps_that_come_near_to_the_ceiling_are_named(shop: Path, sdgen: Sdgen) -> None:
    shop.write_text(DESIGN.replace("99.99%}\n  cdn", "99.8%}\n  cdn"), encoding="utf-8")
    done = sdgen("improve", "shop.yaml", "--journey", "order")
    assert "order: at most 99.8%: db 99.8%" in done.out
    assert "order, to come near to that: add 1 replica to app in b (1 -> 2)\n" in done.out


PRICED = DESIGN.replace("api_gateway, ", "api_gateway, price: {replica: $70/month}, ")


@pytest.mark.slow
def test_what_a_plan_may_cost(shop: Path, sdgen: Sdgen) -> None:
    shop.write_text(PRICED, encoding="utf-8")
    enough = sdgen("improve", "shop.yaml", "--journey", "order", "--max-cost", "$70")
    assert enough.status == status.OK
    assert "(1 instance more, $70 a month; none is smaller)" in enough.out
    assert "1 instance, $70 a month" in enough.out
    short = sdgen("improve", "shop.yaml", "--journey", "order", "--max-cost", "$50")
    assert short.status == status.FINDINGS
    assert (
        "that costs $70 a month, more than the $50 that it may; nothing that costs no more helps\n"
        in short.out
    )
    written = sdgen("improve", "shop.yaml", "--journey", "order", "--max-cost", "$50", "--write")
    assert written.err.startswith("nothing is written, as not all objectives are met")
    assert shop.read_text(encoding="utf-8") == PRICED
    data = json.loads(sdgen("improve", "shop.yaml", "--journey", "order", "-f", "json").out)
    assert (data["cost"], data["currency"]) == (70.0, "$")


TWO_PRICES = """\
sdgen: 1
name: Shop
journeys: {order: {actor: web, objectives: {availability: 99.9%}}}
components:
  web: {kind: client, calls: [gate]}
  gate: {kind: api_gateway, availability: 99%, price: {replica: $20}, calls: [look]}
  look: {kind: worker, availability: 98%, price: {replica: $50}}
"""


def test_the_best_for_less_than_the_plan_costs(shop: Path, sdgen: Sdgen) -> None:
    shop.write_text(TWO_PRICES, encoding="utf-8")
    done = sdgen("improve", "shop.yaml", "--max-cost", "$60")
    assert done.status == status.FINDINGS
    assert (
        "2 changes meet the objective of 'order' (2 instances more, $70 a month; none is smaller)\n"
        "that costs $70 a month, more than the $60 that it may; the best for that: 1 change, $50 a month\n"
    ) in done.out
    assert (
        "the best for $60 a month\n"
        "  1. add 1 replica to look (1 -> 2)  1 instance, $50 a month  order 97% -> 99%\n"
        "  order  97% -> 99%  of 99.9%  not met\n"
    ) in done.out
    data = json.loads(sdgen("improve", "shop.yaml", "--max-cost", "$60", "-f", "json").out)[
        "within"
    ]
    assert (data["max_cost"], data["cost"], data["instances"]) == (60.0, 50.0, 1)
    assert data["proved_best"]
    assert data["availability"] == {"order": pytest.approx(0.99 * (1 - 0.02**2))}
    assert [each["at"] for each in data["steps"]] == ["look"]


@every_case(
    ("arguments", "said"),
    [
        (
            ("--availability", "101%"),
            "--availability: '101%' is no share of time: over 0 and up to 100%",
        ),
        (("--availability", "0%"), "--availability: '0%' is no share of time"),
        (("--availability", "much"), "--availability: "),
        (("--max-cost", "5 TB"), "--max-cost: "),
        (("--max-cost", "$-5"), "--max-cost: "),
    ],
)
def test_options_that_mean_nothing(
    arguments: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sdgen: Sdgen,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(DESIGN, encoding="utf-8")
    done = sdgen("improve", "shop.yaml", *arguments)
    assert done.status == status.UNUSABLE
    assert f"Error: {said}" in done.err
    assert not done.out


@pytest.mark.slow
def test_what_cannot_be_asked_of_a_design(shop: Path, sdgen: Sdgen) -> None:
    for arguments, code, message, advice in (
        (("--journey", "ordr"), "IMPROVE001", "no journey called 'ordr'", "did you mean 'order'?"),
        (
            ("--journey", "idle"),
            "IMPROVE002",
            "no availability is promised by 'idle'",
            "write 'objectives: {availability: 99.9%}' there, or say --availability 99.9%",
        ),
        (
            ("--max-cost", "$50"),
            "IMPROVE003",
            "nobody knows what stays below $50: app may get more replicas, and a price of one is not given",
            "write 'price: {replica: $70/month}' there, or leave out --max-cost",
        ),
    ):
        done = sdgen("improve", "shop.yaml", *arguments)
        assert done.status == status.UNUSABLE
        assert f"error: {message} [{code} " in done.err
        assert f"help: {advice}\n" in done.err
        assert not done.out
    shop.write_text(PRICED, encoding="utf-8")
    done = sdgen("improve", "shop.yaml", "--max-cost", "€50")
    assert done.status == status.UNUSABLE
    assert "prices are in $, and '€50' is not [IMPROVE004 wrong-currency]" in done.err
    assert "help: say --max-cost in $\n" in done.err
    shop.write_text(
        DESIGN.replace("objectives: {availability: ", "objectives: {p99: 1s} #"), encoding="utf-8"
    )


def test_a_design_in_which_nothing_is_promised(shop: Path, sdgen: Sdgen) -> None:
    shop.write_text("sdgen: 1\nname: Shop\ncomponents: {web: {kind: client}}\n", encoding="utf-8")
    done = sdgen("improve", "shop.yaml")
    assert done.status == status.UNUSABLE
    assert "no journey promises an availability [IMPROVE002 nothing-promised]" in done.err


def test_a_part_is_no_design(shop: Path, sdgen: Sdgen) -> None:
    Path("part.yaml").write_text("components: {db: {kind: database}}\n", encoding="utf-8")
    shop.write_text(
        "sdgen: 1\nname: Shop\ninclude: part.yaml\ncomponents: {web: {kind: client, calls: [db]}}\n",
        encoding="utf-8",
    )
    done = sdgen("improve", "part.yaml", "--write")
    assert done.status == status.UNUSABLE
    assert (
        "error: this is a part of 'shop.yaml', and has no objectives to meet "
        "[IMPROVE005 part-of-a-design]" in done.err
    )
    assert Path("part.yaml").read_text(encoding="utf-8") == "components: {db: {kind: database}}\n"


@pytest.mark.usefixtures("shop")
def test_standard_input_is_read_and_not_written(
    sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(DESIGN.encode())))
    done = sdgen("improve", "-")
    assert done.out == REPORT.replace("shop.yaml", "<stdin>")
    done = sdgen("improve", "-", "--write")
    assert done.status == status.UNUSABLE
    assert "--write: standard input is no file that could be written to" in done.err


@pytest.mark.slow
def test_a_plan_is_written(shop: Path, sdgen: Sdgen) -> None:
    done = sdgen("improve", "shop.yaml", "--journey", "order", "--write")
    assert done.status == status.OK
    assert done.err == "shop.yaml is changed\n"
    assert shop.read_text(encoding="utf-8") == DESIGN.replace(
        "replicas: 1, zones: [a]", "replicas: 2, zones: [a, b]"
    )
    again = sdgen("improve", "shop.yaml", "--journey", "order", "--write")
    assert (again.status, again.err) == (status.OK, "there is nothing to write\n")
    assert "the objective is met" in again.out


@pytest.mark.slow
def test_comments_that_may_be_out_of_date_are_told(shop: Path, sdgen: Sdgen) -> None:
    shop.write_text(
        DESIGN.replace("99%, calls: [db]}", f"99%, calls: [db]}}  # one{' gate' * 30}"),
        encoding="utf-8",
    )
    done = sdgen("improve", "shop.yaml", "--journey", "order", "--write")
    assert done.err == (
        "shop.yaml is changed\n"
        f"comment at shop.yaml:12 may be out of date: # one{' gate' * 14} gat…\n"
    )


@pytest.mark.slow
@pytest.mark.usefixtures("shop")
def test_what_lint_then_finds_is_told(sdgen: Sdgen) -> None:
    done = sdgen("improve", "shop.yaml", "--journey", "keep", "--include-accepted", "--write")
    assert done.status == status.OK
    # the risk that was accepted is none any more
    assert done.err.startswith("shop.yaml is changed\nlint now has 1 more finding about it\n")
    assert "[DOC002 unused-acceptance]" in done.err


def test_nothing_is_written_where_not_all_can_be_met(shop: Path, sdgen: Sdgen) -> None:
    done = sdgen("improve", "shop.yaml", "--write")
    assert done.status == status.FINDINGS
    assert done.err == (
        "nothing is written, as not all objectives are met; --journey names those that are\n"
    )
    assert shop.read_text(encoding="utf-8") == DESIGN


@pytest.mark.slow
def test_a_file_that_cannot_be_written_says_so(shop: Path, sdgen: Sdgen) -> None:
    shop.chmod(0o444)
    done = sdgen("improve", "shop.yaml", "--journey", "order", "--write")
    assert done.status == status.UNUSABLE
    assert done.err == "sdgen: error: cannot write shop.yaml: it is read-only\n"
    assert shop.read_text(encoding="utf-8") == DESIGN


def test_without_journeys_it_is_said_what_counts_as_one(shop: Path, sdgen: Sdgen) -> None:
    body = "components:\n  web: {kind: client, calls: [gate]}\n  gate: {kind: api_gateway}\n"
    shop.write_text(f"sdgen: 1\nname: Shop\n{body}", encoding="utf-8")
    done = sdgen("improve", "shop.yaml", "--availability", "99.9%")
    assert done.out.startswith(
        "Shop (shop.yaml)\nno journeys are given: every call of each client counts as one\n"
        "1 change meets the objective of 'web' (1 instance more; none is smaller)\n"
    )
