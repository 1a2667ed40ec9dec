"""The layout of sequence diagrams: measured heads, arrows and frames to coordinates.

``sized`` is what is laid out, ``columns`` places the lifelines, ``rows`` everything along them, and
``placed`` is what comes of it.
"""
