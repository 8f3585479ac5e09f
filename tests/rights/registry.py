"""Rights of Kitas, providers, areas and soziale Zentren."""

from tests.rights import Route

ROUTES: dict[str, Route] = {}
