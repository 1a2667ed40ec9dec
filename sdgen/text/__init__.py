"""Text as pictures need it: made safe, measured and fitted without any installed font."""
