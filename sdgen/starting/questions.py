"""The questions of the method, in its order: as few as give a first design, each with an answer that is
taken where nobody knows better."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sdgen.base.words import with_article
from sdgen.quantity import Quantity
from sdgen.starting import answers as reading
from sdgen.starting.answers import Answers
from sdgen.starting.consequences import follows
from sdgen.starting.names import plural

STEPS: Final = {
    "1": "requirements",
    "2": "back-of-envelope calculation",
    "4": "data model",
    "6": "detailed design",
}
"""The steps of the method that ask something; what the others say follows."""


class Question(Struct, frozen=True):
    """One question: the field of ``Answers`` that it fills, the step that it belongs to, what is asked
    (``{who}``, ``{thing}`` and ``{a_thing}`` stand for earlier answers), and examples of answers."""

    field: str
    step: str
    text: str
    examples: str
    read: Callable[[str], object]

    def ask(self, answers: Answers) -> str:
        """The question in words, after these answers."""
        return self.text.format(
            who=answers.who,
            thing=answers.thing,
            things=plural(answers.thing),
            a_thing=with_article(answers.thing),
        )

    def default(self, answers: Answers) -> str:
        """What is taken where nothing is answered, as somebody would type it."""
        value = getattr(answers, self.field)
        if isinstance(value, Quantity):
            return value.text.replace("/user/", "/")
        if isinstance(value, tuple):
            return ", ".join(value)
        return str(value or _NOTHING[self.field])


_NOTHING: Final = {"later": "no", "kept": "forever"}

QUESTIONS: Final = (
    Question("name", "1", "What is the system called?", "Shop", reading.read_name),
    Question("who", "1", "Who uses it?", "users, guests, sensors", reading.read_actor),
    Question(
        "thing",
        "1",
        "What do {who} add? One thing, in the singular",
        "photo, booking, reading",
        reading.read_thing,
    ),
    Question(
        "later",
        "1",
        "What is done with {a_thing} afterwards, while nobody waits?",
        "make thumbnails, send a mail, no",
        reading.read_later,
    ),
    Question("users", "2", "How many {who} are there on a day?", "10k, 2M", reading.read_count),
    Question(
        "writes",
        "2",
        "How often does one of them add {a_thing}?",
        "5/day, 1/week, 1/min",
        reading.read_rate,
    ),
    Question(
        "reads",
        "2",
        "How often does one of them look at {a_thing}?",
        "20/day, never",
        reading.read_rate_or_none,
    ),
    Question(
        "peak",
        "2",
        "How many times the average is the busiest hour?",
        "3x",
        reading.read_factor,
    ),
    Question("size", "2", "How large is {a_thing}?", "300 B, 10 KB, 2 MB", reading.read_size),
    Question("kept", "4", "How long are {things} kept?", "90d, 3y, forever", reading.read_time),
    Question(
        "available",
        "6",
        "How much of the time must it work?",
        "99%, 99.9%, 99.99%",
        reading.read_share,
    ),
    Question(
        "places",
        "6",
        "Where does it run? One region, or several with commas between them",
        "eu-west-1, us-east-1",
        reading.read_places,
    ),
)


def answered(answers: Answers, question: Question, text: str) -> tuple[Answers, str]:
    """The answers with one more, an empty one being the default, and what follows from it, in a line
    or none. Raises AnswerError for an answer that makes no sense."""
    if text.strip():
        answers = replace(answers, **{question.field: question.read(text)})
    return answers, follows(question.field, answers)
