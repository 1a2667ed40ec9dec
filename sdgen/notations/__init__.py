"""Terms of the notations of other tools, for whatever writes or reads them: each stands here once."""
