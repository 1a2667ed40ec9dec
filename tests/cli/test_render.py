"""``sdgen render``: what it writes, what it prints, and its exit statuses."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from sdgen.cli import status
from sdgen.project import REPOSITORY
from tests.cli.conftest import DESIGN, Sdgen
from tests.draw.made_fonts import make_font
from tests.support.cases import every_case

BOTH = ["out/shop/high-level.svg", "out/shop/high-level.png"]
DEFAULT = [*BOTH, "out/shop/detailed.svg", "out/shop/detailed.png"]


def files(root: str = ".") -> set[str]:
    return {path.as_posix() for path in Path(root).rglob("*") if path.is_file()}


@pytest.mark.slow
def test_two_views_in_two_formats_and_their_paths(folder: Path, sdgen: Sdgen) -> None:
    done = sdgen("render", "shop.yaml")
    assert done == (status.OK, "".join(f"{path}\n" for path in DEFAULT), "")
    assert files("out") == set(DEFAULT)
    assert Path(BOTH[0]).read_text(encoding="utf-8").startswith("<svg")
    assert Path(BOTH[1]).read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_views_and_formats(folder: Path, sdgen: Sdgen) -> None:
    done = sdgen("render", "shop.yaml", "--view", "capacity", "-f", "pdf", "-o", "a/b/")
    assert done == (status.OK, "a/b/shop/capacity.pdf\n", "")
    assert Path("a/b/shop/capacity.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "options",
    [
        ("-f", "pdf"),
        ("-f", "svg", "-f", "pdf"),
        ("-o", "a.pdf"),
        ("-o", "-", "-f", "pdf"),
        ("-f", "pdf", "--check"),
        ("-f", "pdf", "--watch"),
    ],
)
def test_pdf_without_its_extra(
    options: tuple[str, ...], folder: Path, sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    done = sdgen("render", "shop.yaml", *options)
    said = (
        "PDF needs the package typst, which is not installed: "
        f"pip install 'sdgen[pdf] @ git+{REPOSITORY}'"
    )
    assert done == (status.UNUSABLE, "", f"sdgen: error: {said}\n")
    assert files() == {"shop.yaml"}


@pytest.mark.slow
def test_other_formats_do_not_ask_for_the_extra_of_pdf(
    folder: Path, sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    assert sdgen("render", "shop.yaml").status == status.OK
    assert files("out") == set(DEFAULT)


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no copies of processes")
def test_pdf_of_standard_input_beside_many_files(folder: Path) -> None:
    """The first is drawn in this process, the others in copies of it."""
    names = [f"{letter}.yaml" for letter in "abcdefgh"]
    for name in names:
        Path(name).write_text(DESIGN)
    done = subprocess.run(
        [sys.executable, "-m", "sdgen.cli.main", "render", "-", *names, "-f", "pdf"],
        input=DESIGN.encode(),
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (status.OK, b"")
    assert {len(Path(path).read_bytes()) for path in done.stdout.decode().split()} == {
        len(Path("out/stdin/high-level.pdf").read_bytes()),
        len(Path("out/stdin/detailed.pdf").read_bytes()),
    }
    assert len(done.stdout.split()) == 2 * 9


@pytest.mark.slow
def test_all_views_with_the_designs_own(folder: Path, sdgen: Sdgen) -> None:
    Path("shop.yaml").write_text(
        DESIGN + "views:\n  stores: {title: S, include: [db, orders], neighbours: false}\n"
    )
    done = sdgen("render", "shop.yaml", "--view", "all", "--view", "detailed", "-f", "svg")
    assert done.status == status.OK
    written = [Path(line).stem for line in done.out.splitlines()]
    assert {"high-level", "detailed", "failure", "stores"} <= set(written)
    assert len(written) == len(set(written))
    assert "card-web" not in Path("out/shop/stores.svg").read_text(encoding="utf-8")


@pytest.mark.slow
def test_one_file(folder: Path, sdgen: Sdgen) -> None:
    assert sdgen("render", "shop.yaml", "-o", "x/a.png") == (status.OK, "x/a.png\n", "")
    assert files() == {"shop.yaml", "x/a.png"}


@pytest.mark.slow
def test_the_pictures_do_not_depend_on_how_they_are_asked_for(folder: Path, sdgen: Sdgen) -> None:
    sdgen("render", "shop.yaml")
    sdgen("render", str(folder / "shop.yaml"), "-o", "one.png", "--view", "detailed")
    assert Path("one.png").read_bytes() == Path("out/shop/detailed.png").read_bytes()


@pytest.mark.slow
def test_standard_output(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    from sdgen.cli.main import main

    assert main(["render", "shop.yaml", "-o", "-"]) == status.OK
    svg = capfdbinary.readouterr().out
    assert svg.startswith(b"<svg")
    assert main(["render", "shop.yaml", "-o", "-", "-f", "png"]) == status.OK
    assert capfdbinary.readouterr().out.startswith(b"\x89PNG")
    assert files() == {"shop.yaml"}


def test_standard_input(folder: Path, sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(DESIGN.encode())))
    done = sdgen("render", "-", "--view", "high-level", "-f", "svg")
    assert done == (status.OK, "out/stdin/high-level.svg\n", "")


@pytest.mark.slow
def test_options_reach_the_picture(folder: Path, sdgen: Sdgen) -> None:
    def svg(*options: str) -> str:
        assert sdgen("render", "shop.yaml", "-o", "a.svg", *options).status == status.OK
        return Path("a.svg").read_text(encoding="utf-8")

    auto = svg()
    assert "prefers-color-scheme" in auto
    assert "@font-face" in auto
    assert "prefers-color-scheme" not in svg("--theme", "dark")
    assert svg("--theme", "dark") != svg("--theme", "light")
    assert "@font-face" not in svg("--font", "system")
    assert svg("--direction", "right") != svg("--direction", "down")
    assert svg("--lines", "curved") != auto
    assert '<rect class="background"' in auto
    assert '<rect class="background"' not in svg("--background", "none")


@pytest.mark.slow
def test_scale(folder: Path, sdgen: Sdgen) -> None:
    @cache
    def width(scale: str) -> int:
        assert sdgen("render", "shop.yaml", "-o", "a.png", "--scale", scale).status == status.OK
        return int.from_bytes(Path("a.png").read_bytes()[16:20], "big")

    assert abs(width("1") * 3 - width("3")) <= 3
    assert abs(width("1") - width("0.1") * 10) <= 10
    assert abs(width("1") * 8 - width("8")) <= 8
    for scale in ("0.099", "8.001", "900.0"):
        done = sdgen("render", "shop.yaml", "-o", "b.png", "--scale", scale)
        assert done.status == status.UNUSABLE
        assert f"{scale} is not in the range 0.1<=x<=8.0" in done.err
        assert not Path("b.png").exists()


@pytest.mark.slow
@every_case(
    ("options", "said"),
    [
        (["-o", "a.jpg"], "sdgen writes .svg, .pdf, .png; a folder's name ends in /"),
        (["-o", "a.svg", "-f", "png"], "-o a.svg is a file in svg, but -f says png"),
        (["-o", "-", "-f", "png", "-f", "svg"], "-o - writes one picture: give one -f"),
        (["-o", "a.svg", "--view", "all"], "-o a.svg holds one picture: give one --view"),
        (["-o", "-", "--view", "x", "--view", "y"], "-o - holds one picture: give one --view"),
        (["-o", "-", "--check"], "--check compares files: it does not go with -o -"),
        (["--watch", "--check"], "--watch goes with files only"),
        (["-o", "a.svg", "other.yaml"], "one picture was asked for, but 2 designs given"),
        (["shop.yml"], "shop.yaml and shop.yml would write the same pictures: rename one"),
        (["--theme", "blue"], "'blue' is not one of 'auto', 'light', 'dark'"),
        (["--background", "red"], "'red' is not one of 'theme', 'none'"),
        (["-f", "gif"], "'gif' is not one of 'svg', 'pdf', 'png'"),
    ],
)
def test_wrong_usage(options: list[str], said: str, folder: Path, sdgen: Sdgen) -> None:
    Path("other.yaml").write_text(DESIGN)
    Path("shop.yml").write_text(DESIGN)
    done = sdgen("render", "shop.yaml", *options)
    assert done.status == status.UNUSABLE
    assert said in done.err
    assert "Usage: sdgen render" in done.err
    assert files() == {"shop.yaml", "other.yaml", "shop.yml"}


def test_an_unknown_view(folder: Path, sdgen: Sdgen) -> None:
    done = sdgen("render", "shop.yaml", "--view", "detailled")
    assert done.status == status.UNUSABLE
    assert "error: the design has no view 'detailled'" in done.err
    assert "did you mean 'detailed'? views: high-level, detailed, failure" in done.err
    assert not Path("out").exists()


@pytest.mark.slow
def test_a_design_with_errors_writes_nothing(folder: Path, sdgen: Sdgen) -> None:
    Path("bad.yaml").write_text(DESIGN.replace("kind: service", "kind: servce"))
    done = sdgen("render", "bad.yaml", "shop.yaml")
    assert done.status == status.UNUSABLE
    assert "bad.yaml:5:18: error: " in done.err
    assert done.err.endswith("sdgen: error: 1 of 2 designs could not be drawn\n")
    assert files("out") == set(DEFAULT)


@pytest.mark.slow
def test_an_unwritable_folder(folder: Path, sdgen: Sdgen) -> None:
    Path("out").write_text("in the way")
    done = sdgen("render", "shop.yaml")
    assert done.status == status.UNUSABLE
    assert done.out == ""
    assert done.err == (
        "sdgen: error: cannot write out/shop/high-level.svg: "
        "part of its path is a file, not a folder\n"
    )


@pytest.mark.slow
def test_designs_of_one_name_do_not_overwrite_each_other(folder: Path, sdgen: Sdgen) -> None:
    for name in ("a", "b"):
        Path(name).mkdir()
        Path(name, "design.yaml").write_text(DESIGN.replace("Shop", name))
    done = sdgen("render", "a", "b", "--view", "detailed", "-f", "svg")
    assert done.out == "out/a/design/detailed.svg\nout/b/design/detailed.svg\n"


@pytest.mark.slow
def test_check_names_what_is_missing_or_stale(folder: Path, sdgen: Sdgen) -> None:
    done = sdgen("render", "shop.yaml", "--check")
    assert done.status == status.FINDINGS
    assert done.out == "".join(f"missing: {path}\n" for path in DEFAULT)
    assert "4 pictures out of date; 'sdgen render' updates them" in done.err
    assert not Path("out").exists()
    sdgen("render", "shop.yaml")
    assert sdgen("render", "shop.yaml", "--check") == (status.OK, "", "")
    before = {path: Path(path).read_bytes() for path in DEFAULT}
    Path("shop.yaml").write_text(DESIGN.replace("db:", "orders-db:").replace("[db]", "[orders-db]"))
    done = sdgen("render", "shop.yaml", "--check")
    assert done.status == status.FINDINGS
    assert done.out == "".join(f"stale: {path}\n" for path in DEFAULT)
    assert before == {path: Path(path).read_bytes() for path in DEFAULT}


@pytest.mark.slow
def test_what_lies_there_is_drawn_again(folder: Path, sdgen: Sdgen) -> None:
    """Pictures of other views, in the formats that there are of each; not where views are asked for."""
    own = Path("out/shop")
    sdgen("render", "shop.yaml", "--view", "capacity", "-f", "svg")
    sdgen("render", "shop.yaml", "--view", "failure", "-f", "svg")
    (own / "failure.dark.svg").write_bytes((own / "failure.svg").read_bytes())
    (own / "deployment.svg").write_text("<svg/>", encoding="utf-8")
    Path("shop.yaml").write_text(DESIGN.replace("Shop", "Store"), encoding="utf-8")
    wanted = ("render", "shop.yaml", "-f", "svg")
    assert sdgen(*wanted, "--view", "detailed").out == "out/shop/detailed.svg\n"
    done = sdgen(*wanted, "--check")
    assert done.status == status.FINDINGS
    assert done.out == (
        "missing: out/shop/high-level.svg\nstale: out/shop/capacity.svg\n"
        "stale: out/shop/failure.svg\n"
    )
    said = sdgen("render", "shop.yaml").out.split()
    assert said == [*DEFAULT, "out/shop/capacity.svg", "out/shop/failure.svg"]
    assert "Store" in (own / "capacity.svg").read_text(encoding="utf-8")
    assert "Store" not in (own / "failure.dark.svg").read_text(encoding="utf-8")
    assert (own / "deployment.svg").read_text(encoding="utf-8") == "<svg/>"
    done = sdgen("render", "shop.yaml", "-f", "png", "--scale", "0.5")
    assert done.out.split() == [DEFAULT[1], DEFAULT[3]]
    assert sdgen("render", "shop.yaml", "-f", "svg", "--check") == (status.OK, "", "")


@pytest.mark.slow
@pytest.mark.parametrize("format", ["png", "pdf"])
def test_check_does_not_call_stale_what_other_fonts_have_drawn(
    format: str, folder: Path, sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, width in (("One", 1000), ("Other", 600)):
        Path(name).mkdir()
        make_font(Path(name, "Boxes.ttf"), f"Test {name}", {"数": width})
    fonts = [folder / "One"]
    monkeypatch.setattr("sdgen.draw.fonts._font_folders", lambda: fonts)
    Path("shop.yaml").write_text(DESIGN.replace("Shop", "数"), encoding="utf-8")
    wanted = ("render", "shop.yaml", "--view", "detailed", "-f", "svg", "-f", format)
    assert sdgen(*wanted).status == status.OK
    done = sdgen(*wanted, "--check")
    assert (done.status, done.out, "note:" in done.err) == (status.OK, "", False)
    fonts[:] = [folder / "Other"]
    done = sdgen(*wanted, "--check")
    assert (done.status, done.out) == (status.OK, "")
    assert f"out/shop/detailed.{format}: note: not what would be drawn here" in done.err
    if format == "png":
        assert "drawn with a font of this machine too, Test Other:" in done.err
    Path("shop.yaml").write_text(DESIGN.replace("Shop", "数 2"), encoding="utf-8")
    done = sdgen(*wanted, "--check")
    assert done.status == status.FINDINGS
    assert done.out == f"stale: out/shop/detailed.svg\nstale: out/shop/detailed.{format}\n"


@pytest.mark.slow
def test_a_broken_machine_is_told_from_a_broken_design(
    folder: Path, sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDGEN_DOT", "no-such-program")
    done = sdgen("render", "shop.yaml", "--engine", "dot")
    assert done.status == status.UNUSABLE
    assert "sdgen: error: executable not found: SDGEN_DOT names no-such-program" in done.err
    assert "This is about the machine, not about the design." in done.err
    assert not Path("out").exists()
    monkeypatch.delenv("SDGEN_DOT")
    monkeypatch.setenv("PATH", "")
    done = sdgen("render", "shop.yaml", "--engine", "dot")
    assert done.status == status.UNUSABLE
    assert "`--engine dot` runs an installed `dot`, and there is none on PATH" in done.err


def test_warnings_are_shown_and_do_not_fail(folder: Path, sdgen: Sdgen) -> None:
    Path("shop.yaml").write_text(
        DESIGN.replace("kind: service", "kind: service, name: Заказы 订单")
    )
    done = sdgen("render", "shop.yaml", "--view", "high-level", "-f", "svg")
    assert done.status == status.OK
    assert done.err.startswith("shop.yaml: warning: the embedded font lacks ")
    assert "订" in done.err


@pytest.mark.slow
def test_a_warning_is_said_once_a_design(folder: Path, sdgen: Sdgen) -> None:
    """And not once a picture, whose views show different letters."""
    own = "views: {one: {include: [db]}, two: {include: [web, orders]}}\n"
    Path("shop.yaml").write_text(
        DESIGN.replace("kind: service", "kind: service, name: 单").replace(
            "kind: database", "kind: database, name: 库, link: 'javascript:1'"
        )
        + own
    )
    done = sdgen("render", "shop.yaml", "--view", "one", "--view", "two", "-f", "svg", "-f", "png")
    assert done.status == status.OK
    warnings = [line for line in done.err.splitlines() if "warning: " in line]
    assert [" link" in each for each in warnings] == [True, *[False] * (len(warnings) - 1)]
    assert "warning: the embedded font lacks 单 (U+5355), 库 (U+5E93): " in warnings[1]
    assert sum("the embedded font lacks" in each for each in warnings) == 1
    assert sum("PNG and PDF" in each for each in warnings) == len(warnings) - 2 <= 2


@pytest.mark.slow
def test_progress_is_for_terminals(
    folder: Path, sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("other.yaml").write_text(DESIGN)

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert sdgen("render", ".", "-f", "svg").status == status.OK
    assert "[1/2] other.yaml" in terminal.getvalue()
    assert "[2/2] shop.yaml" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.slow
def test_watching_survives_errors_in_the_design(
    folder: Path, sdgen: Sdgen, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = iter([DESIGN.replace("kind: service", "kind: servce"), DESIGN.replace("Shop", "Store")])

    def change(paths: object) -> None:
        text = next(steps, None)
        if text is None:
            raise KeyboardInterrupt
        Path("shop.yaml").write_text(text)

    monkeypatch.setattr("sdgen.workspace.watch.wait_for_change", change)
    done = sdgen("render", "shop.yaml", "--watch", "--view", "high-level", "-f", "svg")
    assert done.status == status.OK
    assert done.out == "out/shop/high-level.svg\n" * 2
    assert "did you mean 'service'?" in done.err
    assert done.err.count("watching 1 file; Ctrl-C ends\n") == 3
    assert "Store" in Path("out/shop/high-level.svg").read_text(encoding="utf-8")


@pytest.mark.slow
def test_several_designs_are_drawn_in_order(folder: Path, sdgen: Sdgen) -> None:
    for number in range(6):
        Path(f"d{number}.yaml").write_text(DESIGN.replace("Shop", f"Shop {number}"))
    done = sdgen("render", "d?.yaml", "--view", "high-level", "-f", "svg")
    assert done.out.splitlines() == [f"out/d{number}/high-level.svg" for number in range(6)]


@pytest.mark.slow
def test_many_designs_are_drawn_in_order_by_several_processes(folder: Path) -> None:
    for number in range(12):
        Path(f"d{number:02}.yaml").write_text(DESIGN.replace("Shop", f"Shop {number}"))
    Path("d05.yaml").write_text(DESIGN.replace("kind: service", "kind: servce"))
    done = subprocess.run(
        [sys.executable, "-m", "sdgen", "render", ".", "--view", "high-level", "-f", "svg"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == status.UNUSABLE
    stems = [*(f"d{number:02}" for number in range(12) if number != 5), "shop"]
    assert done.stdout.splitlines() == [f"out/{stem}/high-level.svg" for stem in stems]
    assert "d05.yaml:5:18: error: " in done.stderr
    assert done.stderr.endswith("sdgen: error: 1 of 13 designs could not be drawn\n")


@pytest.mark.slow
def test_a_broken_machine_stops_many_designs_at_once(folder: Path) -> None:
    for number in range(12):
        Path(f"d{number:02}.yaml").write_text(DESIGN)
    done = subprocess.run(
        [sys.executable, "-m", "sdgen", "render", "--engine", "dot", "."],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "SDGEN_DOT": "no-such-program"},
    )
    assert (done.returncode, done.stdout) == (status.UNUSABLE, "")
    assert done.stderr.count("executable not found") == 1
    assert "Traceback" not in done.stderr


def test_findings_are_shown_on_the_picture(
    sdgen: Sdgen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(
        "sdgen: 1\nname: Shop\ncomponents:\n"
        "  web: {kind: client, calls: [shop]}\n  shop: {kind: service, replicas: 1}\n"
    )
    assert sdgen("render", "shop.yaml", "--findings", "-o", "shop.svg").status == status.OK
    picture = Path("shop.svg").read_text()
    assert "1 error" in picture
    assert "COPY001" in picture
