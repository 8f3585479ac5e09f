"""Rights of the deep dossier: bulk decisions, letters, corrections."""

from tests.rights import Route

ROUTES: dict[str, Route] = {}
