"""Rights of lists, county sheet, map and saved views."""

from tests.rights import CASE, FIGURES, HOUSE, R, Route, at_county

ROUTES: dict[str, Route] = {
    "reporting:site_list": Route(None, CASE | HOUSE | {R.FACILITATOR, R.PARENT_REPRESENTATIVE}),
    "reporting:site_export": Route(None, CASE | HOUSE | {R.FACILITATOR, R.PARENT_REPRESENTATIVE}, None, (), ("csv",)),
    "reporting:county_sheet": at_county("county_row", FIGURES),
}
