"""``sdgen new``: from nothing to a first design."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from sdgen.base.errors import SdgenError
from sdgen.cli import candidates, status
from sdgen.cli.group import open_workspace, verb

if TYPE_CHECKING:
    from sdgen.workspace.new import Answers, NewDesign, Question

_LAST_STEP: Final = 8
_NAME: Final = "name"
"""The field of the question that an argument may have answered."""
_LONGEST_ANSWER: Final = 1_000
"""Bytes of a line that is read; a longer one is no answer."""


class _NoMoreAnswersError(Exception):
    """The answers have ended before the questions."""


@verb(
    "new",
    {
        status.OK: "when the file is written, or all is listed",
        status.UNUSABLE: "when NAME is no name or is taken, nothing to begin with is called so, there "
        "is no terminal to ask on, the answers end too early, or the file cannot be written",
    },
)
@click.argument("name", required=False, metavar="[NAME]")
@click.option(
    "--from",
    "source",
    metavar="DESIGN-OR-PATTERN",
    shell_complete=candidates.starting_points,
    help="Begin with a copy of a pattern, or of a design of the gallery; --list has all.",
)
@click.option("--yes", is_flag=True, help="Take every default and ask nothing.")
@click.option("--list", "listing", is_flag=True, help="List what --from takes, and write nothing.")
def command(name: str | None, source: str | None, *, yes: bool, listing: bool) -> int:
    """Begin a design: NAME.yaml, in designs/ or the folder of the settings, where there is one.

    Asks who uses the system, what they do and how often, how large it is, how long it is kept, how
    available it must be and where it runs; says at once what follows from each answer; and writes a
    file with comments that validates, renders and has no errors in lint. NAME is that of the file
    and of the design. A file that is there is never written over, and Ctrl-C leaves none behind.

    \b
      sdgen new shop
      sdgen new shop --yes
      sdgen new jobs --from queue-and-worker
    """
    from sdgen.cli.printing import complain, say
    from sdgen.workspace.new import NewRequest

    if listing:
        return _list()
    workspace = open_workspace()
    if source is not None:
        return _tell(workspace.begin(NewRequest(name=name, source=source)), name)
    if not yes and not (sys.stdin.isatty() and sys.stdout.isatty()):
        complain(
            "there is no terminal to ask on",
            "--yes takes every default; --from PATTERN begins with a pattern, and --list has all",
        )
        return status.UNUSABLE
    try:
        named, answers = _defaults(name) if yes else _Dialogue(name).hold()
    except _NoMoreAnswersError:
        complain("the answers ended before the questions; nothing is written")
        return status.UNUSABLE
    begun = workspace.begin(NewRequest(name=named, answers=answers))
    if not yes:
        say("")
    return _tell(begun, named)


def _defaults(name: str | None) -> tuple[str, Answers]:
    from sdgen.workspace.new import NEW_NAME, Answers, place_of

    name = name or NEW_NAME
    return name, Answers(name=place_of(name).title)


class _Dialogue:
    """The questions on a terminal, one after the other; each is asked until its answer makes sense."""

    def __init__(self, name: str | None) -> None:
        from sdgen.workspace.new import QUESTIONS, Answers

        self._name = name
        self._answers = Answers()
        self._left = [each for each in QUESTIONS if not (name and each.field == _NAME)]

    def hold(self) -> tuple[str, Answers]:
        """The name of the file, and all answers. Raises KeyboardInterrupt, and _NoMoreAnswersError."""
        from msgspec.structs import replace

        from sdgen.base.words import counted
        from sdgen.cli.printing import say
        from sdgen.workspace.new import place_of, taken

        if self._name:
            place = place_of(self._name)
            if place.taken:
                raise taken(place)
            self._answers = replace(self._answers, name=place.title)
        say(f"A first design from {counted(len(self._left), 'answer')}. Enter takes what stands in")
        say("[brackets]; Ctrl-C ends, and nothing is written.")
        step = ""
        for question in self._left:
            if question.step != step:
                step = question.step
                self._head(step)
            self._ask(question)
        return self._name or self._answers.name, self._answers

    def _head(self, step: str) -> None:
        from sdgen.cli.printing import say
        from sdgen.workspace.new import STEPS

        say("")
        say(f"Step {step} of {_LAST_STEP}: {STEPS[step]}")

    def _ask(self, question: Question) -> None:
        from sdgen.cli.printing import say
        from sdgen.workspace.new import AnswerError, answered, place_of, taken

        say(f"  {question.ask(self._answers)}")
        while True:
            text = _answer(f"    {question.examples} [{question.default(self._answers)}]: ")
            try:
                answers, follows = answered(self._answers, question, text)
                if question.field == _NAME and (place := place_of(answers.name)).taken:
                    raise taken(place)
            except AnswerError as error:
                _explain(error.message, error.instead)
            except SdgenError as error:
                _explain(error.message)
            else:
                self._answers = answers
                if follows:
                    say(f"    -> {follows}")
                return


def _answer(prompt: str) -> str:
    """What is typed behind the prompt."""
    from sdgen.base.gate import for_terminal
    from sdgen.cli.printing import flush, print_text

    print_text(for_terminal(prompt))
    flush()
    try:
        typed = sys.stdin.buffer.readline(_LONGEST_ANSWER)
    except KeyboardInterrupt:
        print_text("\n")  # the message about it begins a line
        raise
    if not typed:
        print_text("\n")
        raise _NoMoreAnswersError
    return typed.decode("utf-8", "replace").strip()


def _explain(*lines: str) -> None:
    from sdgen.cli.printing import say

    for line in lines:
        if line:
            say(f"    ! {line}")


def _tell(begun: NewDesign, name: str | None) -> int:
    """Say what was written, and what to do next."""
    from sdgen.cli.printing import say
    from sdgen.workspace.new import next_steps

    file = begun.file
    say(str(file))
    if name and begun.renamed:
        say(f"The file of '{name}' is called {file.name}.")
    say("")
    say("Next: go through the file from the top, put in what you know, and")
    steps = next_steps(file)
    width = max(len(command) for command, _ in steps)
    for command, does in steps:
        say(f"  {command.ljust(width)}  {does}")
    return status.OK


def _list() -> int:
    from sdgen.cli.printing import say
    from sdgen.workspace.new import starting_points

    points = starting_points()
    width = max(map(len, points))
    for title, are_patterns in (("Patterns:", True), ("Designs of the gallery:", False)):
        say(title)
        for each in points.values():
            if each.is_pattern is are_patterns:
                say(f"  {each.name.ljust(width)}  {each.says}")
    return status.OK
