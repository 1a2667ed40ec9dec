"""Settings and baselines that a stranger has committed: each is a finding, at once."""

from __future__ import annotations

import json
import os
from pathlib import Path
from time import perf_counter

import pytest

from sdgen.base.configuration_file import LARGEST, nearest_file
from sdgen.lint.baseline import Entry, read_baseline, write_baseline
from sdgen.lint.configuration import read_configuration
from sdgen.rules import all_rules
from tests.support.cases import every_case

UNUSABLE = "the configuration is unusable: "
NO_TOML = f"{UNUSABLE}it is no TOML: "
LINK = "it is a symbolic link to a file out of the repository, or one that is no .toml file"


def said(path: Path) -> list[str]:
    found = read_configuration(path, path.name, all_rules()).findings
    assert all(each.unreadable for each in found)
    return [each.message for each in found]


def lines(count: int, form: str = "k{}=1\n") -> str:
    return "".join(form.format(number) for number in range(count))


@pytest.mark.slow
@every_case(
    ("text", "message"),
    [
        ("x = " + "[" * 60_000, f"{UNUSABLE}it is nested too deeply"),
        ("x=" + "{a=" * 16_000, f"{UNUSABLE}it is nested too deeply"),
        ("x = " + "1" * 60_000, f"{NO_TOML}a number has too many digits"),
        ("a." * 32_000 + "a=1", f"{UNUSABLE}a key has more than 32 parts"),
        ("[" + "a . " * 16_000 + "a]", f"{UNUSABLE}a key has more than 32 parts"),
        ("x = {" + "'a'.\"b\"." * 6_000 + "a=1}", f"{UNUSABLE}a key has more than 32 parts"),
        ("a=1\na=2\n", f"{NO_TOML}cannot overwrite a value"),
        ("x='\udcff'", f"{UNUSABLE}it is not UTF-8"),
        ("#" * (LARGEST + 1), f"{UNUSABLE}it has more than 65,536 bytes"),
        ("[" + " " * 65_000, f"{NO_TOML}invalid initial character for a key part"),
        ("a" * 65_000 + "=1", f"there is no setting '{'a' * 79}…'"),
        ("[lint]\nselect = '" + "a" * 60_000 + "'", "'select' is a list of codes or names of ru"),
        ("[lint]\nselect = ['" + "a" * 60_000 + "']", f"no rule is called '{'a' * 79}…'; "),
        (
            "[lint]\nfail-level = 0x" + "f" * 60_000,
            "'fail-level' is one of none, info, warning, error, not a number that long",
        ),
        (
            "[lint.rules.COPY001]\nfewest = 0x" + "f" * 60_000,
            "option 'fewest' of COPY001 is a number of less than 64 bits",
        ),
        (
            "[lint.rules.COPY001]\nfewest = [0x" + "f" * 60_000 + "]",
            "option 'fewest' of COPY001 is a whole number, not a list",
        ),
    ],
)  # fmt: skip
def test_settings_that_break_parsers_are_one_finding(
    tmp_path: Path, text: str, message: str
) -> None:
    file = tmp_path / "sdgen.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    begin = perf_counter()
    [found] = said(file)
    assert perf_counter() - begin < 5.0
    assert found.startswith(message)
    assert len(found) < 300


@every_case("value", ["nan", "inf", "-inf", "1e400"])
def test_an_option_is_a_finite_number(tmp_path: Path, value: str) -> None:
    rule, option = next(
        (rule, each)
        for rule in all_rules()
        for each in rule.options
        if isinstance(each.default, float)
    )
    file = tmp_path / "sdgen.toml"
    file.write_text(f"[lint.rules.{rule.code}]\n{option.name} = {value}\n")
    assert said(file) == [f"option '{option.name}' of {rule.code} is a number of less than 64 bits"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        lines(8_000),
        "[lint]\n" + lines(7_000),
        "[lint.severity]\n" + lines(7_000),
        "[lint.rules]\n" + lines(7_000),
        "[lint]\nselect = [" + lines(6_000, "'x{}',") + "]",
        "[lint.per-file-ignores]\n" + lines(4_000, "k{}=['x']\n"),
    ],
)
def test_a_hundred_things_that_are_wrong_are_enough(tmp_path: Path, text: str) -> None:
    file = tmp_path / "sdgen.toml"
    file.write_text(text)
    begin = perf_counter()
    found = said(file)
    assert perf_counter() - begin < 10.0
    assert len(found) == 101
    assert found[-1] == "more is wrong than is listed"


def test_settings_that_are_no_file_are_found_and_said(tmp_path: Path) -> None:
    file = tmp_path / "sdgen.toml"
    os.mkfifo(file)
    assert nearest_file(tmp_path) == file
    assert said(file) == [f"{UNUSABLE}it is a pipe or a device, not a file"]
    file.unlink()
    file.symlink_to("none.toml")
    assert nearest_file(tmp_path) == file
    assert said(file) == [f"{UNUSABLE}it does not exist"]


def test_settings_that_a_link_takes_from_elsewhere_are_not_read(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (tmp_path / "secret.toml").write_text("password_is_swordfish = 1\n")
    (repository / ".env").write_text("password_is_swordfish = 1\n")
    file = repository / ".sdgen.toml"
    for target in ("../secret.toml", "/dev/zero", ".env", ".git/config.toml"):
        file.symlink_to(target)
        assert nearest_file(repository) == file
        assert said(file) == [UNUSABLE + LINK]
        file.unlink()
    (repository / "shared.toml").write_text("[lint]\n")
    file.symlink_to("shared.toml")
    assert said(file) == []


@every_case(
    "text",
    ["x = " + "[" * 60_000 + "# sdgen", "a." * 32_000 + "sdgen=1", "x=" + "1" * 9_000 + "#sdgen"],
)
def test_a_foreign_pyproject_is_left_alone_whatever_it_holds(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    begin = perf_counter()
    assert nearest_file(tmp_path) is None
    assert perf_counter() - begin < 5.0


def test_a_pyproject_that_speaks_of_sdgen_is_read_and_its_faults_said(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text("[tool.sdgen.lint]\nx = [\n")
    assert nearest_file(tmp_path) == file
    assert said(file)[0].startswith(NO_TOML)
    file.write_text("[tool.sdgen]\n" + "#" * LARGEST)
    assert nearest_file(tmp_path) == file
    assert said(file) == [f"{UNUSABLE}it has more than 65,536 bytes"]


# --- baselines --------------------------------------------------------------------------------

NO_BASELINE = "this is no baseline: "


@every_case(
    ("data", "message"),
    [
        ("[" * 200_000, f"{NO_BASELINE}it is nested too deeply"),
        ('{"a":' * 100_000, f"{NO_BASELINE}it is nested too deeply"),
        ('{"version": ' + "1" * 5_000 + "}", f"{NO_BASELINE}a number has too many digits"),
        ('{"version": NaN}', f"{NO_BASELINE}NaN is no number"),
        ('{"version": -Infinity}', f"{NO_BASELINE}-Infinity is no number"),
        ('{"version": 1, "version": 1}', f"{NO_BASELINE}a key stands in it twice"),
        ('{"version": true, "entries": []}', "this is no baseline of version 1"),
        ('{"version": 1.0, "entries": []}', "this is no baseline of version 1"),
        (b'{"version": 1, "entries": ["\xff"]}', f"{NO_BASELINE}it is not UTF-8"),
        ('\ufeff{"version": 1}', "this is no JSON: Unexpected UTF-8 BOM"),
        ("", "this is no JSON: Expecting value"),
    ],
)
def test_baselines_that_break_parsers_are_one_finding(data: str | bytes, message: str) -> None:
    read = read_baseline(data, "base.json")
    assert read.entries == {}
    [finding] = read.findings
    assert finding.message.startswith(message)
    assert (finding.code, finding.unreadable) == ("BASE002", True)


def test_a_name_that_is_not_unicode_can_be_written_and_read() -> None:
    entry = Entry("a\udcff.yaml", "COPY001", "ü")
    data = write_baseline([entry, Entry("ü", "COPY001", "a")]).encode("utf-8")
    assert b'"\xc3\xbc"' in data
    read = read_baseline(data, "base.json")
    assert set(read.entries) == {entry, Entry("ü", "COPY001", "a")}
    assert json.loads(data)["version"] == 1
