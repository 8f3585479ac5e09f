"""Whether the sites of a county go on in a funding year: one list, one resolution, one save."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.shortcuts import redirect, render

from planning.forms.continuation import ContinuationFilter, ContinuationForm
from planning.models import Application, Decision
from planning.rules.departures import around, continuation_due, departures_of_site, forms_today
from planning.services.continuation import continue_sites
from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.days import date_long, valid_on
from sites.core.forms import posted, status_of
from sites.core.lists import choice, page
from sites.models import County, Phase, Site, SitePhase
from sites.rules.phases import RUNNING

SIZE = 100
READS = ("decisions.view", "plans.view", "sites.view")


@allow("applications.decide", "GET", "POST", reads=READS)
def continuation(request, county):
    """The running sites of a county with their last decision; tick several, decide them under one resolution."""
    # guard: decide-county -> county = fetch(request, County, pk=county)
    county = fetch(request, rows(request, County).filter(pk__in=request.access.reach("applications.decide").places), pk=county)
    today = request.access.today
    years = [str(year) for year in range(today.year + 1, 2018, -1)]
    year = int(choice(request, "year", years) or today.year + (today.month > 6))
    show = choice(request, "show", {"open"})
    found = page(request, listed(request, county, year, show), size=SIZE)
    form = _form(request, county, year, found.rows)
    if request.method == "POST" and form.is_valid():
        try:
            made = continue_sites(access=request.access, county=county, paper=form.instance, **form.chosen())
        except ValidationError as error:
            form.add_error(None if not hasattr(error, "error_dict") else "departure_reason", error.messages)
            found = page(request, listed(request, county, year, show), size=SIZE)  # as it stands now
        else:
            messages.success(request, f"{_counted(len(made))} für {year} eingetragen. Träger, Leitung und Koordination bekommen eine E-Mail.")
            return redirect(request.get_full_path())
    decided = Exists(decisions(request).filter(funding_year=year))
    counts = running(request, county).aggregate(all=Count("pk"), open=Count("pk", filter=~decided))
    context = {
        "county": county,
        "year": year,
        "page": found,
        "rows": [_row(form, site, request.GET.get("mark") == "all") for site in found.rows],
        "filter": ContinuationFilter(initial={"year": str(year), "show": show}, years=years, auto_id="filter_%s"),
        "show": show,
        "open": counts["open"],
        "title": f"Fortführung {year}",
        "lead": _lead(year, **counts),
        "crumbs": [navigation.CASES.crumb(), (f"Fortführung {year}", "")],
    }
    return render(request, "planning/continuation.html", {"form": form, **context}, status=status_of(form))


def _lead(year: int, all: int, open: int) -> str:
    """How many sites still wait for their decision."""
    if not all:
        return "Hier stehen die laufenden Standorte mit ihrer letzten Entscheidung."
    if not open:
        return f"Für {year} ist über alle {all} Standorte entschieden."
    return f"{open} von {all} Standorten {'hat' if open == 1 else 'haben'} für {year} noch keine Entscheidung."


def decisions(request):
    """The valid decisions about the site of an outer query; a rejected application says nothing about a running site."""
    return rows(request, Decision).filter(site=OuterRef("pk"), superseded_by=None).exclude(kind=Decision.Kind.REJECT)


def running(request, county: County):
    phases = rows(request, SitePhase).filter(valid_on(request.access.today), site=OuterRef("pk"), phase__in=RUNNING)
    return rows(request, Site).filter(Exists(phases), county=county)


def listed(request, county: County, year: int, show: str):
    """The running sites with what their row tells, in the query of the list."""
    names = ("pk", "kind", "decided_on", "number", "next_due")
    told = decisions(request).values(json=JSONObject(**{name: name for name in names}))
    waiting = rows(request, Application).filter(site=OuterRef("pk"), state__in=["submitted", "returned"])
    found = around(running(request, county).select_related("municipality"), request.access.today).annotate(
        forms_now=forms_today(request.access.today),
        last=Subquery(told.order_by("-decided_on", "-pk")[:1]),
        decided=Subquery(told.filter(funding_year=year).order_by("-pk")[:1]),
        case=Subquery(waiting.values("pk")[:1]),
    )
    return found.filter(decided__isnull=True) if show else found


def _form(request, county: County, year: int, sites: list) -> ContinuationForm:
    """The paper of all: valid from January, on the county's plan of today, the next date proposed."""
    begins, names = date(year, 1, 1), {site.pk: site.name for site in sites}
    plans = [{**plan, "stands": True} for plan in sites[0].plans] if sites else []
    dues = sites[0].dues if sites else []
    initial = {"effective_from": begins, "next_due": continuation_due(dues, begins)}
    return ContinuationForm(
        *posted(request), instance=Decision(funding_year=year), county=county.pk, plans=plans, names=names, initial=initial, request=request
    )


def _row(form: ContinuationForm, site, mark: bool) -> dict:
    """One site: phase, last decision, what departs today, and what is ticked."""
    state, due = form.row_state(site.pk), (site.last or {}).get("next_due")
    state["continued"] = state["continued"] or (mark and not site.decided)
    return {
        "site": site,
        "phase": Phase(site.phase["phase"]).label,
        "last": _told(site.last),
        "decided": _told(site.decided),
        "due_words": f", fällig bis {date_long(due)}" if due and not site.decided else "",
        "departures": departures_of_site(site, site.forms_now, site.coordinator_fte),
        **state,
    }


def _told(decision: dict | None) -> dict | None:
    """A decision read as JSON, with what is said of it."""
    if decision is None:
        return None
    label = Decision.Kind(decision["kind"]).label
    words = f"{label}, {date_long(decision['decided_on'])}, {decision['number']}"
    return {**decision, "label": label, "words": words}


def _counted(number: int) -> str:
    return "Eine Entscheidung ist" if number == 1 else f"{number} Entscheidungen sind"
