"""Rights of lists and editions, criteria, links."""

from tests.rights import Route

ROUTES: dict[str, Route] = {}
