"""A finding becomes a problem and its work."""
