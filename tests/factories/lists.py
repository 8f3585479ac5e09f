"""Rows for tests: lists, county sheet, map and saved views."""
