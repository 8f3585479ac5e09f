"""Rights of plans, resolutions, bodies, strategy and deadlines."""

from tests.rights import Route

ROUTES: dict[str, Route] = {}
