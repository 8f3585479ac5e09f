"""Rights of the analysis of a house, of reflections, of the learning log, of the team."""

from sites.models import User
from tests import factories as make
from tests.rights import EDITORS, HOUSE, OFFICES, READERS, R, Route, at_site

SEEN = OFFICES | READERS
WRITERS = EDITORS | {R.FACILITATOR}
CIRCLE = HOUSE | {R.FACILITATOR}
AROUND = HOUSE | {R.PROVIDER, R.FACILITATOR}
ROUTES: dict[str, Route] = {
    "processes:analysis_list": at_site("site", SEEN),
    "processes:analysis_detail": at_site("analysis", SEEN),
    "reporting:analysis_paper": at_site("analysis", SEEN),
    "processes:analysis_create": at_site("site", WRITERS, WRITERS),
    "processes:analysis_edit": at_site("analysis", WRITERS, WRITERS),
    "processes:analysis_release": at_site("analysis", None, EDITORS),
    "processes:analysis_close": at_site("analysis", None, WRITERS),
    "processes:part_detail": at_site("analysis_part", SEEN),
    "processes:part_edit": at_site("analysis_part", WRITERS, WRITERS),
    "processes:rating_edit": at_site("analysis", HOUSE, HOUSE, "team"),
    "processes:finding_create": at_site("analysis", WRITERS, WRITERS),
    "processes:finding_edit": at_site("finding", WRITERS, WRITERS),
    "processes:reflection_list": at_site("site", CIRCLE),
    "processes:reflection_create": at_site("site", CIRCLE, CIRCLE),
    "processes:reflection_edit": at_site("reflection", CIRCLE, CIRCLE),
    "processes:learning_list": at_site("site", OFFICES | AROUND),
    "processes:learning_create": at_site("site", HOUSE, HOUSE),
    "processes:learning_edit": Route("learning_note", HOUSE, HOUSE, mine=True),
    "processes:learning_release": at_site("learning_note", None, EDITORS),
    "processes:team_sheet": at_site("site", AROUND),
    "processes:team_training_create": at_site("site", EDITORS, EDITORS),
    "processes:team_training_edit": at_site("team_training", EDITORS, EDITORS),
    "processes:team_count_create": at_site("site", EDITORS, EDITORS),
    "processes:team_count_edit": at_site("team_count", EDITORS, EDITORS),
    "processes:qualification_create": at_site("site", EDITORS, EDITORS),
    "processes:qualification_edit": at_site("qualification", EDITORS, EDITORS),
    "processes:strength_create": at_site("site", HOUSE, HOUSE),
    "processes:strength_edit": Route("strength", HOUSE, HOUSE, mine=True),
}


def at_sites(site):
    row = make.make_round(site, released={"state"})
    somebody = User.objects.order_by("pk").first()
    return {
        "analysis": row,
        "analysis_part": row.parts.get(kind="state"),
        "finding": make.make_finding(row),
        "reflection": make.make_reflection(site),
        "learning_note": make.make_note_of_learning(site, somebody),
        "team_training": make.make_team_training(site),
        "team_count": make.make_team_count(site),
        "qualification": make.make_qualification(site),
        "strength": make.make_strength(site, somebody),
    }
