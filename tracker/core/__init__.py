"""What every feature stands on: clock, settings, database, errors, files."""
