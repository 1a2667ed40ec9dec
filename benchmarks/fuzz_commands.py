"""One input through the command line: a folder as a hostile pull request has it, one command in it,
under limits, and a look at everything around afterwards."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import fuzz_inputs
from fuzz_api import MOST_MEMORY, MOST_SECONDS
from fuzz_checks import (
    GITHUB,
    Fault,
    faults_for_people,
    faults_of_json,
    faults_of_report,
    faults_of_svg,
)
from fuzz_designs import TEXTS
from fuzz_inputs import SECRET

from sdgen.report import format_names

ADDRESS_SPACE = 2_000_000_000
STOP_AFTER = 20
"""Seconds of processor time after which the system ends a process."""
MOST_WAITED = 300
STATUSES = (0, 1, 2)
ENVIRONMENTS: tuple[dict[str, str], ...] = (
    {},
    {},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "latin-1"},
)
CANARY = b"precious"
Snapshot = dict[bytes, tuple[object, ...]]


class CommandRun:
    """Tries inputs, each in a folder of its own that is removed afterwards."""

    def __init__(self) -> None:
        self.slowest = (0.0, "")
        self.largest = 0
        self.statuses: dict[int, int] = {}
        self.command: list[bytes] = []

    def attempt(self, choose: random.Random) -> list[Fault]:
        """One command in a folder that the seed has made."""
        top = Path(tempfile.mkdtemp(prefix="fuzz-"))
        try:
            return list(self._attempt(top, choose))
        finally:
            shutil.rmtree(os.fsencode(top), ignore_errors=True)

    def _attempt(self, top: Path, choose: random.Random) -> Iterator[Fault]:
        files = make_surroundings(top, choose)
        arguments, form = make_command(choose, files)
        self.command = arguments
        environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(top / "home"),
            "TMPDIR": str(top / "temporary"),
            **choose.choice(ENVIRONMENTS),
        }
        before = snapshot(top)
        status, usage, out, errors, left = run_limited(top / "repository", arguments, environment)
        self.statuses[status] = self.statuses.get(status, 0) + 1
        seconds, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024
        self.slowest = max(self.slowest, (seconds, repr(arguments)))
        self.largest = max(self.largest, peak)
        if status not in STATUSES or "Traceback" in errors or "this is a bug" in errors:
            yield "crashes", f"status {status}: {errors[-300:]!r}"
        if seconds > MOST_SECONDS:
            yield "hangs", f"{seconds:.1f} s"
        if peak > MOST_MEMORY:
            yield "memory", f"{peak / 1e6:.0f} MB"
        if left:
            yield "processes left", f"{left}"
        for path in changed(before, snapshot(top)):
            yield "files outside", repr(path)
        encoding = environment.get("PYTHONIOENCODING", "utf-8")
        said = faults_for_people(errors, GITHUB if form == "github" else None)
        for kind, what in (*said, *_faults_of_output(form, out, encoding)):
            yield kind, f"status {status}: {what}"
        yield from _faults_of_files(top / "repository/out")


def _faults_of_output(form: str, out: str, encoding: str) -> Iterator[Fault]:
    if form in format_names():
        if out:
            yield from faults_of_report(form, out)
    elif form == "data":
        if out:
            yield from faults_of_json(out)
    elif form == "svg" and out:
        yield from faults_of_svg(out.encode(encoding, "surrogateescape").decode())
    else:
        yield from faults_for_people(out, GITHUB if form == "github" else None)


def _faults_of_files(folder: Path) -> Iterator[Fault]:
    """Of the pictures that were written; a name that a link has is somebody else's."""
    if not folder.is_symlink():
        for path in sorted(folder.rglob("*.svg")):
            if path.is_file() and not path.is_symlink() and path.read_bytes() not in (b"", CANARY):
                yield from faults_of_svg(path.read_text(encoding="utf-8"))


# --- the folder -------------------------------------------------------------------------------


def make_surroundings(top: Path, choose: random.Random) -> list[bytes]:
    """Fill ``top``: a repository, a folder that it must not reach, a home. The names of the designs."""
    for name in ("repository/.git/hooks", "repository/folder", "elsewhere", "home", "temporary"):
        (top / name).mkdir(parents=True)
    repository = top / "repository"
    (repository / ".git/config").write_text(f"[http]\n\textraheader = {SECRET}: x\n")
    (repository / ".git/config.yaml").write_text(f"{SECRET}: x\n")
    (repository / ".env").write_text(f"TOKEN: {SECRET}\n")
    (repository / "folder/secret.yaml").write_text(f"token: {SECRET}\n{SECRET}: [\n")
    (top / "elsewhere/canary").write_bytes(CANARY)
    (top / "elsewhere/canary.yaml").write_text(f"{SECRET}: 1\n")
    (repository / "part.yaml").write_text("components: {p: {kind: service}}\n")
    (repository / "folder/link.yaml").symlink_to("../.git/config")
    if choose.random() < 0.3:
        (repository / "zero.yaml").symlink_to("/dev/zero")
        os.mkfifo(repository / "pipe.yaml")
    (repository / "linked").symlink_to("../elsewhere")
    files = choose.sample(fuzz_inputs.FILE_NAMES, choose.choice((1, 1, 1, 2, 3)))
    for name in dict.fromkeys(files):
        with suppress(OSError):
            (repository / os.fsdecode(name)).write_bytes(fuzz_inputs.design(choose, (80, 8, 6, 6)))
    if choose.random() < 0.3:
        name = choose.choice((".sdgen.toml", "sdgen.toml", "pyproject.toml"))
        _file_or_link(repository / name, fuzz_inputs.settings(choose), choose)
    if choose.random() < 0.6:
        _file_or_link(repository / "base.json", fuzz_inputs.baseline(choose), choose)
    if choose.random() < 0.4:
        _lay_links(repository, files, choose)
    return list(dict.fromkeys(files))


def _file_or_link(path: Path, data: bytes, choose: random.Random) -> None:
    target = choose.choice(
        (
            None,
            None,
            None,
            None,
            "/dev/zero",
            "pipe.yaml",
            ".git/config",
            "../elsewhere/canary",
            "loop",
        )
    )
    if target is None:
        path.write_bytes(data)
    else:
        path.symlink_to(path.name if target == "loop" else target)


def _lay_links(repository: Path, files: list[bytes], choose: random.Random) -> None:
    """In the way of what will be written."""
    stem = os.fsdecode(files[0]).rpartition(".")[0] or "d"
    targets = (
        "../elsewhere",
        "../../elsewhere",
        "../../elsewhere/canary",
        ".git/hooks",
        "/dev/full",
        "/",
        "loop",
    )
    target = choose.choice(targets)
    place = choose.choice(
        (
            "out",
            f"out/{stem}",
            f"out/{stem}/high-level.svg",
            f"out/{stem}/detailed.svg",
            "new.json",
            "out/growth",
        )
    )
    path = repository / place
    with suppress(OSError, ValueError):
        path.parent.mkdir(parents=True, exist_ok=True)
        kind = choose.random()
        if kind < 0.75:
            path.symlink_to(target)
        elif kind < 0.85:
            os.mkfifo(path)
        elif kind < 0.95:
            os.link(repository.parent / "elsewhere/canary", path)
        else:
            path.mkdir()


def snapshot(top: Path) -> Snapshot:
    """Everything below ``top`` but the output folder: what it is, and what it holds."""
    found: Snapshot = {}
    for folder, folders, files in os.walk(os.fsencode(top)):
        for name in (*folders, *files):
            path = Path(os.fsdecode(folder)) / os.fsdecode(name)
            key: tuple[object, ...] = (path.lstat().st_mode,)
            if path.is_symlink():
                key += (path.readlink(),)
            elif path.is_file():
                key += (path.read_bytes(),)
            found[os.fsencode(path.relative_to(top))] = key
        if folder.endswith(b"/repository") and b"out" in folders:
            folders.remove(b"out")
    return found


NEW = (
    b"repository/out",
    b"repository/loop",
    *(b"repository/new." + each for each in (b"json", b"svg", b"txt")),
)
"""What a command may write, with what is in it: ``out`` may be a link to ``loop``, which is no loop then."""


def changed(before: Snapshot, after: Snapshot) -> list[bytes]:
    """Paths that came, went or changed and must not have."""
    paths = sorted({*before, *after})
    different = (each for each in paths if before.get(each) != after.get(each))
    return [
        each for each in different if each not in NEW and not each.startswith(b"repository/loop/")
    ]


# --- the command ------------------------------------------------------------------------------


def make_command(choose: random.Random, files: list[bytes]) -> tuple[list[bytes], str]:
    """Arguments, and what standard output holds: the name of a report's format, ``data`` (JSON),
    ``svg`` or ``text``."""
    verb = choose.choice(
        ("validate", "lint", "lint", "render", "render", "analyze", "estimate", "plot")
    )
    file = files[0]
    many = choose.choice(([b"--", *files], [b"--", *files], [b"."], [b"*.yaml"], [b"--", file]))
    if verb == "validate":
        return [b"validate", *many], "text"
    if verb == "lint":
        form = choose.choice(format_names())
        more = choose.choice(_LINT_OPTIONS)
        counted = {b"--statistics", b"--create-baseline"} & {*more}
        form_shown = "text" if counted and form != "github" else form
        return [b"lint", b"--output-format", form.encode(), *more, *many], form_shown
    if verb == "render":
        more, form = choose.choice(_RENDER_OPTIONS)
        return [b"render", *more, *(many if form == "text" else [b"--", file])], form
    if verb == "analyze":
        fail = choose.choice(TEXTS[:20]).replace("\0", "")
        more = choose.choice(
            ([], [b"--fail=" + fail.encode("utf-8", "surrogatepass")], [b"--order", b"6"])
        )
        form = choose.choice(("text", "json"))
        return [
            b"analyze",
            b"-f",
            form.encode(),
            *more,
            b"--",
            file,
        ], "data" if form == "json" else "text"
    if verb == "plot":
        target = choose.choice((b"out", b"out", b"linked", b"../elsewhere/x/../../repository/out"))
        return [b"estimate", b"--plot", target, b"-f", b"svg", b"--", file], "text"
    form = choose.choice(("text", "markdown", "json"))
    more = choose.choice(([], [b"--scale", b"1000000x"], [b"--explain=a.b\x1b"]))
    return [
        b"estimate",
        b"-f",
        form.encode(),
        *more,
        b"--",
        file,
    ], "data" if form == "json" else "text"


_LINT_OPTIONS: tuple[list[bytes], ...] = (
    *([], [], [b"--baseline", b"base.json"], [b"--create-baseline", b"new.json"], [b"--statistics"]),
    *([b"-o", b"new.txt"], [b"--config", b"sdgen.toml"], [b"--select", b"\x1b[31m"], [b"--isolated", b"--select", b"ALL"]),
    *([b"--config", b".git/config"], [b"--baseline", b".git/config"], [b"-o", b"linked/x.txt"]),
)  # fmt: skip
_RENDER_OPTIONS: tuple[tuple[list[bytes], str], ...] = (
    ([b"-f", b"svg"], "text"),
    ([b"-f", b"svg", b"--view", b"all"], "text"),
    ([b"-f", b"svg", b"--findings"], "text"),
    ([b"-f", b"png"], "text"),
    ([b"--check"], "text"),
    ([b"-o", b"new.svg"], "text"),
    ([b"-o", b"-"], "svg"),
    ([b"-o", b"linked", b"-f", b"svg"], "text"),
    ([b"-o", b".git/hooks", b"-f", b"svg", b"--check"], "text"),
    ([b"--view", b"\x1b[31m::error::"], "text"),
    ([b"--lines", b"curved", b"-f", b"svg", b"--font", b"system"], "text"),
)


def run_limited(
    folder: Path, arguments: list[bytes], environment: dict[str, str]
) -> tuple[int, resource.struct_rusage, str, str, list[int]]:
    """Run ``sdgen`` under limits. The exit status, what it used, what it said, and the processes that
    are left of it (they are ended)."""
    command = [sys.executable, "-P", "-m", "sdgen", *map(os.fsdecode, arguments)]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=errors,
            start_new_session=True,
            preexec_fn=_limit,
        )
        end = time.monotonic() + MOST_WAITED
        while True:
            pid, code, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > end:
                process.send_signal(signal.SIGKILL)
            time.sleep(0.005)
        process.returncode = os.waitstatus_to_exitcode(code)
        left = in_session(process.pid)
        for each in left:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        out.seek(0)
        errors.seek(0)
        said = [each.read() for each in (out, errors)]
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    texts = [each.decode(encoding, "surrogateescape") for each in said]
    return process.returncode, usage, texts[0], texts[1], left


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (STOP_AFTER, STOP_AFTER))
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000_000, 100_000_000))


def in_session(session: int) -> list[int]:
    """The processes of a session that are there, without those that only wait to be collected."""
    found = []
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            with suppress(OSError):
                fields = (path / "stat").read_bytes().rpartition(b")")[2].split()
                if int(fields[3]) == session and fields[0] != b"Z":
                    found.append(int(path.name))
    return found


def described(command: list[bytes]) -> str:
    """A command as a person may read it."""
    return json.dumps([os.fsdecode(each) for each in command])
