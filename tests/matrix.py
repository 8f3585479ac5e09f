"""The rights matrix, written by hand from the agreed rights table; never derived from the code under test.

Every route × every person × own / sister / sibling / foreign row × GET and POST. `EXPECTED` says for each route which roles may
GET and POST it and what its row is; REACHES says which rows a role at the own place reaches, and a stranger of the same role elsewhere.
"""

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.urls import get_resolver, reverse
from django.utils import timezone

from reporting.models import LszReport, ReportSnapshot
from sites.core.roles import Role
from sites.models import Comment, Document, Feedback
from tests import factories as make
from tests.client import Client
from tests.conftest import World, as_owner
from tests.rights import (
    COUNTIES,
    OFFICES,
    OPEN,
    PERSON,
    SITES,
    R,
    Route,
    analysis,
    book,
    bookings,
    catalogues,
    consultation,
    contracts,
    crisis,
    dates,
    decisions,
    device,
    growth,
    handovers,
    houses,
    imports,
    inquiries,
    lists,
    money,
    needs,
    offers,
    office,
    papers,
    participation,
    partners,
    planning,
    plans,
    processes,
    registry,
    reporting,
    signups,
    sites,
    steering,
    thread,
    trainings,
)

#: Which rows a role at its place of the test world reaches; and the stranger of the same role elsewhere.
REACHES = {
    "state": ({"county", "other_county", "state"}, None),
    "county": ({"own", "sibling", "county"}, {"sister", "foreign", "other_county"}),
    "provider": ({"own", "sister", "provider"}, {"sibling", "foreign", "other_provider"}),
    "site": ({"own"}, {"foreign"}),
}
LEVEL = {R.MINISTRY: "state", R.STATE_OFFICE: "state", R.PROVIDER: "provider", **dict.fromkeys(OFFICES, "county")}
AREAS = (
    bookings,
    analysis,
    book,
    catalogues,
    contracts,
    consultation,
    dates,
    crisis,
    decisions,
    device,
    growth,
    handovers,
    houses,
    imports,
    inquiries,
    lists,
    money,
    needs,
    offers,
    office,
    participation,
    papers,
    partners,
    planning,
    plans,
    processes,
    registry,
    reporting,
    signups,
    sites,
    steering,
    thread,
    trainings,
)
EXPECTED: dict[str, Route] = {name: route for area in AREAS for name, route in area.ROUTES.items()}
#: Routes whose rights hang on more than role and row; each has tests of its own, named here.
SPECIAL = {
    "sites:view_remove": "tests/reporting/test_sites.py",
    "sites:membership_accept": "tests/sites/test_accepting.py",
    "sites:membership_decline": "tests/sites/test_accepting.py",
    "sites:invitation_accept": "tests/sites/test_invitations.py",
    "sites:job_detail": "tests/sites/test_jobs.py",
    "sites:job_file": "tests/sites/test_jobs.py",
    "sites:kita_merge_with": "tests/sites/test_kitas.py",
    "sites:provider_merge_with": "tests/sites/test_provider_merge.py",
    "planning:application_step": "tests/planning/test_flow.py",
    "planning:inquiry_step": "tests/planning/test_inquiries.py",
    "reporting:report_step": "tests/reporting/test_flow.py",
    "offers:device_send": "tests/offers/test_device_list.py",
    "offers:device_decide": "tests/offers/test_device_list.py",
    "offers:family_list": "tests/offers/test_family.py",
    "offers:family_page": "tests/offers/test_family.py",
    "offers:family_feed": "tests/offers/test_open_data.py",
    "offers:family_calendar": "tests/offers/test_open_data.py",
    "offers:offer_calendar": "tests/offers/test_open_data.py",
    "offers:family_offer": "tests/offers/test_signups.py",
    "offers:place_status": "tests/offers/test_signups.py",
    "offers:place_cancel": "tests/offers/test_signups.py",
    "offers:wish_form": "tests/offers/test_wishes.py",
    "offers:wish_look": "tests/offers/test_wishes.py",
    "offers:heard": "tests/offers/test_wishes.py",
    "offers:survey_answer": "tests/offers/test_survey_answer.py",
    "offers:survey_thanks": "tests/offers/test_survey_answer.py",
    "offers:survey_short": "tests/offers/test_survey_answer.py",
    "offers:feedback_form": "tests/offers/test_feedback.py",
    "offers:feedback_short": "tests/offers/test_feedback.py",
    "processes:example_step": "tests/processes/test_practice.py",
    "processes:practice_medium": "tests/processes/test_practice.py",
    "reporting:practice_detail": "tests/reporting/test_practice_detail.py",
    "reporting:practice_take": "tests/reporting/test_practice_detail.py",
    "reporting:practice_page": "tests/reporting/test_practice_detail.py",
    "processes:concept_hear": "tests/processes/test_concepts.py",
    "processes:consultation_houses": "tests/processes/test_consultation_houses.py",
    "processes:consultation_house": "tests/processes/test_consultation_houses.py",
    "processes:visit_status": "tests/processes/test_consultation_answers.py",
    "processes:visit_feedback": "tests/processes/test_consultation_answers.py",
    "reporting:month_programme": "tests/reporting/test_door_papers.py",
    **{
        f"processes:training_{name}": "tests/processes/test_trainings.py" for name in ("detail", "register", "leave", "topic", "feedback", "calendar")
    },
    **{f"processes:open_training{name}": "tests/processes/test_trainings.py" for name in ("", "_list", "_sent")},
    **{f"processes:training_place{name}": "tests/processes/test_training_places.py" for name in ("", "_leave", "_feedback", "_topic")},
    "reporting:training_certificate": "tests/reporting/test_certificates.py",
    "reporting:place_certificate": "tests/reporting/test_certificates.py",
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


def keep_files(rows: dict[str, dict[str, object]]) -> None:
    """Put the file of every document where this test looks for it: each test has a folder of its own."""
    for found in rows.values():
        documents = [getattr(row, "document", None) if not isinstance(row, Document) else row for row in found.values()]
        for document in filter(None, documents):
            default_storage.save(f"{document.stored.hex[:2]}/{document.stored.hex}", ContentFile(b"%PDF"))


def rows_of(world: World) -> dict[str, dict[str, object]]:
    """One row of every kind at each of the places, so that every route has an own, a sister, a sibling and a foreign target."""
    rows: dict[str, dict[str, object]] = {}
    with as_owner():
        clerk = make.make_user("Sachbearbeitung")
        for name, site in world.sites.items():
            need = make.make_need(site)
            goal = make.make_goal(site, need)
            offer = make.make_offer(site, needs=[need], led_by=(world.people if name == "own" else world.elsewhere)["professional"])
            helper = make.make_user("Fachkraft", f"{name}@fach.example")
            document = make.make_document(site)
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
                "comment": Comment.objects.create(place_id=site.pk, subject=f"planning.need:{need.pk}", text="Nur als Beispiel", person=clerk),
            }
            rows[name]["indicator_value"] = rows[name]["indicator"].new_value(measured_on=date(2026, 3, 1), value=12, value_of=40)
            rows[name]["indicator_value"].save()
            rows[name]["hours"] = make.make_hours(rows[name]["contract"])
            for area in AREAS:
                if hasattr(area, "at_sites"):
                    rows[name] |= area.at_sites(site)
        for name, county, town in (("county", world.county, world.town), ("other_county", world.other_county, world.other_town)):
            rows[name] = {
                "interest": make.make_interest(town),
                "lsz": LszReport.objects.create(county=county, year=2025, version=1, data={}, sha256="0" * 64, created_by=clerk),
            }
            for area in AREAS:
                if hasattr(area, "at_counties"):
                    rows[name] |= area.at_counties(county, town)
        rows["state"] = {"feedback": Feedback.objects.create(place=world.state.place, message="Der Kontrast ist zu schwach.")}
        for area in AREAS:
            if hasattr(area, "at_state"):
                rows["state"] |= area.at_state(world.state)
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
        cursor.execute("SELECT md5(concat_ws('|', VARIADIC ARRAY[" + ", ".join(parts) + "]))")
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
    if route.mine:
        return {404}
    if route.own_place and LEVEL.get(role) == "county":
        reached = reached & set(COUNTIES)
    if route.own_place and LEVEL.get(role) == "state":
        reached = reached & {"state"}
    if row is not None and row not in reached:
        return {404}
    return {200, 302, 422}


def address(name: str, route: Route, rows: dict, row: str | None) -> str:
    arguments = [rows[row][route.row].pk] if route.row and row else []
    return reverse(name, args=[*arguments, *route.extra])


def try_route(name: str, world: World, rows: dict, only: tuple[str, ...] | None = None, *, check_tables: bool = False):
    """Ask one route as everybody, for every row and both methods; yields (description, wrong or None).

    `only`: for these rows; one row, and of what the same line refuses one method, is enough where the answer comes before any row is looked for.
    """
    route = EXPECTED[name]
    targets = [row for row in route.rows if only is None or row in only or route.rows is not SITES] if route.row else [None]
    for label, user, role, reached in people_of(world):
        client = Client()
        if user is not None:
            client.force_login(user)
        before = fingerprint() if check_tables else ""  # after the log-in, which is remembered at the person
        with transaction.atomic():
            for row in targets:
                url = address(name, route, rows, row)
                for method in ("GET", "POST"):
                    right = expected_status(route, method, role, user, reached, row)
                    asked = row != targets[0] or (method == "POST" and expected_status(route, "GET", role, user, reached, row) == {403})
                    if only and asked and right in ({302}, {403}, {405}):
                        continue
                    with transaction.atomic():
                        response = client.generic(method, url) if method == "GET" else client.post(url)
                        wrong = None if response.status_code in right else f"{response.status_code} instead of {sorted(right)}"
                        if right == {302} and not response.headers.get("Location", "").startswith("/konto/login"):
                            wrong = "not sent to the log-in"
                        transaction.set_rollback(200 in right)  # what a refused request leaves behind stays until it is looked for
                    yield f"{method} {url} ({name}, {row}) as {label}", wrong
            if check_tables:
                yield f"the tables after {name} as {label}", None if fingerprint() == before else "a refused request changed a table"
            transaction.set_rollback(True)
