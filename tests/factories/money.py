"""Rows for tests: money of a measure."""
