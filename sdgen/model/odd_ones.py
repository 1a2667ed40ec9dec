"""An id that is misspelt where it is defined: then every right use of it names nothing, and one finding
at the definition says more than one at each use."""

from __future__ import annotations

from sdgen.base.suggest import did_you_mean, question
from sdgen.design.records import Design, Record
from sdgen.model import codes
from sdgen.model.gather import MOST_COMPARISONS, Gather, shorten
from sdgen.parse.fixes import NO_FIX, respell

FEWEST_USES = 2
"""Of one use alone nobody can say which of the two is misspelt."""


def find_odd_ones(design: Design, gather: Gather) -> None:
    """Put one finding at each definition that nothing uses, in place of those about several uses of
    an id that is nearly the same."""
    parts: dict[str, tuple[str, dict[str, Record]]] = {
        codes.UNKNOWN_COMPONENT: ("component", {**design.components}),
        codes.UNKNOWN_DOMAIN: ("domain", {**design.domains}),
        codes.UNKNOWN_ENTITY: ("entity", {**design.data}),
        codes.UNKNOWN_JOURNEY: ("journey", {**design.journeys}),
    }
    for (code, identifier), found in gather.unknown.items():
        what, defined = parts.get(code, ("", {}))
        unused = [name for name in defined if not gather.uses[name]]
        gather.comparisons += len(unused)
        if len(found) < FEWEST_USES or not unused or gather.comparisons > MOST_COMPARISONS:
            continue
        odd = did_you_mean(identifier, unused)
        if odd is None:
            continue
        gone = {id(each) for each in found}
        gather.findings = [each for each in gather.findings if id(each) not in gone]
        span = defined[odd].span
        document = gather.documents.get(span.file)
        others = sorted(each.span for each in found)
        sure = document is not None and identifier not in gather.misformed
        gather.report(
            code,
            f"{what} '{shorten(odd)}': nothing names it, and {len(found)} places name "
            f"'{shorten(identifier)}', which there is not",
            span,
            question(shorten(identifier), then=f"it is named at {others[0]} first"),
            odd,
            fix=respell(document, span, odd, identifier) if document and sure else NO_FIX,
        )
