"""Linting a design: which rules run, what the user has accepted, what is left to report.

:func:`sdgen.lint.engine.lint` is the way in. Nothing here prints, and no clock is read: whoever
calls says which day it is.
"""
