"""The house rules, as tests."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from sites.core import navigation
from sites.models import SamePlace
from tests.conftest import as_owner
from tests.matrix import routes
from tests.proofs import marks as of_guards
from tests.requirements import PARTS, clauses
from tests.walled import LISTS

ROOT = Path(__file__).parent.parent
APPS = ("sites", "planning", "offers", "processes", "reporting")
ORDER = {"thekiz": 4, "reporting": 3, "offers": 2, "processes": 2, "planning": 1, "sites": 0}
#: Tables without a wall, each with its reason.
UNWALLED = {
    "sites_attempt": "digests and numbers; touched by functions of the owner alone",
    "sites_submission": "digests of clicks, and where each has led; nobody can read back whose it was",
    "sites_place": "bare numbers and kinds, no content",
    "sites_user_groups": "Django's, empty, and nobody of the application writes it",
    "sites_user_user_permissions": "Django's, empty, and nobody of the application writes it",
}
#: Tables that everybody may read, each with its reason; writing is walled.
READABLE = {
    "sites_state": "register of public bodies",
    "sites_county": "register of public bodies",
    "sites_municipality": "register of public bodies",
    "sites_provider": "register of public bodies",
    "sites_socialcentre": "register of public bodies",
    "sites_kita": "register: names and addresses of Kitas are public",
    "sites_area": "register: planning areas of a county",
    "sites_formername": "register: what public places were called",
    "sites_formerprovider": "register: who ran a Kita",
    "planning_resolution": "decided by a public body",
    "planning_commission": "commissioned by a public body",
    "planning_commissionsite": "commissioned by a public body",
    "planning_plan": "decided by a public body",
    "planning_plangoal": "part of a decided plan",
    "planning_planentry": "part of a decided plan",
    "planning_representative": "whom the sites may turn to",
    "planning_deadline": "set by the county for everybody",
    "planning_fundingrule": "set by the county for everybody",
    "planning_socialfigure": "figures of public statistics",
    "offers_publicpage": "published by the site",
    "offers_publicoffer": "published by the site",
    "offers_publicdate": "published by the site",
    "offers_crisisperiod": "what holds in a crisis concerns everybody",
    "offers_reachability": "published by the site",
    "offers_phonehour": "published by the site",
    "offers_helpentry": "help is for everybody",
    "sites_user": "a person belongs to no place; names show only where a membership or entry does",
    **dict.fromkeys(("processes_hoursedition", "processes_hoursrule"), "recommendations of public bodies"),
    "processes_fee": "fees that public bodies have set",
    "processes_facilitator": "counties choose from the pool of the Land and their own; who opens it says the right",
    **dict.fromkeys(("processes_training", "processes_trainingday"), "what is offered to everybody; drafts are left out by the queryset"),
    "processes_publishedexample": "published by a house after review",
    **dict.fromkeys(LISTS.split(), "list"),
}
#: Small tables whose policy joins two columns (architecture decision 4).
TWO_COLUMNS = {
    "sites_provider", "sites_socialcentre", "sites_kita", "sites_site", "sites_siteform", "sites_formershare", "sites_sitephase", "sites_sitekita",
    "planning_inquiry", "planning_inquirymessage", "reporting_reportsnapshot", "processes_practiceexample", "processes_publishedexample",
    "processes_sitevisit", "processes_practiceexample_themes",
}  # fmt: skip
#: Keys that are plain on purpose, most because they point to another place.
ELSEWHERE = {
    "Application.interest": "the wish of a Kita lies at its county, the dossier at the site",
    "Application.assessment": "the assessment lies at the site or at its county",
    "Assessment.planning_area": "the area lies at the county, the assessment at the site or at its county",
    "Job.document": "the file of a job goes after seven days, the job stays; only thekiz_job_finish writes it",
    "Decision.resolution": "the resolution lies at the county, the decision at the site",
    "Decision.plan": "the plan lies at the county, the decision at the site",
    "Decision.agenda_item": "the meeting lies at the county, the decision at the site",
    "Contract.fee": "the fee table lies at the Land or the county, the contract at the site",
    "FacilitationRequest.proposed": "the pool lies at the Land or any county",
    "Training.county": "in which county it takes place; it is kept by the state office or another county",
    "PracticeUse.example": "a house takes over the example of another one",
    "PublishedExample.example": "the example lies at the house, its copy at house and county",
    "Measure.plan_goal": "the plan lies at the county, the measure at the site",
}
DEFINERS = {
    "thekiz_operates", "thekiz_keeps_lists", "thekiz_session", "thekiz_session_keep", "thekiz_session_end", "thekiz_expired_files",
    "thekiz_past_absences", "thekiz_answering", "thekiz_past_named_lists", "thekiz_past_device_entries", "thekiz_reach", "thekiz_invitation",
    "thekiz_feedback", "thekiz_job_claim", "thekiz_job_progress", "thekiz_job_finish", "thekiz_job_open", "thekiz_job_release", "thekiz_job_wait",
    "thekiz_job_counts", "thekiz_interest", "thekiz_wish", "thekiz_wish_answer", "thekiz_past_contacts", "thekiz_survey", "thekiz_sheet",
    "thekiz_offer_asked", "thekiz_session_feedback", "thekiz_heard", "thekiz_attempt", "thekiz_attempt_passed", "thekiz_attempt_forget",
    "thekiz_in_crisis", "thekiz_agreed_hours", "thekiz_basis", "thekiz_facilitation", "thekiz_gaps", "thekiz_nearby", "thekiz_county_offers",
    "thekiz_close_month", "thekiz_reported_years", "thekiz_take_back", "thekiz_merge_providers", "thekiz_answer_role", "thekiz_offered",
    *(f"thekiz_training_{name}" for name in ("signup", "cancel", "fill", "tell", "counts", "place", "about", "say", "night")),
    "thekiz_other_houses", "thekiz_shared_teams",
    "thekiz_signup", "thekiz_signup_cancel", "thekiz_signup_of", "thekiz_signup_counts", "thekiz_signup_fill", "thekiz_signup_tell",
    "thekiz_signup_date", "thekiz_signup_gone", "thekiz_signup_places", "thekiz_past_signups", "thekiz_rollup_insert", "thekiz_rollup_update",
    "thekiz_rollup_delete",
    "thekiz_consultation", "thekiz_consultation_list", "thekiz_consultation_counties", "thekiz_visit", "thekiz_visit_number", "thekiz_visit_tell",
    "thekiz_visit_of", "thekiz_visit_answer", "thekiz_visit_rate", "thekiz_visit_limit", "thekiz_visit_counts", "thekiz_past_visits",
    "thekiz_practice_uses", "thekiz_practice_medium",
    "thekiz_book_line",
}  # fmt: skip


def models():
    return [model for app in APPS for model in apps.get_app_config(app).get_models(include_auto_created=True)]


def sources(pattern="**/*.py"):
    return [path for app in (*APPS, "thekiz", "tests") for path in sorted((ROOT / app).glob(pattern)) if "migrations" not in path.parts]


def views_of(app):
    return [path for path in sources() if path.parts[len(ROOT.parts)] == app and (path.name == "views.py" or "views" in path.parts)]


@pytest.mark.parametrize("name", sorted(routes()))
def test_every_view_declares_its_actions_or_is_marked_open(name):
    view = routes()[name]
    assert hasattr(view, "actions"), f"{name} has neither @allow nor @open_view"


def test_a_view_is_found_by_its_name():
    """URL name = view name; knowing one name gives all places."""
    assert [name for name, view in routes().items() if view.__name__ != name.split(":")[1]] == []


def test_views_reach_rows_only_through_the_helpers():
    found = [
        f"{path.relative_to(ROOT)}:{n}"
        for app in APPS
        for path in views_of(app)
        for n, line in enumerate(path.read_text().splitlines(), 1)
        if ".objects" in line
    ]
    assert found == []


def test_state_is_assigned_only_in_flow():
    pattern = re.compile(r"\.state\s*=[^=]")
    found = [
        str(path.relative_to(ROOT))
        for path in sources()
        if path.name != "flow.py" and path.parts[len(ROOT.parts)] in APPS and pattern.search(path.read_text())
    ]
    assert found == []


def test_every_table_is_walled_or_listed_with_a_reason(db):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        walled = dict(cursor.fetchall())
        cursor.execute("SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies WHERE 'thekiz_app' = ANY(roles)")
        policies = cursor.fetchall()
    tables = {model._meta.db_table for model in models()}
    assert {table for table in tables if not walled[table]} == set(UNWALLED)
    assert {table for table, _, _, qual, _ in policies if qual == "true"} == set(READABLE)
    joined = {table for table, _, _, qual, check in policies if " OR " in (qual or check or "") and "thekiz.person" not in (qual or check or "")}
    assert joined == TWO_COLUMNS
    assert all(check for _, _, command, _, check in policies if command in {"ALL", "INSERT", "UPDATE"})


def test_the_migrations_make_what_the_models_say(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_key_to_a_row_of_the_same_place_is_composite():
    """A plain key would accept a foreign parent, because references are checked past row-level security."""
    missing = []
    for model in models():
        if model._meta.db_table in UNWALLED or not hasattr(model, "place_columns"):
            continue
        composite = {constraint.parent for constraint in model._meta.constraints if isinstance(constraint, SamePlace)}
        for key in model._meta.get_fields():
            target = getattr(key, "related_model", None)
            if not getattr(key, "many_to_one", False) or not hasattr(target, "place_columns") or key.auto_created:
                continue
            registers = target._meta.pk.attname in target.place_columns or target.place_columns[0] == "county_id"
            if not registers and f"{model.__name__}.{key.name}" not in ELSEWHERE and key.name not in composite:
                missing.append(f"{model.__name__}.{key.name}")
            if key.name in composite and key.db_constraint:
                missing.append(f"{model.__name__}.{key.name} is checked twice")
    assert missing == []


def test_definer_functions_are_on_the_list_with_a_pinned_search_path(db):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, array_to_string(proconfig, ','), has_function_privilege('public', oid, 'EXECUTE') FROM pg_proc"
            " WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        )
        found = cursor.fetchall()
    assert {name for name, _, _ in found} == DEFINERS
    assert all("search_path=pg_catalog, public, pg_temp" in (config or "") and not public for _, config, public in found)


def test_keys_look_down_never_up():
    wrong = []
    for model in models():
        here = ORDER[model._meta.app_label]
        for key in model._meta.get_fields():
            target = getattr(key, "related_model", None)
            if target is None or key.auto_created or target._meta.app_label not in ORDER:
                continue
            there = ORDER[target._meta.app_label]
            if there > here or (there == here and target._meta.app_label != model._meta.app_label):
                wrong.append(f"{model.__name__}.{key.name}")
    assert wrong == []


def test_files_stay_short_and_say_what_they_are_for():
    long = [f"{path.relative_to(ROOT)}: {len(path.read_text().splitlines())}" for path in sources() if len(path.read_text().splitlines()) > 400]
    silent = [str(path.relative_to(ROOT)) for path in sources() if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))]
    assert long == [] and silent == []


def test_every_guard_is_marked_once_and_named_by_a_test():
    names = [guard.name for guard in of_guards.guards()]
    assert len(names) == len(set(names))
    assert set(names) == set(of_guards.tests_by_guard())


def test_no_template_is_unused():
    """A template is named by a view, another template, a library (allauth's and Django's names) or a mail."""
    texts = "\n".join(path.read_text() for path in [*sources(), *sorted((ROOT / "templates").rglob("*.*"))])
    foreign = ("account/", "allauth/", "400.html", "403.html", "404.html", "500.html", "429.html")
    unused = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        name = path.relative_to(ROOT / "templates").as_posix()
        if not name.startswith(foreign) and name not in texts:
            unused.append(name)
    assert unused == []


def test_the_project_speaks_of_itself_alone():
    """No path of one machine and no host of a package index in what is kept."""
    hosts = re.compile(r"https?://[^ \"'>]*/(simple|packages)(/|\"|$)|https?://registry\.|/(?:root|home/[a-z]+)/")
    kept = [path for path in ROOT.rglob("*") if path.is_file() and not {".git", ".venv", ".tools", ".data", "__pycache__"} & set(path.parts)]
    found = [
        str(path.relative_to(ROOT))
        for path in kept
        if path.suffix in {".py", ".html", ".md", ".toml", ".yml", ".lock", ".css", ".js", ""} and hosts.search(path.read_text(errors="ignore"))
    ]
    assert [name for name in found if name != "tests/test_conventions.py"] == []


def _words_beside_a_view(node: ast.AST, views: set[str]) -> bool:
    """A tuple, list or call that holds words of the screen and, as text or within `reverse`, the view they lead to."""
    if isinstance(node, ast.Dict):
        return any(_words_beside_a_view(ast.Tuple([key, value]), views) for key, value in zip(node.keys, node.values, strict=True) if key)
    parts = node.elts if isinstance(node, ast.Tuple | ast.List) else node.args if isinstance(node, ast.Call) else []
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    inside = [part.args[:1] for part in parts if isinstance(part, ast.Call) and getattr(part.func, "id", "") == "reverse"]
    texts += [name.value for args in inside for name in args if isinstance(name, ast.Constant)]
    return any(text in views for text in texts) and any(text[:1].isupper() for text in texts)


def test_the_words_of_an_entry_page_stand_in_its_registry_alone():
    """No other module holds links of (view, words): orders of the registry's pages and their crumbs are enough."""
    views = {page.view for page in vars(navigation).values() if isinstance(page, navigation.EntryPage)}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        if path.parts[len(ROOT.parts)] in APPS and path != ROOT / "sites" / "core" / "navigation.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if _words_beside_a_view(node, views)
    ]
    assert found == []


def test_templates_stay_narrow():
    """At most 140 columns: what does not fit is an element of its own, or words that belong into Python."""
    wide = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > 140
    ]
    assert wide == []


#: What pages take from a component: its markup stands in templates/components alone.
BY_HAND = re.compile(r'class="page-head|class="wrap crumbs|<table class="data|class="empty"|<dl class="(?:facts|sums)')
HANDMADE = {
    "409.html": "an answer that comes when nothing else may go wrong",
    "planning/import_detail.html": "facts of which each says two values, the old one and the new one",
}


def pages():
    """Templates without the components and without paper, which has words and drawings set by hand."""
    for path in sorted((ROOT / "templates").rglob("*.html")):
        name = path.relative_to(ROOT / "templates").as_posix()
        if not name.startswith(("components/", "reporting/print/")):
            yield name, path.read_text()


def test_heads_crumbs_facts_and_tables_are_components():
    assert {name for name, text in pages() if BY_HAND.search(text)} == set(HANDMADE)


def test_a_block_ends_on_its_line_or_on_a_line_of_its_own():
    """`else`, `endif` and their like within a line close what began in it; else indentation cannot show what lies in what."""
    found = []
    for name, text in pages():
        begun: list[int] = []
        for number, line in enumerate(text.splitlines(), 1):
            for tag in re.finditer(r"{% (end)?(if|else|elif|for|empty|with)\b.*?%}", line):
                opens = not tag[1] and tag[2] in {"if", "for", "with"}
                if opens:
                    begun.append(number)
                elif begun[-1] != number and line.strip() != tag[0]:
                    found.append(f"{name}:{number}")
                if tag[1]:
                    begun.pop()
    assert found == []


def test_nothing_but_rooms_stands_at_the_top_of_an_app():
    """core, models, rules, services, forms, pages, views, sql, documents, and what Django looks for by name."""
    rooms = {"core", "models", "rules", "services", "forms", "pages", "views", "sql", "documents", "migrations", "management", "templatetags"}
    names = {"__init__.py", "urls.py", "admin.py", "tasks.py", "apps.py", "forms.py"}
    found = {f"{app}/{path.name}" for app in APPS for path in (ROOT / app).iterdir() if path.name not in rooms | names | {"__pycache__"}}
    assert found == set()


def test_no_hub_gathers_what_lies_below():
    """Who needs something imports the module that has it; models alone come by one path, as Django's users expect."""
    hubs = [
        str(path.relative_to(ROOT))
        for app in APPS
        for path in sorted((ROOT / app).rglob("__init__.py"))
        if "import" in path.read_text() and path.parent.name not in {"models", "documents"}
    ]
    assert hubs == []


# Requirements and their marks -----------------------------------------------------------------------------------------

LETTERS = re.compile(r"R\d{3}(\.[HDCK]\d?)?")
MOST_MARKS = 3


def test_every_row_of_the_requirements_has_its_clauses():
    known = list(clauses().values())
    assert sorted({clause.row for clause in known}) == [f"R{number:03d}" for number in range(1, 333)]
    assert [clause.name for clause in known if not LETTERS.fullmatch(clause.name) or clause.part not in {"", *PARTS}] == []
    assert [clause.name for clause in known if not clause.shown or not clause.title or len(clause.title) > 100] == []
    bare = {clause.row for clause in known if clause.name == clause.row}
    assert [clause.name for clause in known if clause.row in bare and clause.name != clause.row] == []


def calls(node: ast.AST, name: str) -> list[ast.Call]:
    """Calls below a node of something by this name, such as `pytest.mark.req` or `req`."""
    found = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
    return [call for call in found if name in (getattr(call.func, "attr", ""), getattr(call.func, "id", ""))]


def marks(node: ast.AST) -> list[str]:
    """The clauses that marks below a node name."""
    return [argument.value for call in calls(node, "req") for argument in call.args if isinstance(argument, ast.Constant)]


def test_marks_name_clauses_of_today_at_most_three_a_test_and_leave_none_out():
    """A clause that a later part brings is not marked: whoever proves it takes the part out of the table."""
    known, named, many = clauses(), set(), []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text())
        named |= set(marks(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                of_params = [len(marks(call)) for mark in node.decorator_list for call in calls(mark, "param")]
                of_all = sum(len(marks(mark)) for mark in node.decorator_list)
                many += [f"{path.name}: {node.name}"] * (of_all - sum(of_params) + max(of_params, default=0) > MOST_MARKS)
    assert many == [] and named - set(known) == set()
    assert {name for name in named if known[name].part} == set()
    assert {clause.name for clause in known.values() if not clause.part} - named == set()


def test_every_model_stands_in_the_glossary_with_its_german_name():
    glossary = (ROOT / "docs" / "glossary.md").read_text()
    named = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    assert [model.__name__ for model in named if f"| `{model.__name__}` | {model._meta.verbose_name} |" not in glossary] == []


def test_no_model_stands_in_the_glossary_twice():
    rows = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "glossary.md").read_text(), re.MULTILINE)
    assert [name for name, times in Counter(rows).items() if times > 1] == []
