"""Rights of tables on their way in."""

from tests import factories as make
from tests.rights import PLANNER, Route, at_county

ROUTES: dict[str, Route] = {
    "planning:import_list": at_county("county", PLANNER),
    "planning:import_create": at_county("county", PLANNER, PLANNER),
    "planning:import_template": at_county("county", PLANNER, None, "kitas", "xlsx"),
    "planning:import_detail": at_county("import_run", PLANNER),
    "planning:import_apply": at_county("import_run", None, PLANNER),
    "planning:import_discard": at_county("import_run", None, PLANNER),
    "planning:import_columns": at_county("import_run", PLANNER, PLANNER),
    "planning:import_mend": at_county("import_run", None, PLANNER),
    "planning:import_keep": at_county("import_run", None, PLANNER),
    "planning:import_leave": at_county("import_run", None, PLANNER),
    "planning:import_left": at_county("import_with_left", PLANNER, None, "csv"),
    "planning:import_take_back": at_county("import_run", None, PLANNER),
}


def at_counties(county, town):
    return {"county": county, "import_run": make.make_import(county), "import_with_left": make.make_import(county, does="left", left_out=1)}
