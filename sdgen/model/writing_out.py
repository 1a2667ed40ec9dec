"""Overrides and defaults written out into the design that its files make, in this order, and what
comes of it checked."""

from __future__ import annotations

from collections.abc import Sequence

from sdgen.base.findings import Finding
from sdgen.base.span import Span
from sdgen.model.defaults import call_options, given_in, report_idle_removals, with_defaults
from sdgen.model.files import Files, may_lack_keys
from sdgen.model.gather import Gather, mapping
from sdgen.model.merging import Removals
from sdgen.model.overrides import with_overrides
from sdgen.parse.document import Entry, Mapping
from sdgen.schema import check_written_out
from sdgen.schema.codes import MISSING_KEY


def write_out(
    root: Mapping, files: Files, own: str, said: Sequence[Finding], gather: Gather
) -> Mapping:
    """The merged design as if every default and override had been written into it by hand.

    ``own`` is the name of the design's own file, ``said`` what has been found about its form.
    """
    removals = Removals()
    for each in (*files.roots, own):
        scopes = [files.roots[own]] if each == own else [files.roots[own], files.roots[each]]
        gather.call_options[each] = call_options(map(given_in, scopes), Removals())
    overridden = with_overrides(root, files, removals, gather)
    written = with_defaults(overridden, files.roots, own, removals, gather)
    if not gather.incomplete:  # what is missing may give what is removed here
        report_idle_removals(removals, gather)
    changed = _changed(root, written)
    if changed.entries:
        known = {_place(each) for each in (*said, *gather.findings)}
        found = check_written_out(own, changed)
        gather.findings.extend(
            each
            for each in found
            if _place(each) not in known and not (gather.incomplete and each.code == MISSING_KEY)
        )
    return written


def _place(finding: Finding) -> tuple[str, Span]:
    return finding.code, finding.span


def _changed(before: Mapping, after: Mapping) -> Mapping:
    """The elements of a design that are not as their file has them, each under its part, and the
    components that need not have been whole there."""
    parts = []
    for part in after.entries:
        known = before.get(part.key)
        if part.key == "components" and isinstance(part.value, Mapping):
            kept = tuple(
                each
                for each in part.value.entries
                if each.value is not mapping(known).get(each.key) or may_lack_keys(each.value)
            )
            if kept:
                parts.append(Entry(part.key, part.key_span, Mapping(kept, part.value.span)))
        elif part.value is not known:
            parts.append(part)
    return Mapping(tuple(parts), after.span)
