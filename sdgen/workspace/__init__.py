"""Files and many designs: found, read, configured, linted, drawn, watched, in as many processes as
the machine has. Nothing here prints, exits, or reads a stream that it was not given.
"""
