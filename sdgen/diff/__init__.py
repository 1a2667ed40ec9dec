"""Two designs: what has changed between them, and what that means."""
