"""Rights of tables on their way in."""

from tests.rights import Route

ROUTES: dict[str, Route] = {}
