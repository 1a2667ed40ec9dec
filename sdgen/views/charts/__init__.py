"""Views that are charts, one module each."""
