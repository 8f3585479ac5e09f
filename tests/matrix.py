"""The rights matrix, written by hand from the agreed rights table; never derived from the code under test.

Every route × every person × own / sister / sibling / foreign row × GET and POST. `EXPECTED` says for each route which roles may
GET and POST it and what its row is; REACHES says which rows a role at the own place reaches, and a stranger of the same role elsewhere.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from reporting.models import LszReport, ReportSnapshot
from sites.access import Role
from sites.models import Feedback
from tests import factories as make
from tests.conftest import World, as_owner

R = Role
ALL = set(Role)
OFFICES = {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.SPECIALIST_ADVISOR}
CASE = OFFICES | {R.PROVIDER, R.HEAD}
HOUSE = {R.HEAD, R.COORDINATOR, R.PROFESSIONAL}
EDITORS = {R.HEAD, R.COORDINATOR}
READERS = HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE}
STATE = {R.MINISTRY, R.STATE_OFFICE}
PLANNER = {R.SOCIAL_PLANNER}
GIVERS = STATE | PLANNER | {R.PROVIDER, R.HEAD}
REPORT_READERS = {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PROVIDER, R.HEAD, R.COORDINATOR}
FIGURES = STATE | {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE}
OPEN, PERSON = "open to everybody", "every logged-in person"
NO: set[Role] = set()
SITES = ("own", "sister", "sibling", "foreign")
COUNTIES = ("county", "other_county")

#: Which rows a role at its place of the test world reaches; and the stranger of the same role elsewhere.
REACHES = {
    "state": ({"county", "other_county", "state"}, None),
    "county": ({"own", "sibling", "county"}, {"sister", "foreign", "other_county"}),
    "provider": ({"own", "sister", "provider"}, {"sibling", "foreign", "other_provider"}),
    "site": ({"own"}, {"foreign"}),
}
LEVEL = {R.MINISTRY: "state", R.STATE_OFFICE: "state", R.PROVIDER: "provider", **dict.fromkeys(OFFICES, "county")}


@dataclass(frozen=True)
class Route:
    """`row`: what the address points at; `get`/`post`: OPEN, PERSON or roles (None: the method is not allowed)."""

    row: str | None
    get: object
    post: object = None
    rows: tuple[str, ...] = SITES
    extra: tuple = ()


def at_site(row, get, post=None, *extra):
    return Route(row, get, post, SITES, extra)


def at_county(row, get, post=None, *extra):
    return Route(row, get, post, COUNTIES, extra)


EXPECTED: dict[str, Route] = {
    # sites
    "sites:account": Route(None, PERSON),
    "sites:rights": Route(None, OPEN),
    "sites:imprint": Route(None, OPEN),
    "sites:privacy": Route(None, OPEN),
    "sites:accessibility": Route(None, OPEN),
    "sites:feedback": Route(None, OPEN, OPEN),
    "sites:resume": Route(None, PERSON, PERSON),
    "sites:health": Route(None, OPEN),
    "sites:member_list": at_site("site", GIVERS | {R.YOUTH_WELFARE_OFFICE}),
    "sites:member_give": at_site("site", GIVERS, GIVERS),
    "sites:member_end": at_site("membership", GIVERS, GIVERS),
    "sites:member_deputise": at_site("membership", GIVERS, GIVERS),
    "sites:invitation_renew": at_site("invitation", None, GIVERS),
    "sites:invitation_withdraw": at_site("invitation", None, GIVERS),
    "sites:document_add": at_site("site", CASE | {R.COORDINATOR}, CASE | {R.COORDINATOR}),
    "sites:document_download": at_site("document", CASE | HOUSE | {R.FACILITATOR}),
    "sites:comment_add": at_site("site", None, CASE | {R.COORDINATOR}),
    "sites:entry_list": at_site("site", CASE | {R.COORDINATOR}),
    "sites:site_list": Route(None, CASE | HOUSE | {R.FACILITATOR, R.PARENT_REPRESENTATIVE}),
    "sites:site_create": Route(None, PLANNER, PLANNER),
    "sites:provider_create": Route(None, PLANNER, PLANNER),
    "sites:site_edit": at_site("site", PLANNER | {R.HEAD}, PLANNER | {R.HEAD}),
    "sites:feedback_list": Route(None, {R.STATE_OFFICE}),
    "sites:feedback_answer": Route("feedback", None, {R.STATE_OFFICE}, ("state",)),
    # planning
    "planning:interest_form": Route(None, OPEN, OPEN),
    "planning:interest_step": at_county("interest", {R.SOCIAL_PLANNER, R.SPECIALIST_ADVISOR}, {R.SOCIAL_PLANNER, R.SPECIALIST_ADVISOR}),
    "planning:application_list": Route(None, CASE | {R.COORDINATOR}),
    "planning:application_invite": Route(None, PLANNER, PLANNER),
    "planning:application_detail": at_site("application", CASE | {R.COORDINATOR}),
    "planning:application_edit": at_site(
        "application",
        {R.HEAD, R.PROVIDER, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE},
        {R.HEAD, R.PROVIDER, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE},
    ),
    "planning:statement_edit": at_site(
        "application",
        {R.HEAD, R.PROVIDER, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PARENT_REPRESENTATIVE},
        {R.HEAD, R.PROVIDER, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PARENT_REPRESENTATIVE},
        "team",
    ),
    "planning:decision_create": at_site("submitted", PLANNER, PLANNER),
    "planning:need_list": at_site("site", READERS),
    "planning:need_create": at_site("site", EDITORS, EDITORS),
    "planning:need_edit": at_site("need", EDITORS, EDITORS),
    "planning:goal_list": at_site("site", READERS),
    "planning:goal_create": at_site("site", EDITORS, EDITORS),
    "planning:goal_edit": at_site("goal", EDITORS, EDITORS),
    "planning:indicator_create": at_site("goal", EDITORS, EDITORS),
    "planning:indicator_edit": at_site("indicator", EDITORS, EDITORS),
    "planning:value_create": at_site("indicator", EDITORS, EDITORS),
    "planning:measure_create": at_site("site", PLANNER, PLANNER),
    "planning:measure_edit": at_site("measure", PLANNER, PLANNER),
    "planning:phase_record": at_site("site", PLANNER, PLANNER),
    # offers
    "offers:offer_list": at_site("site", READERS),
    "offers:offer_create": at_site("site", EDITORS, EDITORS),
    "offers:offer_detail": at_site("offer", READERS),
    "offers:offer_edit": at_site("offer", EDITORS, EDITORS),
    "offers:session_create": at_site("offer", EDITORS, EDITORS),
    "offers:session_log": at_site("session", EDITORS, EDITORS),
    "offers:session_undo": at_site("session", None, EDITORS),
    "offers:session_cancel": at_site("session", None, EDITORS),
    # processes
    "processes:contract_list": Route(None, {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PROVIDER, R.HEAD, R.COORDINATOR, R.FACILITATOR}),
    "processes:contract_create": at_site("site", PLANNER, PLANNER),
    "processes:contract_detail": at_site("contract", {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PROVIDER, R.HEAD, R.COORDINATOR, R.FACILITATOR}),
    "processes:hours_create": at_site("contract", {R.FACILITATOR}, {R.FACILITATOR}),
    # reporting
    "reporting:home": Route(None, PERSON),
    "reporting:site_sheet": at_site("site", CASE | HOUSE | {R.FACILITATOR, R.PARENT_REPRESENTATIVE}),
    "reporting:overview": Route(None, FIGURES),
    "reporting:report_list": Route(None, REPORT_READERS),
    "reporting:report_create": at_site("measure", {R.COORDINATOR}, {R.COORDINATOR}),
    "reporting:report_detail": at_site("report", REPORT_READERS),
    "reporting:chapter_edit": at_site("report", {R.COORDINATOR}, {R.COORDINATOR}, "summary"),
    "reporting:snapshot_detail": at_site("snapshot", REPORT_READERS),
    "reporting:snapshot_pdf": at_site("snapshot", None, REPORT_READERS),
    "reporting:report_draft_pdf": at_site("report", None, {R.PROVIDER, R.HEAD, R.COORDINATOR}),
    "reporting:lsz_list": Route(None, FIGURES),
    "reporting:lsz_create": Route(None, None, PLANNER),
    "reporting:lsz_detail": at_county("lsz", FIGURES),
    "reporting:lsz_pdf": at_county("lsz", None, FIGURES),
    "reporting:lsz_xlsx": at_county("lsz", None, FIGURES),
}
#: Routes whose rights hang on more than role and row; each has tests of its own, named here.
SPECIAL = {
    "sites:invitation_accept": "tests/sites/test_invitations.py",
    "sites:job_detail": "tests/sites/test_jobs.py",
    "sites:job_file": "tests/sites/test_jobs.py",
    "planning:application_step": "tests/planning/test_flow.py",
    "reporting:report_step": "tests/reporting/test_flow.py",
    "offers:family_list": "tests/offers/test_family.py",
    "offers:family_page": "tests/offers/test_family.py",
    "demo:enter": "tests/demo/test_enter.py",
    "demo:outbox": "tests/demo/test_outbox.py",
    "demo:loading": "tests/demo/test_enter.py",
}


def routes() -> dict[str, object]:
    """Every named route of our own apps, from the resolver."""
    found = {}

    def walk(resolver, namespace=""):
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                walk(pattern, pattern.namespace or namespace)
            elif namespace in {"sites", "planning", "offers", "processes", "reporting", "demo"}:
                found[f"{namespace}:{pattern.name}"] = pattern.callback

    walk(get_resolver())
    return found


def rows_of(world: World) -> dict[str, dict[str, object]]:
    """One row of every kind at each of the places, so that every route has an own, a sister, a sibling and a foreign target."""
    rows: dict[str, dict[str, object]] = {}
    with as_owner():
        clerk = make.make_user("Sachbearbeitung")
        for name, site in world.sites.items():
            need = make.make_need(site)
            goal = make.make_goal(site, need)
            offer = make.make_offer(site, needs=[need])
            helper = make.make_user("Fachkraft", f"{name}@fach.example")
            document = make.make_document(site)
            default_storage.save(f"{document.stored.hex[:2]}/{document.stored.hex}", ContentFile(b"%PDF"))
            other = make.make_site(
                site.municipality,
                [make.make_kita(site.municipality, world.provider if name in {"own", "sister"} else world.other_provider, f"{site.name} II")],
                f"{site.name} II",
            )
            if name in {"own", "foreign"}:
                for role in Role:
                    if LEVEL.get(role) is None:
                        make.give((world.people if name == "own" else world.elsewhere)[role.value], role, other)
            report = make.make_report(site, 2025, state="submitted", ready=True, version=1)
            rows[name] = {
                "site": site,
                "need": need,
                "goal": goal,
                "indicator": make.make_indicator(goal),
                "offer": offer,
                "session": make.make_session(offer, timezone.localdate() - timedelta(days=3)),
                "application": make.make_application(site),
                "submitted": make.make_application(other, state="submitted"),
                "measure": make.make_measure(site, 2026),
                "report": report,
                "snapshot": ReportSnapshot.objects.create(
                    place_id=site.county_id, site=site, report=report, version=1, data={}, sha256="0" * 64, created_by=clerk
                ),
                "contract": make.make_contract(site, world.people["facilitator"] if name == "own" else clerk),
                "membership": make.give(helper, Role.PROFESSIONAL, site),
                "invitation": make.make_invitation(site, clerk, email=f"{name}@neu.example"),
                "document": document,
            }
        for name, county, town in (("county", world.county, world.town), ("other_county", world.other_county, world.other_town)):
            rows[name] = {
                "interest": make.make_interest(town),
                "lsz": LszReport.objects.create(county=county, year=2025, version=1, data={}, sha256="0" * 64, created_by=clerk),
            }
        rows["state"] = {"feedback": Feedback.objects.create(place=world.state.place, message="Der Kontrast ist zu schwach.")}
    return rows


def people_of(world: World):
    """Everybody: anonymous, twelve roles, five without a right, the same roles elsewhere. Yields (label, user, role, reached rows)."""
    yield "anonymous", None, None, set()
    for who, user in world.people.items():
        role = Role(who) if who in Role.values else None
        yield who, user, role, REACHES[LEVEL.get(role, "site")][0] if role else set()
    for who, user in world.elsewhere.items():
        yield f"{who} elsewhere", user, Role(who), REACHES[LEVEL.get(Role(who), "site")][1]


def fingerprint() -> str:
    """A digest of every table of ours: a refused request leaves it as it was."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename !~ '^(django_session|django_migrations)'")
        parts = [f"(SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t)" for (table,) in sorted(cursor.fetchall())]
        cursor.execute("SELECT md5(concat(" + ", ".join(parts) + "))")
        return cursor.fetchone()[0]


def expected_status(route: Route, method: str, role, user, reached: set[str], row: str | None) -> set[int]:
    """By hand: which answers are right for this person, row and method."""
    allowed = {"GET": route.get, "POST": route.post}[method]
    inactive = user is not None and not user.is_active
    if route.get is OPEN or route.post is OPEN:
        return {405} if allowed is None else {200, 302, 422}
    if user is None or inactive:
        return {302}
    if allowed is None:
        return {405}
    if allowed is PERSON:
        return {200, 302, 422}
    if role not in allowed:
        return {403}
    if row is not None and row not in reached:
        return {404}
    return {200, 302, 422}


def address(name: str, route: Route, rows: dict, row: str | None) -> str:
    arguments = [rows[row][route.row].pk] if route.row and row else []
    return reverse(name, args=[*arguments, *route.extra])


def try_route(name: str, world: World, rows: dict, only: tuple[str, ...] | None = None, *, check_tables: bool = False):
    """Ask one route as everybody, for every row and both methods; yields (description, wrong or None)."""
    route = EXPECTED[name]
    targets = [row for row in route.rows if only is None or row in only or route.rows is not SITES] if route.row else [None]
    for label, user, role, reached in people_of(world):
        client = Client()
        if user is not None:
            client.force_login(user)
        before = fingerprint() if check_tables else ""  # after the log-in, which is remembered at the person
        for row in targets:
            url = address(name, route, rows, row)
            for method in ("GET", "POST"):
                right = expected_status(route, method, role, user, reached, row)
                with transaction.atomic():
                    response = client.generic(method, url) if method == "GET" else client.post(url)
                    wrong = None if response.status_code in right else f"{response.status_code} instead of {sorted(right)}"
                    if right == {302} and not response.headers.get("Location", "").startswith("/konto/login"):
                        wrong = "not sent to the log-in"
                    if right.isdisjoint({200}) and check_tables and method == "POST" and fingerprint() != before:
                        wrong = "a refused request changed a table"
                    transaction.set_rollback(True)
                yield f"{method} {url} ({name}, {row}) as {label}", wrong
