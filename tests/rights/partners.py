"""Rights of partners, cooperations, agreements and the counts of referrals."""

from tests.rights import Route

ROUTES: dict[str, Route] = {}
