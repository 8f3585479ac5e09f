"""Rows for tests: the deep dossier: bulk decisions, letters, corrections."""
