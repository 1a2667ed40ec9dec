"""Diagrams as texts of Graphviz."""
