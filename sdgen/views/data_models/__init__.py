"""Views that are data models: entities as tables."""
