"""Views that are diagrams, one module each; a view of a design's own can build on any of them."""
