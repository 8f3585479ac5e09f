"""Rights of money of a measure."""

from tests.rights import Route

ROUTES: dict[str, Route] = {}
