"""Every record of a design: frozen, each value with its Span. By subject they are made in the
modules beside this one.

Maps keep the order of the file. ``spans`` of a record maps the name of each part that the user
wrote (the key in the YAML file) to the Span of its value; ``span`` is the record's own key.
What the user left out is ``None`` or empty: defaults of a kind are applied by the analyses, which
state them as assumptions.
"""

from __future__ import annotations

from sdgen.design.calls import Call, CallGroup
from sdgen.design.components import Backups, Capacity, Component, Latency, Price
from sdgen.design.data import Entity, Field, Query
from sdgen.design.decisions import Acceptance, Alert, Decision, Monitoring, Option
from sdgen.design.design import Design
from sdgen.design.interface import Operation, Parameter
from sdgen.design.journeys import Access, Journey, Objectives, Step
from sdgen.design.maintenance import Maintenance
from sdgen.design.pictures import Group, View
from sdgen.design.record import Record
from sdgen.design.replicas import Failover, ReplicaMode, Replicas
from sdgen.design.requirements import Question, Requirement, Requirements
from sdgen.design.scale import Scale, StatedFigure
from sdgen.design.topology import Domain, Level

__all__ = [
    "Acceptance",
    "Access",
    "Alert",
    "Backups",
    "Call",
    "CallGroup",
    "Capacity",
    "Component",
    "Decision",
    "Design",
    "Domain",
    "Entity",
    "Failover",
    "Field",
    "Group",
    "Journey",
    "Latency",
    "Level",
    "Maintenance",
    "Monitoring",
    "Objectives",
    "Operation",
    "Option",
    "Parameter",
    "Price",
    "Query",
    "Question",
    "Record",
    "ReplicaMode",
    "Replicas",
    "Requirement",
    "Requirements",
    "Scale",
    "StatedFigure",
    "Step",
    "View",
]
