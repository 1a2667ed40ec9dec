"""A way in: a few answers about a system become a first design of it, and a pattern or a design of the
gallery becomes the beginning of one's own.

``questions`` reads answers, ``parts`` makes the data of a design from them, ``sizing`` gives it as
many instances as its load needs, by the same analyses that ``sdgen estimate`` runs, ``page`` writes
it as YAML with comments, ``consequences`` says what follows from each answer. Nothing here prints,
asks or writes a file.
"""
