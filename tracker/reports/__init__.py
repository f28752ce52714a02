"""A document (one batch) becomes findings."""
