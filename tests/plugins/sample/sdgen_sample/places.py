"""Components by zones under another name, without what the zones take down."""

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.views.matrices import matrix
from sdgen.views.matrix import Matrix
from sdgen.views.view import BuiltInView


def make(facts: Facts, title: str) -> Matrix:
    """Where everything runs, of the first page."""
    return replace(matrix.matrix(facts, title)[0], view="places", heads=(), losses=())


VIEW = BuiltInView(
    id="places",
    title="Places",
    doc="Where everything runs.",
    make=make,
    lack=matrix.VIEW.lack,
)
