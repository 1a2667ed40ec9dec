"""A design -> the text of another tool: OpenAPI and what comes.

``formats`` holds one module for each; ``exporter`` is the record that it gives. What a target cannot
say is written where its readers see it, or told as a finding; nothing is dropped in silence.
"""
