"""Views of components by zones, one a module."""
