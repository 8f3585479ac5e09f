"""Rights of the routes of `reporting`."""

from tests.rights import CASE, FIGURES, HOUSE, PERSON, PLANNER, REPORT_READERS, R, Route, at_county, at_site

ROUTES: dict[str, Route] = {
    "reporting:home": Route(None, PERSON),
    "reporting:site_sheet": at_site("site", CASE | HOUSE | {R.FACILITATOR, R.PARENT_REPRESENTATIVE}),
    "reporting:overview": Route(None, FIGURES),
    "reporting:overview_export": Route(None, FIGURES, None, (), ("csv",)),
    "reporting:due_calendar": Route(None, {R.PROVIDER, R.HEAD}),
    "reporting:report_remind": at_site("report", None, {R.PROVIDER, R.HEAD}),
    "reporting:application_remind": at_site("application", None, {R.HEAD, R.PROVIDER}, "youth_welfare_office"),
    "reporting:inquiry_remind": at_site("inquiry", None, {R.HEAD, R.COORDINATOR}),
    "reporting:county_remind": at_county("county", None, {R.STATE_OFFICE}),
    "reporting:county_remind_all": Route(None, None, {R.STATE_OFFICE}),
    "reporting:report_list": Route(None, REPORT_READERS),
    "reporting:report_create": at_site("measure", {R.PROVIDER, R.COORDINATOR}, {R.PROVIDER, R.COORDINATOR}),
    "reporting:report_detail": at_site("report", REPORT_READERS),
    "reporting:chapter_edit": at_site("report", {R.PROVIDER, R.COORDINATOR}, {R.PROVIDER, R.COORDINATOR}, "summary"),
    "reporting:snapshot_detail": at_site("snapshot", REPORT_READERS),
    "reporting:snapshot_pdf": at_site("snapshot", None, REPORT_READERS),
    "reporting:snapshot_docx": at_site("snapshot", None, REPORT_READERS),
    "reporting:report_draft_pdf": at_site("report", None, {R.PROVIDER, R.HEAD, R.COORDINATOR}),
    "reporting:lsz_list": Route(None, FIGURES),
    "reporting:lsz_create": Route(None, None, PLANNER),
    "reporting:lsz_detail": at_county("lsz", FIGURES),
    "reporting:lsz_pdf": at_county("lsz", None, FIGURES),
    "reporting:lsz_xlsx": at_county("lsz", None, FIGURES),
}
