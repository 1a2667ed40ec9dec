"""sdgen within the builders of sites: a fence for Markdown (MkDocs, Zensical), a directive for Sphinx.
A module is imported by that builder alone, and asks the workspace for everything."""
