"""A view of the data model: its first page under another name."""

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.views.data_models import data
from sdgen.views.entities import Entities
from sdgen.views.view import BuiltInView


def make(facts: Facts, title: str) -> Entities:
    """The entities of the first page."""
    return replace(data.data(facts, title)[0], view="accounts")


VIEW = BuiltInView(
    id="accounts",
    title="Accounts",
    doc="What is stored, on one page.",
    make=make,
    lack=data.VIEW.lack,
)
