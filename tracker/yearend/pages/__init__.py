"""What the pages of a year are given."""
