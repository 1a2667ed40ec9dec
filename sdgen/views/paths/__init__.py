"""Views that are a diagram with the path of one thing in front."""
