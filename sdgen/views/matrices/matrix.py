"""The matrix view: components by zones, how many replicas run where, what is left of each without its
worst zone, and what each zone takes down."""

from __future__ import annotations

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.analyses.traffic.zones import zones_of
from sdgen.base.span import Span
from sdgen.base.words import counted
from sdgen.views.matrix import Matrix, RowGroup, Sign
from sdgen.views.matrix_columns import MIXED, Columns, columns_of
from sdgen.views.matrix_foot import head_remark, heads, loss_rows
from sdgen.views.matrix_pages import pages_of
from sdgen.views.matrix_rows import row_groups
from sdgen.views.phrases import Phrase, in_turn, said
from sdgen.views.rack import in_or_on
from sdgen.views.view import BuiltInView, Lack
from sdgen.views.zones import is_zone

NOT_FOLLOWED = "The design is too large to follow the load that each loss moves."


def matrix(facts: Facts, title: str = "Matrix") -> tuple[Matrix, ...]:
    """Every component in the zones that it runs in, on one page, or of a large design on several."""
    columns = columns_of(facts)
    assert columns is not None, "a view is made of what lacks nothing"
    groups = row_groups(facts, columns)
    pages = pages_of(groups)
    total = sum(row.replicas for group in groups for row in group.rows)
    total += sum(int(folded.total) for group in groups for folded in group.folded)
    made = tuple(
        _page(facts, title, columns, groups, total, (number, len(pages)))
        for number, groups in enumerate(pages, 1)
    )
    followed = all(each.outcome.followed for each in columns.losses.values())
    first = replace(
        made[0],
        heads=heads(facts, columns),
        head_remark=head_remark(facts, columns),
        losses=loss_rows(facts, columns),
        notes=() if followed else (NOT_FOLLOWED,),
    )
    return (first, *made[1:])


def _page(
    facts: Facts,
    title: str,
    columns: Columns,
    groups: tuple[RowGroup, ...],
    total: int,
    page: tuple[int, int],
) -> Matrix:
    number, pages = page
    subtitle = _subtitle(facts, title, columns, total, page)
    found = Matrix(
        view="matrix",
        title=facts.design.name,
        subtitle=subtitle,
        columns=columns.shown,
        groups=groups,
        total=str(total),
        page=number,
        pages=pages,
        noun=columns.noun,
    )
    return replace(found, description=_described(facts, found))


def _subtitle(
    facts: Facts, title: str, columns: Columns, total: int, page: tuple[int, int]
) -> tuple[Phrase, ...]:
    number, pages = page
    factor = facts.scenario.users
    where = f" {in_or_on(columns.noun)} {counted(len(columns.counted), columns.noun)}"
    held = counted(columns.held, "replica")
    if columns.held < total:
        held = f"{columns.held} of {counted(total, 'replica')}"
    return in_turn(
        (
            (Phrase(title),),
            (Phrase(held, strong=True), Phrase(where)),
            _worst_zone(facts, columns),
            (Phrase(f"page {number} of {pages}" if pages > 1 else ""),),
            (Phrase(f"at {factor:g} times the users" if factor != 1.0 else ""),),
        )
    )


def _worst_zone(facts: Facts, columns: Columns) -> tuple[Phrase, ...]:
    """``worst zone use1-a: 2 of 6 journeys down``, or that none takes any down or leaves too little."""
    number, noun = len(facts.analysed), columns.noun
    if not number or not (noun == MIXED or any(is_zone(facts.design, x) for x in columns.zones)):
        return ()
    worst = max(columns.counted, key=lambda each: columns.losses[each].harm)
    loss = columns.losses[worst]
    if not any(loss.harm[:3]):
        before = f", {loss.short_before} of {number} over as before" if loss.short_before else ""
        return (Phrase(f"no {noun} takes a journey down{before}"),)
    many, word = next(
        (many, word)
        for many, word in (
            (loss.down, "down"),
            (loss.out, "out until somebody switches over"),
            (loss.short, "over"),
        )
        if many
    )
    verdict = f"{many} of {counted(number, 'journey')} {word}"
    return (Phrase(f"worst {noun} {worst}: "), Phrase(verdict, strong=True))


def _described(facts: Facts, picture: Matrix) -> str:
    """The picture in words, for those who hear it."""
    rows = picture.rows
    down = [row.card.name for row in rows if row.worst.sign is Sign.DOWN]
    number = sum(folded.number for group in picture.groups for folded in group.folded)
    parts = [
        f"{said(picture.subtitle)}.",
        f"{counted(len(rows) + number, 'component')} in {counted(len(picture.columns), 'column')}.",
    ]
    if down:
        parts.append(f"Down with their worst {picture.noun}: {', '.join(down)}.")
    return " ".join((*parts, facts.design.summary)).strip()


def _lack(facts: Facts) -> Lack | None:
    design = facts.design
    if any(zones_of(design, each) for each in design.components.values()):
        return None
    if not design.domains:
        return Lack(
            "no zone is given",
            "write under 'topology' where it runs, such as 'eu-west-1: {zones: [euw1-a, euw1-b]}', and "
            "'zones: [euw1-a, euw1-b]' under components",
            Span.whole(design.path),
        )
    first = next(iter(design.domains.values()))
    return Lack(
        "no component is in a zone",
        f"write under components where they run, such as 'zones: [{first.id}]'",
        first.span,
    )


VIEW = BuiltInView(
    id="matrix",
    title="Matrix",
    doc="Components by zones: replicas, what is left without the worst zone, what each zone takes down.",
    make=matrix,
    order=3,
    lack=_lack,
)
