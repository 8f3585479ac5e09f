"""Whether the sites of a county go on in a funding year: the running sites with their last decision, to be ticked."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from planning.forms.continuation import ContinuationFilter, ContinuationForm, RowState
from planning.models import VALID, Application, Decision, kind_words
from planning.rules.departures import around, departures, departures_of_site, forms_today, step_due, with_basis
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_long, valid_on
from sites.core.lists import Page, choice, page
from sites.core.numbers import fte, with_noun
from sites.models import County, OrganisationForm, Phase, Site, SitePhase
from sites.rules.phases import RUNNING

SIZE = 100
OPEN = ("open", "submitted", "returned")
#: Which decisions say whether a site goes on in a year; the step to a next phase says nothing about it.
OF_A_YEAR = [kind for kinds in Decision.OF_A_YEAR for kind in kinds]


@dataclass(frozen=True)
class LastDecision:
    pk: int
    label: str
    words: str


@dataclass(frozen=True)
class CaseLine:
    """The application of a site that runs beside: a submitted one is decided with the site, another one stays with the house."""

    pk: int
    words: str


@dataclass(frozen=True)
class SiteLine:
    """One site: phase, last decision, the one of the year, what departs today, and what is ticked."""

    site: Site
    phase: str
    last: LastDecision | None
    decided: LastDecision | None
    due_words: str
    departures: list[str]
    case: CaseLine | None
    step_due: str
    state: RowState
    continued: bool


@dataclass(frozen=True)
class Continuation:
    """`show`: "open" for the sites without a decision of the year, "" for all; `running`, `open`: how many there are, how many wait."""

    county: County
    year: int
    show: str
    page: Page
    rows: list[SiteLine]
    form: ContinuationForm
    filter: ContinuationFilter
    running: int
    open: int
    lead: str

    @property
    def title(self) -> str:
        return f"Fortführung {self.year}"

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.CASES.crumb(), (self.title, "")]


def asked_years(request: Request) -> tuple[int, list[str]]:
    """The funding year of the address, from July on the next one, and those that can be chosen."""
    today = request.access.today
    years = [str(year) for year in range(today.year + 1, 2018, -1)]
    return int(choice(request, "year", years) or today.year + (today.month > 6)), years


def asked_show(request: Request) -> str:
    return choice(request, "show", {"open"})


def continuation_page(request: Request, county: County, found: Page, form: ContinuationForm) -> Continuation:
    """`found` comes from `listed`, the form from the view."""
    year, years = asked_years(request)
    show = asked_show(request)
    decided = Exists(_decisions(request).filter(funding_year=year, kind__in=OF_A_YEAR))
    about = [site.case["pk"] for site in found.rows if site.case and site.case["state"] == "submitted"]
    cases = {case.site_id: case for case in with_basis(rows(request, Application).filter(pk__in=about), request.access.today)} if about else {}
    marked = request.GET.get("mark") == "all"
    counts = _running(request, county).aggregate(all=Count("pk"), open=Count("pk", filter=~decided))
    return Continuation(
        county=county,
        year=year,
        show=show,
        page=found,
        rows=[_line(form, site, cases.get(site.pk), request.access.today, is_marked=marked) for site in found.rows],
        form=form,
        filter=ContinuationFilter(initial={"year": str(year), "show": show}, years=years, auto_id="filter_%s"),
        running=counts["all"],
        open=counts["open"],
        lead=_lead(year, **counts),
    )


def listed(request: Request, county: County) -> Page:
    """The running sites with what their line tells, in the query of the list."""
    year, _ = asked_years(request)
    names = ("pk", "kind", "phase", "decided_on", "number", "next_due")
    known = _decisions(request).values(json=JSONObject(**{name: name for name in names}))
    about = ("pk", "state", "forms", "coordinator_fte")
    waiting = rows(request, Application).filter(site=OuterRef("pk"), state__in=OPEN).values(json=JSONObject(**{name: name for name in about}))
    found = around(_running(request, county).select_related("municipality"), request.access.today).annotate(
        forms_now=forms_today(request.access.today),
        last=Subquery(known.order_by("-decided_on", "-pk")[:1]),
        decided=Subquery(known.filter(funding_year=year, kind__in=OF_A_YEAR).order_by("-pk")[:1]),
        case=Subquery(waiting[:1]),
    )
    return page(request, found.filter(decided__isnull=True) if asked_show(request) else found, size=SIZE)


def _decisions(request: Request) -> QuerySet[Decision]:
    """The valid decisions about the site of an outer query; a rejected application says nothing about a running site."""
    return rows(request, Decision).filter(VALID, site=OuterRef("pk")).exclude(kind=Decision.Kind.REJECT)


def _running(request: Request, county: County) -> QuerySet[Site]:
    phases = rows(request, SitePhase).filter(valid_on(request.access.today), site=OuterRef("pk"), phase__in=RUNNING)
    return rows(request, Site).filter(Exists(phases), county=county)


def _lead(year: int, all: int, open: int) -> str:
    """How many sites still wait for their decision."""
    if not all:
        return "Hier stehen die laufenden Standorte mit ihrer letzten Entscheidung."
    if not open:
        return f"Für {year} ist über {'den einen Standort' if all == 1 else f'alle {all} Standorte'} entschieden."
    return f"{open} von {with_noun(all, 'Standort', 'Standorten')} {'hat' if open == 1 else 'haben'} für {year} noch keine Entscheidung."


def _line(form: ContinuationForm, site: Any, case: Any, today: date, *, is_marked: bool) -> SiteLine:
    state, due = form.row_state(site.pk), (site.last or {}).get("next_due")
    return SiteLine(
        site=site,
        phase=Phase(site.phase["phase"]).label,
        last=_read(site.last),
        decided=_read(site.decided),
        due_words=f", fällig bis {date_long(due)}" if due and not site.decided else "",
        departures=departures(case) if case else departures_of_site(site, site.forms_now, site.coordinator_fte),
        case=_case(site.case, is_decided=bool(site.decided)),
        step_due=step_due(site.phase["phase"], date.fromisoformat(site.phase["starts"]), today),
        state=state,
        continued=state.continued or (is_marked and not site.decided),
    )


def _case(case: dict[str, Any] | None, *, is_decided: bool) -> CaseLine | None:
    """What becomes of a running application when the site is decided about here."""
    if case is None:
        return None
    if case["state"] != "submitted":
        state = "in Arbeit" if case["state"] == "open" else "zurück zur Ergänzung"
        return CaseLine(case["pk"], f"Antrag {state}. Er bleibt beim Haus und wird hier nicht entschieden.")
    if is_decided:
        return CaseLine(case["pk"], "Antrag eingereicht. Er wird auf seiner eigenen Seite entschieden.")
    forms = " und ".join(str(OrganisationForm(form).label) for form in case["forms"] if form in OrganisationForm.values)
    post = f", {fte(Decimal(str(case['coordinator_fte'])))} VZÄ" if case["coordinator_fte"] is not None else ""
    return CaseLine(case["pk"], f"Der eingereichte Antrag wird damit entschieden, wie er gestellt ist ({forms or 'Form offen'}{post}).")


def cases_words(made: list[Decision], sites: list[Any]) -> str:
    """After the save: whose applications were decided with it, and whose stay with the house."""
    decided = [decision.site.name for decision in made if decision.application_id]
    chosen = {decision.site_id for decision in made}
    carried = [site.name for site in sites if site.pk in chosen and site.case and site.case["state"] != "submitted"]
    closed = f" Damit ist auch der Antrag entschieden: {', '.join(decided)}." if decided else ""
    return f"{closed} Weiter beim Haus liegt der Antrag: {', '.join(carried)}." if carried else closed


def _read(decision: dict[str, Any] | None) -> LastDecision | None:
    """A decision read as JSON."""
    if decision is None:
        return None
    label = kind_words(decision["kind"], decision["phase"])
    return LastDecision(decision["pk"], label, f"{label}, {date_long(decision['decided_on'])}, {decision['number']}")
