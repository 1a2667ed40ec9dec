"""The design document: what a design says and what was computed of it, as sections of blocks, and
the writers that make a file of them.

A template is a folder of ``sections``; a section is one module there. Other packages add theirs as
entry points of the groups ``sdgen.document_sections.steps`` and ``sdgen.document_sections.rfc``.
"""
