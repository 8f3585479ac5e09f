"""Rights of the house itself: master record, rooms, posts, profile."""

from tests.rights import Route

ROUTES: dict[str, Route] = {}
