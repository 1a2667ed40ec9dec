"""The engine: selection, severity, options, suppressions, causes."""

from __future__ import annotations

from datetime import date

from sdgen import api
from sdgen.base.findings import Severity
from sdgen.lint.engine import Linted, lint
from sdgen.lint.selection import complaint, selected_rules
from sdgen.lint.settings import FailLevel, FileIgnores, Settings
from sdgen.rules import all_rules, find_rule
from tests.support.cases import every_case

DESIGN = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, replicas: 1, calls: [db]}
  db: {kind: database, replicas: 1}
"""
TODAY = date(2026, 6, 1)


def linted(text: str = DESIGN, settings: Settings | None = None, today: date = TODAY) -> Linted:
    reading = api.read_text(text, "shop.yaml")
    assert reading.design is not None, reading.findings
    return lint(reading.design, settings or Settings(), today=today, texts=reading.texts)


def codes(result: Linted) -> list[str]:
    return [each.code for each in result.findings]


def chosen(**given: object) -> set[str]:
    return {each.code for each in selected_rules(all_rules(), Settings(**given))}  # type: ignore[arg-type]


def test_findings_are_sorted_and_carry_the_stamp_of_their_rule() -> None:
    result = linted(settings=Settings(select=("COPY001", "REP")))
    first = result.findings[0]
    assert [(each.span.line, each.code) for each in result.findings] == [
        (5, "COPY001"),
        (6, "REP006"),
        (6, "REP001"),
    ]
    assert (first.name, first.severity, first.at) == ("too-few-replicas", Severity.ERROR, "shop")


def test_the_default_is_what_warns_errs_or_asks() -> None:
    default = {rule.code for rule in all_rules() if rule.severity is not Severity.INFO}
    assert chosen() == default | {"EST001"}
    assert chosen(extend_select=("SPOF007",)) == default | {"EST001", "SPOF007"}
    assert chosen(select=("ALL",)) == {rule.code for rule in all_rules()}
    assert chosen(select=()) == set()


def test_selectors_are_codes_beginnings_of_codes_and_names() -> None:
    assert chosen(select=("COPY",)) == {"COPY001", "COPY003", "COPY004", "COPY005"} | {
        code for code in chosen() if code.startswith("COPY")
    }
    assert chosen(select=("copy001", "no-backup")) == {"COPY001", "REP006"}
    assert chosen(select=("DOC00",)) == {"DOC001", "DOC002", "DOC003"}


def test_the_longer_selector_wins_and_of_equal_ones_the_one_that_ignores() -> None:
    assert "COPY001" not in chosen(select=("COPY",), ignore=("COPY001",))
    assert "COPY001" in chosen(extend_select=("COPY001",), ignore=("COPY",))
    assert chosen(select=("COPY001",), ignore=("too-few-replicas",)) == set()
    assert chosen(ignore=("ALL",)) == set()


def test_an_unknown_selector() -> None:
    said = complaint("COPY01", all_rules())
    assert said.startswith("no rule is called 'COPY01'; did you mean 'COPY001'?")
    assert "did you mean 'no-backup'?" in complaint("no-bakcup", all_rules())
    assert complaint("", all_rules()).startswith("no rule is called ''")
    assert complaint("xyzzy", all_rules()) == (
        "no rule is called 'xyzzy'; 'sdgen rule --all' lists them"
    )


def test_severity_can_be_set() -> None:
    result = linted(settings=Settings(select=("COPY001",), severity={"COPY001": Severity.INFO}))
    assert [each.severity for each in result.findings] == [Severity.INFO]
    assert "COPY001" in chosen(severity={"COPY001": Severity.INFO})
    assert "EST001" in chosen(severity={"EST001": Severity.WARNING})


def test_options_can_be_set() -> None:
    rule = find_rule("COPY001", all_rules())
    assert rule is not None
    fewest = next(each for each in rule.options if each.name == "fewest")
    assert codes(linted(settings=Settings(select=("COPY001",), options={fewest: 1}))) == []
    result = linted(settings=Settings(select=("COPY001",), options={fewest: 5}))
    assert "at least 5" in result.findings[0].message


def test_rules_can_be_ignored_in_files() -> None:
    def run(*ignores: FileIgnores) -> list[str]:
        settings = Settings(select=("COPY001", "REP006"), per_file_ignores=ignores)
        return codes(linted(settings=settings))

    assert run(FileIgnores("shop.yaml", ("COPY",))) == ["REP006"]
    assert run(FileIgnores("sh*.yaml", ("no-backup", "COPY001"))) == []
    assert run(FileIgnores("other/*.yaml", ("ALL",))) == ["COPY001", "REP006"]


def test_patterns_see_the_path_from_the_folder_of_the_configuration() -> None:
    reading = api.read_text(DESIGN, "shop.yaml")
    assert reading.design is not None
    for pattern, expected in (("drafts/*", []), ("*/drafts/*", ["COPY001"])):
        ignores = (FileIgnores(pattern, ("COPY",), "/home/me/project"),)
        result = lint(
            reading.design,
            Settings(select=("COPY001",), per_file_ignores=ignores),
            today=TODAY,
            paths={"shop.yaml": "/home/me/project/drafts/shop.yaml"},
        )
        assert codes(result) == expected


ACCEPTED = (
    DESIGN
    + """\
accepted:
  - rule: too-few-replicas
    at: shop
    because: A pilot.
    until: 2026-06-01
"""
)
COPIES = Settings(select=("COPY001", "DOC002"))


def test_a_risk_is_accepted_up_to_and_on_its_day() -> None:
    assert linted(ACCEPTED, COPIES).findings == ()
    assert linted(ACCEPTED, COPIES).suppressed == 1
    after = linted(ACCEPTED, COPIES, date(2026, 6, 2))
    assert codes(after) == ["COPY001", "DOC002"]
    assert after.findings[1].severity is Severity.ERROR
    assert after.findings[1].span.line == 11
    assert "accepted until 2026-06-01, which has passed" in after.findings[1].message


def test_a_comment_ignores_its_line() -> None:
    text = DESIGN.replace("calls: [db]}", "calls: [db]}  # sdgen: ignore[COPY001] a pilot")
    assert codes(linted(text, COPIES)) == []
    elsewhere = DESIGN.replace("name: Shop", "name: Shop  # sdgen: ignore[COPY001] a pilot")
    assert codes(linted(elsewhere, COPIES)) == ["DOC002", "COPY001"]


def test_what_only_looks_like_a_comment_ignores_nothing() -> None:
    block = DESIGN + "summary: |\n  text # sdgen: ignore[COPY001] no comment\n"
    assert codes(linted(block, COPIES)) == ["COPY001"]


def test_suppressions_are_judged_only_where_their_rule_ran() -> None:
    assert codes(linted(ACCEPTED, Settings(select=("DOC002",)))) == []


def test_a_cause_silences_what_follows_from_it_even_when_it_is_accepted() -> None:
    text = DESIGN + "journeys: {buy: {actor: web}}\n"
    settings = Settings(select=("SPOF001", "COPY001", "REP001", "DOC002"))
    assert codes(linted(text, settings)) == ["SPOF001", "SPOF001"]
    assert codes(linted(text, Settings(select=("COPY001", "REP001")))) == ["COPY001", "REP001"]
    accepted = text + "accepted: [{rule: SPOF001, at: shop, because: A pilot.}]\n"
    assert codes(linted(accepted, settings)) == ["SPOF001"]
    both = accepted.replace("}]\n", "}, {rule: COPY001, at: shop, because: The same.}]\n")
    assert codes(linted(both, settings)) == ["SPOF001"]


def test_a_cause_speaks_for_all_that_it_explains() -> None:
    text = """\
sdgen: 1
name: Posts
components:
  web: {kind: client, calls: [posts]}
  posts: {kind: service, replicas: 4, capacity: 1k/s, calls: [pushes]}
  pushes: {kind: queue, replicas: 3, capacity: 5k/s, calls: [phones]}
  phones: {kind: worker, replicas: 3, capacity: 5k/s}
journeys:
  post: {actor: web, rate: 100/s, steps: [web -> posts, {posts -> pushes: {times: 200}}, pushes -> phones]}
"""
    settings = Settings(select=("CAP001", "CAP008", "CAP011"))
    assert codes(linted(text, settings)) == ["CAP011"]
    assert codes(linted(text, Settings(select=("CAP001",)))) == ["CAP001", "CAP001"]


def test_the_same_call_gives_the_same_findings() -> None:
    everything = Settings(select=("ALL",))
    assert linted(settings=everything) == linted(settings=everything)


@every_case(
    ("level", "failing"),
    [
        (FailLevel.NONE, []),
        (FailLevel.ERROR, [Severity.ERROR]),
        (FailLevel.WARNING, [Severity.ERROR, Severity.WARNING]),
        (FailLevel.INFO, list(Severity)),
    ],
)
def test_fail_levels(level: FailLevel, failing: list[Severity]) -> None:
    assert [each for each in Severity if level.fails(each)] == failing
