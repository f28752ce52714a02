"""Other papers from the same sentences: half a year, one leader, one source, the public."""
