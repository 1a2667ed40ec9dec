"""A Diagram to positions; the only code that knows Graphviz."""
