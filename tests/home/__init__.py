"""Tests of the first page, the year's pictures and the search from anywhere."""
