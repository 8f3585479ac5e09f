"""Rows for tests: plans, resolutions, bodies, strategy and deadlines."""
