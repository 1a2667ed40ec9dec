"""Report formats: a module here is a format of its name, with ``write(report) -> str``."""
