"""Report formats: each against its schema, and as text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from sdgen.base.edit import Edit
from sdgen.base.findings import Finding, Severity
from sdgen.base.gate import as_unicode
from sdgen.base.span import Span
from sdgen.report import (
    format_names,
    report_parts,
    statistics_formats,
    write_report,
    write_statistics,
)
from sdgen.report.contents import Report
from sdgen.rules import all_rules
from tests.support.cases import every_case

SCHEMAS = Path(__file__).parent / "schemas"
TEXT = "sdgen: 1\nname: Shop\ncomponents:\n  shop: {kind: service}\n"
ODD = "a <b> & \"c\", 'd': 100% \x1b[31m\x00 \ud800\nnext"


def finding(code: str, severity: Severity, at: str = "shop", **given: Any) -> Finding:
    values: dict[str, Any] = {
        "name": "too-few-replicas",
        "message": "'shop' has 1 replica",
        "span": Span("designs/shop.yaml", 4, 3, 4, 7),
        "help": "write 'replicas: 2'",
        "journeys": ("buy",),
    }
    return Finding(code=code, severity=severity, at=at, **{**values, **given})


WARNING = finding("API004", Severity.WARNING, name="missing-timeout", help="")
ERROR = finding("COPY001", Severity.ERROR)
NOTE = finding("EST001", Severity.INFO, name="missing-input", at="Shop", journeys=())
STRANGE = finding(
    "COPY001", Severity.ERROR, message=ODD, span=Span("odd ü, :%.yaml", 2, 1, 3, 1), at="x"
)
BROKEN = finding(
    "YAML004", Severity.ERROR, name="syntax", at="", span=Span("b.yaml", 1, 2, 1, 2), journeys=()
)
FIXED = finding(
    "COPY001",
    Severity.ERROR,
    at="f",
    fix=(
        Edit(Span("designs/shop.yaml", 4, 3, 4, 7), "shöp"),
        Edit(Span("part.yaml", 1, 1, 1, 1), "a: 1\n"),
    ),
)
ALL = (WARNING, ERROR, NOTE, STRANGE, BROKEN)


def report(*findings: Finding, **given: Any) -> Report:
    return Report(
        findings=findings,
        files=given.pop("files", ("designs/shop.yaml", "fine.yaml")),
        texts={"designs/shop.yaml": TEXT},
        rules=all_rules(),
        version="1.2.3",
        **given,
    )


def data(name: str, *findings: Finding, **given: Any) -> Any:
    return json.loads(write_report(name, report(*findings, **given)))


def test_every_format_is_found_and_the_default_comes_first() -> None:
    assert format_names() == (
        "full",
        "checkstyle",
        "concise",
        "github",
        "gitlab",
        "json",
        "junit",
        "sarif",
    )
    with pytest.raises(ValueError, match="there is no report format 'xml'"):
        report_parts("xml", report())


@every_case("name", format_names())
def test_a_format_writes_nothing_much_and_much(name: str) -> None:
    for findings in ((), ALL):
        text = write_report(name, report(*findings))
        assert text == write_report(name, report(*findings))
        assert text.endswith("\n") or (name == "github" and not findings)
        assert "\x1b" not in text
        assert "\x00" not in text


@every_case("findings", [(), ALL, (FIXED,)])
def test_sarif_fits_its_schema(findings: tuple[Finding, ...]) -> None:
    from jsonschema import Draft4Validator

    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    errors = list(Draft4Validator(schema).iter_errors(data("sarif", *findings)))
    assert [error.message for error in errors] == []


def test_sarif_for_code_scanning() -> None:
    run = data("sarif", *ALL, paths={"designs/shop.yaml": "a/designs/shop.yaml"})["runs"][0]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("sdgen", "1.2.3")
    assert run["automationDetails"] == {"id": "sdgen/lint/"}
    assert [each["id"] for each in driver["rules"]] == ["API004", "COPY001", "EST001", "YAML004"]
    assert all(each["help"]["text"] for each in driver["rules"])
    assert driver["rules"][1]["help"]["markdown"].startswith("# COPY001 too-few-replicas\n")
    first, second, third, strange, _ = run["results"]
    assert [each["level"] for each in (first, second, third)] == ["warning", "error", "note"]
    assert driver["rules"][second["ruleIndex"]]["id"] == second["ruleId"] == "COPY001"
    place = first["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "a/designs/shop.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 4, "startColumn": 3, "endLine": 4, "endColumn": 7},
    }
    region = strange["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] == region["endLine"] == 2
    uri = strange["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "odd%20%C3%BC%2C%20%3A%25.yaml"
    assert "suppressions" not in first
    assert list(first["partialFingerprints"]) == ["sdgen/v1"]


def test_sarif_has_the_edits_of_a_fix() -> None:
    paths = {"designs/shop.yaml": "a/designs/shop.yaml"}
    plain, fixed = data("sarif", ERROR, FIXED, paths=paths)["runs"][0]["results"]
    assert "fixes" not in plain
    (fix,) = fixed["fixes"]
    assert fix["description"]["text"] == "'shop' has 1 replica. write 'replicas: 2'"
    assert fix["artifactChanges"] == [
        {
            "artifactLocation": {"uri": "a/designs/shop.yaml", "uriBaseId": "%SRCROOT%"},
            "replacements": [
                {
                    "deletedRegion": {
                        "startLine": 4,
                        "startColumn": 3,
                        "endLine": 4,
                        "endColumn": 7,
                    },
                    "insertedContent": {"text": "shöp"},
                }
            ],
        },
        {
            "artifactLocation": {"uri": "part.yaml", "uriBaseId": "%SRCROOT%"},
            "replacements": [
                {
                    "deletedRegion": {
                        "startLine": 1,
                        "startColumn": 1,
                        "endLine": 1,
                        "endColumn": 1,
                    },
                    "insertedContent": {"text": "a: 1\n"},
                }
            ],
        },
    ]


def test_fingerprints_ignore_lines_and_tell_findings_apart() -> None:
    moved = finding("COPY001", Severity.ERROR, span=Span("designs/shop.yaml", 90, 1, 90, 4))
    [one] = report(ERROR).fingerprints()
    assert list(report(moved).fingerprints()) == [one]
    several = list(report(ERROR, moved, WARNING, STRANGE).fingerprints())
    assert several[0] == one
    assert len(set(several)) == 4


def test_json_has_every_part_of_a_finding() -> None:
    assert data("json") == []
    [item] = data("json", ERROR)
    assert item.pop("fingerprint")
    assert item == {
        "code": "COPY001",
        "name": "too-few-replicas",
        "severity": "error",
        "message": "'shop' has 1 replica",
        "help": "write 'replicas: 2'",
        "file": "designs/shop.yaml",
        "line": 4,
        "column": 3,
        "end_line": 4,
        "end_column": 7,
        "at": "shop",
        "journeys": ["buy"],
        "fix": [],
        "not_said": False,
        "parts": [],
    }
    assert data("json", FIXED)[0]["fix"] == [
        {
            "file": "designs/shop.yaml",
            "line": 4,
            "column": 3,
            "end_line": 4,
            "end_column": 7,
            "text": "shöp",
        },
        {
            "file": "part.yaml",
            "line": 1,
            "column": 1,
            "end_line": 1,
            "end_column": 1,
            "text": "a: 1\n",
        },
    ]
    assert data("json", STRANGE)[0]["message"] == as_unicode(ODD)


@pytest.mark.parametrize("findings", [(), ALL], ids=["none", "all"])
def test_gitlab_fits_its_schema(findings: tuple[Finding, ...]) -> None:
    from jsonschema import Draft202012Validator

    schema = json.loads((SCHEMAS / "gitlab-code-quality.json").read_text(encoding="utf-8"))
    items = data("gitlab", *findings)
    assert list(Draft202012Validator(schema).iter_errors(items)) == []
    assert len({each["fingerprint"] for each in items}) == len(findings)


def test_gitlab_severities_and_paths() -> None:
    items = data("gitlab", WARNING, ERROR, NOTE, paths={"designs/shop.yaml": "x.yaml"})
    assert [each["severity"] for each in items] == ["major", "critical", "info"]
    assert items[0]["location"] == {"path": "x.yaml", "lines": {"begin": 4, "end": 4}}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "schema"),
    [("junit", "junit-10.xsd"), ("checkstyle", "checkstyle.xsd")],
)
@pytest.mark.parametrize("findings", [(), ALL], ids=["none", "all"])
def test_xml_fits_its_schema(name: str, schema: str, findings: tuple[Finding, ...]) -> None:
    import xmlschema

    xmlschema.XMLSchema(SCHEMAS / schema).validate(write_report(name, report(*findings)))


def test_junit_has_a_suite_for_each_file_and_a_case_for_each_finding() -> None:
    root = ElementTree.fromstring(write_report("junit", report(WARNING, ERROR, NOTE)))
    assert root.attrib == {"name": "sdgen lint", "tests": "4", "failures": "2", "errors": "0"}
    shop, fine = root
    assert (shop.get("name"), shop.get("tests"), shop.get("failures")) == (
        "designs/shop.yaml",
        "3",
        "2",
    )
    assert [each.find("failure") is not None for each in shop] == [True, True, False]
    assert shop[1].get("name") == "COPY001 too-few-replicas (4:3)"
    assert [each.get("name") for each in fine] == ["sdgen lint"]


def test_checkstyle_names_places_and_rules() -> None:
    root = ElementTree.fromstring(write_report("checkstyle", report(ERROR, NOTE)))
    assert [each.get("name") for each in root] == ["designs/shop.yaml"]
    assert root[0][0].attrib == {
        "line": "4",
        "column": "3",
        "severity": "error",
        "message": "'shop' has 1 replica. write 'replicas: 2'",
        "source": "sdgen.COPY001",
    }


def test_github_shows_the_worst_first_and_the_totals() -> None:
    lines = write_report("github", report(NOTE, WARNING, ERROR, STRANGE)).splitlines()
    assert lines[0] == "::notice title=sdgen lint::2 errors, 1 warning, 1 note"
    assert lines[1] == (
        "::error file=designs/shop.yaml,line=4,col=3,endLine=4,endColumn=7,"
        "title=COPY001 too-few-replicas::'shop' has 1 replica%0Awrite 'replicas: 2'"
    )
    assert lines[2].startswith("::error file=odd ü%2C %3A%25.yaml,line=2,col=1,title=")
    assert "100%25" in lines[2]
    assert [line.split(" ")[0] for line in lines[3:]] == ["::warning", "::notice"]
    assert write_report("github", report()) == ""


def test_full_shows_the_line_and_concise_does_not() -> None:
    full = write_report("full", report(ERROR, suppressed=2))
    assert full == (
        "designs/shop.yaml:4:3: error: 'shop' has 1 replica [COPY001 too-few-replicas]\n"
        "    |\n"
        "  3 | components:\n"
        "  4 |   shop: {kind: service}\n"
        "    |   ^^^^\n"
        "    |\n"
        "  help: write 'replicas: 2'\n"
        "2 designs: 1 error; 2 accepted\n"
    )
    assert write_report("concise", report(ERROR, WARNING)).splitlines() == [
        "designs/shop.yaml:4:3: error: 'shop' has 1 replica [COPY001 too-few-replicas]",
        "designs/shop.yaml:4:3: warning: 'shop' has 1 replica [API004 missing-timeout]",
        "2 designs: 1 error, 1 warning",
    ]
    assert len(write_report("concise", report(STRANGE)).splitlines()) == 2


def test_colour() -> None:
    assert "\x1b[31merror\x1b[0m" in write_report("full", report(ERROR, colour=True))
    assert "\x1b[33mwarning\x1b[0m" in write_report("concise", report(WARNING, colour=True))


def test_statistics() -> None:
    counted = report(WARNING, ERROR, WARNING, files=("a",))
    assert write_statistics("full", counted) == (
        "2  API004  missing-timeout\n1  COPY001  too-few-replicas\n1 design: 1 error, 2 warnings\n"
    )
    assert json.loads(write_statistics("json", counted)) == [
        {"code": "API004", "name": "missing-timeout", "count": 2, "not_said": False},
        {"code": "COPY001", "name": "too-few-replicas", "count": 1, "not_said": False},
    ]
    assert write_statistics("concise", report(files=())) == "no findings\n"
    assert statistics_formats() == ("full", "concise", "json")
    for name in ("sarif", "xml"):
        with pytest.raises(ValueError, match=f"no report format '{name}' with statistics"):
            write_statistics(name, counted)


CALLS = finding("API004", Severity.WARNING, name="missing-timeout", not_said=True, lacks=("a->b",))
UNSAID = finding(
    "API004",
    Severity.INFO,
    name="missing-timeout",
    at="Shop",
    message="1 call of 1 component gives no timeout: 'shop'",
    help="write one",
    span=Span("designs/shop.yaml", 2, 7, 2, 11),
    not_said=True,
    parts=(CALLS,),
)
NOT_SAID = (ERROR, NOTE, UNSAID)


def test_what_is_not_said_has_a_heading_of_its_own_for_people() -> None:
    line = (
        "designs/shop.yaml:2:7: info: 1 call of 1 component gives no timeout: 'shop' "
        "[API004 missing-timeout]\n"
    )
    end = "2 designs: 1 error, 1 note; 1 not said, 3 accepted\n"
    full = write_report("full", report(*NOT_SAID, suppressed=3))
    assert full.endswith(f"not said:\n{line}  help: write one\n{end}")
    assert full.count("API004") == 1
    assert write_report("concise", report(*NOT_SAID, suppressed=3)).endswith(
        f"[EST001 missing-input]\nnot said:\n{line}{end}"
    )
    assert write_report("concise", report(UNSAID, files=("a",))) == (
        f"not said:\n{line}1 design: no findings; 1 not said\n"
    )


def test_what_is_not_said_is_marked_for_programs() -> None:
    first, _, last = data("json", *NOT_SAID)
    assert (first["not_said"], last["not_said"], last["severity"]) == (False, True, "info")
    assert last["parts"] == [
        {
            "at": "shop",
            "message": "'shop' has 1 replica",
            "help": "write 'replicas: 2'",
            "file": "designs/shop.yaml",
            "line": 4,
            "column": 3,
        }
    ]
    first, _, last = data("sarif", *NOT_SAID)["runs"][0]["results"]
    assert (last["level"], last["properties"]) == ("note", {"tags": ["not said"]})
    assert last["message"]["text"].startswith("not said: 1 call of 1 component")
    assert "properties" not in first
    first, _, last = data("gitlab", *NOT_SAID)
    assert (last["severity"], first["description"].startswith("not said")) == ("info", False)
    assert last["description"].startswith("not said: 1 call of 1 component")


def test_what_is_not_said_passes_where_tests_are_shown() -> None:
    root = ElementTree.fromstring(write_report("junit", report(*NOT_SAID)))
    assert (root.get("failures"), root[0][-1].get("name")) == (
        "1",
        "not said: API004 missing-timeout (2:7)",
    )
    assert root[0][-1].find("failure") is None
    root = ElementTree.fromstring(write_report("checkstyle", report(*NOT_SAID)))
    assert root[0][-1].get("severity") == "info"
    assert str(root[0][-1].get("message")).startswith("not said: 1 call")
    lines = write_report("github", report(*NOT_SAID)).splitlines()
    assert lines[0] == "::notice title=sdgen lint::1 error, 1 note; 1 not said"
    assert lines[-1].startswith("::notice file=designs/shop.yaml,line=2,col=7,")
    assert "::not said: 1 call of 1 component" in lines[-1]


def test_statistics_count_the_places_of_what_is_not_said() -> None:
    twice = finding(
        "API004", Severity.INFO, name="missing-timeout", not_said=True, parts=(CALLS,) * 12
    )
    given = report(ERROR, twice, files=("a",))
    assert write_statistics("full", given) == (
        " 1  COPY001  too-few-replicas\nnot said:\n12  API004  missing-timeout\n"
        "1 design: 1 error; 1 not said\n"
    )
    assert json.loads(write_statistics("json", given))[1] == {
        "code": "API004",
        "name": "missing-timeout",
        "count": 12,
        "not_said": True,
    }
