"""What shells complete: asked as they ask, and in bash, zsh and fish where these are installed."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from sdgen.cli import status
from sdgen.cli.main import main
from sdgen.cli.shells import SHELLS
from sdgen.cli.verbs import COMPLETION, VERBS
from tests.cli.conftest import DESIGN, Sdgen
from tests.support.cases import every_case

MORE = (
    "journeys: {buy-now: {actor: web, steps: [web -> orders]}}\nviews: {stores: {include: [db]}}\n"
)
BUILT_IN = ("high-level", "detailed", "growth-rate", "all")
Offered = Callable[..., list[str]]


@pytest.fixture
def shop(folder: Path) -> Path:
    (folder / "shop.yaml").write_text(DESIGN + MORE, encoding="utf-8")
    (folder / "parts").mkdir()
    (folder / "parts/stores.yaml").write_text("components: {}\n", encoding="utf-8")
    return folder


@pytest.fixture
def offered(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Offered:
    """The words that may stand at the end of a command line, whose last word is begun."""

    def ask(*words: str) -> list[str]:
        monkeypatch.setenv("COMP_WORDS", " ".join(("sdgen", *words)))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        monkeypatch.setenv(COMPLETION, "bash_complete")
        capsys.readouterr()
        assert main([]) == status.OK
        out, err = capsys.readouterr()
        assert err == ""
        return [line.partition(",")[2] for line in out.splitlines() if line]

    return ask


def test_verbs_come_from_their_table(offered: Offered) -> None:
    assert offered("") == list(VERBS)
    assert offered("ren") == ["render"]
    assert offered("--v") == ["--version"]
    assert offered("x") == []


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_of_every_verb_is_offered(verb: str, offered: Offered) -> None:
    found = set(offered(verb, "--"))
    for option in import_module(f"sdgen.cli.{verb}").command.params:
        if isinstance(option, click.Option):
            assert {name for name in option.opts if name.startswith("--")} <= found


FREE = {
    ("estimate", "growth"), ("lint", "per_file_ignores"), ("lint", "stdin_filename"),
    ("improve", "availability"), ("improve", "max_cost"), ("diff", "links"), ("new", "name"),
}  # fmt: skip
"""What is written freely: numbers, patterns, a name for what has none."""


@every_case("verb", VERBS)
def test_every_value_is_offered_or_written_freely(verb: str) -> None:
    for each in import_module(f"sdgen.cli.{verb}").command.params:
        given = each._custom_shell_complete is not None or isinstance(each.type, click.Choice)
        number = isinstance(each.type, click.IntRange | click.FloatRange)
        assert given or number or getattr(each, "is_flag", False) or (verb, each.name) in FREE, each


def test_designs_and_folders_are_offered(shop: Path, offered: Offered) -> None:
    (shop / "notes.txt").write_text("")
    (shop / "compose.yaml").write_text("services: {}\n")
    (shop / ".hidden").mkdir()
    (shop / "a\nb.yaml").write_text("sdgen: 1\n")
    for verb in ("render", "lint", "validate", "analyze", "estimate", "export"):
        assert offered(verb, "") == ["parts/", "shop.yaml"]
    assert offered("render", "sh") == ["shop.yaml"]
    assert offered("render", "shop.yaml", "pa") == ["parts/"]
    assert offered("render", "./sh") == ["./shop.yaml"]
    assert offered("render", f"{shop}/sh") == [f"{shop}/shop.yaml"]
    assert offered("render", ".h") == [".hidden/"]
    # A part of a design, and other YAML, where it is begun.
    assert offered("validate", "parts/") == []
    assert offered("validate", "parts/s") == ["parts/stores.yaml"]
    assert offered("render", "nowhere/x") == []


def test_markdown_files_and_folders_are_offered(shop: Path, offered: Offered) -> None:
    for name in ("README.md", "notes.MARKDOWN", "a\nb.md", ".hidden.md", "parts/b.md"):
        (shop / name).write_text("")
    assert offered("embed", "") == ["README.md", "notes.MARKDOWN", "parts/"]
    assert offered("embed", "R") == ["README.md"]
    assert offered("embed", "README.md", "parts/") == ["parts/b.md"]
    assert offered("embed", "nowhere/x") == []


@pytest.mark.slow
def test_what_is_in_the_design_on_the_command_line(shop: Path, offered: Offered) -> None:
    (shop / "other.yaml").write_text(DESIGN.replace("orders", "shipping"), encoding="utf-8")
    views = offered("render", "shop.yaml", "--view", "")
    assert {*BUILT_IN, "stores"} <= set(views)
    assert "stores" not in offered("render", "other.yaml", "--view", "")
    assert offered("render", "shop.yaml", "-f", "svg", "--view", "st") == ["stores"]
    for verb in ("analyze", "estimate", "improve"):
        if verb in VERBS:
            assert offered(verb, "shop.yaml", "--journey", "") == ["buy-now"]
            assert offered(verb, "shop.yaml", "--journey=b") == ["--journey=buy-now"]
    assert offered("analyze", "shop.yaml", "--fail", "ord") == ["orders", "orders/1"]
    assert "db" in offered("analyze", "shop.yaml", "--fail", "")
    assert offered("estimate", "shop.yaml", "--explain", "buy-now.p5") == ["buy-now.p50"]


def test_bash_splits_an_option_and_its_value(shop: Path, offered: Offered) -> None:
    """At ``=``, which is among its COMP_WORDBREAKS."""
    assert offered("render", "shop.yaml", "--view", "=", "st") == ["stores"]
    assert "stores" in offered("render", "shop.yaml", "--view", "=")


@pytest.mark.slow
def test_without_a_design_those_are_asked_that_a_verb_would_take(
    shop: Path, offered: Offered
) -> None:
    assert offered("render", "--view", "st") == ["stores"]
    assert offered("analyze", "--journey", "") == ["buy-now"]
    (shop / "designs").mkdir()
    assert offered("render", "--view", "st") == []
    (shop / "sdgen.toml").write_text("designs = 'shop.yaml'\n")
    assert offered("render", "--view", "st") == ["stores"]
    (shop / "sdgen.toml").write_text("[nothing\n")
    assert offered("render", "--view", "st") == []


@pytest.mark.slow
def test_rules_and_codes(offered: Offered) -> None:
    codes = offered("lint", "--select", "SPOF")
    assert {"SPOF001", "SPOF"} <= set(codes) == {each for each in codes if each[:4] == "SPOF"}
    assert offered("lint", "--ignore", "COPY001,single-point") == [
        "COPY001,single-point-of-failure"
    ]
    assert offered("lint", "--extend-select", "AL") == ["ALL"]
    assert offered("rule", "yaml004") == ["YAML004"]
    assert offered("rule", "single-point") == ["single-point-of-failure"]


def test_choices(offered: Offered, shop: Path) -> None:
    assert offered("render", "shop.yaml", "-f", "p") == ["pdf", "png"]
    assert offered("export", "shop.yaml", "-f", "") == ["dot", "mermaid", "openapi", "sql"]
    assert offered("export", "shop.yaml", "-f", "sql", "--dialect", "sq") == ["sqlite"]
    assert offered("lint", "--fail-level", "w") == ["warning"]
    assert offered("completion", "") == ["bash", "fish", "zsh"]


@pytest.mark.slow
def test_where_nothing_is_known_nothing_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, offered: Offered
) -> None:
    """And nothing is said: who completes wants no message."""
    monkeypatch.chdir(tmp_path)
    assert offered("render", "") == offered("analyze", "--journey", "") == []
    assert offered("analyze", "missing.yaml", "--fail", "") == []
    (tmp_path / "broken.yaml").write_text(DESIGN.replace("service", "servce") + MORE)
    (tmp_path / "tab.yaml").write_text("sdgen: 1\n\tname: x\n")
    (tmp_path / "bytes.yaml").write_bytes(b"sdgen: 1\nname: \xff\xfe\n")
    for name in ("broken.yaml", "tab.yaml", "bytes.yaml", "-", "."):
        assert offered("analyze", name, "--journey", "") == []
        assert "stores" not in offered("render", name, "--view", "")
        assert "high-level" in offered("render", name, "--view", "")
    assert offered("no-verb", "") == offered("no-verb", "--x") == []
    assert offered("lint", "--no-option", "") != ["x"]


@pytest.mark.slow
def test_a_verb_is_completed_without_importing_any() -> None:
    program = (
        "import sys\nfrom sdgen.cli.main import main\nmain([])\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    asked = {"COMP_WORDS": "sdgen re", "COMP_CWORD": "1", COMPLETION: "zsh_complete"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.splitlines()[:3] == ["plain", "render", VERBS["render"]]
    loaded = done.stderr.split()
    for heavy in ("sdgen.api", "sdgen.workspace", "sdgen.cli.render", "yaml", "subprocess"):
        assert heavy not in loaded


@every_case("shell", SHELLS)
def test_the_script_is_what_click_has_for_the_shell(shell: str, sdgen: Sdgen) -> None:
    done = sdgen("completion", shell)
    assert (done.status, done.err) == (status.OK, "")
    assert f"{COMPLETION}={shell}_complete" in done.out
    assert "%(" not in done.out
    assert sdgen("completion", "tcsh").status == status.UNUSABLE


# In the shells themselves.


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed")


@pytest.fixture
def command(shop: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with ``sdgen`` of these sources first on the path."""
    own = shop / "bin"
    own.mkdir()
    text = f"#!{sys.executable}\nimport sys\nfrom sdgen.cli.main import main\nsys.exit(main())\n"
    (own / "sdgen").write_text(text)
    (own / "sdgen").chmod(0o755)
    monkeypatch.setenv("PATH", f"{own}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.chdir(shop)
    return shop


def shell_says(*words: str) -> list[str]:
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    return [line for line in done.stdout.splitlines() if line]


def in_bash(line: str) -> list[str]:
    """What bash would offer for the line, whose words it breaks at blanks and ``=``."""
    words = line.replace("=", " = ").split(" ")
    quoted = " ".join(f"'{each}'" for each in words)
    program = (
        'eval "$(sdgen completion bash)"\n'
        f"COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}\n"
        '_sdgen_completion sdgen; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    return shell_says("bash", "--norc", "-c", program)


def in_fish(line: str) -> list[str]:
    program = f"sdgen completion fish | source; complete -C '{line}'"
    return [each.partition("\t")[0] for each in shell_says("fish", "--no-config", "-c", program)]


LINES = [
    ("sdgen ren", ["render"]),
    ("sdgen render s", ["shop.yaml"]),
    ("sdgen render pa", ["parts/"]),
    ("sdgen render shop.yaml --view st", ["stores"]),
    ("sdgen analyze shop.yaml --journey b", ["buy-now"]),
    ("sdgen lint --select SPOF001,COPY00", [f"SPOF001,COPY00{each}" for each in range(1, 6)]),
    ("sdgen rule YAML00", [f"YAML00{each}" for each in range(1, 8)]),
    ("sdgen analyze missing.yaml --journey b", []),
]


@pytest.mark.slow
@needs("bash")
@pytest.mark.parametrize(
    ("line", "words"),
    [
        *LINES,
        ("sdgen render shop.yaml --view=st", ["stores"]),
        ("sdgen render shop.yaml --the", ["--theme"]),
    ],
)
def test_in_bash(line: str, words: list[str], command: Path) -> None:
    assert in_bash(line)[: len(words) or 1] == words


@pytest.mark.slow
@needs("bash")
def test_bash_completes_a_verb(command: Path) -> None:
    assert in_bash("sdgen ren") == ["render"]


@pytest.mark.slow
@needs("fish")
@pytest.mark.parametrize(
    ("line", "words"), [*LINES, ("sdgen render shop.yaml --view=st", ["--view=stores"])]
)
def test_in_fish(line: str, words: list[str], command: Path) -> None:
    assert sorted(in_fish(line))[: len(words) or 1] == words


@pytest.fixture
def zsh(command: Path) -> Iterator[Callable[[str], str]]:
    """Type a line in zsh, press the tab key and read the line."""
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "dumb", "PS1": "", "HOME": str(command)}
    process = subprocess.Popen(
        ["zsh", "-f", "-i"], stdin=slave, stdout=slave, stderr=slave, env=environment
    )
    os.close(slave)
    seen = b""

    def until(end: bytes) -> bytes:
        nonlocal seen
        deadline = time.monotonic() + 60
        while end not in seen:
            assert time.monotonic() < deadline, seen
            seen += os.read(master, 4096)
        found, _, seen = seen.partition(end)
        return found

    def press(line: str) -> str:
        os.write(master, line.encode() + b"\t\x18")
        until(b"<<")
        return until(b">>").decode()

    os.write(
        master,
        b'autoload -Uz compinit && compinit -D -u; eval "$(sdgen completion zsh)"\n'
        b'shown() { print -rn -- "<""<$BUFFER>"">"; BUFFER= }\n'
        b"zle -N shown; bindkey '^X' shown; print rea''dy\n",
    )
    until(b"ready")
    yield press
    process.kill()
    process.wait()
    os.close(master)


@pytest.mark.slow
@needs("zsh")
def test_in_zsh(zsh: Callable[[str], str]) -> None:
    assert zsh("sdgen ren") == "sdgen render "
    assert zsh("sdgen render s") == "sdgen render shop.yaml "
    assert zsh("sdgen render pa") == "sdgen render parts/"
    assert zsh("sdgen render shop.yaml --view st") == "sdgen render shop.yaml --view stores "
    assert zsh("sdgen render shop.yaml --view=st") == "sdgen render shop.yaml --view=stores "
    assert zsh("sdgen analyze shop.yaml --journey b").endswith("--journey buy-now ")
    assert zsh("sdgen lint --select SPOF001,COPY00").endswith("SPOF001,COPY00")
    assert zsh("sdgen rule yaml004") == "sdgen rule YAML004 "
    assert zsh("sdgen analyze missing.yaml --journey b").endswith("--journey b")
