"""The table of exit statuses, verb by verb."""

from __future__ import annotations

import errno
import os
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click
import pytest

from sdgen.base.errors import SdgenError, UnusableError, WrongUsageError
from sdgen.base.extras import MissingExtraError
from sdgen.base.files import OutputError
from sdgen.base.findings import DesignError
from sdgen.cli import status
from sdgen.cli.main import Terminated, main
from sdgen.cli.verbs import VERBS
from sdgen.layout.engine import EngineError, TooMuchWorkError
from sdgen.lint.registry import RegistryError
from sdgen.workspace.targets import TargetError
from tests.cli.conftest import DESIGN, Sdgen
from tests.support.cases import every_case

BROKEN = DESIGN.replace("kind: service", "kind: servce")
WEAKER = DESIGN + "journeys: {buy: {actor: web, objectives: {availability: 99.999%}}}\n"
API = "api: {list: {http: GET /v1/orders}}\n"
DRAWN = ("--view", "high-level", "-f", "svg")

# What is done with each verb: its statuses are those of its module, the way to each is here.
TABLE = {
    ("analyze", status.OK): [("shop.yaml",), ("shop.yaml", "--fail", "db", "-f", "json")],
    ("analyze", status.UNUSABLE): [
        ("broken.yaml",),
        ("missing.yaml",),
        ("shop.yaml", "--journey", "no"),
        ("shop.yaml", "--fail", "no"),
    ],
    ("completion", status.OK): [("bash",), ("zsh",), ("fish",)],
    ("completion", status.UNUSABLE): [("tcsh",), ()],
    ("diff", status.OK): [("shop.yaml", "shop.yaml")],
    ("diff", status.FINDINGS): [("shop.yaml", "weaker.yaml", "--fail-on", "any")],
    ("diff", status.UNUSABLE): [
        ("shop.yaml", "broken.yaml"),
        ("missing.yaml", "shop.yaml"),
        ("nothing:shop.yaml",),
        ("shop.yaml",),
        ("shop.yaml", "shop.yaml", "-o", "shop.yaml"),
    ],
    ("doc", status.OK): [("shop.yaml",), ("shop.yaml", "-o", "-", "--template", "rfc")],
    ("doc", status.FINDINGS): [
        ("shop.yaml", "--check"),
        ("shop.yaml", "--strict", "-o", "-"),
    ],
    ("doc", status.UNUSABLE): [
        ("broken.yaml",),
        ("missing.yaml",),
        ("shop.yaml", "-o", "shop.yaml/"),
        ("shop.yaml", "-o", "document.docx"),
        ("shop.yaml", "-o", "-", "--check"),
    ],
    ("embed", status.OK): [("page.md",)],
    ("embed", status.FINDINGS): [("page.md", "--check")],
    ("embed", status.UNUSABLE): [
        ("unclosed.md",),
        ("missing.md",),
        ("unclosed.md", "--check"),
        ("of-broken.md",),
        ("page.md", "-o", "-"),
        ("page.md", "--config", "broken.yaml"),
        (),
    ],
    ("estimate", status.OK): [("shop.yaml",), ("shop.yaml", "-f", "markdown")],
    ("estimate", status.UNUSABLE): [
        ("broken.yaml",),
        ("missing.yaml",),
        ("shop.yaml", "--journey", "no"),
        ("shop.yaml", "--explain", "no.figure"),
        ("shop.yaml", "--plot", "plots"),
    ],
    ("export", status.OK): [
        ("api.yaml", "-f", "openapi"),
        ("api.yaml", "-f", "openapi", "-o", "-"),
    ],
    ("export", status.FINDINGS): [("api.yaml", "-f", "openapi", "--check")],
    ("export", status.UNUSABLE): [
        ("broken.yaml", "-f", "openapi"),
        ("missing.yaml", "-f", "openapi"),
        ("shop.yaml", "-f", "openapi"),
        ("api.yaml",),
        ("api.yaml", "-f", "sql"),
        ("api.yaml", "-f", "openapi", "-o", "api.yaml"),
        ("api.yaml", "-f", "openapi", "-o", "shop.yaml"),
    ],
    ("improve", status.OK): [
        ("shop.yaml", "--availability", "90%"),
        ("shop.yaml", "--availability", "99.9%", "-f", "json"),
    ],
    ("improve", status.FINDINGS): [("shop.yaml", "--availability", "100%")],
    ("improve", status.UNUSABLE): [
        ("broken.yaml", "--availability", "99%"),
        ("missing.yaml",),
        ("shop.yaml", "--availability", "101%"),
        ("-", "--availability", "99%", "--write"),
        ("shop.yaml", "--availability", "99%", "--max-cost", "$5"),
        ("shop.yaml", "--journey", "no"),
    ],
    ("lint", status.OK): [
        ("shop.yaml", "--isolated", "--select", "DATA007"),
        ("shop.yaml",),
        ("shop.yaml", "--fail-level", "info"),
        ("shop.yaml", "--select", "COPY001", "--exit-zero"),
        ("shop.yaml", "--create-baseline", "new.json"),
    ],
    ("lint", status.FINDINGS): [
        ("shop.yaml", "--select", "ALL"),
        ("shop.yaml", "--extend-select", "copy001", "--fail-level", "info"),
    ],
    ("lint", status.UNUSABLE): [
        ("broken.yaml",),
        ("missing.yaml",),
        ("shop.yaml", "--config", "missing.toml"),
        ("shop.yaml", "--config", "broken.yaml"),
        ("shop.yaml", "--select", "NO999"),
        ("shop.yaml", "--baseline", "missing.json"),
        ("shop.yaml", "--create-baseline", "shop.yaml/new.json"),
        ("shop.yaml", "-o", "shop.yaml/report"),
    ],
    ("new", status.OK): [
        ("first", "--yes"),
        ("--list",),
        ("jobs", "--from", "queue-and-worker"),
        ("--from", "minimal"),
    ],
    ("new", status.UNUSABLE): [
        ("shop", "--yes"),
        ("first",),
        ("first", "--from", "no"),
        ("a/b", "--yes"),
        ("写真", "--yes"),
        ("shop", "--from", "cdc"),
    ],
    ("render", status.OK): [("shop.yaml", *DRAWN)],
    ("render", status.FINDINGS): [("shop.yaml", "--check", *DRAWN)],
    ("render", status.UNUSABLE): [
        ("broken.yaml", *DRAWN),
        ("missing.yaml", *DRAWN),
        ("shop.yaml", "--view", "no"),
        ("shop.yaml", "-o", "shop.yaml/", *DRAWN),
        ("shop.yaml", "-o", "-", "-f", "svg", "-f", "png"),
        ("shop.yaml", "-o", "picture.gif"),
    ],
    ("rule", status.OK): [("SPOF001",), ("--all",), ("YAML004",)],
    ("rule", status.UNUSABLE): [("NO999",), ()],
    ("schema", status.OK): [()],
    ("schema", status.UNUSABLE): [("extra",)],
    ("validate", status.OK): [("shop.yaml",)],
    ("validate", status.FINDINGS): [("broken.yaml",), ("broken.yaml", "shop.yaml")],
    ("validate", status.UNUSABLE): [
        ("missing.yaml",),
        ("tab.yaml",),
        ("missing.yaml", "broken.yaml"),
    ],
}


def _ways(*, quick: bool) -> list[Any]:
    """Each way of the table; where ``quick``, all but the first of each verb are slow."""
    first = {verb: way for (verb, _), (way, *_) in reversed(TABLE.items())}
    return [
        pytest.param(
            verb,
            expected,
            way,
            id=" ".join((str(expected), verb, *way)),
            marks=pytest.mark.slow if quick and way is not first[verb] else (),
        )
        for (verb, expected), ways in TABLE.items()
        for way in ways
    ]


WAYS, SOME_WAYS = _ways(quick=False), _ways(quick=True)

ARGUMENTS = {"completion": ("bash",), "schema": (), "rule": ("SPOF001",)}


@pytest.fixture
def designs(folder: Path) -> Path:
    (folder / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    (folder / "weaker.yaml").write_text(WEAKER, encoding="utf-8")
    (folder / "api.yaml").write_text(DESIGN + API, encoding="utf-8")
    (folder / "tab.yaml").write_text("sdgen: 1\n\tname: Shop\n", encoding="utf-8")
    marker = "<!-- sdgen: shop.yaml table=spof -->\n<!-- /sdgen -->\n"
    (folder / "page.md").write_text(marker, encoding="utf-8")
    (folder / "unclosed.md").write_text(marker.partition("\n")[0], encoding="utf-8")
    (folder / "of-broken.md").write_text(marker.replace("shop", "broken"), encoding="utf-8")
    return folder


def when(verb: str) -> dict[int, str]:
    found: dict[int, str] = import_module(f"sdgen.cli.{verb}").command.when
    return found


def test_every_verb_and_every_status_of_its_help_is_walked() -> None:
    assert set(TABLE) == {(verb, each) for verb in VERBS for each in when(verb)}


@pytest.mark.parametrize(("verb", "expected", "way"), WAYS)
def test_the_status_of_a_verb(
    verb: str, expected: int, way: tuple[str, ...], designs: Path, sdgen: Sdgen
) -> None:
    done = sdgen(verb, *way)
    assert done.status == expected, done.err
    if expected == status.UNUSABLE:
        assert done.err or done.out  # lint reports on standard output


@pytest.mark.parametrize(("verb", "expected", "way"), SOME_WAYS)
def test_the_status_through_a_pipe_that_nobody_reads_is_the_verb_s_own(
    verb: str,
    expected: int,
    way: tuple[str, ...],
    designs: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as unread:
        monkeypatch.setattr("sys.stdout", unread)
        assert main([verb, *way]) == expected
    assert "Broken pipe" not in capsys.readouterr().err


@pytest.mark.parametrize(("verb", "expected", "way"), SOME_WAYS)
def test_a_closed_standard_output_is_not_done(
    verb: str,
    expected: int,
    way: tuple[str, ...],
    designs: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Every verb that prints a result says that it is lost; what goes to standard error alone, the
    findings of `validate`, is shown, and the status is the verb's own."""
    with os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8") as closed:
        monkeypatch.setattr("sys.stdout", closed)
        done = main([verb, *way])
    said = capsys.readouterr().err
    if (verb, expected) == ("validate", status.FINDINGS):
        assert done == expected
    else:
        assert done == status.UNUSABLE
    lost = "sdgen: error: standard output is closed: what was to be written there is lost\n"
    assert (lost in said) is (expected != status.UNUSABLE and done != expected) or verb in (
        "lint",
        "diff",
    )


@pytest.mark.slow
@every_case("verb", VERBS)
def test_wrong_usage_and_help(verb: str, designs: Path, sdgen: Sdgen) -> None:
    done = sdgen(verb, "--no-such-option")
    assert done.status == status.UNUSABLE
    assert done.err.startswith(f"Usage: sdgen {verb} ")
    shown = sdgen(verb, "--help")
    assert shown.status == status.OK
    assert status.sentence(when(verb)) in " ".join(shown.out.split())


def options_with_values(verb: str) -> list[click.Option]:
    command = import_module(f"sdgen.cli.{verb}").command
    return [each for each in command.params if isinstance(each, click.Option) and not each.is_flag]


@pytest.mark.slow
@every_case("verb", VERBS)
def test_an_empty_value_is_wrong_usage_of_every_option(
    verb: str, designs: Path, sdgen: Sdgen
) -> None:
    """An empty `-o` was standard output for one verb, a folder for another."""
    for option in options_with_values(verb):
        for name in option.opts:
            done = sdgen(verb, *ARGUMENTS.get(verb, ("shop.yaml",)), name, "")
            assert done.status == status.UNUSABLE
            shortest = min(option.opts, key=len)
            assert f"{shortest} is empty; is a variable of the shell empty?\n" in done.err


@pytest.mark.slow
@every_case("verb", VERBS)
def test_an_option_of_one_value_is_given_once(verb: str, designs: Path, sdgen: Sdgen) -> None:
    for option in options_with_values(verb):
        done = sdgen(
            verb, *ARGUMENTS.get(verb, ("shop.yaml",)), option.opts[0], "a", option.opts[-1], "b"
        )
        assert done.status == status.UNUSABLE
        twice = f"{min(option.opts, key=len)} takes one value, and is given 2 values\n"
        assert (twice in done.err) is not option.multiple


@pytest.mark.slow
@every_case("verb", VERBS)
@every_case(
    ("error", "expected", "said"),
    [
        (UnusableError("it cannot be read"), status.UNUSABLE, "sdgen: error: it cannot be read\n"),
        (OutputError(Path("x"), "no"), status.UNUSABLE, "sdgen: error: cannot write x: no\n"),
        (MissingExtraError("PDF", "pdf", "typst"), status.UNUSABLE, "sdgen: error: PDF needs"),
        (
            EngineError("dot failed"),
            status.UNUSABLE,
            "sdgen: error: dot failed\n  This is about the machine, not about the design.\n",
        ),
        (TooMuchWorkError("too dense"), status.UNUSABLE, "sdgen: error: too dense\n"),
        (RegistryError("two rules"), status.UNUSABLE, "sdgen: error: two rules\n"),
        (DesignError(()), status.UNUSABLE, "sdgen: error: no findings\n"),
        (OSError(errno.ENOSPC, "No space left"), status.UNUSABLE, "sdgen: error: the system says"),
        (ZeroDivisionError("zero"), status.BUG, "sdgen: this is a bug in sdgen "),
        (KeyboardInterrupt(), status.INTERRUPTED, "sdgen: interrupted\n"),
        (Terminated(), status.TERMINATED, ""),
    ],
)
def test_what_goes_wrong_below_a_verb(
    verb: str,
    error: BaseException,
    expected: int,
    said: str,
    sdgen: Sdgen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(**_: object) -> NoReturn:
        raise error

    monkeypatch.setattr(import_module(f"sdgen.cli.{verb}").command, "callback", fail)
    done = sdgen(verb, *ARGUMENTS.get(verb, ("shop.yaml",)))
    assert done.status == expected
    assert done.err.startswith(said)
    assert bool(done.err) is bool(said)


@every_case("verb", VERBS)
@every_case(
    ("error", "said"),
    [
        (WrongUsageError("no rule is called 'X'", "extend_select"), "--extend-select: no rule is"),
        (TargetError("-o is empty"), "-o is empty"),
    ],
)
def test_wrong_usage_that_is_found_below_a_verb_shows_its_usage(
    verb: str,
    error: SdgenError,
    said: str,
    sdgen: Sdgen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(**_: object) -> NoReturn:
        raise error

    monkeypatch.setattr(import_module(f"sdgen.cli.{verb}").command, "callback", fail)
    done = sdgen(verb, *ARGUMENTS.get(verb, ("shop.yaml",)))
    assert done.status == status.UNUSABLE
    assert done.err.startswith(f"Usage: sdgen {verb} ")
    assert f"\nError: {said}" in done.err
