"""一题一档 as one bound document and as an archive."""
