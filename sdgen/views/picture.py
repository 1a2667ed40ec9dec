"""What a picture can be. Whoever takes one handles each type: ``match`` with ``assert_never``, so
that the type checker names every place that does not know a new one."""

from __future__ import annotations

from typing import TypeAlias

from sdgen.views.chart import Chart
from sdgen.views.diagram import Diagram
from sdgen.views.entities import Entities
from sdgen.views.matrix import Matrix
from sdgen.views.rack import Rack
from sdgen.views.sequence import Sequence

Picture: TypeAlias = Diagram | Chart | Entities | Matrix | Rack | Sequence
"""What a view shows, before it is laid out and drawn."""
