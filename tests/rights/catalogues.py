"""Rights of lists and editions, criteria, links."""

from tests import factories as make
from tests.rights import ALL, CASE, EDITORS, HOUSE, READERS, R, Route, at_site

OFFICE = {R.STATE_OFFICE}
ROUTES: dict[str, Route] = {
    "planning:catalogue_list": Route(None, ALL),
    "planning:catalogue_detail": Route(None, ALL, extra=("theme",)),
    "planning:term_create": Route(None, OFFICE, OFFICE, extra=("legal_bases",)),
    "planning:term_edit": Route("term", OFFICE, OFFICE, rows=("county",), extra=("theme",)),
    "planning:edition_create": Route(None, OFFICE, OFFICE),
    "planning:link_list": Route(None, ALL),
    "planning:link_create": Route(None, OFFICE, OFFICE),
    "planning:link_edit": Route("link", OFFICE, OFFICE, rows=("county",)),
    "planning:link_check": Route("link", None, OFFICE, rows=("county",)),
    "planning:criteria": at_site("site", CASE | HOUSE | {R.FACILITATOR}),
    "planning:criterion_edit": at_site("site", EDITORS, EDITORS, "from_needs"),
    "offers:offer_classify": at_site("offer", EDITORS, EDITORS),
    "offers:coverage": at_site("site", READERS),
}


def at_counties(county, town):
    """An entry and a link lie at no place; the county only carries them into the matrix."""
    return {"term": make.term("theme", "parenting"), "link": make.make_link(url=f"https://kreis-{county.ags}.example/")}
