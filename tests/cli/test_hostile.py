"""What a pull request may hold, against the commands that continuous integration runs on it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sdgen.cli import status
from tests.cli.conftest import DESIGN, Sdgen

SECRET = "AUTHORIZATION-basic-c2VjcmV0"
ONE = ("--select", "COPY001", "--output-format", "concise")


@pytest.fixture
def repository(folder: Path) -> Path:
    """The current folder, a repository with ``shop.yaml`` and a token in the settings of git."""
    (folder / ".git/hooks").mkdir(parents=True)
    (folder / ".git/config").write_text(f'[http "h"]\n\textraheader = {SECRET}: x\n')
    (folder / ".env").write_text(f"TOKEN: {SECRET}\n")
    return folder


@pytest.fixture
def victim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file outside of the repository that a link may lead to."""
    file = tmp_path_factory.mktemp("elsewhere") / "victim.py"
    file.write_text("precious")
    return file


def run(*arguments: str, stdin: object = subprocess.DEVNULL) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, in the current folder."""
    return subprocess.run(
        [sys.executable, "-m", "sdgen", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        stdin=stdin,  # type: ignore[call-overload]
    )


# --- writing ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (("render", "shop.yaml", "-f", "svg", "--view", "high-level"), "out/shop/high-level.svg"),
        (("render", "shop.yaml", "-o", "picture.svg"), "picture.svg"),
        (("lint", "shop.yaml", "--exit-zero", "--output-file", "report.txt"), "report.txt"),
        (("lint", "shop.yaml", "--exit-zero", "--create-baseline", "base.json"), "base.json"),
    ],
)
def test_links_of_predictable_names_write_nothing_elsewhere(
    repository: Path, sdgen: Sdgen, victim: Path, arguments: tuple[str, ...], written: str
) -> None:
    path = Path(written)
    path.parent.mkdir(parents=True, exist_ok=True)
    for process in range(os.getpid() - 2, os.getpid() + 50):
        path.with_name(f".{path.name}.{process}.tmp").symlink_to(victim)
    assert sdgen(*arguments).status == status.OK
    assert victim.read_text() == "precious"
    assert path.is_file()
    assert not path.is_symlink()


@pytest.mark.parametrize(
    "arguments",
    [
        ("render", "shop.yaml", "-f", "svg"),
        ("render", "shop.yaml", "-o", "out/picture.svg"),
        ("lint", "shop.yaml", "--exit-zero", "--output-file", "out/report.txt"),
        ("lint", "shop.yaml", "--exit-zero", "--create-baseline", "out/base.json"),
    ],
)
@pytest.mark.parametrize("inside", [False, True])
def test_an_output_folder_that_leads_out_of_the_repository_is_refused(
    repository: Path, sdgen: Sdgen, victim: Path, arguments: tuple[str, ...], inside: bool
) -> None:
    target = repository / ".git/hooks" if inside else victim.parent
    before = sorted(target.iterdir())
    Path("out").symlink_to(target)
    done = sdgen(*arguments)
    assert done.status == status.UNUSABLE
    assert "the symbolic link out leads out of the repository" in done.err
    assert sorted(target.iterdir()) == before


@pytest.mark.slow
def test_two_renders_at_once_leave_whole_pictures(repository: Path) -> None:
    command = [sys.executable, "-m", "sdgen", "render", "shop.yaml", "-f", "svg", "-f", "png"]
    assert run(*command[3:], "-o", "alone").returncode == 0
    both = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    assert [each.communicate()[1] for each in both] == [b"", b""]
    assert [each.returncode for each in both] == [0, 0]

    def written(folder: str) -> dict[str, bytes]:
        return {each.name: each.read_bytes() for each in Path(folder, "shop").iterdir()}

    assert written("out") == written("alone")


# --- reading ----------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", ["sdgen.toml", ".sdgen.toml", "base.json", "x.yaml"])
@pytest.mark.parametrize("target", ["/dev/zero", "pipe", "/dev/tty", "/proc/self/mem"])
def test_what_never_ends_is_said_and_not_waited_for(
    repository: Path, name: str, target: str
) -> None:
    os.mkfifo("pipe")
    Path(name).symlink_to(target)
    arguments = ["lint", "shop.yaml", "--exit-zero", *ONE]
    if name == "base.json":
        arguments += ["--baseline", name]
    if name == "x.yaml":
        arguments[1] = name
    done = run(*arguments)
    assert done.returncode == status.UNUSABLE
    assert "Traceback" not in done.stderr
    assert "bug" not in done.stderr


@pytest.mark.slow
def test_standard_input_without_end_is_bounded(repository: Path) -> None:
    with open("/dev/zero", "rb") as endless:
        done = run("validate", "-", stdin=endless)
    assert done.returncode == status.UNUSABLE
    assert "sdgen reads at most 5 MB" in done.stderr


@pytest.mark.parametrize(
    "text",
    ["x = " + "[" * 60_000, "x = " + "1" * 60_000, "a." * 32_000 + "a = 1", "a." * 40_000 + "a=1"],
)
def test_settings_that_break_the_parser_are_a_finding(
    repository: Path, sdgen: Sdgen, text: str
) -> None:
    Path("sdgen.toml").write_text(text)
    done = sdgen("lint", "shop.yaml", *ONE)
    assert done.status == status.UNUSABLE
    assert "error: the configuration is unusable: " in done.out
    done = sdgen("render", "shop.yaml", "--findings", "-f", "svg", "--view", "high-level")
    assert (done.status, done.out) == (status.UNUSABLE, "")
    assert "error: the configuration is unusable: " in done.err


@pytest.mark.parametrize("text", ["[" * 100_000, "1" * 5_000, '{"version": NaN}', "\udcff"])
def test_baselines_that_break_the_parser_are_a_finding(
    repository: Path, sdgen: Sdgen, text: str
) -> None:
    Path("base.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    done = sdgen("lint", "shop.yaml", *ONE, "--baseline", "base.json")
    assert done.status == status.UNUSABLE
    assert "BASE002" in done.out


def test_a_baseline_with_impossible_names_is_read(repository: Path, sdgen: Sdgen) -> None:
    entries = ", ".join(
        f'{{"file": "{name}", "rule": "COPY001", "component": "a"}}'
        for name in ("\\u0000", "x" * 5_000, "\\ud800")
    )
    Path("base.json").write_text(f'{{"version": 1, "entries": [{entries}]}}')
    done = sdgen("lint", "shop.yaml", *ONE, "--baseline", "base.json")
    assert done.status == status.FINDINGS
    assert done.out.count("BASE001") == 3


# --- quoting ----------------------------------------------------------------------------------

COMMANDS = (
    ("lint", "--output-format", "full"),
    ("lint", "--output-format", "sarif"),
    ("validate",),
    ("render",),
    ("analyze",),
    ("estimate",),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("name", [".git/config", ".env", "link.yaml", "secret.yaml"])
def test_an_include_shows_nothing_of_what_is_no_design(
    repository: Path, sdgen: Sdgen, command: tuple[str, ...], name: str
) -> None:
    Path("link.yaml").symlink_to(".git/config")
    Path("secret.yaml").write_text(f"token: {SECRET}\n{SECRET}: [\n")
    Path("shop.yaml").write_text(f"{DESIGN}include: [{name}]\n")
    done = sdgen(command[0], "shop.yaml", *command[1:])
    assert done.status == status.UNUSABLE or command[0] == "validate"
    assert done.status != status.OK
    assert SECRET not in done.out + done.err
    assert "INCLUDE005" in done.out + done.err


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("named", ["x.yaml", "*.yaml"])
def test_a_link_shows_nothing_of_what_is_no_design(
    repository: Path, sdgen: Sdgen, command: tuple[str, ...], named: str
) -> None:
    Path("shop.yaml").unlink()
    for target in (".git/config", ".env"):
        Path("x.yaml").symlink_to(target)
        done = sdgen(command[0], named, *command[1:])
        assert done.status == status.UNUSABLE
        assert SECRET not in done.out + done.err
        Path("x.yaml").unlink()
    assert sdgen(command[0], ".", *command[1:]).status == status.UNUSABLE
