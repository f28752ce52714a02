"""Tests of the working days."""
