"""What stands on the start pages: what is due, what is new, what a person last used. Each list is one query, whatever its length."""

from datetime import timedelta

from django.db.models import Count, Max, Prefetch, Q, Sum
from django.urls import resolve, reverse
from django.utils import timezone

from offers.models import PublicDate, Session
from planning.models import Application, Deadline, Inquiry, Interest, Measure, Statement
from processes.models import Contract
from reporting.models import Report
from reporting.pages.quick_ways import quick_ways
from sites.core.access import rows
from sites.core.days import clock_time
from sites.core.rights import Role
from sites.models import Cooperation, Entry, Site
from sites.rules.cooperations import due_now

#: Where an entry's subject is looked at: the view by the model's label.
PAGES = {
    "offers.offer": "offers:offer_detail",
    "offers.session": "offers:session_log",
    "planning.application": "planning:application_detail",
    "planning.decision": "planning:decision_detail",
    "planning.plan": "planning:plan_detail",
    "planning.resolution": "planning:resolution_detail",
    "planning.need": "planning:need_edit",
    "planning.goal": "planning:goal_edit",
    "reporting.report": "reporting:report_detail",
    "reporting.lszreport": "reporting:lsz_detail",
    "processes.contract": "processes:contract_detail",
    "sites.kita": "sites:kita_detail",
    "sites.site": "reporting:site_sheet",
}


def page_of(access, subject: str) -> str:
    """The address of what an entry is about, or nothing when it has no page this person may open."""
    label, _, pk = subject.partition(":")
    if label not in PAGES or not pk.isdigit():
        return ""
    url = reverse(PAGES[label], args=[pk])
    action = resolve(url).func.action  # type: ignore[attr-defined]  # what the view declares
    return url if access.holds(action) else ""


def last_used(request) -> list[dict]:
    """The last five different things a person worked on."""
    found: dict[str, dict] = {}
    for entry in rows(request, Entry).filter(person=request.user).order_by("-pk")[:20]:
        url = page_of(request.access, entry.subject)
        if url and entry.subject not in found:
            found[entry.subject] = {"url": url, "text": entry.text, "at": entry.at}
    return list(found.values())[:5]


def house(request) -> dict:
    """Coordinator, head, professional: today's sessions, those without figures, the report of the year."""
    today = request.access.today
    sessions = list(rows(request, Session).filter(held_on=today).select_related("offer__venue").order_by("starts_at", "pk"))
    missing = list(
        rows(request, Session)
        .missing(today)
        .filter(held_on__gte=today - timedelta(days=60))
        .select_related("offer")
        .order_by("-held_on", "-starts_at")[:6]
    )
    reports = Report.objects.annotate(open_chapters=Count("chapters", filter=Q(chapters__ready=False)))
    measures = (
        rows(request, Measure)
        .filter(funding_year__in=[today.year - 1, today.year])
        .select_related("site__county")
        .prefetch_related(Prefetch("reports", reports))
        .order_by("funding_year")
    )
    due = [measure for measure in measures if not any(report.state == Report.State.ACCEPTED for report in measure.reports.all())]
    clock = timezone.localtime().time()
    open_ones = [session for session in sessions if not session.logged and not session.cancelled]
    now = next((session for session in open_ones if session.ends_at >= clock), open_ones[-1] if open_ones else None)
    agreements, more_agreements = due_now(rows(request, Cooperation), today)
    return {
        "today": today,
        "sessions": sessions,
        "now": now,
        "now_label": _now_label(now, clock),
        "may_log": request.access.holds("sessions.change"),
        "may_read": request.access.holds("reports.view"),
        "may_write": request.access.holds("reports.write"),
        "missing": missing[:5],
        "more_missing": len(missing) > 5,
        "measures": due,
        "agreements": agreements,
        "more_agreements": more_agreements,
        "houses": quick_ways(request),
        "last_used": last_used(request),
    }


def _now_label(session, clock) -> str:
    if session is None:
        return ""
    if clock < session.starts_at:
        return f"Als Nächstes, bis {clock_time(session.ends_at)} Uhr"
    return f"Läuft gerade, bis {clock_time(session.ends_at)} Uhr" if clock <= session.ends_at else "Heute, noch ohne Zahlen"


def office(request) -> dict:
    """Planner, youth office, advisor: what waits for them, what is new in the county."""
    today = request.access.today
    roles = request.access.roles
    news = rows(request, Entry).exclude(person=request.user).select_related("place__site").order_by("-pk")[:8]
    return {
        "today": today,
        "applications": list(
            rows(request, Application).filter(state="submitted").select_related("site__municipality").order_by("submitted", "pk")[:20]
        ),
        "interests": list(rows(request, Interest).filter(state="received").select_related("municipality").order_by("created")[:20]),
        "inquiries": list(rows(request, Inquiry).filter(state=Inquiry.State.OPEN).order_by("pk")[:20]),
        "reports": list(rows(request, Report).filter(state="submitted").select_related("site").order_by("pk")[:20]),
        "news": [{"entry": entry, "url": page_of(request.access, entry.subject)} for entry in news],
        "deadlines": _deadlines(request, today, today + timedelta(days=150)),
        "decides": Role.SOCIAL_PLANNER in roles,
        "confirms": request.access.holds("interests.confirm"),
        "sees_reports": request.access.holds("reports.view"),
    }


def _deadlines(request, begin, end) -> list[tuple]:
    """(day, words): reports that are not accepted yet, and the other dates of the county; a date of reports that are counted is not said twice."""
    reports = rows(request, Measure).filter(report_due__range=(begin, end)).exclude(reports__state=Report.State.ACCEPTED)
    counted = reports.order_by("report_due").values_list("report_due", "funding_year").annotate(number=Count("pk"))[:4]
    found = {(due, year): f"Sachberichte {year}: {number} noch nicht angenommen" for due, year, number in counted}
    lines = [(due, words) for (due, _), words in found.items()]
    for date in rows(request, Deadline).filter(due__range=(begin, end)).order_by("due", "pk")[:6]:
        if date.kind != Deadline.Kind.REPORT or (date.due, date.funding_year) not in found:
            lines.append((date.due, f"{date.get_kind_display()}, Förderjahr {date.funding_year}, {date.get_project_class_display()}"))
    return sorted(lines)[:6]


def provider(request) -> dict:
    """The provider's sites with what is open at each."""
    sites = list(rows(request, Site).with_today(request.access.today).order_by("sort_key", "pk"))
    return {
        "today": request.access.today,
        "sites": sites,
        "applications": list(
            rows(request, Application).filter(state__in=["open", "returned", "submitted"]).select_related("site").order_by("pk")[:20]
        ),
        "reports": list(
            rows(request, Report).filter(state__in=["draft", "returned", "submitted"]).select_related("site").order_by("year", "pk")[:20]
        ),
    }


def facilitator(request) -> dict:
    """Contracts of today with agreed and delivered hours of the month and the last contact."""
    today = request.access.today
    month = Q(hours__held_on__year=today.year, hours__held_on__month=today.month)
    contracts = (
        rows(request, Contract)
        .on(today)
        .filter(facilitator=request.user)
        .select_related("site__municipality")
        .annotate(delivered=Sum("hours__hours", filter=month), last=Max("hours__held_on"))
        .order_by("site__sort_key")
    )
    return {"today": today, "contracts": list(contracts)}


def family(request) -> dict:
    """Parents: the next published dates of their site; parents' representatives also the hearings that wait for them."""
    today = request.access.today
    hearings = []
    if Role.PARENT_REPRESENTATIVE in request.access.roles:
        given = Statement.objects.filter(party="parents_council").exclude(stance="pending").values("application")
        places = request.access.reach("statements.change").places
        open_cases = Application.objects.filter(site_id__in=places, state__in=["open", "returned", "submitted"]).exclude(pk__in=given)
        hearings = list(open_cases.select_related("site")[:5])
    dates = rows(request, PublicDate).filter(held_on__range=(today, today + timedelta(days=28))).select_related("site__public_page")
    return {"today": today, "dates": list(dates[:8]), "hearings": hearings}
