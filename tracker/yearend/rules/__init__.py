"""Deciding about a year: where each task stands, what the figures are, how the sentences read."""
