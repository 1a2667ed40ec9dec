"""Pictures and tables of designs in documents that people have: between markers in Markdown, and for
the builders of sites."""
