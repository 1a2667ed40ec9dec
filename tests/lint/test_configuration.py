"""Configuration files: where they are found, what they mean, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

from sdgen.base.configuration_file import nearest_file
from sdgen.base.findings import Severity
from sdgen.lint.configuration import Configuration, read_configuration
from sdgen.lint.settings import FailLevel
from sdgen.rules import all_rules
from tests.support.cases import every_case

GOOD = """\
[lint]
select = ["ALL"]
extend-select = ["EST001"]
ignore = ["API003", "no-backup"]
fail-level = "error"

[lint.per-file-ignores]
"drafts/*.yaml" = ["COPY", "REP"]

[lint.severity]
no-backup = "warning"

[lint.rules.too-few-replicas]
fewest = 3
strict-from = 1
"""


def read(folder: Path, text: str, name: str = "sdgen.toml") -> Configuration:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_configuration(path, name, all_rules())


def test_everything_that_can_be_said(tmp_path: Path) -> None:
    configuration = read(tmp_path, GOOD)
    settings = configuration.settings
    assert configuration.findings == ()
    assert settings.select == ("ALL",)
    assert settings.extend_select == ("EST001",)
    assert settings.ignore == ("API003", "no-backup")
    assert settings.fail_level is FailLevel.ERROR
    [ignores] = settings.per_file_ignores
    assert (ignores.pattern, ignores.selectors) == ("drafts/*.yaml", ("COPY", "REP"))
    assert ignores.folder == tmp_path.resolve().as_posix()
    assert settings.severity == {"REP006": Severity.WARNING}
    assert {each.name: value for each, value in settings.options.items()} == {
        "fewest": 3,
        "strict-from": 1,
    }


def test_in_pyproject_it_stands_under_tool(tmp_path: Path) -> None:
    text = GOOD.replace("[lint", "[tool.sdgen.lint") + "[tool.other]\nx = 1\n"
    configuration = read(tmp_path, text, "pyproject.toml")
    assert configuration.findings == ()
    assert configuration.settings.ignore == ("API003", "no-backup")
    wrong = read(tmp_path, "[tool.sdgen.lint]\nselekt = []\n", "pyproject.toml")
    assert [str(each.span) for each in wrong.findings] == ["pyproject.toml:2:1"]


def test_nothing_said_is_the_default(tmp_path: Path) -> None:
    for text in ("", "[lint]\n"):
        settings = read(tmp_path, text).settings
        assert settings.select is None
        assert settings.fail_level is FailLevel.WARNING


@every_case(
    ("text", "place", "said"),
    [
        ("[lnt]\n", "1:2", "there is no setting 'lnt' | did you mean 'lint'? keys here: designs, lint, render"),
        ("lint = 3\n", "1:1", "'lint' is a table, not 3 | "),
        ("[lint]\nselekt = []\n", "2:1", "there is no setting 'lint.selekt' | did you mean 'lint.select'?"),
        ("[lint]\n# x\nignore = ['COPY01']\n", "3:1", "no rule is called 'COPY01'; did you mean"),
        ("[lint]\nselect = 'ALL'\n", "2:1", "'select' is a list of codes or names of rules, not 'ALL'"),
        ("[lint]\nselect = [1]\n", "2:1", "'select' is a list of codes or names of rules, not a list"),
        ("[lint]\nfail-level = 'bad'\n", "2:1", "'fail-level' is one of none, info, warning, error, not 'bad'"),
        ("lint.selct = ['ALL']\n", "1:1", "there is no setting 'lint.selct' | did you mean 'lint.select'?"),
        ("selct = ['ALL']\n", "1:1", "there is no setting 'selct' | did you mean 'lint.select'?"),
        ("select = ['ALL']\n", "1:1", "there is no setting 'select' | did you mean 'lint.select'?"),
        ("[lint]\ntheme = 'dark'\n", "2:1", "there is no setting 'lint.theme' | did you mean 'render.theme'?"),
        ("[lint]\nfail-level = 'eror'\n", "2:1", "'fail-level' is one of none, info, warning, error, not 'eror' | did you mean 'error'?"),
        ("[lint.severity]\nCOPY001 = 'off'\n", "2:1", "'COPY001' is one of error, warning, info, not 'off'"),
        ("[lint.severity]\nCOPY = 'info'\n", "2:1", "'COPY' means several rules; name one"),
        ("lint.severity = {no-bakup = 'info'}\n", "1:1", "no rule is called 'no-bakup'"),
        ("[lint.rules.COPY001]\nfewest = 0\n", "2:1", "option 'fewest' of COPY001 is at least 1, not 0"),
        ("[lint.rules.COPY001]\nfewest = 'x'\n", "2:1", "option 'fewest' of COPY001 is a whole number, not 'x'"),
        ("[lint.rules.COPY001]\nfewst = 2\n", "2:1", "there is no setting 'lint.rules.COPY001.fewst' | did you mean 'lint.rules.COPY001.fewest'?"),
        ("[lint.rules]\nCOPY001 = true\n", "2:1", "'lint.rules.COPY001' is a table, not true"),
        ("[lint.rules.nothing]\nx = 1\n", "1:2", "no rule is called 'nothing'"),
        ("[lint.per-file-ignores]\n'a b' = ['XX']\n", "2:1", "no rule is called 'XX'"),
        ("[lint]\nselect = [\n", "1:1", "the configuration is unusable: it is no TOML: "),
        ("[lint\n", "1:6", "the configuration is unusable: it is no TOML: expected"),
    ],
)  # fmt: skip
def test_what_is_wrong_names_its_line(tmp_path: Path, text: str, place: str, said: str) -> None:
    [finding] = read(tmp_path, text).findings
    assert f"{finding.message} | {finding.help}".startswith(said)
    assert str(finding.span) == f"sdgen.toml:{place}"
    assert finding.unreadable


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    text = "[lint]\nselekt = []\nignore = ['XX', 'YY']\n"
    assert len(read(tmp_path, text).findings) == 3


def test_what_cannot_be_read(tmp_path: Path) -> None:
    def said(path: Path) -> str:
        [finding] = read_configuration(path, "c.toml", all_rules()).findings
        return finding.message

    assert said(tmp_path / "none.toml").endswith("it does not exist")
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b"# \xff\n")
    assert said(latin).endswith("it is not UTF-8")
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * 65_537)
    assert said(large).endswith("it has more than 65,536 bytes")


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "sdgen.toml").write_text("")
    assert nearest_file(inner) == tmp_path / "sdgen.toml"
    for text in ("[tool.ruff]\n", "tool = 3 # sdgen\n", "sdgen ["):
        (tmp_path / "a" / "pyproject.toml").write_text(text)
        assert nearest_file(inner) == tmp_path / "sdgen.toml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.sdgen]\n")
    assert nearest_file(inner) == tmp_path / "a" / "pyproject.toml"
    (tmp_path / "a" / "sdgen.toml").write_text("")
    assert nearest_file(inner) == tmp_path / "a" / "sdgen.toml"
    (tmp_path / "a" / ".sdgen.toml").write_text("")
    assert nearest_file(inner) == tmp_path / "a" / ".sdgen.toml"


@every_case(
    ("text", "ours"),
    [
        ("[tool.sdgen]\n", True),
        ("[ tool . sdgen ]\r\n", True),
        ("[tool.'sdgen'.lint]\n", True),
        ('["tool"."sdgen"]\n', True),
        ('["t\\u006fol".sdgen]\n', True),
        ("[tool]\nsdgen = {}\n", True),
        ("[tool]\nsdgen.designs = 'a'\n", True),
        ("tool.sdgen.designs = 'a'\n", True),
        ("tool = {sdgen = {}}\n", True),
        ("x = 1\n 'tool' . \"sdgen\" = {}\n", True),
        ("[project]\ndependencies = ['sdgen']\n[tool.x]\na = 1\n", False),
        ("[project.scripts]\nsdgen = 'a:b'\n[tool.ruff]\nx = '\\\\'\n", False),
        ("[tool]\n# sdgen\n", False),
        ("[tool.other.sdgen]\n", False),
    ],
)
def test_a_project_that_names_sdgen_is_ours_with_its_table_alone(
    tmp_path: Path, text: str, ours: bool
) -> None:
    import tomllib

    assert ("sdgen" in tomllib.loads(text).get("tool", {})) is ours
    (tmp_path / "pyproject.toml").write_text(text)
    assert (nearest_file(tmp_path) == tmp_path / "pyproject.toml") is ours
