"""Rights of lists, county sheet, map and saved views."""

from tests.rights import Route

ROUTES: dict[str, Route] = {}
