"""Rows for tests: tables on their way in."""
