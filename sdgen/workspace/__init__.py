"""Files and many designs: the public door."""
