"""Fault trees: minimal cut sets, exact probability and importance by decision diagrams."""
