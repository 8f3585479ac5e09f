"""What stands on the sheet of a site: master data with history, people, figures of the year, facilitation, cases, reports."""

from django.db.models import Max, Sum

from planning.models import Application, Decision, Measure
from planning.rules.grounds import grounds_of
from processes.models import Contract
from reporting.models import Report, SiteQuarter
from sites.core.access import rows
from sites.core.navigation import SITE_PAGES

SUMS = {name: Sum(name) for name in ("sessions", "cancelled", "adults_centre", "adults_space", "children")}


def year_figures(request, site, year: int) -> dict[int, dict]:
    """Sessions and Teilnahmen of a site in two years: {2026: {"sessions": 62, "participations": 484, "space": 131, "last_day": …}}."""
    found = rows(request, SiteQuarter).filter(site=site, year__in=[year - 1, year]).values("year").annotate(last_day=Max("last_day"), **SUMS)
    figures = {}
    for row in found:
        total = row["adults_centre"] + row["adults_space"] + row["children"]
        adults = row["adults_centre"] + row["adults_space"]
        figures[row["year"]] = {**row, "participations": total, "adults": adults}
    return figures


def compared(figures: dict[int, dict], year: int) -> list[dict]:
    """The figures of the year as the components show them: value, trend in words, n."""
    now, before = figures.get(year), figures.get(year - 1)
    if not now or not now["sessions"]:
        return []
    shown = [
        {
            "label": "Termine zusätzlicher Angebote",
            "value": now["sessions"],
            "trend": _trend(now["sessions"], before["sessions"] if before else None, year),
            "source": f"{now['cancelled']} ausgefallen",
        },
        {
            "label": "Teilnahmen",
            "value": now["participations"],
            "trend": _trend(now["participations"], before["participations"] if before else None, year),
            "source": "Erwachsene und Kinder",
        },
    ]
    return shown


def _trend(value: int, before: int | None, year: int) -> str:
    if not before:
        return ""
    difference = value - before
    if difference == 0:
        return f"wie {year - 1}"
    return f"{'▲' if difference > 0 else '▼'} {abs(difference)} {'mehr' if difference > 0 else 'weniger'} als {year - 1}"


def sheet(request, site) -> dict:
    """At most eight queries, whatever the age of the site."""
    today, access = request.access.today, request.access
    context = {
        "site": site,
        "today": today,
        "phases": site.phases.order_by("-starts"),
        "kitas": site.kita_links.on(today).select_related("kita__provider", "kita__municipality").order_by("-leading", "kita__sort_key"),
        "figures": compared(year_figures(request, site, today.year), today.year) if access.may("sitefigures.view", site) else [],
        "year": today.year,
        "pages": SITE_PAGES.at(access, site.pk),
        "grounds": grounds_of(site.county_id, today, site.pk),
        "may_change": access.may("sites.change", site),
        "may_plan": access.may("measures.change", site),
        "may_money": site.pk in access.reach("money.view").places,
        "may_documents": site.pk in access.reach("documents.change").places,
        "measures": None,
        "contracts": None,
        "reports": None,
        "decisions": rows(request, Decision).filter(site=site).order_by("-decided_on") if access.may("decisions.view", site) else [],
    }
    if access.may("applications.view", site):
        context["applications"] = rows(request, Application).filter(site=site)
    if access.may("measures.view", site):
        context["measures"] = rows(request, Measure).filter(site=site).select_related("action_field")[:5]
    if access.may("contracts.view", site):
        context["contracts"] = rows(request, Contract).filter(site=site).select_related("facilitator")[:5]
    if access.may("reports.view", site):
        context["reports"] = rows(request, Report).filter(site=site)[:5]
    return context
