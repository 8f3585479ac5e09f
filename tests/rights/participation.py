"""Rights of surveys, of feedback after dates, and of what families say of their own accord."""

from tests import factories as make
from tests.rights import EDITORS, HOUSE, READERS, R, Route, at_site

ROUTES: dict[str, Route] = {
    "offers:survey_list": at_site("site", READERS),
    "offers:survey_create": at_site("site", EDITORS, EDITORS),
    "offers:survey_detail": at_site("survey", READERS),
    "offers:survey_edit": at_site("survey", EDITORS, EDITORS),
    "offers:survey_words": at_site("survey", HOUSE),
    "offers:survey_sheet": at_site("survey", READERS),
    "offers:survey_enter": at_site("survey", EDITORS, EDITORS),
    "offers:survey_conclude": at_site("survey", EDITORS, EDITORS),
    "offers:survey_assess": at_site("survey", None, EDITORS),
    "offers:survey_translate": at_site("survey", EDITORS, EDITORS, "uk"),
    "offers:feedback_sheet": at_site("offer", READERS),
    "planning:wish_list": at_site("site", HOUSE | {R.PARENT_REPRESENTATIVE}),
    "planning:wish_answer": at_site("wish", EDITORS, EDITORS),
    "planning:wish_set_aside": at_site("wish", None, EDITORS),
}


def at_sites(site):
    return {"survey": make.make_survey(site)}
