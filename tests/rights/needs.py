"""Rights of assessments, figures of the social space, wishes and gaps."""

from tests.rights import Route

ROUTES: dict[str, Route] = {}
