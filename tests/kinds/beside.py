"""What a copy of sdgen that has more kinds makes of designs, printed as JSON.

``python beside.py DESIGN...``; ``test_new_kinds.py`` runs it with that copy. Of each design it
prints what lint and the analyses say, and what the views show, of the design as it is and of the
same design with every kind exchanged for its twin, a kind that differs in its name only.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from sdgen import api
from sdgen.analyses.facts import Facts
from sdgen.design.records import Design
from sdgen.lint.engine import lint
from sdgen.lint.settings import Settings
from sdgen.rules import all_rules
from sdgen.views import make_picture

DAY = date(2026, 1, 1)
RULES = all_rules()


def with_twins(design: Design) -> Design:
    components = {
        name: replace(each, kind=f"twin_{each.kind}") for name, each in design.components.items()
    }
    return replace(design, components=components)


def said(design: Design, texts: Mapping[str, str]) -> dict[str, object]:
    facts = Facts(design)
    found = lint(facts, Settings(), today=DAY, texts=texts, rules=RULES).findings
    loaded = api.LoadedDesign(facts=facts)
    everything = {
        "lint": [repr(each) for each in found],
        "estimate": repr(loaded.estimate()),
        "analyze": repr(loaded.analyze()),
        "views": [repr(make_picture(facts, view)) for view in api.view_names(facts)],
    }
    plain: dict[str, object] = json.loads(re.sub(r"twin[_ ]", "", json.dumps(everything)))
    return plain


def main(paths: list[str]) -> None:
    answers = {}
    for path in paths:
        reading = api.read_text(Path(path).read_text(encoding="utf-8"), "design.yaml")
        assert reading.design is not None, reading.findings
        pair = (reading.design, with_twins(reading.design))
        answers[path] = [said(design, reading.texts) for design in pair]
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
