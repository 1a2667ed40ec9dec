"""The entry point: what it answers at once, and what goes wrong around a verb."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sdgen
from sdgen.cli import group, status
from sdgen.cli.main import main
from sdgen.cli.verbs import VERBS
from tests.support.cases import every_case


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sdgen", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == status.OK
    assert capsys.readouterr().out == f"sdgen {sdgen.__version__}\n"


def test_the_version_is_that_of_the_package() -> None:
    pyproject = Path(sdgen.__file__).parents[1] / "pyproject.toml"
    assert f'\nversion = "{sdgen.__version__}"\n' in pyproject.read_text(encoding="utf-8")


@every_case("arguments", [[], ["--help"], ["-h"]])
def test_help_names_every_verb(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == status.OK
    text = capsys.readouterr().out
    assert all(f"  {verb} " in text and does in text for verb, does in VERBS.items())


def test_help_and_version_import_nothing_heavy() -> None:
    program = (
        "import sys; from sdgen.cli.main import main; main(['--help']); main(['--version']); "
        "heavy = {'click', 'yaml', 'asyncio', 'subprocess', 'inspect', 'json', 'typing', 're',"
        "'importlib.metadata'};"
        "sys.exit(' '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_each_verb_says_in_one_line_what_it_does() -> None:
    import click

    for verb, does in VERBS.items():
        command = group.group.get_command(click.Context(group.group), verb)
        assert command is not None
        assert command.name == verb
        assert command.short_help == does


@pytest.mark.slow
@every_case("verb", sorted(VERBS))
def test_each_verb_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([verb, "--help"]) == status.OK
    assert capsys.readouterr().out.startswith(f"Usage: sdgen {verb}")


def test_an_unknown_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rendre"]) == status.UNUSABLE
    assert "No such command 'rendre'; did you mean 'render'?" in capsys.readouterr().err
    assert main(["x"]) == status.UNUSABLE
    assert f"No such command 'x'; commands: {', '.join(VERBS)}\n" in capsys.readouterr().err


def test_an_unknown_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--verbose"]) == status.UNUSABLE
    assert "No such option" in capsys.readouterr().err
    assert main(["render", "--themes", "x"]) == status.UNUSABLE
    assert "--theme" in capsys.readouterr().err


def test_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("analyze", "estimate"):
        assert main([verb]) == status.UNUSABLE
        assert "Missing argument 'FILE'" in capsys.readouterr().err


def test_a_bug_is_owned_up_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(arguments: object) -> int:
        raise ValueError("seven is odd")

    monkeypatch.setattr(group, "run", broken)
    monkeypatch.delenv("SDGEN_DEBUG", raising=False)
    assert main(["schema"]) == status.BUG
    said = capsys.readouterr().err
    assert said.startswith(
        f"sdgen: this is a bug in sdgen {sdgen.__version__}: ValueError: seven is odd\n"
    )
    assert "report it with the command, the design and what SDGEN_DEBUG=1 adds" in said
    assert "Traceback" not in said
    monkeypatch.setenv("SDGEN_DEBUG", "1")
    assert main(["schema"]) == status.BUG
    assert "Traceback" in capsys.readouterr().err


def test_control_c_is_no_bug(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(group, "run", stopped)
    assert main(["schema"]) == status.INTERRUPTED
    assert capsys.readouterr().err == "sdgen: interrupted\n"


@pytest.mark.slow
def test_a_closed_pipe_is_no_bug() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as output:
        done = subprocess.run(
            [sys.executable, "-m", "sdgen", "schema"],
            stdout=output,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.slow
def test_names_that_are_not_unicode_are_printed_all_the_same(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sdgen", "validate", b"caf\xe9.yaml"],
        capture_output=True,
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    assert done.returncode == status.UNUSABLE
    assert b"Traceback" not in done.stderr
    assert b"bug" not in done.stderr


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    import json

    assert main(["schema"]) == status.OK
    assert json.loads(capsys.readouterr().out)["title"] == "sdgen design"


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["schema"], ["--help"], ["validate", "-"]])
def test_streams_that_the_caller_closed(arguments: list[str]) -> None:
    program = "import os, sys; [os.close(n) for n in (0, 1)]; os.execv(sys.argv[1], sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", program, sys.executable, "-m", "sdgen", *arguments],
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    if arguments == ["validate", "-"]:
        assert done.returncode == status.UNUSABLE
        assert done.stderr.startswith("<stdin>:1:1: error: the file is empty")
    else:
        lost = "sdgen: error: standard output is closed: what was to be written there is lost\n"
        assert (done.returncode, done.stderr) == (status.UNUSABLE, lost)


@pytest.mark.slow
def test_a_closed_standard_error_hides_findings_and_changes_no_status(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("sdgen: 1\n", encoding="utf-8")
    program = "import os, sys; os.close(2); os.execv(sys.argv[1], sys.argv[1:])"
    given = [sys.executable, "-c", program, sys.executable, "-m", "sdgen", "validate"]
    done = subprocess.run(
        [*given, "broken.yaml"], cwd=tmp_path, capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (status.FINDINGS, b"", b"")


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["--version"], ["schema"]])
def test_a_full_disk_is_no_bug(arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sdgen", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == status.UNUSABLE
    assert done.stderr == (
        "sdgen: error: the system says: No space left on device\n"
        "  This is about the machine, not about the design.\n"
    )
