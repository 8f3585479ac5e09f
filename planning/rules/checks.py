"""The only place that reads on what the sites of a county rest: adoption of the recommendations, representative, plans, funding year, strategy.

Plans, resolutions and representatives are public registers: the sheet of a site shows them to the house, too. What is missing is said, never refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import JSONObject
from django.urls import reverse

from planning.models import Body, Decision, Measure, Plan, PlanEntry, Representative, Resolution, Strategy, StrategyTarget
from planning.rules.basis import PLANNING
from sites.core.access import Access
from sites.core.days import valid, valid_on
from sites.models import County, Phase, Site, SitePhase
from sites.rules.phases import RUNNING, PhaseSpan

# The county -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Adoption:
    """The resolution by which a county made the recommendations its own (R110); from its day on their standards count there (R111)."""

    pk: int
    day: date
    number: str
    edition: str
    deviations: str
    body: str | None  # hidden from the houses: bodies lie at the county


@dataclass(frozen=True)
class Grounds:
    """What holds for all sites of a county today, and the plans in which one site stands."""

    county: County
    adoption: Adoption | None = None
    representative: dict | None = None
    entries: list[dict] = field(default_factory=list)


def grounds_of(county: int, today: date, site: int = 0) -> Grounds:
    """Adoption, representative and, for a site, its entries in plans that are valid today. One query."""
    here = OuterRef("pk")
    adopted = Resolution.objects.filter(place=here, kind=Resolution.Kind.ADOPTION).order_by("-decided_on", "-pk")
    body = Subquery(Body.objects.filter(pk=OuterRef("body_id")).values("name")[:1])
    told = JSONObject(pk="pk", day="decided_on", number="number", edition="edition__title", deviations="deviations", body=body)
    person = JSONObject(pk="pk", name="name", function="function", email="email", phone="phone", starts="starts")
    entries = PlanEntry.objects.filter(valid_on(today, "plan__"), site=site)
    row = County.objects.filter(pk=county).annotate(
        adopted=Subquery(adopted.values(json=told)[:1]),
        represented=Subquery(Representative.objects.on(today).filter(place=here).values(json=person)[:1]),
        entries=ArraySubquery(entries.filter(place=here).order_by("plan__kind").values(json=_ENTRY)),
    )
    found = row.get()
    adoption, entries_of = found.adopted, found.entries
    if adoption:
        adoption = Adoption(**{**adoption, "day": date.fromisoformat(adoption["day"])})
    for entry in entries_of:
        entry["kind"] = Plan.Kind(entry["kind"]).label
        entry["decided_on"] = date.fromisoformat(entry["decided_on"]) if entry["decided_on"] else None
    return Grounds(found, adoption, _spoken(found.represented), entries_of)


def adoptions(counties: Iterable[int]) -> dict[int, date]:
    """The day on which each of these counties last adopted the recommendations (R110). One query."""
    adopted = Resolution.objects.filter(place__in=counties, kind=Resolution.Kind.ADOPTION)
    return dict(adopted.order_by().values("place").annotate(day=Max("decided_on")).values_list("place", "day"))


_ENTRY = JSONObject(
    kind="plan__kind", title="plan__title", version="plan__version", section="section", funded="funded", goal="goal__title",
    number="plan__resolution__number", decided_on="plan__resolution__decided_on",
)  # fmt: skip


def _spoken(person: dict | None) -> dict | None:
    if person is None:
        return None
    return {**person, "function": Representative.Function(person["function"]).label, "starts": date.fromisoformat(person["starts"])}


# What is missing --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Check:
    """A thing the recommendations ask of every site; `missing` is the sentence when it is not there."""

    key: str
    short: str
    missing: str
    paragraph: str
    action: str


CHECKS = (
    Check(
        "plan",
        "nicht im Fach- oder Jugendhilfeplan",
        "im Jugendhilfeplan oder integrierten Fachplan noch nicht aufgenommen",
        "1.1, 2.1",
        "plans.view",
    ),
    Check("basis", "ohne Bedarfserhebung", "ohne kommunale Bedarfserhebung als Grundlage", "1.1, 3.1", "assessments.view"),
    Check("demand", "nicht im Kita-Bedarfsplan", "im Kita-Bedarfsplan noch nicht verankert", "2.1", "plans.view"),
    Check("money", "ohne Finanzierung im Plan", "gefördert, aber ohne Finanzierung im gültigen Plan", "2.1", "measures.view"),
    Check("decision", "ohne Entscheidung", "gefördert, aber ohne Entscheidung für das Förderjahr", "2.2", "decisions.view"),
)


def checks_for(access: Access, county: int) -> list[Check]:
    """What this person may be told: the state reads plans, not the measures and decisions of a site."""
    return [check for check in CHECKS if county in access.reach(check.action).places]


def standing(county: int, today: date):
    """The running sites of a county with what each lacks: `lacks_plan`, `lacks_basis`, `lacks_demand`, `lacks_money`, `lacks_decision`.

    The last two speak of the funding year of today and only of sites that have a measure in it (R028, R029, R108, R112, R113).
    """
    year, site = today.year, OuterRef("pk")
    entry = PlanEntry.objects.filter(valid_on(today, "plan__"), site=site)
    decided = Decision.objects.filter(Q(funding_year=year) | Q(funding_year=None, effective_from__year=year), site=site, superseded_by=None)
    funded = Exists(Measure.objects.filter(site=site, funding_year=year))
    running = SitePhase.objects.on(today).filter(site=site, phase__in=RUNNING)
    found = Site.objects.filter(Exists(running), county=county).select_related("municipality")
    return found.annotate(
        funded=funded,
        lacks_plan=~Exists(entry.filter(plan__kind__in=PLANNING)),
        lacks_basis=Func(F("pk"), Value(today), template="(NOT EXISTS (SELECT FROM thekiz_basis(%(expressions)s)))", output_field=BooleanField()),
        lacks_demand=~Exists(entry.filter(plan__kind=Plan.Kind.DEMAND)),
        lacks_money=Q(funded=True) & ~Exists(entry.filter(plan__kind__in=PLANNING, funded=True)),
        lacks_decision=Q(funded=True) & ~Exists(decided.exclude(kind=Decision.Kind.REJECT)),
    )


def entries_of(plan: Plan):
    """The sites of a plan by name, with goal and page."""
    return PlanEntry.objects.filter(plan=plan).select_related("site__municipality", "goal").annotate(order=F("site__sort_key"))


def absent_from(plan: Plan, today: date) -> list[Site]:
    """The running sites of the county that do not stand in this plan."""
    return list(standing(plan.place_id, today).exclude(plan_entries__plan=plan).order_by("sort_key", "pk"))


def missing(access: Access, grounds: Grounds, strategy, plans: list[Plan], sites: list) -> list[dict]:
    """What the county still has to do, as lines of a to-do list with the way to it; nothing when all is there."""
    county, kinds = grounds.county.pk, {plan.kind for plan in plans}
    may_change = county in access.reach("plans.change").places
    found = [
        (grounds.adoption, "Die Fachlichen Empfehlungen sind noch nicht beschlossen (1, 2.1)", "resolution_create", "?kind=adoption"),
        (strategy and strategy.holds, "Für dieses Jahr fehlt eine eigene Strategie für die Entwicklung der ThEKiZ (2.1)", "strategy_create", ""),
        (kinds & PLANNING, "Weder Jugendhilfeplan noch integrierter Fachplan gilt heute (1.1, 2.1)", "plan_create", ""),
        (Plan.Kind.DEMAND in kinds, "Heute gilt kein Kita-Bedarfsplan (2.1)", "plan_create", ""),
        (grounds.representative, "Niemand vertritt die ThEKiZ in den Steuerungsgremien (2.2)", "representative_create", ""),
    ]
    lines = [
        {"text": text, "url": reverse(f"planning:{view}", args=[county]) + query if may_change else ""}
        for there, text, view, query in found
        if not there
    ]
    without_plan = {"plan": not kinds & PLANNING, "demand": Plan.Kind.DEMAND not in kinds}
    for check in checks_for(access, county):
        names = [site.name for site in sites if getattr(site, f"lacks_{check.key}")]
        if names and not without_plan.get(check.key):
            text = f"{_counted(len(names))} {check.missing} ({check.paragraph})"
            who = ", ".join(names[:3]) + (f" und {len(names) - 3} weitere" if len(names) > 3 else "")
            lines.append({"text": text, "url": f"{reverse('planning:plan_sites', args=[county])}?show={check.key}", "who": who})
    return lines


def _counted(number: int) -> str:
    return "Ein Standort ist" if number == 1 else f"{number} Standorte sind"


# Strategy ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class YearLine:
    """A year of the strategy: wanted and counted sites at its end, today in the running year; None where nothing is known."""

    year: int
    wanted: int | None
    wanted_consultation: int | None
    sites: int | None
    consultation: int | None
    is_now: bool

    @property
    def difference(self) -> int | None:
        return None if self.sites is None or self.wanted is None else self.sites - self.wanted


def strategies_of(county: int, today: date) -> list:
    """The strategies of a county, first the one whose years hold today (`holds`), then the newest; their targets as `lines`. One query."""
    lines = (
        StrategyTarget.objects.filter(strategy=OuterRef("pk"))
        .order_by("year")
        .values(json=JSONObject(year="year", sites="sites", consultation="consultation_sites"))
    )
    found = Strategy.objects.filter(place=county).select_related("resolution__body", "document")
    holds = Q(year_from__lte=today.year, year_until__gte=today.year)
    return list(found.annotate(lines=ArraySubquery(lines), holds=holds).order_by("-holds", "-year_from", "-pk"))


def history_of(county: int) -> list[PhaseSpan]:
    """The running phases of all sites of a county, for counting at the end of each year."""
    return [PhaseSpan(*row) for row in SitePhase.objects.filter(county=county, phase__in=RUNNING).values_list("phase", "starts", "ends")]


def counted(history: Iterable[PhaseSpan], day: date) -> tuple[int, int]:
    """How many sites were on the way or established on a day, and how many of them consultation sites."""
    phases = [span.phase for span in valid(history, day) if span.phase in RUNNING]
    return len(phases), phases.count(Phase.CONSULTATION)


def course(strategy, history: list[PhaseSpan], today: date) -> list[YearLine]:
    """Plan against actual, year by year (R109): past years on 31 December, the running one today, the coming ones without a count."""
    if strategy is None:
        return []
    wanted, lines = {line["year"]: line for line in strategy.lines}, []
    for year in range(strategy.year_from, strategy.year_until + 1):
        aim = wanted.get(year, {"sites": None, "consultation": None})
        sites, consultation = counted(history, min(date(year, 12, 31), today)) if year <= today.year else (None, None)
        if year in wanted or sites is not None:
            lines.append(YearLine(year, aim["sites"], aim["consultation"], sites, consultation, year == today.year))
    return lines
