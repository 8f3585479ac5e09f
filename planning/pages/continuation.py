"""Whether the sites of a county go on in a funding year: the running sites with their last decision, to be ticked."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from planning.forms.continuation import ContinuationFilter, ContinuationForm, RowState
from planning.models import Application, Decision
from planning.rules.departures import around, departures_of_site, forms_today
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_long, valid_on
from sites.core.lists import Page, choice, page
from sites.core.numbers import with_noun
from sites.models import County, Phase, Site, SitePhase
from sites.rules.phases import RUNNING

SIZE = 100


@dataclass(frozen=True)
class LastDecision:
    pk: int
    label: str
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
    state: RowState
    continued: bool


@dataclass(frozen=True)
class Continuation:
    """`show`: "open" for the sites without a decision of the year, "" for all; `open`: how many these are."""

    county: County
    year: int
    show: str
    page: Page
    rows: list[SiteLine]
    form: ContinuationForm
    filter: ContinuationFilter
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
    decided = Exists(_decisions(request).filter(funding_year=year))
    counts = _running(request, county).aggregate(all=Count("pk"), open=Count("pk", filter=~decided))
    return Continuation(
        county=county,
        year=year,
        show=show,
        page=found,
        rows=[_line(form, site, is_marked=request.GET.get("mark") == "all") for site in found.rows],
        form=form,
        filter=ContinuationFilter(initial={"year": str(year), "show": show}, years=years, auto_id="filter_%s"),
        open=counts["open"],
        lead=_lead(year, **counts),
    )


def listed(request: Request, county: County) -> Page:
    """The running sites with what their line tells, in the query of the list."""
    year, _ = asked_years(request)
    names = ("pk", "kind", "decided_on", "number", "next_due")
    known = _decisions(request).values(json=JSONObject(**{name: name for name in names}))
    waiting = rows(request, Application).filter(site=OuterRef("pk"), state__in=["submitted", "returned"])
    found = around(_running(request, county).select_related("municipality"), request.access.today).annotate(
        forms_now=forms_today(request.access.today),
        last=Subquery(known.order_by("-decided_on", "-pk")[:1]),
        decided=Subquery(known.filter(funding_year=year).order_by("-pk")[:1]),
        case=Subquery(waiting.values("pk")[:1]),
    )
    return page(request, found.filter(decided__isnull=True) if asked_show(request) else found, size=SIZE)


def _decisions(request: Request) -> QuerySet[Decision]:
    """The valid decisions about the site of an outer query; a rejected application says nothing about a running site."""
    return rows(request, Decision).filter(site=OuterRef("pk"), superseded_by=None).exclude(kind=Decision.Kind.REJECT)


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


def _line(form: ContinuationForm, site: Any, *, is_marked: bool) -> SiteLine:
    state, due = form.row_state(site.pk), (site.last or {}).get("next_due")
    return SiteLine(
        site=site,
        phase=Phase(site.phase["phase"]).label,
        last=_read(site.last),
        decided=_read(site.decided),
        due_words=f", fällig bis {date_long(due)}" if due and not site.decided else "",
        departures=departures_of_site(site, site.forms_now, site.coordinator_fte),
        state=state,
        continued=state.continued or (is_marked and not site.decided),
    )


def _read(decision: dict[str, Any] | None) -> LastDecision | None:
    """A decision read as JSON."""
    if decision is None:
        return None
    label = str(Decision.Kind(decision["kind"]).label)
    return LastDecision(decision["pk"], label, f"{label}, {date_long(decision['decided_on'])}, {decision['number']}")
