"""The sections of this template, one module each."""
