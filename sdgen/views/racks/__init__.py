"""Views that show a rack: zones as columns, a row for each component."""
