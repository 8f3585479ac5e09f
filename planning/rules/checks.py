"""What the recommendations ask of every running site of a county. What is missing is said, never refused."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Value

from planning.models import Decision, Measure, Plan, PlanEntry
from planning.rules.departures import PLANNING
from sites.core.access import Access
from sites.core.days import valid_on
from sites.models import Site, SitePhase
from sites.rules.phases import RUNNING


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
    """What this person may read: the state reads plans, not the measures and decisions of a site."""
    return [check for check in CHECKS if county in access.reach(check.action).places]


def standing(county: int, today: date) -> QuerySet[Site]:
    """The running sites of a county with what each lacks: `lacks_plan`, `lacks_basis`, `lacks_demand`, `lacks_money`, `lacks_decision`.

    The last two speak of the funding year of today and only of sites that have a measure in it (R028, R029, R108, R112, R113).
    """
    year, site = today.year, OuterRef("pk")
    entry = PlanEntry.objects.filter(valid_on(today, "plan__"), site=site)
    decided = Decision.objects.valid().filter(Q(funding_year=year) | Q(funding_year=None, effective_from__year=year), site=site)
    funded = Exists(Measure.objects.filter(site=site, funding_year=year))
    running = SitePhase.objects.on(today).filter(site=site, phase__in=RUNNING)
    sites = Site.objects.filter(Exists(running), county=county).select_related("municipality")
    return sites.annotate(
        funded=funded,
        lacks_plan=~Exists(entry.filter(plan__kind__in=PLANNING)),
        lacks_basis=Func(F("pk"), Value(today), template="(NOT EXISTS (SELECT FROM thekiz_basis(%(expressions)s)))", output_field=BooleanField()),
        lacks_demand=~Exists(entry.filter(plan__kind=Plan.Kind.DEMAND)),
        lacks_money=Q(funded=True) & ~Exists(entry.filter(plan__kind__in=PLANNING, funded=True)),
        lacks_decision=Q(funded=True) & ~Exists(decided.exclude(kind__in=[Decision.Kind.REJECT, Decision.Kind.ADVANCE])),
    )


def lacks(site: Site, check: Check) -> bool:
    """Does a site of `standing` lack this?"""
    return bool(vars(site)[f"lacks_{check.key}"])


def absent_from(plan: Plan, today: date) -> list[Site]:
    """The running sites of the county that do not stand in this plan."""
    return list(standing(plan.place_id, today).exclude(plan_entries__plan=plan).order_by("sort_key", "pk"))
