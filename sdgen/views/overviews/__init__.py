"""Views of large designs: all groups as one card each, and one group each."""
