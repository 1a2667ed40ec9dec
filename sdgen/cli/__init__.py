"""The command line: one module per verb; the only place that prints or exits."""
