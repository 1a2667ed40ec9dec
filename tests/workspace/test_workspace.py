"""The door to files and many designs."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

import sdgen
from sdgen.api import Reading
from sdgen.base.errors import UnusableError, WrongUsageError
from sdgen.workspace.document import DocumentRequest
from sdgen.workspace.inputs import Inputs
from sdgen.workspace.plot import PlotRequest
from sdgen.workspace.render import RenderedDesign
from sdgen.workspace.targets import TargetError

Item = TypeVar("Item")
Result = TypeVar("Result")

DESIGN = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [orders]}
  orders: {kind: service, calls: [db]}
  db: {kind: database}
"""
ONLY_COPIES = sdgen.LintSettings(select=("COPY001",), isolated=True)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(DESIGN, encoding="utf-8")
    return tmp_path


class Here:
    """An executor that works here, and remembers how much."""

    def __init__(self) -> None:
        self.items = 0

    def map(self, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        self.items += len(items)
        return map(work, items)


@pytest.mark.slow
def test_it_prints_nothing_and_says_everything(capfd: pytest.CaptureFixture[str]) -> None:
    Path("broken.yaml").write_text(DESIGN.replace("kind: service", "kind: servce"))
    workspace = sdgen.Workspace()
    told: list[Inputs | Reading | RenderedDesign] = []
    checked = workspace.validate(["."], told.append)
    assert (checked.errors, checked.unreadable) == (1, False)
    drawn = workspace.render(
        sdgen.RenderRequest(
            files=("shop.yaml", "missing"), views=("high-level",), output="pictures"
        ),
        told.append,
    )
    assert [str(path) for each in drawn.designs for path in each.written] == [
        "pictures/shop/high-level.svg",
        "pictures/shop/high-level.png",
    ]
    assert [each.code for each in drawn.designs[0].findings] == ["YAML001"]
    assert drawn.failed == 1
    assert [type(each).__name__ for each in told] == [
        "Inputs",
        "Reading",
        "Reading",
        "Inputs",
        "RenderedDesign",
        "RenderedDesign",
    ]
    assert capfd.readouterr() == ("", "")


def test_lint_and_its_report_and_baseline() -> None:
    workspace = sdgen.Workspace()
    request = sdgen.LintRequest(files=("shop.yaml",), settings=ONLY_COPIES)
    result = workspace.lint(request)
    assert [each.code for each in result.findings] == ["COPY001"]
    assert (result.fails, result.unusable) == (True, False)
    assert '"ruleId": "COPY001"' in "".join(workspace.lint_report(result, "sarif"))
    assert workspace.write_baseline("known.json", result.findings) == 1
    known = sdgen.LintRequest(files=("shop.yaml",), settings=ONLY_COPIES, baseline="known.json")
    assert workspace.lint(known).findings == ()
    lost = sdgen.LintRequest(files=("shop.yaml",), baseline="lost.json")
    with pytest.raises(UnusableError, match=r"the baseline lost\.json does not exist"):
        workspace.lint(lost)
    wrong = sdgen.LintSettings(extend_select=("COPY01",))
    with pytest.raises(
        WrongUsageError, match=r"^extend_select: no rule is called 'COPY01'"
    ) as caught:
        workspace.check(sdgen.LintRequest(files=(), settings=wrong))
    assert caught.value.option == "extend_select"


def test_every_door_lints_with_the_same_configuration() -> None:
    Path("sdgen.toml").write_text('[lint]\nselect = ["COPY001"]\n', encoding="utf-8")
    from_stdin = sdgen.Workspace(standard_input=io.BytesIO(DESIGN.encode()))
    codes = [
        [each.code for each in found]
        for found in (
            sdgen.Workspace().lint(sdgen.LintRequest(files=("shop.yaml",))).findings,
            from_stdin.lint(sdgen.LintRequest(files=("-",))).findings,
            sdgen.load("shop.yaml").lint(config="sdgen.toml"),
        )
    ]
    assert codes == [["COPY001"]] * 3
    request = sdgen.RenderRequest(files=("shop.yaml",), output="shop.svg", findings=True)
    sdgen.Workspace().render(request)
    assert "1 error<" in Path("shop.svg").read_text(encoding="utf-8")


def test_unsaved_text_stands_for_what_is_on_disk(folder: Path) -> None:
    including = DESIGN.replace("  db: {kind: database}\n", "") + "include: [db.yaml, new.yaml]\n"
    Path("db.yaml").write_text("components:\n  db: {kind: databse}\n", encoding="utf-8")
    overlay = {
        folder / "shop.yaml": including,
        "db.yaml": "components:\n  db: {kind: database}\n",
        "./new.yaml": "components:\n  spare: {kind: cache}\n",
    }
    workspace = sdgen.Workspace(overlay={Path(name): text for name, text in overlay.items()})
    reading = workspace.read("shop.yaml")
    assert reading.findings == ()
    assert reading.design is not None
    assert sorted(reading.design.components) == ["db", "orders", "spare", "web"]
    assert reading.texts["shop.yaml"] == including
    [linted] = workspace.lint(sdgen.LintRequest(files=("shop.yaml",))).designs
    assert linted.usable
    assert linted.files == ("shop.yaml", "db.yaml", "new.yaml")
    on_disk = sdgen.Workspace().read("shop.yaml").design
    assert on_disk is not None
    assert sorted(on_disk.components) == ["db", "orders", "web"]


def test_unsaved_text_keeps_its_rules(folder: Path) -> None:
    text = f"{DESIGN}include: ../outside.yaml\n"
    outside = folder.parent / "outside.yaml"
    workspace = sdgen.Workspace(overlay={folder / "shop.yaml": text, outside: "components: {}\n"})
    assert [each.code for each in workspace.read("shop.yaml").errors] == ["INCLUDE002"]
    broken = sdgen.Workspace(overlay={"shop.yaml": "sdgen: 1\n\tname: x\n"}).read("shop.yaml")
    assert broken.unreadable
    assert {each.span.file for each in broken.findings} == {"shop.yaml"}


def test_standard_input_is_read_only_where_it_was_handed_over() -> None:
    with pytest.raises(WrongUsageError, match="this workspace was given none"):
        sdgen.Workspace().read("-")
    handed = sdgen.Workspace(standard_input=io.BytesIO(DESIGN.encode()))
    request = sdgen.RenderRequest(files=("-",), output="-")
    [design] = handed.render(request).designs
    assert design.file == "<stdin>"
    assert design.stream is not None
    assert design.stream.startswith(b"<svg")


def test_the_executor_that_was_given_does_the_work() -> None:
    Path("other.yaml").write_text(DESIGN, encoding="utf-8")
    executor = Here()
    workspace = sdgen.Workspace(executor=executor)
    workspace.lint(sdgen.LintRequest(files=(".",)))
    workspace.render(sdgen.RenderRequest(files=(".",), formats=("svg",), views=("high-level",)))
    assert executor.items == 4


class Shipped(Here):
    """One that works where nothing is but what was sent."""

    def map(self, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        sent, received = pickle.loads(pickle.dumps((work, items)))
        return super().map(sent, received)


@pytest.mark.slow
def test_the_pictures_of_one_document_are_shared_out() -> None:
    def made(executor: Here, *files: str) -> tuple[int, dict[str, bytes]]:
        request = DocumentRequest(files=files, output="docs", forms=("html", "markdown"))
        sdgen.Workspace(executor=executor).document(request)
        return executor.items, {
            str(path): path.read_bytes() for path in Path("docs").rglob("*.*") if path.is_file()
        }

    pictures, files = made(Shipped(), "shop.yaml")
    assert pictures == sum(name.endswith(".svg") for name in files) > 1
    assert made(Here(), "shop.yaml") == (pictures, files)
    Path("other.yaml").write_text(DESIGN, encoding="utf-8")
    designs, more = made(Shipped(), "shop.yaml", "other.yaml")
    assert designs == 2
    assert more.items() > files.items()


@pytest.mark.slow
def test_the_views_of_one_design_are_shared_out() -> None:
    def drawn(executor: Here, *files: str) -> tuple[RenderedDesign, ...]:
        request = sdgen.RenderRequest(
            files=files, output="pictures", formats=("svg",), views=("all",)
        )
        return tuple(sdgen.Workspace(executor=executor).render(request).designs)

    executor = Shipped()
    [design] = drawn(executor, "shop.yaml")
    assert executor.items == len(design.written) > 1
    written = {path: path.read_bytes() for path in design.written}
    assert drawn(Here(), "shop.yaml") == (design,)
    assert {path: path.read_bytes() for path in design.written} == written
    Path("other.yaml").write_text(DESIGN, encoding="utf-8")
    executor = Shipped()
    drawn(executor, "shop.yaml", "other.yaml")
    assert executor.items == 2


def test_a_request_that_contradicts_itself() -> None:
    workspace = sdgen.Workspace()
    with pytest.raises(TargetError, match="holds one picture: give one --view"):
        workspace.check(sdgen.RenderRequest(files=(), output="x.svg", views=("all",)))
    with pytest.raises(sdgen.SdgenError) as caught:
        workspace.render(sdgen.RenderRequest(files=("shop.yaml",), output="x.gif"))
    assert caught.value.status == 2


def test_plots_say_why_there_are_none() -> None:
    result = sdgen.Workspace().plot(sdgen.load("shop.yaml").facts, PlotRequest(Path("plots")))
    assert result.failed
    assert [each.code for each in result.findings] == ["ESTIMATE003"]
    assert result.written == ()


LOADED = """\
sdgen: 1
name: Loaded
journeys: {buy: {actor: web, rate: 60/s}}
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, replicas: 2, capacity: 50/s}
"""


@pytest.mark.parametrize("config", ["sdgen.toml", ".sdgen.toml"])
def test_the_configured_threshold_moves_lint_and_pictures(config: str) -> None:
    Path("shop.yaml").write_text(LOADED)
    workspace = sdgen.Workspace(executor=Here())

    def seen() -> tuple[list[str], str]:
        found = workspace.lint(sdgen.LintRequest(files=("shop.yaml",)))
        request = sdgen.RenderRequest(files=("shop.yaml",), views=("capacity",), output="x.svg")
        assert [each.problem for each in workspace.render(request).designs] == [""]
        codes = [each.severity.value for each in found.findings if each.code == "CAP001"]
        return codes, Path("x.svg").read_text()

    codes, svg = seen()
    assert (codes, "up to 70% of capacity" in svg, "bar warning" in svg) == ([], True, False)
    Path(config).write_text("[lint.rules.overloaded]\nbusy-from = 0.5\n")
    codes, svg = seen()
    assert codes == ["warning"]
    assert "Average load above 50% of capacity" in svg
    assert "bar warning" in svg
    Path(config).write_text("[lint.rules.overloaded]\nbusy-from = 5\n")
    request = sdgen.RenderRequest(files=("shop.yaml",), views=("capacity",), output="x.svg")
    workspace.render(request)
    assert "up to 70% of capacity" in Path("x.svg").read_text()
