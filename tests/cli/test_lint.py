"""``sdgen lint``: its whole command line."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from sdgen.cli import status
from sdgen.workspace.options import is_lint_for_people, lint_formats
from tests.cli.conftest import DESIGN, Sdgen
from tests.support.cases import every_case

# What COPY001 and REP006 say of DESIGN, and nothing else.
TWO = ("--isolated", "--select", "COPY001,REP006", "--output-format", "concise")
NO_FINDINGS = ("--isolated", "--select", "DATA007", "--output-format", "concise")


def codes(text: str) -> list[str]:
    return [line.rpartition("[")[2].split(" ")[0] for line in text.splitlines() if "[" in line]


def test_findings_and_status(folder: Path, sdgen: Sdgen) -> None:
    done = sdgen("lint", "shop.yaml", *TWO)
    assert done.status == status.FINDINGS
    assert done.err == ""
    assert codes(done.out) == ["COPY001", "REP006"]
    assert done.out.endswith("1 design: 2 errors\n")
    assert sdgen("lint", "shop.yaml", *NO_FINDINGS) == (status.OK, "1 design: no findings\n", "")


def test_full_is_the_default_and_shows_the_line(folder: Path, sdgen: Sdgen) -> None:
    done = sdgen("lint", "shop.yaml", "--select", "too-few-replicas")
    assert "  5 |   orders: {kind: service, calls: [db]}\n    |   ^^^^^^\n" in done.out
    assert "  help: write 'replicas: 2'" in done.out


@pytest.mark.slow
def test_selectors(folder: Path, sdgen: Sdgen) -> None:
    def found(*arguments: str) -> list[str]:
        done = sdgen("lint", "shop.yaml", "--isolated", "--output-format", "concise", *arguments)
        return sorted(set(codes(done.out)))

    assert found("--select", "COPY,no-backup") == ["COPY001", "REP006"]
    assert found("--select", "COPY", "--select", "REP006") == ["COPY001", "REP006"]
    assert found("--select", "COPY,REP", "--ignore", "REP") == ["COPY001"]
    assert "SPOF007" not in found()
    assert "EST001" in found()
    assert "EST001" not in found("--ignore", "EST001")
    assert "COPY001" not in found("--ignore", "COPY001")
    assert found("--select", "COPY001", "--per-file-ignores", "*.yaml:COPY001") == []
    assert found("--select", "COPY001", "--per-file-ignores", "*.yml:COPY001") == ["COPY001"]
    assert found("--select", ",") == []


@pytest.mark.slow
@every_case(
    ("arguments", "said"),
    [
        (("--select", "COPY01"), "--select: no rule is called 'COPY01'; did you mean 'COPY001'?"),
        (("--ignore", "nobackup"), "--ignore: no rule is called 'nobackup'; did you mean"),
        (("--extend-select", "X"), "--extend-select: no rule is called 'X'"),
        (("--per-file-ignores", "a:X"), "--per-file-ignores: no rule is called 'X'"),
        (("--per-file-ignores", "COPY"), "should be a pattern, a colon and rules"),
        (("--config", "a", "--isolated"), "--isolated uses no configuration"),
        (("--baseline", "a", "--create-baseline", "b"), "give one"),
        (("--output-format", "xml"), "'xml' is not one of 'full'"),
        (("--fail-level", "bad"), "'bad' is not one of 'none'"),
        (("--statistics", "--output-format", "sarif"), "--statistics is written in full, concise"),
    ],
)
def test_wrong_usage(folder: Path, sdgen: Sdgen, arguments: tuple[str, ...], said: str) -> None:
    done = sdgen("lint", "shop.yaml", *arguments)
    assert done.status == status.UNUSABLE
    assert said in done.err


@pytest.mark.slow
def test_fail_levels(folder: Path, sdgen: Sdgen) -> None:
    def result(*arguments: str) -> int:
        return sdgen("lint", "shop.yaml", "--isolated", *arguments).status

    assert result("--select", "API004") == status.FINDINGS
    assert result("--select", "API004", "--fail-level", "error") == status.OK
    assert result("--select", "EST001") == status.OK
    assert result("--select", "EST001", "--fail-level", "info") == status.FINDINGS
    assert result("--select", "COPY001", "--fail-level", "none") == status.OK
    assert result("--select", "COPY001", "--exit-zero") == status.OK


def test_what_cannot_be_linted_is_reported_and_worse_than_findings(
    folder: Path, sdgen: Sdgen
) -> None:
    Path("wrong.yaml").write_text(DESIGN.replace("[orders]", "[order]"))
    Path("broken.yaml").write_text("sdgen: 1\nname: [unclosed\n")
    done = sdgen("lint", ".", *TWO, "--exit-zero")
    assert done.status == status.UNUSABLE
    assert codes(done.out) == ["YAML004", "COPY001", "REP006", "REF001"]
    assert done.out.endswith("3 designs: 4 errors\n")
    missing = sdgen("lint", "none.yaml", "--output-format", "json")
    assert missing.status == status.UNUSABLE
    assert [each["code"] for each in json.loads(missing.out)] == ["YAML001"]
    empty = sdgen("lint", "*.nothing", "--output-format", "json")
    assert (empty.status, json.loads(empty.out)[0]["code"]) == (status.UNUSABLE, "INPUT002")


def test_standard_input(folder: Path, sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*arguments: str) -> str:
        stream = SimpleNamespace(buffer=io.BytesIO(DESIGN.encode()))
        monkeypatch.setattr(sys, "stdin", stream)
        return sdgen("lint", "-", *arguments, "--output-format", "concise").out

    assert run("--select", "COPY001").startswith("<stdin>:5:3: error: ")
    Path("in").mkdir()
    Path("in/sdgen.toml").write_text("[lint]\nselect = ['REP006']\n")
    named = run("--stdin-filename", "in/shop.yaml")
    assert named.startswith("in/shop.yaml:6:3: error: ")
    assert codes(named) == ["REP006"]


@pytest.mark.slow
def test_configuration_of_each_file(folder: Path, sdgen: Sdgen) -> None:
    Path("in").mkdir()
    Path("in/shop.yaml").write_text(DESIGN)
    Path("sdgen.toml").write_text("[lint]\nselect = ['COPY001']\nfail-level = 'none'\n")
    Path("in/.sdgen.toml").write_text("[lint]\nselect = ['REP006']\nfail-level = 'none'\n")
    done = sdgen("lint", ".", "--output-format", "concise")
    assert (done.status, codes(done.out)) == (status.OK, ["REP006", "COPY001"])
    done = sdgen("lint", ".", "--output-format", "concise", "--config", "sdgen.toml")
    assert codes(done.out) == ["COPY001", "COPY001"]
    done = sdgen("lint", "in", "--output-format", "concise", "--extend-select", "COPY001")
    assert codes(done.out) == ["COPY001", "REP006"]
    done = sdgen("lint", "in", "--select", "COPY001", "--fail-level", "error")
    assert done.status == status.FINDINGS
    assert codes(sdgen("lint", "in", *TWO).out) == ["COPY001", "REP006"]


def test_the_command_line_overrides_what_configuration_ignores(folder: Path, sdgen: Sdgen) -> None:
    Path("sdgen.toml").write_text("[lint]\nignore = ['COPY001', 'EST001']\n")
    done = sdgen("lint", "shop.yaml", "--output-format", "concise", "--select", "COPY001")
    assert codes(done.out) == ["COPY001"]
    done = sdgen("lint", "shop.yaml", "--output-format", "concise", "--extend-select", "EST001")
    assert "EST001" in codes(done.out)
    assert "COPY001" not in codes(done.out)


def test_a_wrong_configuration_stops_everything(folder: Path, sdgen: Sdgen) -> None:
    Path("sdgen.toml").write_text("[lint]\nselekt = ['COPY001']\n")
    done = sdgen("lint", "shop.yaml", "--output-format", "concise")
    assert done.status == status.UNUSABLE
    assert done.out.splitlines()[0].startswith(
        "sdgen.toml:2:1: error: there is no setting 'lint.selekt'"
    )
    assert codes(done.out) == ["CONFIG001"]
    done = sdgen("lint", "shop.yaml", "--config", "none.toml")
    assert done.status == status.UNUSABLE
    assert "none.toml:1:1: error: the configuration is unusable: it does not exist" in done.out


def test_output_file(folder: Path, sdgen: Sdgen) -> None:
    done = sdgen("lint", "shop.yaml", *TWO, "-o", "out/report.txt", "--color", "always")
    assert (done.status, done.out) == (status.FINDINGS, "")
    assert "\x1b[31merror\x1b[0m" in Path("out/report.txt").read_text()
    done = sdgen("lint", "shop.yaml", *TWO, "-o", "shop.yaml/x")
    assert done.status == status.UNUSABLE
    assert "sdgen: error: cannot write shop.yaml/x" in done.err


def test_colour_on_demand(folder: Path, sdgen: Sdgen) -> None:
    assert "\x1b[" in sdgen("lint", "shop.yaml", *TWO, "--color", "always").out
    assert "\x1b[" not in sdgen("lint", "shop.yaml", *TWO, "--color", "never").out


def test_statistics(folder: Path, sdgen: Sdgen) -> None:
    done = sdgen("lint", "shop.yaml", *TWO, "--statistics")
    assert done.status == status.FINDINGS
    assert done.out == ("1  COPY001  too-few-replicas\n1  REP006  no-backup\n1 design: 2 errors\n")


@pytest.mark.slow
def test_a_baseline_leaves_out_what_it_lists(folder: Path, sdgen: Sdgen) -> None:
    Path("ci").mkdir()
    base = "ci/baseline.json"
    made = sdgen("lint", "shop.yaml", *TWO, "--create-baseline", base)
    assert made == (status.OK, f"{base}: 2 entries\n", "")
    assert json.loads(Path(base).read_text())["entries"][0] == {
        "file": "../shop.yaml",
        "rule": "COPY001",
        "component": "orders",
    }
    done = sdgen("lint", "shop.yaml", *TWO, "--baseline", base)
    assert (done.status, done.out) == (status.OK, "1 design: no findings\n")
    Path("shop.yaml").write_text(
        "# moved\n\n"
        + DESIGN.replace("db: {kind: database}", "db: {kind: database, backups: 24h}")
        + "  new: {kind: service}\n"
    )
    done = sdgen("lint", "shop.yaml", *TWO, "--baseline", base)
    assert done.status == status.FINDINGS
    assert codes(done.out) == ["COPY001", "BASE001"]
    assert "'new'" in done.out
    assert f"{base}:5:1: warning: the baseline has REP006 at 'db' in ../shop.yaml" in done.out
    assert codes(sdgen("lint", "shop.yaml", *NO_FINDINGS, "--baseline", base).out) == []
    Path("shop.yaml").unlink()
    Path("other.yaml").write_text(DESIGN)
    done = sdgen("lint", "other.yaml", *NO_FINDINGS, "--baseline", base)
    assert codes(done.out) == ["BASE001", "BASE001"]


def test_what_is_wrong_with_a_baseline(folder: Path, sdgen: Sdgen) -> None:
    done = sdgen("lint", "shop.yaml", *TWO, "--baseline", "none.json")
    assert done.status == status.UNUSABLE
    assert done.err == ("sdgen: error: the baseline none.json does not exist\n")
    Path("base.json").write_text("[]")
    done = sdgen("lint", "shop.yaml", *TWO, "--baseline", "base.json")
    assert (done.status, codes(done.out)) == (status.UNUSABLE, ["COPY001", "REP006", "BASE002"])
    Path("shop.yaml").write_text("broken: [")
    done = sdgen("lint", "shop.yaml", *TWO, "--create-baseline", "new.json")
    assert (done.status, codes(done.out)) == (status.UNUSABLE, ["YAML004"])
    assert not Path("new.json").exists()
    done = sdgen("lint", "base.json", *TWO, "--create-baseline", "base.json/x")
    assert done.status == status.UNUSABLE


def test_the_day_decides_about_accepted_risks(
    folder: Path, sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("shop.yaml").write_text(
        DESIGN + "accepted:\n"
        "  - {rule: COPY001, at: orders, because: A pilot., until: 2026-01-01}\n"
    )
    arguments = ("lint", "shop.yaml", "--select", "COPY001,DOC002", "--output-format", "concise")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert sdgen(*arguments) == (status.OK, "1 design: no findings; 1 accepted\n", "")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767312000")
    assert codes(sdgen(*arguments).out) == ["COPY001", "DOC002"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "nonsense")
    assert sdgen(*arguments).status == status.FINDINGS


def test_what_several_designs_include_is_reported_once(folder: Path, sdgen: Sdgen) -> None:
    Path("shared.yaml").write_text("components:\n  db: {kind: database}\n")
    for name in ("a.yaml", "b.yaml"):
        Path(name).write_text(
            "sdgen: 1\nname: X\ninclude: [shared.yaml]\n"
            "components:\n  web: {kind: client, calls: [db]}\n"
        )
    Path("shop.yaml").unlink()
    done = sdgen("lint", ".", "--select", "REP006", "--output-format", "concise")
    assert done.out.splitlines()[0].startswith("shared.yaml:2:3: error: ")
    assert done.out.endswith("2 designs: 1 error\n")
    text = "components:\n  db: {kind: database} # sdgen: ignore[REP006] made anew each night\n"
    Path("shared.yaml").write_text(text)
    assert sdgen("lint", "a.yaml", "--select", "REP006").status == status.OK


def test_paths_from_the_root_of_the_repository(
    folder: Path, sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(".git").mkdir()
    Path("designs").mkdir()
    Path("designs/shop.yaml").write_text(DESIGN)
    monkeypatch.chdir("designs")
    for name in ("shop.yaml", str(folder / "designs" / "shop.yaml"), "../designs/shop.yaml"):
        done = sdgen("lint", name, "--select", "COPY001", "--output-format", "gitlab")
        assert json.loads(done.out)[0]["location"]["path"] == "designs/shop.yaml"
    sarif = json.loads(sdgen("lint", "shop.yaml", *TWO[:3], "--output-format", "sarif").out)
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "designs/shop.yaml"


@pytest.mark.slow
def test_many_designs_are_linted_in_order(folder: Path, sdgen: Sdgen) -> None:
    for number in range(12):
        Path(f"d{number:02}.yaml").write_text(DESIGN)
    Path("shop.yaml").unlink()
    done = sdgen("lint", ".", *TWO)
    files = [line.split(":")[0] for line in done.out.splitlines()[:-1]]
    assert files == sorted(files)
    assert done.out.endswith("12 designs: 24 errors\n")


@pytest.mark.parametrize("format", lint_formats())
def test_forced_colour_is_for_what_people_read(
    format: str, folder: Path, sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A runner sets it for all that it starts, the programs that read our output included."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    shown = sdgen("lint", "shop.yaml", "-f", format)
    assert ("\x1b[" in shown.out) is is_lint_for_people(format)
    assert "\x1b" not in sdgen("lint", "shop.yaml", "-f", format, "--color", "never").out
    assert sdgen("lint", "shop.yaml", "-f", format, "-o", "report").status == shown.status
    assert b"\x1b" not in (folder / "report").read_bytes()


@pytest.mark.parametrize("verb", ["analyze", "estimate", "lint", "render", "validate"])
def test_every_verb_colours_its_findings(
    verb: str, folder: Path, sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "broken.yaml").write_text("sdgen: 1\n", encoding="utf-8")
    monkeypatch.setenv("CLICOLOR_FORCE", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    done = sdgen(verb, "broken.yaml")
    assert "\x1b[31merror\x1b[0m" in done.out + done.err
    monkeypatch.setenv("NO_COLOR", "1")
    done = sdgen(verb, "broken.yaml")
    assert "\x1b" not in done.out + done.err


OLD = """\
sdgen: 1
name: Old
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, calls: [db, mail]}
  mail: {kind: service, calls: [db]}
  db: {kind: database}
journeys: {buy: {actor: web, steps: [web -> shop]}}
monitoring: {watches: [db]}
"""


def test_a_baseline_of_single_places_takes_them_out_of_the_notes(
    folder: Path, sdgen: Sdgen
) -> None:
    # written before notes put what is not said together
    before = Path(__file__).parents[1] / "lint/baseline_before_not_said.json"
    Path("old.json").write_text(before.read_text())
    Path("old.yaml").write_text(OLD)
    others = ("--ignore", "EST,OBS002,SEC002,SLO")
    done = sdgen("lint", "old.yaml", "-f", "concise", "--baseline", "old.json", *others)
    assert done.out.splitlines() == [
        "old.yaml:5:3: error: 'shop' is 1 instance, and its loss breaks 1 journey ('buy') (it gives "
        "no 'replicas', which counts as 1) [SPOF001 single-point-of-failure]",
        "old.json:5:1: warning: the baseline has COPY001 at 'gone' in old.yaml, which is no longer "
        "found [BASE001 unmatched-baseline-entry]",
        "not said:",
        "old.yaml:2:7: info: 1 call of 1 component gives no timeout: 'mail' [API004 missing-timeout]",
        "old.yaml:2:7: info: 1 component gives no 'replicas', which counts as 1: 'mail' [COPY001 "
        "too-few-replicas]",
        "1 design: 1 error, 1 warning; 2 not said",
    ]


@pytest.mark.slow
def test_a_new_baseline_lists_the_places_of_what_is_not_said(folder: Path, sdgen: Sdgen) -> None:
    Path("old.yaml").write_text(OLD)
    sdgen("lint", "old.yaml", "--create-baseline", "new.json")
    listed = [
        (each["rule"], each["component"])
        for each in json.loads(Path("new.json").read_text())["entries"]
    ]
    assert ("API004", "shop") in listed
    assert ("API004", "mail") in listed
    assert ("API004", "Old") not in listed
    for selected in ((), ("--select", "ALL"), ("--extend-select", "API004")):
        done = sdgen("lint", "old.yaml", *selected, "--baseline", "new.json", "-f", "concise")
        # SPOF007 runs only where it is named
        assert [code for code in codes(done.out) if code != "SPOF007"] == []


def test_what_is_not_said_makes_nothing_fail(folder: Path, sdgen: Sdgen) -> None:
    for level in ("info", "warning", "error"):
        assert sdgen("lint", "shop.yaml", "--fail-level", level).status == status.OK
    assert sdgen("lint", "shop.yaml", "--extend-select", "API004").status == status.FINDINGS
    Path("sdgen.toml").write_text('[lint.severity]\nno-backup = "error"\n')
    assert sdgen("lint", "shop.yaml", "--fail-level", "error").status == status.FINDINGS


def test_what_is_not_said_comes_after_all_designs(folder: Path, sdgen: Sdgen) -> None:
    Path("weak.yaml").write_text(DESIGN.replace("kind: service", "kind: service, replicas: 1"))
    lines = sdgen("lint", "shop.yaml", "weak.yaml", "-f", "concise").out.splitlines()
    said = lines[: lines.index("not said:")]
    assert [line.split(":")[0] for line in said] == ["weak.yaml"]
    assert {line.split(":")[0] for line in lines[len(said) + 1 : -1]} == {"shop.yaml", "weak.yaml"}
    assert lines[-1] == "2 designs: 1 error; 13 not said"
