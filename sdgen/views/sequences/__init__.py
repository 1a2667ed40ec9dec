"""Views that are sequence diagrams."""
