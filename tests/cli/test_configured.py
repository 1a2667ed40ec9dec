"""What configuration says of designs and pictures, and what is taken where no design is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdgen.base.settings import SETTINGS, TABLES
from sdgen.cli import status
from tests.cli.conftest import DESIGN, Sdgen

OWN = "views: {stores: {include: [db]}}\n"
MANY = [("lint", "--isolated"), ("lint",), ("validate",), ("render", "-f", "svg")]


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one design in ``architecture``, one in ``designs`` and one beside them."""
    monkeypatch.chdir(tmp_path)
    for name in ("architecture/a.yaml", "designs/b.yaml", "c.yaml"):
        write(name, DESIGN)
    return tmp_path


def designs_of(sdgen: Sdgen, *arguments: str) -> set[str]:
    """The designs that a command takes, by the pictures that it misses."""
    done = sdgen("render", "--check", "--view", "detailed", "-f", "svg", *arguments)
    assert done.status == status.FINDINGS, done.err
    return {Path(line).parts[1] for line in done.out.splitlines()}


@pytest.mark.slow
def test_without_a_name_it_is_the_configured_folder_else_designs_else_this_one(
    project: Path, sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert designs_of(sdgen) == {"b"}
    write("sdgen.toml", "designs = 'architecture'\n")
    assert designs_of(sdgen) == {"a"}
    assert designs_of(sdgen, "--isolated") == {"b"}
    assert designs_of(sdgen, "c.yaml") == {"c"}
    write("other.toml", "designs = ['c.yaml', 'arch*/*.yaml']\n")
    assert designs_of(sdgen, "--config", "other.toml") == {"a", "c"}
    Path("sdgen.toml").unlink()
    Path("designs/b.yaml").rename("b.yaml")
    Path("designs").rmdir()
    assert designs_of(sdgen) == {"a", "b", "c"}


def test_the_configured_folder_is_seen_from_its_file(
    project: Path, sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("pyproject.toml", "[tool.sdgen]\ndesigns = 'architecture'\n")
    write("deep/er/x.txt", "")
    monkeypatch.chdir("deep/er")
    done = sdgen("lint", "-f", "concise")
    assert "\n../../architecture/a.yaml:2:7: " in done.out


@pytest.mark.slow
def test_validate_takes_what_a_named_configuration_says(project: Path, sdgen: Sdgen) -> None:
    write("sdgen.toml", "designs = 'architecture'\n")
    write("all.toml", "designs = ['c.yaml', 'architecture', 'designs']\n")
    assert sdgen("validate").out == "1 design: no errors\n"
    assert sdgen("validate", "--config", "all.toml").out == "3 designs: no errors\n"
    assert sdgen("validate", "c.yaml", "--config", "all.toml").out == "1 design: no errors\n"
    write("sdgen.toml", "desings = 1\n")
    assert sdgen("validate", "--isolated").out == "1 design: no errors\n"
    assert sdgen("validate", "c.yaml").status == status.OK
    for names in ((), ("c.yaml",)):
        done = sdgen("validate", *names, "--config", "sdgen.toml")
        assert (done.status, done.out) == (status.UNUSABLE, "")
        assert "did you mean 'designs'?" in done.err
        done = sdgen("validate", *names, "--config", "none.toml")
        assert (done.status, "none.toml" in done.err) == (status.UNUSABLE, True)
        done = sdgen("validate", *names, "--config", "all.toml", "--isolated")
        assert done.status == status.UNUSABLE
        assert "--isolated uses no configuration" in done.err


@pytest.mark.parametrize("words", MANY)
def test_each_verb_of_many_designs_takes_them(
    words: tuple[str, ...], project: Path, sdgen: Sdgen
) -> None:
    named = sdgen(*words, "designs")
    assert sdgen(*words) == named
    assert "b" in named.out or named.out.startswith("1 design")


@pytest.mark.parametrize("words", MANY[1:])
def test_each_verb_says_what_is_wrong_with_the_configuration(
    words: tuple[str, ...], project: Path, sdgen: Sdgen
) -> None:
    write("sdgen.toml", "desings = 'architecture'\n")
    done = sdgen(*words)
    assert (done.status, done.out) == (status.UNUSABLE, "")
    assert done.err.startswith("sdgen.toml:1:1: error: there is no setting 'desings'")
    assert "did you mean 'designs'?" in done.err
    assert not Path("out").exists()


def test_a_folder_without_designs_is_no_success(
    tmp_path: Path, sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for verb in ("lint", "validate", "render"):
        done = sdgen(verb)
        assert done.status == status.UNUSABLE
        assert "the folder '.' holds no designs" in done.out + done.err


@pytest.mark.parametrize(
    "value", ["'/etc'", "'../x'", "'a/../../x'", "''", "3", "[true]", "'leads-out'"]
)
def test_designs_lie_below_the_configuration(value: str, project: Path, sdgen: Sdgen) -> None:
    """Whoever reads a repository reads nothing else of the machine."""
    Path("leads-out").symlink_to("/etc")
    write("sdgen.toml", f"designs = {value}\n")
    done = sdgen("validate")
    assert (done.status, done.out) == (status.UNUSABLE, "")
    assert "sdgen.toml:1:1: error: 'designs' is a file, a folder or a pattern below" in done.err
    assert "write 'designs = \"designs\"'" in done.err


RENDER = (
    "[render]\nviews = ['stores', 'detailed', 'growth-rate']\nformats = ['svg']\ntheme = 'dark'\n"
)


@pytest.mark.slow
def test_pictures_are_as_configuration_has_them(project: Path, sdgen: Sdgen) -> None:
    """A view of which a design has nothing to show, here without a horizon, is left out."""
    write("sdgen.toml", RENDER)
    write("c.yaml", DESIGN + OWN)
    done = sdgen("render", "c.yaml")
    assert done == (status.OK, "out/c/stores.svg\nout/c/detailed.svg\n", "")
    dark = Path("out/c/detailed.svg").read_text(encoding="utf-8")
    assert sdgen("render", "c.yaml", "--check").status == status.OK
    assert sdgen("render", "c.yaml", "--check", "--isolated").out == (
        "missing: out/c/high-level.svg\nmissing: out/c/high-level.png\n"
        "missing: out/c/detailed.png\nstale: out/c/detailed.svg\n"
    )
    sdgen("render", "c.yaml", "-o", "given", "--theme", "dark", "--isolated")
    assert Path("given/c/detailed.svg").read_text(encoding="utf-8") == dark


@pytest.mark.slow
def test_what_is_asked_for_stands_over_configuration(project: Path, sdgen: Sdgen) -> None:
    write("sdgen.toml", RENDER)
    write("c.yaml", DESIGN + OWN)
    done = sdgen("render", "c.yaml", "--view", "high-level", "-f", "png", "--theme", "light")
    assert done.out == "out/c/high-level.png\n"
    assert sdgen("render", "c.yaml", "-o", "one.png", "--theme", "auto").out == "one.png\n"
    sdgen("render", "c.yaml", "-o", "auto.svg", "--theme", "auto", "--view", "detailed")
    sdgen("render", "c.yaml", "-o", "plain.svg", "--isolated", "--view", "detailed")
    assert Path("auto.svg").read_bytes() == Path("plain.svg").read_bytes()


@pytest.mark.slow
def test_pictures_lie_in_the_configured_folder(
    project: Path, sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("sdgen.toml", "[render]\nviews = ['detailed']\nformats = ['svg']\noutput = 'docs/v1.0'\n")
    assert sdgen("render", "c.yaml").out == "docs/v1.0/c/detailed.svg\n"
    assert sdgen("render", "c.yaml", "-o", "given").out == "given/c/detailed.svg\n"
    assert sdgen("render", "c.yaml", "--check", "--isolated").status == status.FINDINGS
    Path("inner").mkdir()
    monkeypatch.chdir("inner")
    assert sdgen("render", "../c.yaml").out == "../docs/v1.0/c/detailed.svg\n"


@pytest.mark.parametrize("value", ["'/etc'", "'../x'", "''", "3", "'.git/hooks'", "'leads-out'"])
def test_pictures_lie_below_the_configuration(value: str, project: Path, sdgen: Sdgen) -> None:
    Path("leads-out").symlink_to("/etc")
    write("sdgen.toml", f"[render]\noutput = {value}\n")
    done = sdgen("render", "c.yaml")
    assert (done.status, done.out) == (status.UNUSABLE, "")
    assert "sdgen.toml:2:1: error: 'output' is a folder below the folder of this file" in done.err
    assert "write 'output = \"out\"'" in done.err


@pytest.mark.slow
def test_one_picture_is_the_first_configured_view(project: Path, sdgen: Sdgen) -> None:
    write("sdgen.toml", RENDER.replace("'svg'", "'svg', 'png'"))
    write("c.yaml", DESIGN + OWN)
    whole = sdgen("render", "c.yaml", "-o", "-").out
    assert whole == sdgen("render", "c.yaml", "-o", "-", "--view", "stores").out
    write("sdgen.toml", "[render]\nviews = ['all']\n")
    assert sdgen("render", "c.yaml", "-o", "x.svg").status == status.OK


@pytest.mark.slow
def test_each_design_has_the_nearest_configuration(project: Path, sdgen: Sdgen) -> None:
    write("architecture/sdgen.toml", "[render]\nviews = ['high-level']\nformats = ['png']\n")
    write("sdgen.toml", "[render]\nviews = ['detailed']\nformats = ['svg']\n")
    done = sdgen("render", "architecture", "designs")
    assert done.out == "out/a/high-level.png\nout/b/detailed.svg\n"


def test_a_view_that_a_design_does_not_have_is_said_at_the_setting(
    project: Path, sdgen: Sdgen
) -> None:
    write("sdgen.toml", "[render]\nviews = ['detailed', 'hihg-level']\n")
    done = sdgen("render", "c.yaml")
    assert (done.status, done.out) == (status.UNUSABLE, "")
    assert done.err.startswith("sdgen.toml:2:1: error: the design has no view 'hihg-level'")
    assert "did you mean 'high-level'?" in done.err
    write("sdgen.toml", "[render]\nviews = ['growth-rate']\n")
    done = sdgen("render", "c.yaml")
    assert (done.status, done.out) == (status.UNUSABLE, "")
    assert "view 'growth-rate' has nothing to show" in done.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[render]\nformats = ['svgg']\n", "'formats' is one of svg, pdf, png, not 'svgg'|svg"),
        ("[render]\nformats = 'svg'\n", "'formats' is a list of formats of pictures, not 'svg'|"),
        ("[render]\nviews = [1]\n", "'views' is a list of names of views, not a list|"),
        ("[render]\ntheme = 'drak'\n", "'theme' is one of auto, light, dark, not 'drak'|dark"),
        ("[render]\nveiws = []\n", "there is no setting 'render.veiws'|render.views"),
        ("[render]\nfail-level = 1\n", "there is no setting 'render.fail-level'|lint.fail-level"),
        ("[rendr]\nviews = []\n", "there is no setting 'rendr'|render"),
        ("view = ['a']\n", "there is no setting 'view'|render.views"),
    ],
)
def test_a_setting_that_means_nothing_asks_what_was_meant(
    text: str, said: str, project: Path, sdgen: Sdgen
) -> None:
    write("sdgen.toml", text)
    message, meant = said.split("|")
    for words in (("render", "c.yaml"), ("lint", "c.yaml"), ("validate",)):
        done = sdgen(*words)
        assert done.status == status.UNUSABLE
        assert f"error: {message} [CONFIG001" in done.out + done.err
        assert (f"did you mean '{meant}'?" in done.out + done.err) is bool(meant)
    assert not Path("out").exists()


@pytest.mark.parametrize("path", [*((each,) for each in TABLES), *(each.path for each in SETTINGS)])
def test_every_setting_is_found_by_a_misspelling(
    path: tuple[str, ...], project: Path, sdgen: Sdgen
) -> None:
    """Of the right table, and of none."""
    *tables, key = path
    misspelt = key[:-2] + key[-1] + key[-2]
    texts = [f"{misspelt} = 1\n", *(f"[{table}]\n{misspelt} = 1\n" for table in tables)]
    for text in texts:
        write("sdgen.toml", text)
        for verb in ("validate", "lint", "render"):
            done = sdgen(verb)
            assert done.err.count(f"did you mean '{'.'.join(path)}'?") == 1


@pytest.mark.slow
def test_plots_of_an_estimate_are_drawn_as_configured(project: Path, sdgen: Sdgen) -> None:
    write(
        "c.yaml",
        DESIGN.replace("{kind: service", "{kind: service, capacity: 100/s")
        + "scale: {horizon: 1y, growth: 50%}\n"
        "journeys: {buy: {actor: web, rate: 10/s, steps: [web -> orders -> db]}}\n",
    )
    write("sdgen.toml", "[render]\nformats = ['svg']\ntheme = 'dark'\nviews = ['growth-rate']\n")
    assert sdgen("estimate", "c.yaml", "--plot", "out").out == "out/c/growth-rate.svg\n"
    assert sdgen("render", "c.yaml", "--check").status == status.OK
    done = sdgen("estimate", "c.yaml", "--plot", "out", "-f", "png", "--theme", "light")
    assert done.out == "out/c/growth-rate.png\n"
    write("sdgen.toml", "[render]\nformat = ['svg']\n")
    done = sdgen("estimate", "c.yaml", "--plot", "out")
    assert done.status == status.UNUSABLE
    assert "did you mean 'render.formats'?" in done.err


def test_the_same_from_python(project: Path) -> None:
    import sdgen

    write("sdgen.toml", "designs = 'architecture'\n[render]\nformats = ['svg']\ntheme = 'dark'\n")
    workspace = sdgen.Workspace()
    assert workspace.default_designs().names == ("architecture",)
    assert workspace.default_designs(isolated=True).names == ("designs",)
    (drawn,) = workspace.render(sdgen.RenderRequest(files=("c.yaml",))).designs
    assert [path.name for path in drawn.written] == ["high-level.svg", "detailed.svg"]
    with pytest.raises(sdgen.SdgenError, match="--isolated uses no configuration"):
        workspace.render(sdgen.RenderRequest(files=(), config="sdgen.toml", isolated=True))
