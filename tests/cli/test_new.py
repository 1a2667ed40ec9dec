"""``sdgen new``: on a terminal, without one, and with names and answers of every sort."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import sdgen as package
from sdgen.cli import status
from tests.cli.conftest import Done, Sdgen
from tests.support.cases import every_case

terminal = pytest.mark.skipif(sys.platform == "win32", reason="pseudo terminals are of POSIX")
CTRL_C, CTRL_D = "\x03", "\x04"
PROMPT = b"]: "
PATIENCE = 60.0


def typed(arguments: Sequence[str], answers: Sequence[str], folder: Path) -> tuple[int, str]:
    """What the command shows on a terminal where somebody types these answers, one a prompt, and its
    status. Where they are used up, Ctrl-D is pressed."""
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "sdgen", "new", *arguments],
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # else Ctrl-C reaches nobody
    )
    os.close(theirs)
    shown, left = b"", iter(answers)
    try:
        while select.select([ours], [], [], PATIENCE)[0]:
            try:
                more = os.read(ours, 65_536)
            except OSError:  # what Linux says once the other end is closed
                break
            if not more:
                break
            shown += more
            if shown.endswith(PROMPT):
                answer = next(left, CTRL_D)
                os.write(ours, (answer if answer in (CTRL_C, CTRL_D) else f"{answer}\n").encode())
    finally:
        os.close(ours)
        returned = process.wait(PATIENCE)
    return returned, shown.decode("utf-8").replace("\r\n", "\n")


def clean(file: Path) -> package.LoadedDesign:
    assert package.validate(file) == ()
    design = package.load(file)
    assert [str(each) for each in design.lint(ignore=["EST001"])] == []
    return design


PHOTOS = [
    "users",
    "photo",
    "make thumbnails",
    "2M",
    "many",
    "2/day",
    "50/day",
    "",
    "2 MB",
    "forever",
    "100%",
    "99.9%",
    "",
]
BOOKINGS = ["guests", "booking", "send a mail", "200k", "1/week", "3/day"]
BOOKINGS += ["", "2 KB", "5y", "99.99%", "frankfurt, virginia"]
SENSORS = ["sensors", "reading", "", "1M", "1/min", "never", "", "100 B", "1y", "", "frankfurt"]


@pytest.mark.slow
@terminal
def test_three_systems_are_begun_on_a_terminal(tmp_path: Path) -> None:
    returned, shown = typed(["photo-sharing"], PHOTOS, tmp_path)
    assert returned == status.OK
    assert "Step 2 of 8: back-of-envelope calculation\n" in shown
    assert "    -> 46.3/s on average\n" in shown
    assert "! 'many' is not a rate per user\n" in shown
    assert shown.count("How often does one of them add a photo?") == 1
    assert shown.count("5/day, 1/week, 1/min [1/day]: ") == 2
    assert "! '100%' of the time is more than anybody can promise\n" in shown
    assert "\nphoto-sharing.yaml\n" in shown
    assert "  sdgen render photo-sharing.yaml " in shown
    design = clean(tmp_path / "photo-sharing.yaml")
    assert design.design.name == "Photo sharing"
    assert {"cdn", "files", "queue"} <= set(design.design.components)


@terminal
@pytest.mark.slow
@every_case(
    ("name", "answers", "has"),
    [
        ("booking", BOOKINGS, {"dns", "cache", "queue"}),
        ("telemetry", SENSORS, {"sensors", "db"}),
    ],
)
def test_two_more_systems(name: str, answers: list[str], has: set[str], tmp_path: Path) -> None:
    returned, shown = typed([name], answers, tmp_path)
    assert returned == status.OK, shown
    assert has <= set(clean(tmp_path / f"{name}.yaml").design.components)


@pytest.mark.slow
@terminal
def test_ctrl_c_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    returned, shown = typed(["shop"], ["users", "photo", CTRL_C], tmp_path)
    assert returned == status.INTERRUPTED
    assert shown.endswith("sdgen: interrupted\n")
    assert list(tmp_path.iterdir()) == []


@terminal
@pytest.mark.slow
def test_the_end_of_the_answers_leaves_nothing(tmp_path: Path) -> None:
    returned, shown = typed(["shop"], ["users"], tmp_path)
    assert returned == status.UNUSABLE
    assert "the answers ended before the questions; nothing is written\n" in shown
    assert list(tmp_path.iterdir()) == []


@terminal
@pytest.mark.slow
def test_a_name_that_is_taken_is_asked_again(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text("mine", encoding="utf-8")
    returned, shown = typed([], ["Shop", "a/b", "写真", "Café", *SENSORS], tmp_path)
    assert returned == status.OK
    assert "! shop.yaml is there already, and stays as it is" in shown
    assert "not a path" in shown
    assert "no file can be named after" in shown
    assert clean(tmp_path / "cafe.yaml").design.name == "Café"
    assert (tmp_path / "shop.yaml").read_text(encoding="utf-8") == "mine"
    returned, shown = typed(["shop"], SENSORS, tmp_path)
    assert returned == status.UNUSABLE
    assert "?" not in shown


def test_without_a_terminal_it_says_what_to_give(folder: Path, sdgen: Sdgen) -> None:
    done = sdgen("new", "first")
    assert done.status == status.UNUSABLE
    assert done.err.startswith("sdgen: error: there is no terminal to ask on\n  --yes takes every")
    assert not Path("first.yaml").exists()


def begun(done: Done) -> Path:
    assert done.status == status.OK, done.err
    return Path(done.out.partition("\n")[0])


@pytest.mark.parametrize(
    ("there", "said", "file"),
    [
        ("architecture", "architecture", "architecture/store.yaml"),
        ("designs", "architecture", "store.yaml"),  # which is not there yet
        ("b", ["a", "b"], "b/store.yaml"),
    ],
)
def test_it_goes_where_designs_are_looked_for(
    there: str, said: object, file: str, folder: Path, sdgen: Sdgen
) -> None:
    Path(there).mkdir()
    Path("sdgen.toml").write_text(f"designs = {json.dumps(said)}\n")
    assert sdgen("new", "store", "--yes").status == status.OK
    assert Path(file).exists()


@pytest.mark.slow
def test_every_default_in_the_folder_designs(folder: Path, sdgen: Sdgen) -> None:
    assert begun(sdgen("new", "--yes")) == Path("design.yaml")
    Path("designs").mkdir()
    file = begun(sdgen("new", "My shop", "--yes"))
    assert file == Path("designs/my-shop.yaml")
    assert clean(file).design.name == "My shop"


@pytest.mark.slow
@every_case(
    ("name", "file", "title"),
    [
        ("blog", "blog.yaml", "Blog"),
        ("photo-sharing.yaml", "photo-sharing.yaml", "Photo sharing"),
        ("Größe & Café", "grosse-cafe.yaml", "Größe & Café"),
        ("con", "con-design.yaml", "Con"),
    ],
)
def test_names(name: str, file: str, title: str, folder: Path, sdgen: Sdgen) -> None:
    done = sdgen("new", name, "--from", "cdc")
    assert begun(done) == Path(file)
    assert package.load(file).design.name == title
    renamed = f"The file of '{name}' is called {file}.\n" in done.out
    assert renamed is (name in ("Größe & Café", "con"))


@every_case(
    ("arguments", "said"),
    [
        (("a/b", "--yes"), "NAME is the name of a design, not a path; write 'a-b' alone"),
        (("..", "--from", "cdc"), "NAME is the name of a design, not a path; write 'design' alone"),
        (("..\\x", "--from", "cdc"), "not a path"),
        (
            ("写真", "--from", "cdc"),
            "no file can be named after '写真': write NAME in the letters a",
        ),
        ((" ", "--from", "cdc"), "NAME: a name has at least one letter"),
        (("x\x1b[2J", "--from", "cdc"), "characters that nobody can see"),
        (
            ("x", "--from", "cdk"),
            "--from: no pattern or design is called 'cdk'; did you mean 'cdc'?",
        ),
        (("x", "--from", "zzzzzz"), "is called 'zzzzzz'; there are cache-aside, cdc,"),
        (("shop", "--from", "cdc"), "shop.yaml is there already, and stays as it is"),
    ],
)
def test_what_cannot_be_begun(
    arguments: tuple[str, ...], said: str, folder: Path, sdgen: Sdgen
) -> None:
    before = {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    done = sdgen("new", *arguments)
    assert done.status == status.UNUSABLE
    assert said in done.err
    assert {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()} == before


def test_a_link_that_leads_nowhere_is_a_file_that_is_there(folder: Path, sdgen: Sdgen) -> None:
    Path("x.yaml").symlink_to("elsewhere.yaml")
    assert sdgen("new", "x", "--from", "cdc").status == status.UNUSABLE
    assert not Path("elsewhere.yaml").exists()


def test_the_list_names_what_from_takes(folder: Path, sdgen: Sdgen) -> None:
    done = sdgen("new", "--list")
    assert done.out.startswith("Patterns:\n  cache-aside           Cache-aside: reads look into")
    assert "\nDesigns of the gallery:\n" in done.out
    assert "  twitter               Twitter, as far as" in done.out
    assert list(folder.iterdir()) == [folder / "shop.yaml"]
