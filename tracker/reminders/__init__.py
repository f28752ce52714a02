"""The clock speaks to people."""
