"""Rights of inquiries between sites and offices."""

from tests.rights import Route

ROUTES: dict[str, Route] = {}
