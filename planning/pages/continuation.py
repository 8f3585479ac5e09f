"""Whether the sites of a county go on in a funding year: the running sites with their last decision, to be ticked."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from planning.forms.continuation import ContinuationFilter, ContinuationForm, RowState
from planning.models import VALID, Application, Decision, kind_words
from planning.rules.decisions import about_going_on
from planning.rules.departures import around, departures, departures_of_site, forms_today, step_due, with_basis
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_long, valid_on
from sites.core.lists import Page, choice, page
from sites.core.numbers import fte, with_noun
from sites.models import County, OrganisationForm, Phase, Site, SitePhase
from sites.rules.as_of import coordination_on
from sites.rules.phases import RUNNING

SIZE = 100


@dataclass(frozen=True)
class LastDecision:
    pk: int
    words: str


@dataclass(frozen=True)
class CaseLine:
    """The application of a site that runs beside, and what becomes of it when the site is decided about here."""

    pk: int
    words: str


@dataclass(frozen=True)
class SiteLine:
    """One site: phase, last decision, the one of the year, what departs today, and what is ticked."""

    site: Site
    phase: str
    last: LastDecision | None
    decided: str
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
    decided = Exists(_decisions(request).filter(about_going_on(year, request.access.today)))
    about = [site.case["pk"] for site in found.rows if site.case and site.case["state"] == "submitted" and _began(site.case) <= year]
    cases = {case.site_id: case for case in with_basis(rows(request, Application).filter(pk__in=about), request.access.today)} if about else {}
    marked = request.GET.get("mark") == "all"
    counts = _running(request, county).aggregate(all=Count("pk"), open=Count("pk", filter=~decided))
    return Continuation(
        county=county,
        year=year,
        show=show,
        page=found,
        rows=[_line(form, site, cases.get(site.pk), year, request.access.today, is_marked=marked) for site in found.rows],
        form=form,
        filter=ContinuationFilter(initial={"year": str(year), "show": show}, years=years, auto_id="filter_%s"),
        running=counts["all"],
        open=counts["open"],
        lead=_lead(year, **counts),
    )


def listed(request: Request, county: County) -> Page:
    """The running sites with what their line tells, in the query of the list."""
    year, _ = asked_years(request)
    names = ("pk", "kind", "phase", "decided_on", "number", "effective_from", "next_due")
    about = ("pk", "state", "begun", "forms", "coordinator_fte")
    known, told = _decisions(request), JSONObject(**{name: name for name in names})
    pending = rows(request, Application).filter(site=OuterRef("pk"), state__in=Application.PENDING)
    found = around(_running(request, county).select_related("municipality"), request.access.today).annotate(
        forms_now=forms_today(request.access.today),
        fte_today=coordination_on(request.access.today),
        last=Subquery(known.order_by("-decided_on", "-pk").values(json=told)[:1]),
        decided=Subquery(known.filter(about_going_on(year, request.access.today)).order_by("-pk").values(json=told)[:1]),
        case=Subquery(pending.values(json=JSONObject(**{name: name for name in about}))[:1]),
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


def _line(form: ContinuationForm, site: Any, case: Any, year: int, today: date, *, is_marked: bool) -> SiteLine:
    state, due = form.row_state(site.pk), (site.last or {}).get("next_due")
    return SiteLine(
        site=site,
        phase=Phase(site.phase["phase"]).label,
        last=_read(site.last),
        decided=_decided(site.decided, year),
        due_words=f", fällig bis {date_long(due)}" if due and not site.decided else "",
        departures=departures(case) if case else departures_of_site(site, site.forms_now, site.fte_today),
        case=_case(site.case, year, is_decided=bool(site.decided)),
        step_due=step_due(site.phase["phase"], date.fromisoformat(site.phase["starts"]), today),
        state=state,
        continued=state.continued or (is_marked and not site.decided),
    )


def _began(case: dict[str, Any]) -> int:
    """The year in which an application was begun; a decision about an earlier one is no answer to it."""
    return date.fromisoformat(case["begun"]).year


def _case(case: dict[str, Any] | None, year: int, *, is_decided: bool) -> CaseLine | None:
    """What becomes of a running application when the site is decided about here."""
    if case is None:
        return None
    state = Application.State(case["state"]).label
    if is_decided:
        return CaseLine(case["pk"], f"Antrag: {state}. Über ihn wird auf seiner eigenen Seite entschieden.")
    if _began(case) > year:
        return CaseLine(case["pk"], f"Antrag: {state}. Er ist erst nach {year} begonnen und bleibt, wie er ist.")
    if case["state"] != Application.State.SUBMITTED:
        return CaseLine(case["pk"], f"Antrag: {state}. Mit der Entscheidung ist er abgeschlossen, auch wenn er nicht eingereicht ist.")
    forms = " und ".join(str(OrganisationForm(form).label) for form in case["forms"] if form in OrganisationForm.values)
    post = f", {fte(Decimal(str(case['coordinator_fte'])))} VZÄ" if case["coordinator_fte"] is not None else ""
    return CaseLine(case["pk"], f"Der eingereichte Antrag wird damit entschieden, wie er gestellt ist ({forms or 'Form offen'}{post}).")


def cases_words(made: list[Decision]) -> str:
    """After the save: whose applications were decided with it."""
    decided = [decision.site.name for decision in made if decision.application_id]
    return f" Damit ist auch der Antrag entschieden: {', '.join(decided)}." if decided else ""


def _decided(decision: dict[str, Any] | None, year: int) -> str:
    """What is decided about the year, perhaps by a decision of another one."""
    if decision is None:
        return ""
    if decision["kind"] == Decision.Kind.END:
        return f"beendet ab {date_long(decision['effective_from'])}"
    return f"für {year} entschieden: {kind_words(decision['kind'], decision['phase'])}"


def _read(decision: dict[str, Any] | None) -> LastDecision | None:
    """A decision read as JSON."""
    if decision is None:
        return None
    label = kind_words(decision["kind"], decision["phase"])
    return LastDecision(decision["pk"], f"{label}, {date_long(decision['decided_on'])}, {decision['number']}")
