"""Rows for tests: lists and editions, criteria, links."""
