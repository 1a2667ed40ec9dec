"""The codes under which the model speaks: each with its name and what it finds."""

from __future__ import annotations

UNKNOWN_COMPONENT = "REF001"
UNDECLARED_CALL = "REF002"
UNKNOWN_DOMAIN = "REF003"
UNKNOWN_GROUP = "REF004"
UNKNOWN_JOURNEY = "REF005"
UNKNOWN_ENTITY = "REF006"
UNKNOWN_FIELD = "REF007"
UNKNOWN_REQUIREMENT = "REF008"
UNKNOWN_ELEMENT = "REF009"
UNKNOWN_SELECTOR = "REF010"
UNKNOWN_OPTION = "REF011"
UNREACHED_STEP = "REF012"
CYCLE = "REF013"
TOO_MANY = "REF014"
IDLE_JOURNEY = "REF015"
IDLE_ALTERNATIVE = "REF016"
IDLE_ROW = "REF017"
IDLE_COLLAPSE = "REF018"

QUANTITY = "VALUE001"
CONTRADICTION = "VALUE002"
FORM = "VALUE003"
DEFINED_TWICE = "VALUE004"

NAME_TAKEN = "NAME001"

UNKNOWN_OVERRIDE = "OVERRIDE001"
DIFFERENT = "OVERRIDE002"
IDLE_REMOVAL = "OVERRIDE003"
IDLE_DEFAULT = "OVERRIDE004"
DEFAULTS_TOO_MANY = "OVERRIDE005"

INCLUDE_UNREADABLE = "INCLUDE001"
INCLUDE_OUTSIDE = "INCLUDE002"
INCLUDE_CYCLE = "INCLUDE003"
INCLUDE_TOO_MANY = "INCLUDE004"
INCLUDE_UNSUITABLE = "INCLUDE005"
PART = "INCLUDE006"

CODES: dict[str, tuple[str, str]] = {
    UNKNOWN_COMPONENT: ("unknown-component", "A component that the design does not have."),
    UNDECLARED_CALL: (
        "undeclared-call",
        "A step along a call that its component does not declare.",
    ),
    UNKNOWN_DOMAIN: ("unknown-domain", "A zone, region or other failure domain not in `topology`."),
    UNKNOWN_GROUP: ("unknown-group", "A group that is not in `groups`."),
    UNKNOWN_JOURNEY: ("unknown-journey", "A journey that the design does not have."),
    UNKNOWN_ENTITY: ("unknown-entity", "An entity that is not in `data`."),
    UNKNOWN_FIELD: ("unknown-field", "A field that the entity does not have."),
    UNKNOWN_REQUIREMENT: ("unknown-requirement", "A requirement that is not in `requirements`."),
    UNKNOWN_ELEMENT: ("unknown-element", "An id that nothing in the design has."),
    UNKNOWN_SELECTOR: (
        "unknown-selector",
        "A view selects by an id, group, tag or kind of nothing.",
    ),
    UNKNOWN_OPTION: ("unknown-option", "A decision chooses what is none of its options."),
    UNREACHED_STEP: (
        "unreached-step",
        "A step starts at a component that the journey has not reached.",
    ),
    CYCLE: ("cycle", "Groups that stand in each other."),
    IDLE_JOURNEY: (
        "idle-journey",
        "A journey that makes no call, so that nothing can be computed.",
    ),
    IDLE_ALTERNATIVE: ("idle-alternative", "An alternative that is the same component once more."),
    IDLE_ROW: ("idle-row", "A row of a picture that has one component."),
    IDLE_COLLAPSE: (
        "idle-collapse",
        "A view collapses a group that lies in one that is collapsed.",
    ),
    TOO_MANY: ("too-many-findings", "More is wrong than is worth listing."),
    QUANTITY: ("quantity", "A value that is no quantity, or not one of the kind due there."),
    CONTRADICTION: ("contradiction", "Values that cannot all be true."),
    FORM: ("form", "A step, type or date that is not written as such."),
    DEFINED_TWICE: ("defined-twice", "The same id, or the same fact, at two places."),
    NAME_TAKEN: ("name-taken", "A view with a name that is that of a built-in view."),
    UNKNOWN_OVERRIDE: (
        "unknown-override",
        "An override of what no included file has, or of what the file defines itself.",
    ),
    DIFFERENT: (
        "different-values",
        "Defaults of two tags, or overrides of two files, that differ for one component.",
    ),
    IDLE_REMOVAL: ("idle-removal", "An empty value that removes nothing."),
    IDLE_DEFAULT: ("idle-default", "Defaults of a kind or tag that no component has."),
    DEFAULTS_TOO_MANY: ("defaults-too-many", "Defaults that are too much when written out."),
    INCLUDE_UNREADABLE: ("include-unreadable", "An included file that cannot be read."),
    INCLUDE_OUTSIDE: ("include-outside", "An included file outside the repository."),
    INCLUDE_CYCLE: ("include-cycle", "Files that include each other."),
    INCLUDE_TOO_MANY: ("include-too-many", "More included files, or deeper, than is allowed."),
    INCLUDE_UNSUITABLE: (
        "include-unsuitable",
        "An included file that is hidden, no YAML, or no part of a design.",
    ),
    PART: ("part-of-a-design", "A file that is no design of its own, and what is checked of it."),
}
"""Code to name and description."""
