"""Codes of what does not have the form of a design: its keys, types and ids."""

from __future__ import annotations

from sdgen.lint.code_pages.code_page import CodePage
from sdgen.schema import codes

_GOOD = "components:\n  web: {kind: client, calls: [shop]}\n  shop: {kind: service}\n"


def _page(code: str, why: str, instead: str, bad: str = "", good: str = _GOOD) -> CodePage:
    name, summary = codes.CODES[code]
    return CodePage(
        code=code,
        name=name,
        summary=summary,
        why=why,
        instead=instead,
        bad=bad,
        good=good if bad else "",
    )


PAGES = (
    _page(
        codes.UNKNOWN_KEY,
        "A misspelt key would be passed over, and the design would say less than its author thinks.",
        "The key that the message suggests; `docs/language.md` and the schema list all of them.",
        _GOOD.replace("calls", "cals"),
    ),
    _page(
        codes.MISSING_KEY,
        "Without it the part means nothing: a design needs `sdgen`, `name` and `components`, a "
        "component its `kind`.",
        "The key that is named.",
        _GOOD.replace("{kind: service}", "{replicas: 2}"),
    ),
    _page(
        codes.WRONG_TYPE,
        "A list, a mapping, a text and a number mean different things at one place.",
        "A value of the type that the message asks for.",
        _GOOD.replace("[shop]", "5"),
    ),
    _page(
        codes.WRONG_VALUE,
        "Only certain words mean something here.",
        "One of those that the message lists.",
        _GOOD.replace("service", "servce"),
    ),
    _page(
        codes.WRONG_FORM,
        "Ids stand in steps, in paths and in names of files, so not every sign can be in them.",
        "A text of the form that the message gives; a title for people goes into `name`.",
        "components:\n  'my web': {kind: client}\n",
        "components:\n  my-web: {kind: client, name: My web}\n",
    ),
    _page(
        codes.OUT_OF_BOUNDS,
        "No system has such a number, so it is a slip.",
        "A value within the bounds that the message gives.",
        _GOOD.replace("{kind: service}", "{kind: service, replicas: 0}"),
    ),
    _page(
        codes.TOO_MANY,
        "Whoever has this many mistakes learns nothing from the rest; most have one cause.",
        "Mend the first ones and check again.",
    ),
    _page(
        codes.TOO_LONG,
        "Looking at all entries would take longer than anyone waits.",
        "Fewer entries at this place; check that it is the right file.",
    ),
    _page(
        codes.AGAINST_SCHEMA,
        "The published schema is what a design may be, for editors and for everyone who writes "
        "designs with a program; `sdgen validate` gives it the last word.",
        "What the message asks for; should it make no sense, please report it.",
    ),
)
