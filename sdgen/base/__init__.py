"""What every floor stands on: places, findings, files, words."""
