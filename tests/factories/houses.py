"""Rows for tests: the house itself: master record, rooms, posts, profile."""
