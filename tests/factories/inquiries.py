"""Rows for tests: inquiries between sites and offices."""
