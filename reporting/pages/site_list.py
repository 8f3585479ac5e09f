"""What stands in the list of sites: one line per site with hours, sessions, last entry, report of the year and where attention is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, Max, Model, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Concat, JSONObject, LPad

from planning.models import Application, Cost, Funding, Measure
from planning.rules.money import lines_of, own_share_gap, reckoned
from processes.models import ChangeEvent, Contract, HoursReason
from processes.rules.editions import Editions, hours_editions
from processes.rules.recommended import Change, recommended
from reporting.forms import SiteFilterForm
from reporting.models import Report, ReportSnapshot, SiteQuarter
from reporting.pages.site_order import OPEN_REPORT, REPORTS, sorts_of
from reporting.rules.history import FIRST_YEAR, IN_A_ROW
from sites.core import navigation
from sites.core.access import Access, Request, rows
from sites.core.days import date_short, overlapping, valid
from sites.core.lists import Counted, Head, Page, choice, page, without, word
from sites.core.numbers import euros, exact
from sites.core.roles import ADMINISTRATION
from sites.core.search import searched
from sites.models import OrganisationForm, Phase, Provider, Site, SiteForm, SiteKita, SitePhase
from sites.rules.as_of import AsOf, carrier_on, history, in_year, last_day, on_day
from sites.rules.phases import RUNNING, PhaseSpan
from sites.services.saved import Saved, saved_of

STALE_DAYS = 45
NO_SIGHT = "dafür haben Sie keine Einsicht"
READS = (
    "sitefigures.view", "contracts.view", "changes.view", "applications.view", "measures.view", "reports.view", "snapshots.view", "money.view",
)  # fmt: skip
REPORT_FILTER = {state: words for state, words in REPORTS.items() if state != "draft"}  # drafts are the house's
#: An action field by its number and name, seen from a measure.
FIELD = Concat(Value("HF "), Cast("action_field__number", CharField()), Value(" "), "action_field__name", output_field=CharField())


@dataclass(frozen=True)
class Line:
    """A site of `_sites`: what its annotations say. `agreed` and `advised`: hours of facilitation in a month; `standing`: (kind, words).

    `then`: the year of the list; `phase` and `forms`: of its last day, or of today.
    """

    site: Site
    today: date
    then: AsOf
    phase: PhaseSpan | None
    phase_now: PhaseSpan | None
    forms: str
    fte: Decimal | None
    agreed: Decimal | None
    advised: Decimal | None
    hours_reason: bool
    held: int | None
    people: int | None
    last_day: date | None
    field: str | None
    report: str
    case: str | None
    returned: int | None
    overdue: int | None
    late: int | None
    lacking: Decimal
    sees_figures: bool
    sees_hours: bool
    sees_reports: bool

    @property
    def name(self) -> str:
        return self.then.name

    @property
    def providers(self) -> str:
        return ", ".join(self.then.providers)

    @property
    def place(self) -> str:
        return f"{self.then.municipality} · {self.providers or 'Träger noch offen'}"

    @property
    def place_and_county(self) -> str:
        return f"{self.then.municipality}, {self.site.county.name} · {self.providers or 'Träger noch offen'}"

    @property
    def phase_label(self) -> str:
        return str(Phase(self.phase.phase).label) if self.phase else ""

    @property
    def phase_since(self) -> str:
        return f"seit {self.phase.starts:%-m/%Y}" if self.phase else ""

    @property
    def agreed_words(self) -> str:
        """The agreed hours; empty when there is neither an agreement nor a recommendation, and for those who do not see agreements."""
        if not self.sees_hours:
            return ""
        return exact(self.agreed) if self.agreed is not None else "0" if self.advised is not None else ""

    @property
    def advised_words(self) -> str:
        return f"von {exact(self.advised)}" if self.advised is not None and self.sees_hours else ""

    @property
    def average(self) -> float | None:
        return self.people / self.held if self.held and self.people is not None else None

    @property
    def days(self) -> int | None:
        """Days since the last session with figures."""
        return (self.today - self.last_day).days if self.last_day else None

    @property
    def last_words(self) -> str:
        return "heute" if self.days == 0 else date_short(self.last_day)

    @property
    def standing(self) -> tuple[str, str]:
        """(kind, words): what waits first, then reports, hours, silence; without a kind nothing is expected of the site, or nothing is seen."""
        phase = self.phase_now.phase if self.phase_now else ""
        if self.case == "submitted":
            return "warning", "Entscheidung offen"
        if self.case:
            return "info", "in Auswahl"
        if phase not in RUNNING:
            return "", "beendet" if phase == Phase.ENDED else "vorgemerkt"
        if self.returned:
            return "warning", f"Sachbericht {self.returned} zur Ergänzung zurück"
        if self.overdue:
            return "warning", f"Sachbericht {self.overdue} überfällig"
        if self.late:
            return "warning", f"Sachbericht {self.late} verspätet eingereicht"
        if self.lacking:
            return "warning", f"Eigenanteil {self.today.year}: {euros(self.lacking)} fehlen"
        if self.sees_hours and self.advised is not None and (self.agreed or 0) < self.advised and not self.hours_reason:
            missing = exact(self.advised - (self.agreed or 0))
            return "warning", f"{missing} Stunde{'n' if missing != '1' else ''} unter Empfehlung"
        if not self.sees_figures:
            return "", NO_SIGHT
        if self.days is None:
            return "warning", "noch kein Eintrag"
        if self.days >= STALE_DAYS:
            return "warning", f"{self.days} Tage ohne Eintrag"
        return "success", "in Ordnung" if self.sees_hours and self.sees_reports else "Einträge aktuell"


@dataclass(frozen=True)
class SiteList:
    """`active`: filters in use with the address without each; `query`: the filters as the address carries them."""

    page: Page
    lines: list[Line]
    form: SiteFilterForm
    active: list[tuple[str, str]]
    narrowed: bool
    year: int
    shows_figures: bool
    shows_hours: bool
    shows_reports: bool
    may_register: bool
    saved: Saved
    query: str
    tabs: navigation.Links | None

    @property
    def sums(self) -> str:
        return "" if self.narrowed else sums(self.page, self.lines)

    @property
    def several_counties(self) -> bool:
        return len({line.site.county_id for line in self.lines}) > 1

    @property
    def order_words(self) -> str:
        hours = " „6 von 10“ heißt: 6 Stunden Prozessbegleitung vereinbart, 10 empfohlen."
        return f"Sortiert nach {self.page.order}.{hours if self.shows_hours else ''}"

    @property
    def caption(self) -> str:
        return f"Standorte nach {self.page.order}"

    @property
    def heads(self) -> list[str | Head]:
        return [*self.page.heads, "Stand heute"]


def site_list_page(request: Request) -> SiteList:
    """The sites in reach that pass the filters of the address, page by page."""
    access, q = request.access, word(request)
    sites, chosen, choices, year = asked_for(request)
    listed = page(request, sites, sorts=sorts_of(access, year), counted=Counted(_there(request, year), "Standort", "Standorte", "Standorten"))
    active = [(f"„{q}“", without(request, "q"))] if q else []
    before = {"report": "Sachbericht "}
    active += [(before.get(name, "") + choices[name][value], without(request, name)) for name, value in chosen.items() if value and name != "ended"]
    narrowed = bool(active)
    if not chosen["phase"]:
        without_ended = without(request, "ended")
        active.append(("mit beendeten", without_ended) if chosen["ended"] else ("ohne beendete", f"{without_ended}&ended=1"))
    saved = saved_of(request, "reporting:site_list")
    return SiteList(
        page=listed,
        lines=lines_in_words(access, listed.rows, year),
        form=SiteFilterForm(initial={"q": q, **chosen, "year": year}, choices=choices, request=request),
        active=active,
        narrowed=narrowed,
        year=year,
        shows_figures=access.holds("sitefigures.view"),
        shows_hours=access.holds("contracts.view"),
        shows_reports=access.holds("reports.view"),
        may_register=access.holds("sites.register"),
        saved=saved,
        query=saved.query,
        tabs=_registry_tabs(access),
    )


def _registry_tabs(access: Access) -> navigation.Links | None:
    """An office of a county goes from the sites to the other lists of its register."""
    county = next((held.place for held in access.held if held.role in ADMINISTRATION and held.kind == "county"), None)
    return navigation.REGISTRY_TABS.at(access, county, navigation.SITES) if county else None


# What the address asks for ----------------------------------------------------------------------------------------


def asked_for(request: Request) -> tuple[QuerySet[Site], dict[str, str], dict[str, dict[str, str]], int]:
    """The filtered sites, the chosen filters, what can be chosen, and the year of the figures."""
    this_year = request.access.today.year
    years = [str(year) for year in range(this_year, FIRST_YEAR - 1, -1)]
    year = int(choice(request, "year", years) or this_year)
    choices = {"phase": dict(Phase.choices), "form": dict(OrganisationForm.choices), **_to_choose(request, last_day(year, request.access.today))}
    choices["report"] = REPORT_FILTER if request.access.holds("reports.view") else {}
    chosen = {name: choice(request, name, values) for name, values in choices.items()}
    chosen["ended"] = choice(request, "ended", {"1"})
    return _sites(request, year, chosen, word(request)), chosen, {**choices, "year": dict(zip(years, years, strict=True))}, year


def _of_site(request: Request, model: type[Model]) -> Any:
    return rows(request, model).filter(site=OuterRef("pk")).order_by()


def _to_choose(request: Request, day: date) -> dict[str, dict[str, str]]:
    """What the filters offer, from what occurs within reach: providers of a day, municipalities, main action fields (value → words). One query."""

    def part(source: Any, kind: str, value: str, label: Any, order: Any) -> Any:
        named = source.order_by().annotate(part=Value(kind), value=Cast(value, CharField()), words=label, order=order)
        return named.values_list("part", "value", "words", "order")

    number = LPad(Cast("action_field__number", CharField()), 3, Value("0"))
    known, links = Provider.objects.filter(pk=OuterRef("carrier")), rows(request, SiteKita.objects.on(day)).annotate(carrier=carrier_on(day))
    provider = part(links, "provider", "carrier", Subquery(known.values("name")), Subquery(known.values("sort_key")))
    options = provider.union(
        part(rows(request, Site), "municipality", "municipality", F("municipality__name"), F("municipality__sort_key")),
        part(rows(request, Measure), "field", "action_field__code", FIELD, number),
    )
    choices: dict[str, dict[str, str]] = {"provider": {}, "municipality": {}, "field": {}}
    for kind, value, words, _ in sorted(options, key=lambda row: row[3]):
        choices[kind][value] = words
    return choices


def _there(request: Request, year: int) -> QuerySet[Site]:
    """The sites of a year: of the present one all, of a past one those that had a phase, a measure or sessions in it."""
    sites: QuerySet[Site] = rows(request, Site)
    if year == request.access.today.year:
        return sites
    phase = _of_site(request, SitePhase).filter(overlapping(date(year, 1, 1), date(year, 12, 31)))
    measure, quarters = _of_site(request, Measure).filter(funding_year=year), _of_site(request, SiteQuarter).filter(year=year, sessions__gt=0)
    return sites.filter(Exists(phase) | Exists(measure) | Exists(quarters))


def _sites(request: Request, year: int, chosen: dict[str, str], q: str) -> QuerySet[Site]:
    """The sites of the reach that pass search and filters, each with everything its line needs: one query, whatever their number."""
    today, day = request.access.today, last_day(year, request.access.today)
    funded, reports = _of_site(request, Measure).filter(funding_year=year), _of_site(request, Report).filter(year=year)
    delivered = rows(request, Report).filter(measure=OuterRef("pk"), state__in=["submitted", "accepted"])
    too_late = rows(request, ReportSnapshot).filter(report=OuterRef("pk"), version=1, created__date__gt=OuterRef("measure__report_due"))
    # guard: overdue-reports -> due = _of_site(request, Measure).filter(report_due__lt=today).exclude(Exists(delivered))
    due = _of_site(request, Measure).filter(request.access.reach("reports.view").q(Measure), report_due__lt=today).exclude(Exists(delivered))
    planned = lines_of(rows(request, Cost).order_by(), rows(request, Funding).order_by(), today)
    quarters = _of_site(request, SiteQuarter).filter(year=year).values("site")
    people = Sum("adults_centre") + Sum("adults_space") + Sum("children")
    phase_then = _of_site(request, SitePhase).on(day)
    phases = _of_site(request, SitePhase).order_by("starts").values(json=JSONObject(phase="phase", starts="starts", ends="ends"))
    changes = _of_site(request, ChangeEvent).values(json=JSONObject(trigger="trigger", starts="starts", ends="ends"))
    running = _of_site(request, Contract).on(today)
    said = HoursReason.objects.filter(contract=OuterRef("pk"), month__lte=today)
    sites = _there(request, year).select_related("county", "municipality")
    sites = sites.annotate(
        history=history(),
        phase_spans=ArraySubquery(phases),
        change_spans=ArraySubquery(changes),
        phase_then=Subquery(phase_then.values("phase")[:1]),
        agreed=Subquery(running.values("site").annotate(sum=Sum("hours_per_month")).values("sum")),
        hours_reason=Subquery(running.filter(~Q(reason="") | Exists(said)).values("pk")[:1]),
        held=Subquery(quarters.annotate(sum=Sum("sessions")).values("sum")),
        people=Subquery(quarters.annotate(sum=people).values("sum")),
        last_day=Subquery(_of_site(request, SiteQuarter).filter(sessions__gt=0).values("site").annotate(last=Max("last_day")).values("last")),
        funded=Exists(funded),
        field_name=Subquery(funded.annotate(named=FIELD).values("named")[:1]),
        report_state=Subquery(reports.values("state")[:1]),
        returned=Subquery(_of_site(request, Report).filter(state=Report.State.RETURNED).order_by("year").values("year")[:1]),
        overdue=Subquery(due.order_by("funding_year").values("funding_year")[:1]),
        late=Subquery(_of_site(request, Report).filter(Exists(too_late), state=Report.State.SUBMITTED).order_by("year").values("year")[:1]),
        money=Subquery(_of_site(request, Measure).filter(funding_year=today.year).values(found=planned)[:1]),
        case=Subquery(_of_site(request, Application).filter(state__in=Application.PENDING).values("state")[:1]),
    )
    return _narrowed(request, searched(sites, q, "name", "municipality__name"), year, chosen)


def _narrowed(request: Request, sites: QuerySet[Site], year: int, chosen: dict[str, str]) -> QuerySet[Site]:
    """The sites that pass the filters of the page, as things stood in the year."""
    day = last_day(year, request.access.today)
    funded, reports = _of_site(request, Measure).filter(funding_year=year), _of_site(request, Report).filter(year=year)
    phase_then = _of_site(request, SitePhase).on(day)
    if chosen["form"]:
        sites = sites.filter(Exists(_of_site(request, SiteForm).on(day).filter(form=chosen["form"])))
    if chosen["provider"]:
        links = _of_site(request, SiteKita).on(day).annotate(carrier=carrier_on(day))
        sites = sites.filter(Exists(links.filter(carrier=chosen["provider"])))
    if chosen["municipality"]:
        sites = sites.filter(municipality=int(chosen["municipality"]))
    if chosen["field"]:
        sites = sites.filter(Exists(funded.filter(action_field__code=chosen["field"])))
    if chosen["report"] == OPEN_REPORT:
        sites = sites.filter(Exists(funded), ~Exists(reports.exclude(state=Report.State.DRAFT)))
    elif chosen["report"]:
        sites = sites.filter(Exists(reports.filter(state=chosen["report"])))
    if chosen["phase"]:
        return sites.filter(Exists(phase_then.filter(phase=chosen["phase"])))
    return sites if chosen["ended"] else sites.exclude(Exists(phase_then.filter(phase=Phase.ENDED)))


# Lines ------------------------------------------------------------------------------------------------------------


def lines_in_words(access: Access, sites: Iterable[Site], year: int) -> list[Line]:
    """Sites of `_sites` in words; one query for the recommended hours."""
    rules = hours_editions()
    sees = [access.reach(f"{area}.view").places for area in ("sitefigures", "contracts", "reports")]
    return [_line(site, year, access.today, rules, [site.pk in places for places in sees]) for site in sites]


def _line(site: Site, year: int, today: date, rules: Editions, sees: list[bool]) -> Line:
    has = vars(site)  # the annotations of `_sites`
    spans = [PhaseSpan(one["phase"], date.fromisoformat(one["starts"]), _day(one["ends"])) for one in has["phase_spans"]]
    found = has["change_spans"] or ()  # nothing at all where the person reads no changes
    changes = [Change(one["trigger"], date.fromisoformat(one["starts"]), _day(one["ends"])) for one in found]
    rule, day = recommended(today, spans, changes, rules.of(site.county_id)), last_day(year, today)
    return Line(
        site=site,
        today=today,
        then=in_year(site, year, today),
        phase=next(iter(valid(spans, day)), None),
        phase_now=next(iter(valid(spans, today)), None),
        forms=on_day(site, day).form or "noch offen",
        fte=on_day(site, day).coordination,
        agreed=has["agreed"],
        advised=rule.hours if rule else None,
        hours_reason=has["hours_reason"] is not None,
        held=has["held"],
        people=has["people"],
        last_day=has["last_day"],
        field=has["field_name"],
        report=REPORTS[has["report_state"] or OPEN_REPORT] if sees[2] and (has["report_state"] or has["funded"]) else "",
        case=has["case"],
        returned=has["returned"],
        overdue=has["overdue"],
        late=has["late"],
        lacking=own_share_gap(reckoned(has["money"])) if has["money"] else Decimal(0),
        sees_figures=sees[0],
        sees_hours=sees[1],
        sees_reports=sees[2],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def sums(listed: Page, lines: list[Line]) -> str:
    """ "14 Standorte: 5 auf dem Weg …", only when the list is complete on its first page."""
    if not listed.is_first or listed.next_url or not lines:
        return ""
    counts = [(str(label), sum(1 for line in lines if line.phase_label == label)) for label in Phase.labels]
    parts = [f"{number} {IN_A_ROW.get(label, label)}" for label, number in counts if number]
    words = " und ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else ""
    return f"{len(lines)} Standort{'e' if len(lines) != 1 else ''}{f': {words}' if words else ''}."
