"""Rows for tests: Kitas, providers, areas and soziale Zentren."""
