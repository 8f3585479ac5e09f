"""Rows for tests: assessments, figures of the social space, wishes and gaps."""
