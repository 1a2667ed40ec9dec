"""Report formats: a module here is a format of its name; its ``write`` yields the report in parts."""
